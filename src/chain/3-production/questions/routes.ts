import type { AssignmentId, BatchId, ProjectId } from '../../../kernel/ids.ts'
import { on, type Endpoint } from '../../../workspace/access/endpoint.ts'
import { can, type Actor } from '../../../workspace/access/model.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import { displayNumber } from '../../../workspace/project/model.ts'
import * as contract from './contract.ts'
import type { ListedQuestion } from './repository.ts'
import * as questions from './service.ts'

/** Annotators of one task do not learn of each other: who asked is told to those who answer. */
const questionView = (actor: Actor, q: ListedQuestion): contract.QuestionView => {
  const mine = q.asked_by === actor.membership
  return {
    id: q.id, project: q.project, number: q.number, title: q.title, state: q.state, category: q.category, class: q.class, shape: q.shape, batch: q.batch, batchDisplay: q.batch_number === null ? null : displayNumber('batch', q.batch_number),
    task: q.task, taskNumber: q.task_number, parks: q.parks, posts: q.posts, mine, askedBy: mine || can(actor, 'question.answer', { project: q.project }) ? q.asked_by : null, createdAt: q.created_at.toISOString(), answeredAt: q.answered_at?.toISOString() ?? null,
  }
}
const thread = async (tx: Tx, actor: Actor, id: string): Promise<contract.ThreadView> => {
  const { question, posts } = await questions.read(tx, actor, id), sees = can(actor, 'question.answer', { project: question.project })
  return {
    question: questionView(actor, question),
    posts: posts.map(p => ({ id: p.id, kind: p.kind, body: p.body, at: p.at.toISOString(), mine: p.author === actor.membership, author: sees || p.kind === 'answer' || p.author === actor.membership ? p.author : null })),
  }
}
const one = async (tx: Tx, actor: Actor, id: string): Promise<contract.QuestionView> => (await thread(tx, actor, id)).question

export const questionRoutes: readonly Endpoint[] = [
  on(contract.likeQuestions)(async ({ tx, actor, input }) => ({ questions: await questions.alike(tx, actor, input.params.project as ProjectId, input.query.title) })),
  on(contract.ownAnswered)(async ({ tx, actor }) => ({ questions: (await questions.ownAnswered(tx, actor)).map(q => questionView(actor, q)) })),
  on(contract.listQuestions)(async ({ tx, actor, input: { params, query } }) => {
    const limit = query.limit ?? 50
    const { questions: found, counts } = await questions.list(tx, actor, params.project as ProjectId, { state: query.state ?? null, class: query.class ?? null, batch: (query.batch ?? null) as BatchId | null, mine: query.mine ?? false, text: query.text ?? '', before: query.before ?? null, limit })
    return { questions: found.map(q => questionView(actor, q)), counts, next: found.length === limit ? found.at(-1)!.number : null }
  }),
  on(contract.askQuestion)(async ({ tx, actor, input, services }) => one(tx, actor, await questions.ask(tx, services, actor, input.params.project as ProjectId, input.body, (input.body.batch ?? null) as BatchId | null))),
  on(contract.askAboutWork)(async ({ tx, actor, input, services }) => one(tx, actor, await questions.askAbout(tx, services, actor, input.params.assignment as AssignmentId, input.body))),
  on(contract.readQuestion)(({ tx, actor, input }) => thread(tx, actor, input.params.question)),
  on(contract.postToQuestion)(async ({ tx, actor, input, services }) => {
    await questions.post(tx, services, actor, input.params.question, input.body)
    return thread(tx, actor, input.params.question)
  }),
  on(contract.moveQuestion)(async ({ tx, actor, input, services }) => {
    await questions.move(tx, services, actor, input.params.question, input.body.state)
    return thread(tx, actor, input.params.question)
  }),
]
