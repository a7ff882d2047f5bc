import type { ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import type { Question } from '../../../sockets/label-schema.ts'
import { Switch } from '../../../ui/choice.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { Field } from '../../../ui/field.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { RemoveEntry } from './class-form.tsx'
import { ConditionForm, groundsOfQuestion, type ConditionFormProps } from './condition-form.tsx'
import { NameFields, TroubleLine, useEditing } from './editing.tsx'
import { OptionList } from './option-list.tsx'
import { questionAs } from './schema-draft.ts'
import { schemaMessages as m } from './schema-messages.ts'

const questionKinds = ['choice', 'choices', 'rating', 'text'] as const

/** What was typed as an end of the range; nothing while it is no number. */
const ended = (question: Question, end: 'min' | 'max', text: string): Question => {
  const rest = { ...question }
  delete rest[end]
  return text.trim() === '' || !Number.isFinite(Number(text)) ? rest : { ...rest, [end]: Number(text) }
}

const withCondition = ({ when: _, ...question }: Question, condition: Parameters<ConditionFormProps['onChange']>[0]): Question => {
  const is = condition?.is.filter(value => typeof value !== 'boolean') ?? []
  return condition && is.length > 0 ? { ...question, when: { question: condition.about, is } } : question
}

export interface QuestionFormProps { /** All of the schema, for conditions. */ readonly all: readonly Question[], readonly question: Question, readonly place: number, onChange(question: Question): void, onRemove(): void }

/** One question that is asked once for the whole task. */
export const QuestionForm = ({ all, question, place, onChange, onRemove }: QuestionFormProps): ReactNode => {
  const t = useT(), { locale } = useLocale(), { isReadOnly, isSaved, touch } = useEditing()
  const path = `question:${question.id}`, isLocked = isSaved(path)
  return (
    <>
      <header><h2 className="truncate">{pick(question.title, locale) || question.id}</h2><span className="meta quiet">{t(m.place, { n: place + 1 })}</span></header>
      <div className="body stack loose">
        <NameFields label={t(m.question)} path={path} text={question.title} onChange={title => onChange({ ...question, title })} />
        <div className="row wrap">
          {isReadOnly || isLocked ? <span className="secondary">{t(m.kind)} · {t(m[question.kind])}</span>
            : <ChoiceField label={t(m.kind)} quietLabel value={question.kind} options={questionKinds.map(value => ({ value, label: t(m[value]) }))} onChange={kind => onChange(questionAs(question, kind))} />}
          <Switch label={t(m.required)} checked={question.required} disabled={isReadOnly} onChange={event => onChange({ ...question, required: event.target.checked })} />
        </div>
        {isLocked && !isReadOnly && <p className="meta secondary">{t(m.kindLocked)}</p>}
        <ConditionForm grounds={groundsOfQuestion(all, question.id, locale)} about={question.when?.question} is={question.when?.is ?? []} onChange={condition => onChange(withCondition(question, condition))} />
        {(question.kind === 'choice' || question.kind === 'choices') && <OptionList path={path} options={question.options ?? []} onChange={options => onChange({ ...question, options })} />}
        {question.kind === 'rating' && <div onBlur={() => touch(`${path}/range`)}>
          <div className="range">
            <Field label={t(m.from)} type="number" step={1} data-path={`${path}/range`} readOnly={isReadOnly} value={question.min ?? ''} onChange={event => onChange(ended(question, 'min', event.target.value))} />
            <Field label={t(m.to)} type="number" step={1} readOnly={isReadOnly} value={question.max ?? ''} onChange={event => onChange(ended(question, 'max', event.target.value))} />
          </div>
          <TroubleLine path={`${path}/range`} />
        </div>}
        <p className="meta quiet">{t(m.idNote)}</p>
        <RemoveEntry path={path} name={pick(question.title, locale)} onRemove={onRemove} />
      </div>
    </>
  )
}
