import { useId, type FormEvent, type ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import { Button } from '../../../ui/button.tsx'
import { Radio } from '../../../ui/choice.tsx'
import { TextAreaField } from '../../../ui/choice-field.tsx'
import { ClassSwatch } from '../../../ui/class-swatch.tsx'
import { Field } from '../../../ui/field.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { Tag } from '../../../ui/status-pill.tsx'
import { choicesOf, projectTemplates, schemaWith, type ProjectTemplate } from '../../../workspace/project/templates/model.ts'
import { startMessages as m } from './messages.ts'

export interface ProjectAnswers { readonly name: string, readonly template: ProjectTemplate, /** As typed, a line each. */ readonly choices: string }

export const wordsOf = (typed: string): readonly string[] => typed.split('\n').map(line => line.trim()).filter(Boolean)
/** What is missing before the project can be made; undefined when nothing is. */
export const missingOf = ({ name, template, choices }: ProjectAnswers): 'name' | 'classes' | 'options' | undefined =>
  name.trim() === '' ? 'name' : template.choices !== null && wordsOf(choices).length < (template.choices === 'options' ? 2 : 1) ? template.choices : undefined

export interface ProjectStepProps {
  readonly value: ProjectAnswers
  /** Modalities that the chosen files look like; empty for an empty project. */
  readonly modalities: ReadonlySet<string>
  /** The last button: it says what comes of it. */
  readonly last?: string
  readonly busy?: boolean
  onChange(value: ProjectAnswers): void
  onBack(): void
  onNext(): void
}

/** What the words become, at once: classes with their colours, or the options of the question. */
const Preview = ({ value }: { readonly value: ProjectAnswers }): ReactNode => {
  const { locale } = useLocale(), schema = schemaWith(value.template, wordsOf(value.choices), locale), question = schema.questions[0]
  return (
    <div className="row wrap">
      {schema.classes.map(c => <span key={c.id} className="row meta"><ClassSwatch slot={c.colour} />{pick(c.name, locale)}</span>)}
      {question && <span className="meta strong">{pick(question.title, locale)}</span>}
      {question?.options?.map(o => <Tag key={o.id}>{pick(o.name, locale)}</Tag>)}
    </div>
  )
}

export const ProjectStep = ({ value, modalities, last, busy, onChange, onBack, onNext }: ProjectStepProps): ReactNode => {
  const t = useT(), { locale } = useLocale(), group = useId(), missing = missingOf(value)
  const choose = (template: ProjectTemplate): void => onChange({ ...value, template, choices: choicesOf(template, locale).join('\n') })
  const submit = (event: FormEvent): void => { event.preventDefault(); if (!missing && !busy) onNext() }
  return (
    <form onSubmit={submit}>
      <div className="question"><Field label={t(m.projectName)} size="l" required maxLength={200} value={value.name} onChange={event => onChange({ ...value, name: event.target.value })} /></div>
      <fieldset className="question">
        <legend>{t(m.template)}</legend>
        <div className="templates">
          {projectTemplates.map(template => (
            <Radio key={template.id} name={group} checked={template.id === value.template.id} onChange={() => choose(template)}
              label={<><span className="row"><Icon name={template.modality} size={14} /><span className="strong">{t(template.title)}</span></span><span className="meta secondary">{t(template.describes)}</span></>} />
          ))}
        </div>
      </fieldset>
      {modalities.size > 0 && !modalities.has(value.template.modality) && <Note tone="warn">{t(m.noMatch, { modality: value.template.modality })}</Note>}
      {value.template.choices !== null && <div className="question"><TextAreaField label={t(value.template.choices === 'classes' ? m.classes : m.options)} rows={4} value={value.choices} onChange={event => onChange({ ...value, choices: event.target.value })} /></div>}
      <div className="question"><Preview value={value} /></div>
      <div className="form-actions">
        <Button variant="primary" size="l" type="submit" busy={busy} blocked={missing === 'name' ? t(m.nameMissing) : missing ? t(m.tooFewChoices, { kind: missing }) : undefined}>{last ?? t(m.next)}</Button>
        <Button variant="quiet" size="l" onClick={onBack}>{t(m.back)}</Button>
      </div>
    </form>
  )
}
