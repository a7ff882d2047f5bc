import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import { projectPolicy } from '../../../workspace/project/policy.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { TextAreaField } from '../../../ui/choice-field.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { usePageExists } from '../../../ui/page-exists.ts'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill, Tag, type PillShape, type Tone } from '../../../ui/status-pill.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { productionPolicy } from '../policy.ts'
import { listQuestions, moveQuestion, ownAnswered, postToQuestion, readQuestion, type PostView, type ThreadView } from '../questions/contract.ts'
import type { QuestionState } from '../questions/model.ts'
import { categoryMessages, questionMessages as m } from './question-messages.ts'

const looks: { readonly [S in QuestionState]: readonly [PillShape, Tone] } = { open: ['clock', 'warn'], answered: ['tick', 'ok'], closed: ['tick', 'neutral'] }
export const QuestionPill = ({ state }: { readonly state: QuestionState }): ReactNode => {
  const t = useT(), [shape, tone] = looks[state]
  return <StatusPill shape={shape} tone={tone}>{t(m[state])}</StatusPill>
}

const changed = [readQuestion, listQuestions, ownAnswered]

const Post = ({ post, nameOf }: { readonly post: PostView, nameOf(person: string): string | undefined }): ReactNode => {
  const t = useT(), name = post.author === null ? undefined : nameOf(post.author)
  return (
    <article className={post.kind}>
      <header className="row wrap meta"><Tag>{t(m[post.kind])}</Tag><span className="strong">{post.mine ? t(m.you) : name ?? t(m.somebody)}</span><time className="quiet" dateTime={post.at}>{formatTime(new Date(post.at))}</time></header>
      <p>{post.body}</p>
    </article>
  )
}

/** Answers, or only comments, and what follows. */
const Reply = ({ thread: { question }, roles }: { readonly thread: ThreadView, readonly roles: readonly string[] }): ReactNode => {
  const t = useT(), toast = useToast(), answers = isAllowed(productionPolicy['question.answer'], roles), asks = isAllowed(productionPolicy['question.ask'], roles)
  const [text, setText] = useState(''), posting = useServerCommand(postToQuestion, changed), moving = useServerCommand(moveQuestion, changed)
  const send = (kind: 'comment' | 'answer'): void => posting.mutate({ params: { question: question.id }, body: { kind, body: text } }, { onSuccess: () => { setText(''); if (kind === 'answer') toast({ text: t(m.answeredToast) }) } })
  const move = (state: 'open' | 'closed'): void => moving.mutate({ params: { question: question.id }, body: { state } })
  const error = posting.error ?? moving.error, blocked = text.trim() === '' ? t(m.empty) : undefined, mayMove = question.mine || answers
  if (!asks) return null
  return (
    <div className="stack">
      <TextAreaField label={t(answers ? m.writeAnswer : m.writeComment)} value={text} maxLength={20_000} onChange={event => setText(event.target.value)} />
      {error && <FailureState failure={server().failureOf(error)} />}
      <div className="acts">
        {mayMove && question.state !== 'closed' && <Button busy={moving.isPending} onClick={() => move('closed')}>{t(question.mine && question.state === 'answered' ? m.understood : m.close)}</Button>}
        {mayMove && question.state !== 'open' && <Button busy={moving.isPending} onClick={() => move('open')}>{t(m.reopen)}</Button>}
        {(!answers || blocked === undefined) && <Button busy={posting.isPending} blocked={blocked} onClick={() => send('comment')}>{t(m.sendComment)}</Button>}
        {answers && <Button variant="primary" busy={posting.isPending} blocked={blocked} onClick={() => send('answer')}>{t(m.sendAnswer)}</Button>}
      </div>
    </div>
  )
}

/** The guideline's draft with question and last answer as a rule of the class; null before there is an answer. */
export const ruleHref = ({ question, posts }: ThreadView, text: (question: string, answer: string) => string): string | null => {
  const answer = posts.findLast(post => post.kind === 'answer')
  if (!answer) return null
  return `/p/${question.project}/guideline?${new URLSearchParams({ rule: text(question.title, answer.body).slice(0, 1500), ...(question.class && { ruleClass: question.class }) })}`
}

export interface QuestionThreadProps { readonly id: string, readonly roles: readonly string[], classNameOf(id: string): string, nameOf(person: string): string | undefined }
export const QuestionThread = ({ id, roles, classNameOf, nameOf }: QuestionThreadProps): ReactNode => {
  const t = useT(), exists = usePageExists(), { data: thread, error } = useQuery({ ...serverQuery(readQuestion, { params: { question: id } }), refetchInterval: 15_000 })
  if (error) return <FailureState failure={server().failureOf(error)} />
  if (!thread) return <SkeletonRows rows={5} />
  const { question } = thread, rule = isAllowed(projectPolicy['guideline.change'], roles) && exists('/p/$project/guideline') ? ruleHref(thread, (asked, answer) => t(m.ruleText, { question: asked, answer })) : null
  const place = question.batchDisplay === null ? null : question.taskNumber === null ? question.batchDisplay : t(m.taskOf, { batch: question.batchDisplay, task: question.taskNumber })
  const seesTask = question.batch !== null && question.taskNumber !== null && isAllowed(productionPolicy['task.read'], roles)
  return (
    <section className="card question-thread" aria-labelledby="question-title">
      <header><h2 id="question-title" className="grow">{`Q-${question.number} ${question.title}`}</h2>{rule && <a className={buttonClass({ size: 's' })} href={rule}>{t(m.makeRule)}</a>}</header>
      <div className="body">
        <div className="row wrap meta">
          <QuestionPill state={question.state} /><Tag>{t(categoryMessages[question.category])}</Tag>{question.class && <Tag icon="tag">{classNameOf(question.class)}</Tag>}
          {place && (seesTask ? <a href={`/p/${question.project}/b/${question.batch}?task=${question.taskNumber}`}>{place}</a> : <span className="quiet">{place}</span>)}
          {question.parks && question.state === 'open' && <StatusPill shape="pause" tone="warn">{t(m.parked)}</StatusPill>}
        </div>
        {thread.posts.map(post => <Post key={post.id} post={post} nameOf={nameOf} />)}
        <Reply key={question.id} thread={thread} roles={roles} />
      </div>
    </section>
  )
}
