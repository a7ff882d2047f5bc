import { useState, type FormEvent, type ReactNode } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { signInMessages as m } from './messages.ts'

export interface CodeFormProps { readonly busy?: boolean, readonly failure?: Failure, onAnswer(code: string): void, onBack(): void }

/** The second step: six digits of the authenticator, or a recovery code. */
export const CodeForm = ({ busy, failure, onAnswer, onBack }: CodeFormProps): ReactNode => {
  const t = useT()
  const [code, setCode] = useState(''), [tried, setTried] = useState(false)
  const isComplete = code.replace(/\s/g, '').length >= 6
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (!busy && isComplete) onAnswer(code.trim())
  }
  return (
    <form onSubmit={submit} noValidate>
      <div className="question">
        <Field name="code" size="l" label={t(m.code)} hint={t(m.codeHint)} error={tried && !isComplete ? t(m.codeMissing) : undefined} value={code} maxLength={40} autoFocus
          autoComplete="one-time-code" autoCapitalize="none" spellCheck={false} onChange={event => setCode(event.target.value)} />
      </div>
      {failure && <div className="question"><FailureState failure={failure} /></div>}
      <div className="form-actions">
        <Button variant="primary" size="l" type="submit" keyHint="Enter" busy={busy}>{t(m.title)}</Button>
        <Button size="l" onClick={onBack}>{t(m.back)}</Button>
      </div>
    </form>
  )
}
