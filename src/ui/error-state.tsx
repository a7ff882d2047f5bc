import { useState, type ReactNode } from 'react'
import type { Failure } from '../kernel/failure.ts'
import { copyText } from './copy-text.ts'
import { useFailureText, useLocale, useT } from './i18n.tsx'
import { uiMessages } from './messages.ts'
import { Note } from './note.tsx'

export interface ErrorStateProps {
  readonly happened: string
  readonly safe?: string
  /** What the person can do now. */
  readonly todo?: string
  /** `image.truncated`; shown and copied, never instead of the sentences. */
  readonly code: string
  /** Everything that helps whoever is asked for help: the failure as JSON, a request id. */
  readonly details?: string
  readonly action?: ReactNode
}

export const ErrorState = ({ happened, safe, todo, code, details, action }: ErrorStateProps): ReactNode => {
  const t = useT()
  const { locale } = useLocale()
  const [copy, setCopy] = useState<'no' | 'done' | 'refused'>('no')
  const copyDetails = async (): Promise<void> => {
    const text = [happened, safe, todo, code, details].filter(Boolean).join('\n')
    setCopy(await copyText(text) ? 'done' : 'refused')
  }
  return (
    <div role="alert">
      <Note tone="bad">
        <div className="happened">{happened}</div>
        {(safe || todo) && <div className="rest">{[safe, todo].filter(Boolean).join(locale === 'en' ? ' ' : '')}</div>}
        <div className="acts">
          {action}
          <code>{code}</code>
          <button type="button" className="ui-link" onClick={() => void copyDetails()}>{t(uiMessages.copyDetails)}</button>
          <span className="quiet" role="status">{copy === 'done' ? t(uiMessages.copied) : copy === 'refused' ? t(uiMessages.notCopied) : ''}</span>
        </div>
      </Note>
    </div>
  )
}

export interface FailureStateProps extends Pick<ErrorStateProps, 'safe' | 'todo' | 'action'> { readonly failure: Failure }

/** A failure value as an error state: its sentence, its place, its code; the whole value is what is copied. */
export const FailureState = ({ failure, ...rest }: FailureStateProps): ReactNode => {
  const text = useFailureText()
  return <ErrorState {...rest} happened={text(failure)} code={failure.code} details={JSON.stringify(failure, null, 2)} />
}
