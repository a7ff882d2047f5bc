import type { AssignmentId, BatchId, ProjectId } from '../../../kernel/ids.ts'
import { on, type Endpoint } from '../../../workspace/access/endpoint.ts'
import { can, type Actor } from '../../../workspace/access/model.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import { displayNumber } from '../../../workspace/project/model.ts'
import * as contract from './contract.ts'
import type { ListedQuestion } from './repository.ts'
import * as questions from './service.ts'
import { peopleInSight, type PeopleInSight } from '../../../workspace/access/service.ts'

/** Annotators of one task do not learn of each other: who asked is told to those who answer. */
const questionView = (actor: Actor, q: ListedQuestion, sight: PeopleInSight): contract.QuestionView => {
  const mine = q.asked_by === actor.membership
  return {
    id: q.id, project: q.project, number: q.number, title: q.title, state: q.state, category: q.category, class: q.class, shape: q.shape, batch: q.batch, batchDisplay: q.batch_number === null ? null : displayNumber('batch', q.batch_number),
    task: q.task, taskNumber: q.task_number, parks: q.parks, posts: q.posts, mine, askedBy: mine || can(actor, 'question.answer', { project: q.project }) ? sight.seen(q.asked_by) : null, createdAt: q.created_at.toISOString(), answeredAt: q.answered_at?.toISOString() ?? null,
  }
}
const thread = async (tx: Tx, actor: Actor, id: string): Promise<contract.ThreadView> => {
  const { question, posts } = await questions.read(tx, actor, id), sees = can(actor, 'question.answer', { project: question.project }), sight = await peopleInSight(tx, question.project)
  return {
    question: questionView(actor, question, sight),
    posts: posts.map(p => ({ id: p.id, kind: p.kind, body: p.body, at: p.at.toISOString(), mine: p.author === actor.membership, author: sees || p.kind === 'answer' || p.author === actor.membership ? sight.seen(p.author) : null })),
  }
}
const one = async (tx: Tx, actor: Actor, id: string): Promise<contract.QuestionView> => (await thread(tx, actor, id)).question

export const questionRoutes: readonly Endpoint[] = [
  on(contract.likeQuestions)(async ({ tx, actor, input }) => ({ questions: await questions.alike(tx, actor, input.params.project as ProjectId, input.query.title) })),
  on(contract.ownAnswered)(async ({ tx, actor }) => {
    const own: contract.QuestionView[] = []
    for (const q of await questions.ownAnswered(tx, actor)) own.push(questionView(actor, q, await peopleInSight(tx, q.project)))
    return { questions: own }
  }),
  on(contract.listQuestions)(async ({ tx, actor, input: { params, query } }) => {
    const limit = query.limit ?? 50, sight = await peopleInSight(tx, params.project as ProjectId)
    const { questions: found, counts } = await questions.list(tx, actor, params.project as ProjectId, { state: query.state ?? null, class: query.class ?? null, batch: (query.batch ?? null) as BatchId | null, mine: query.mine ?? false, text: query.text ?? '', before: query.before ?? null, limit })
    return { questions: found.map(q => questionView(actor, q, sight)), counts, next: found.length === limit ? found.at(-1)!.number : null }
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
