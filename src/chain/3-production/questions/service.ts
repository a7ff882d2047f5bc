import { refuse } from '../../../kernel/failure.ts'
import { newId, type AssignmentId, type BatchId, type ProjectId } from '../../../kernel/ids.ts'
import { can, type Actor } from '../../../workspace/access/model.ts'
import { demand } from '../../../workspace/access/service.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { Services } from '../../../workspace/database/services.ts'
import { record } from '../../../workspace/journal/service.ts'
import { enterProject, nextNumber } from '../../../workspace/project/service.ts'
import { productionFailures } from '../errors.ts'
import { findBatch, lockTask } from '../repository.ts'
import { enterAssignment, refreshTask, shiftAssignment } from '../service.ts'
import { mayMoveQuestion, mostAlike, reservedHours, type QuestionCategory, type QuestionState } from './model.ts'
import * as rows from './repository.ts'

export interface Asked { title: string, body: string, category: QuestionCategory, class?: string | null }
type About = Pick<rows.StoredQuestion, 'project' | 'batch' | 'task' | 'shape' | 'assignment' | 'parks'>

const insert = async (tx: Tx, services: Services, actor: Actor, asked: Asked, about: About): Promise<string> => {
  const id = newId(), now = services.clock.now(), number = await nextNumber(tx, actor.organisation, about.project, 'question')
  await rows.insertQuestion(tx, { ...about, id, organisation: actor.organisation, number, class: asked.class ?? null, title: asked.title.trim(), category: asked.category, asked_by: actor.membership, created_at: now })
  await rows.insertPost(tx, { id: newId(), organisation: actor.organisation, question: id, author: actor.membership, kind: 'question', body: asked.body, at: now })
  await record(tx, actor, now, { verb: 'question.asked', kind: 'question', object: id, project: about.project, content: asked, detail: { number, ...(about.task && { task: about.task }), parks: about.parks } })
  return id
}

export const ask = async (tx: Tx, services: Services, actor: Actor, project: ProjectId, asked: Asked, batch: BatchId | null): Promise<string> => {
  await enterProject(tx, actor, project, 'question.ask')
  if (batch && (await findBatch(tx, batch))?.project !== project) refuse(productionFailures.unknownBatch({}, { field: 'batch' }))
  return insert(tx, services, actor, asked, { project, batch, task: null, shape: null, assignment: null, parks: false })
}

/** About the task in hand. Parked, the seat is given back, what was drawn waits for the same person, and nobody gets the task before the answer. */
export const askAbout = async (tx: Tx, services: Services, actor: Actor, id: AssignmentId, asked: Asked & { shape?: string | null, park: boolean }): Promise<string> => {
  const assignment = await enterAssignment(tx, actor, id), { project, batch, task, state } = assignment
  demand(actor, 'question.ask', { project })
  if (asked.park && state !== 'held') refuse(productionFailures.leaseLost())
  const question = await insert(tx, services, actor, asked, { project, batch, task, shape: asked.shape ?? null, assignment: id, parks: asked.park })
  if (!asked.park) return question
  await shiftAssignment(tx, services, actor, assignment, 'released', { reason: asked.title.trim() })
  await refreshTask(tx, services, actor, { ...(await lockTask(tx, task))!, set_aside: 'parked' })
  await record(tx, actor, services.clock.now(), { verb: 'task.parked', kind: 'task', object: task, project, detail: { question } })
  return question
}

const enter = async (tx: Tx, actor: Actor, id: string, permission: string, lock = false): Promise<rows.StoredQuestion> => {
  const question = await rows.findQuestion(tx, id, lock)
  if (!question || !can(actor, 'question.read', { project: question.project })) return refuse(productionFailures.unknownQuestion())
  demand(actor, permission, { project: question.project })
  return question
}

/** The task that a question parked is taken up again, once no other question keeps it: first by who parked it, later by anybody. */
const release = async (tx: Tx, services: Services, actor: Actor, question: rows.StoredQuestion, hours: number): Promise<void> => {
  if (!question.parks || !question.task) return
  const task = await lockTask(tx, question.task), now = services.clock.now()
  // A coordinator may have discarded it meanwhile, or taken it up again.
  if (task?.set_aside !== 'parked' || (await rows.parkedByOthers(tx, task.id, question.id))) return
  await rows.reserveTask(tx, task.id, hours > 0 ? { person: question.asked_by, until: new Date(now.getTime() + hours * 3_600_000) } : null)
  await refreshTask(tx, services, actor, { ...task, set_aside: null })
  await record(tx, actor, now, { verb: 'task.open', kind: 'task', object: task.id, project: task.project, detail: { question: question.id, reservedHours: hours } })
}

const shift = async (tx: Tx, services: Services, actor: Actor, question: rows.StoredQuestion, to: QuestionState): Promise<void> => {
  if (!mayMoveQuestion(question.state, to)) refuse(productionFailures.cannotMoveQuestion({ from: question.state, to }))
  const now = services.clock.now()
  await rows.moveQuestion(tx, question.id, { state: to, ...(to === 'answered' && { answered_at: now }) })
  await record(tx, actor, now, { verb: `question.${to}`, kind: 'question', object: question.id, project: question.project, detail: { from: question.state } })
}

export const post = async (tx: Tx, services: Services, actor: Actor, id: string, input: { kind: 'comment' | 'answer', body: string, reserveHours?: number }): Promise<void> => {
  const question = await enter(tx, actor, id, input.kind === 'answer' ? 'question.answer' : 'question.ask', true), now = services.clock.now()
  await rows.insertPost(tx, { id: newId(), organisation: actor.organisation, question: id, author: actor.membership, kind: input.kind, body: input.body, at: now })
  if (input.kind === 'comment') { await record(tx, actor, now, { verb: 'question.commented', kind: 'question', object: id, project: question.project, content: input }); return }
  // A second answer adds to the first; a closed question is opened by it, so that the asker hears of it.
  if (question.state === 'closed') await shift(tx, services, actor, question, 'open')
  if (question.state === 'answered') await record(tx, actor, now, { verb: 'question.answered', kind: 'question', object: id, project: question.project, content: input })
  else await shift(tx, services, actor, { ...question, state: 'open' }, 'answered')
  await release(tx, services, actor, question, input.reserveHours ?? reservedHours)
}
/** The asker, or who may answer. A question closed without an answer keeps no task. */
export const move = async (tx: Tx, services: Services, actor: Actor, id: string, to: 'open' | 'closed'): Promise<void> => {
  const question = await enter(tx, actor, id, 'question.ask', true)
  if (question.asked_by !== actor.membership && !can(actor, 'question.answer', { project: question.project })) refuse(productionFailures.notYourQuestion())
  await shift(tx, services, actor, question, to)
  if (to === 'closed') await release(tx, services, actor, question, reservedHours)
}

export const list = async (tx: Tx, actor: Actor, project: ProjectId, filter: Omit<rows.QuestionFilter, 'words' | 'askedBy'> & { text: string, mine: boolean }) => {
  await enterProject(tx, actor, project, 'question.read')
  const { text, mine, ...rest } = filter, words = text.split(/\s+/).filter(Boolean).slice(0, 10)
  return { questions: await rows.listQuestions(tx, project, { ...rest, words, askedBy: mine ? actor.membership : null }), counts: await rows.countQuestions(tx, project) }
}
export const alike = async (tx: Tx, actor: Actor, project: ProjectId, title: string): Promise<{ id: string, title: string }[]> => {
  await enterProject(tx, actor, project, 'question.read')
  return mostAlike(title, await rows.answeredTitles(tx, project), 5)
}
export const ownAnswered = (tx: Tx, actor: Actor): Promise<rows.ListedQuestion[]> => rows.answeredFor(tx, actor.membership)
export const read = async (tx: Tx, actor: Actor, id: string) => {
  await enter(tx, actor, id, 'question.read')
  return { question: await rows.findListed(tx, id), posts: await rows.postsOf(tx, id) }
}
