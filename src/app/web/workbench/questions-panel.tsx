import { useState, type ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import { askedQuestions } from '../../../sockets/asked.ts'
import type { Question } from '../../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { Checkbox, Radio } from '../../../ui/choice.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { workbenchMessages as m } from './messages.ts'
import type { AnySession } from './open-task.ts'

interface AskProps { readonly session: AnySession, readonly question: Question, readonly answers: readonly ShapeRecord[] }

const Options = ({ session, question, answers }: AskProps): ReactNode => {
  const { locale } = useLocale(), isMany = question.kind === 'choices'
  const held = new Set(answers.map(answer => answer.class))
  const answer = (id: string): void => {
    const said = { question: question.id, kind: 'choice', class: id, payload: { negative: false } }
    if (isMany) session.toggleAnswer(said); else session.setAnswer(said)
  }
  const Control = isMany ? Checkbox : Radio
  return (
    <div className="options">
      {(question.options ?? []).map(option => (
        <Control key={option.id} name={question.id} label={pick(option.name, locale)} checked={held.has(option.id)} onChange={() => answer(option.id)} />
      ))}
    </div>
  )
}

const valueOf = (payload: unknown): number | null =>
  typeof payload === 'object' && payload !== null && 'value' in payload && typeof payload.value === 'number' ? payload.value : null
const textOf = (payload: unknown): string =>
  typeof payload === 'object' && payload !== null && 'text' in payload && typeof payload.text === 'string' ? payload.text : ''

/** A scale of at most this many steps is a row of buttons. */
const STEPS = 11

const Rating = ({ session, question, answers }: AskProps): ReactNode => {
  const min = question.min ?? 1, max = question.max ?? 5, value = valueOf(answers[0]?.payload)
  const answer = (chosen: number): void => session.setAnswer({ question: question.id, kind: 'rating', class: null, payload: { name: question.id, value: chosen, min, max } })
  if (max - min >= STEPS) return <input type="number" className="number" aria-labelledby={`question-${question.id}`} min={min} max={max} value={value ?? ''} onChange={event => { if (event.target.checkValidity() && event.target.value !== '') answer(Number(event.target.value)) }} />
  return (
    <div className="scale">
      {Array.from({ length: max - min + 1 }, (_, i) => min + i).map(step => (
        <label key={step}><input type="radio" name={question.id} checked={value === step} onChange={() => answer(step)} /><span>{step}</span></label>
      ))}
    </div>
  )
}

const FreeText = ({ session, question, answers }: AskProps): ReactNode => {
  const { locale } = useLocale(), said = textOf(answers[0]?.payload)
  const [typed, type] = useState(said)
  const commit = (): void => {
    if (typed === said) return
    if (typed === '') session.clearAnswer(question.id); else session.setAnswer({ question: question.id, kind: 'text', class: null, payload: { text: typed, role: 'answer' } })
  }
  return <textarea rows={3} lang={locale} value={typed} aria-labelledby={`question-${question.id}`} onChange={event => type(event.target.value)} onBlur={commit} />
}

/** Asked once for the whole task. */
export const QuestionsPanel = ({ session, records }: { readonly session: AnySession, readonly records: readonly ShapeRecord[] }): ReactNode => {
  const t = useT(), { locale } = useLocale(), { questions } = session.schema
  if (questions.length === 0) return null
  const asked = new Set(askedQuestions(session.schema, records).map(question => question.id)), answered = new Set(records.map(record => record.question))
  return (
    <section className="questions">
      <header><h2>{t(m.questions)}</h2></header>
      {questions.filter(({ id }) => asked.has(id) || answered.has(id)).map(question => {
        const isAsked = asked.has(question.id), answers = records.filter(record => record.question === question.id), props = { session, question, answers }
        return (
          <fieldset key={question.id} disabled={session.readOnly} data-question={question.id} className={isAsked ? undefined : 'not-asked'}>
            <legend id={`question-${question.id}`}>{pick(question.title, locale)}{isAsked ? question.required && <span className="quiet"> · {t(m.required)}</span> : <span className="warn"> · {t(m.noLongerAsked)}</span>}</legend>
            {question.kind === 'rating' ? <Rating {...props} /> : question.kind === 'text' ? <FreeText key={textOf(answers[0]?.payload)} {...props} /> : <Options {...props} />}
            {answers.length > 0 && (!isAsked || (question.kind !== 'text' && !question.required)) && !session.readOnly && <button type="button" className="ui-link" onClick={() => session.clearAnswer(question.id)}>{t(m.clearAnswer)}</button>}
          </fieldset>
        )
      })}
    </section>
  )
}
