import { useDeferredValue, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { pick } from '../../../kernel/messages.ts'
import type { LabelClass } from '../../../sockets/label-schema.ts'
import { Button } from '../../../ui/button.tsx'
import { Radio } from '../../../ui/choice.tsx'
import { ChoiceField, TextAreaField } from '../../../ui/choice-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { askAboutWork, askQuestion, likeQuestions, listQuestions, ownAnswered, readQuestion, type QuestionView } from '../questions/contract.ts'
import { questionCategories, type QuestionCategory } from '../questions/model.ts'
import { categoryMessages, questionMessages as m } from './question-messages.ts'
import './questions.css'

/** Where the question arises: at the task in hand, or nowhere in particular. */
export interface AskedAt { readonly assignment: string, readonly shape: string | null, readonly mayPark: boolean }
export interface AskDialogProps {
  readonly open: boolean
  readonly project: string
  readonly classes: readonly LabelClass[]
  /** Chosen beforehand: the class in hand. */
  readonly labelClass: string | null
  readonly at: AskedAt | null
  onClose(): void
  onAsked(question: QuestionView): void
  /** What must reach the server before the task leaves one's hands. */
  before?(): Promise<void>
}

/** One answered question, unfolded to its answers. */
const Alike = ({ id, title }: { readonly id: string, readonly title: string }): ReactNode => {
  const [isOpen, open] = useState(false), thread = useQuery({ ...serverQuery(readQuestion, { params: { question: id } }), enabled: isOpen })
  return (
    <details onToggle={event => open(event.currentTarget.open)}>
      <summary>{title}</summary>
      {thread.data?.posts.filter(post => post.kind === 'answer').map(post => <p key={post.id} className="secondary">{post.body}</p>)}
    </details>
  )
}
/** What was answered already under a title like the one being typed. */
const AlikeList = ({ project, title }: { readonly project: string, readonly title: string }): ReactNode => {
  const t = useT(), typed = useDeferredValue(title.trim())
  const { data } = useQuery({ ...serverQuery(likeQuestions, { params: { project }, query: { title: typed || '?' } }), enabled: [...typed].length >= 2, staleTime: 30_000, placeholderData: last => last })
  if (!data || data.questions.length === 0 || typed === '') return null
  return <section className="alike" aria-label={t(m.alike)}><h3 className="meta quiet">{t(m.alike)}</h3>{data.questions.map(q => <Alike key={q.id} {...q} />)}</section>
}

const Form = ({ project, classes, labelClass, at, onClose, onAsked, before }: AskDialogProps): ReactNode => {
  const t = useT(), { locale } = useLocale()
  const [title, setTitle] = useState(''), [body, setBody] = useState(''), [category, setCategory] = useState<QuestionCategory>('guideline'), [about, setAbout] = useState(labelClass ?? ''), [park, setPark] = useState(at?.mayPark ?? false)
  const changed = [listQuestions, ownAnswered, likeQuestions], asking = useServerCommand(askQuestion, changed), askingAbout = useServerCommand(askAboutWork, changed)
  const error = asking.error ?? askingAbout.error, busy = asking.isPending || askingAbout.isPending
  const missing = title.trim() === '' ? t(m.needsTitle) : body.trim() === '' ? t(m.needsBody) : undefined
  const send = async (): Promise<void> => {
    const asked = { title: title.trim(), body, category, class: about || null }
    if (!at) return asking.mutate({ params: { project }, body: asked }, { onSuccess: onAsked })
    if (park) await before?.()
    askingAbout.mutate({ params: { assignment: at.assignment }, body: { ...asked, shape: at.shape, park } }, { onSuccess: onAsked })
  }
  return (
    <Dialog open title={t(at?.mayPark ? m.parkTitle : m.askTitle)} className="ask-dialog" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" busy={busy} blocked={missing} onClick={() => void send()}>{t(park ? m.parkTitle : m.askTitle)}</Button>
    </>}>
      <div className="stack">
        <Field label={t(m.title)} value={title} maxLength={300} autoComplete="off" onChange={event => setTitle(event.target.value)} />
        <AlikeList project={project} title={title} />
        <TextAreaField label={t(m.body)} value={body} maxLength={20_000} rows={4} onChange={event => setBody(event.target.value)} />
        <div className="pair">
          <ChoiceField<QuestionCategory> label={t(m.category)} value={category} onChange={setCategory} options={questionCategories.map(value => ({ value, label: t(categoryMessages[value]) }))} />
          {classes.length > 0 && <ChoiceField label={t(m.class)} value={about} onChange={setAbout} options={[{ value: '', label: t(m.noClass) }, ...classes.map(c => ({ value: c.id, label: pick(c.name, locale) }))]} />}
        </div>
        {at?.mayPark && (
          <fieldset className="stack"><legend className="meta quiet">{t(m.whatToDo)}</legend>
            <Radio name="park" label={t(m.parkAndAsk)} checked={park} onChange={() => setPark(true)} />
            <Radio name="park" label={t(m.askOnly)} checked={!park} onChange={() => setPark(false)} />
            {park && <p className="meta quiet">{t(m.parkText)}</p>}
          </fieldset>
        )}
        {error && <FailureState failure={server().failureOf(error)} />}
      </div>
    </Dialog>
  )
}

/** Begins empty each time it is opened. */
export const AskDialog = (props: AskDialogProps): ReactNode => props.open && <Form {...props} />
