import { Suspense, useRef, useState, type ReactNode } from 'react'
import type { Failure } from '../../../../kernel/failure.ts'
import { Button } from '../../../../ui/button.tsx'
import { TextAreaField } from '../../../../ui/choice-field.tsx'
import { FailureState } from '../../../../ui/error-state.tsx'
import { localeNames, useT, type Locale } from '../../../../ui/i18n.tsx'
import { server } from '../../../../ui/server.ts'
import { projectFailures } from '../../errors.ts'
import { storePicture } from '../../examples/contract.ts'
import { pictureLimit, type Shown } from '../../examples/model.ts'
import type { Rule } from '../guideline-draft.ts'
import { withText } from '../schema-draft.ts'
import { hasName } from '../schema-issues.ts'
import { useAssetShows } from './asset-shows.ts'
import { exampleMessages as m } from './messages.ts'
import { ExampleFigure } from './rule-body.tsx'

/** A rule that shows something else, or nothing. */
const withShown = (rule: Rule, shown: Shown | null): Rule => { const { shown: _, ...rest } = rule; return shown ? { ...rest, shown } : rest }
const withReason = (rule: Rule, language: Locale, text: string): Rule => {
  const reason = withText(rule.reason ?? {}, language, text), { reason: _, ...rest } = rule
  return hasName(reason) ? { ...rest, reason } : rest
}

const Upload = ({ project, onStored }: { readonly project: string, onStored(picture: string): void }): ReactNode => {
  const t = useT(), input = useRef<HTMLInputElement>(null), [busy, setBusy] = useState(false), [failure, fail] = useState<Failure | null>(null)
  const send = async (file: File | undefined): Promise<void> => {
    if (!file) return
    if (file.size > pictureLimit) { fail(projectFailures.pictureTooLarge({ limit: pictureLimit })); return }
    setBusy(true)
    const reply = await server().call(storePicture, { params: { project } }, { bytes: file })
    setBusy(false)
    if (reply.ok) { fail(null); onStored(reply.value.picture) } else fail(reply.failure)
  }
  return (
    <>
      <input ref={input} type="file" hidden accept="image/png,image/jpeg,image/webp" aria-label={t(m.upload)} onChange={event => { void send(event.target.files?.[0]); event.target.value = '' }} />
      <Button size="s" icon="image" busy={busy} title={t(m.pictureHint)} onClick={() => input.current?.click()}>{t(m.upload)}</Button>
      {failure && <FailureState failure={failure} />}
    </>
  )
}

export interface ExampleFieldsProps { readonly project: string, readonly rule: Rule, readonly language: Locale, readonly alt: string, onChange(rule: Rule): void }

/** What an example shows, and the reason in the language at hand. */
export const ExampleFields = ({ project, rule, language, alt, onChange }: ExampleFieldsProps): ReactNode => {
  const t = useT(), shows = useAssetShows(), [isChoosing, choose] = useState(false), { shown } = rule, asset = shown && 'asset' in shown ? shown : null
  return (
    <fieldset className="example-fields">
      <legend>{t(m.shown)}</legend>
      {shown && <ExampleFigure key={JSON.stringify(shown)} project={project} shown={shown} alt={alt} />}
      <div className="row wrap">
        {shows && <Button size="s" icon="search" onClick={() => choose(true)}>{t(asset ? m.changeAsset : m.showAsset)}</Button>}
        <Upload project={project} onStored={picture => onChange(withShown(rule, { picture }))} />
        {shown && <Button size="s" icon="cross" onClick={() => onChange(withShown(rule, null))}>{t(m.remove)}</Button>}
      </div>
      <TextAreaField label={`${t(m.reason)} · ${localeNames[language]}`} rows={2} lang={language} maxLength={20_000} value={rule.reason?.[language] ?? ''} onChange={event => onChange(withReason(rule, language, event.target.value))} />
      {shows && isChoosing && <Suspense fallback={null}><shows.Chooser project={project} before={asset} onClose={() => choose(false)} onChoose={chosen => { choose(false); onChange(withShown(rule, chosen)) }} /></Suspense>}
    </fieldset>
  )
}
