import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Instant, Nullable, Uuid } from '../../../workspace/access/contract.ts'
import { postKinds, questionCategories, questionStates } from './model.ts'

const Project = Type.Object({ project: Uuid }), Question = Type.Object({ question: Uuid })
const Body = Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' })
const asked = {
  title: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }), body: Body, category: Type.Enum(questionCategories), class: Type.Optional(Nullable(Type.String({ maxLength: 100 }))),
}
export const QuestionView = Type.Object({
  id: Uuid, project: Uuid, number: Type.Integer(), title: Type.String(), state: Type.Enum(questionStates), category: Type.Enum(questionCategories), class: Nullable(Type.String()), shape: Nullable(Uuid),
  batch: Nullable(Uuid), batchDisplay: Nullable(Type.String()), task: Nullable(Uuid), taskNumber: Nullable(Type.Integer()), parks: Type.Boolean({ description: 'Its task rests until the answer' }), posts: Type.Integer(), mine: Type.Boolean(),
  /** Hidden from those who may not answer. */
  askedBy: Nullable(Uuid), createdAt: Instant, answeredAt: Nullable(Instant),
})
export type QuestionView = Static<typeof QuestionView>
export const PostView = Type.Object({ id: Uuid, kind: Type.Enum(postKinds), body: Type.String(), at: Instant, mine: Type.Boolean(), /** Hidden from those who may not answer, but for answers. */ author: Nullable(Uuid) })
export type PostView = Static<typeof PostView>
export const ThreadView = Type.Object({ question: QuestionView, posts: Type.Array(PostView) })
export type ThreadView = Static<typeof ThreadView>

export const listQuestions = defineRoute({
  id: 'question.list', method: 'GET', path: '/api/v1/projects/:project/questions', summary: 'Questions of a project, the newest first; every word of `text` stands in the title or in a post', guard: { permission: 'question.read' }, params: Project,
  query: Type.Object({
    state: Type.Optional(Type.Enum(questionStates)), class: Type.Optional(Type.String({ maxLength: 100 })), batch: Type.Optional(Uuid), mine: Type.Optional(Type.Boolean()), text: Type.Optional(Type.String({ maxLength: 300 })),
    before: Type.Optional(Type.Integer({ minimum: 1, description: 'Only those with a smaller number' })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }, { additionalProperties: false }),
  ok: Type.Object({ questions: Type.Array(QuestionView), counts: Type.Object({ open: Type.Integer(), answered: Type.Integer(), closed: Type.Integer() }), next: Nullable(Type.Integer()) }),
})
export const likeQuestions = defineRoute({
  id: 'question.alike', method: 'GET', path: '/api/v1/projects/:project/questions/alike', summary: 'Answered questions with a title like this one, to read before asking', guard: { permission: 'question.read' }, params: Project,
  query: Type.Object({ title: Type.String({ minLength: 1, maxLength: 300 }) }, { additionalProperties: false }), ok: Type.Object({ questions: Type.Array(Type.Object({ id: Uuid, title: Type.String() })) }),
})
export const ownAnswered = defineRoute({ id: 'question.own-answered', method: 'GET', path: '/api/v1/questions/answered', summary: 'My questions that were answered and that I have not closed', guard: { permission: 'question.ask' }, ok: Type.Object({ questions: Type.Array(QuestionView) }) })
export const askQuestion = defineRoute({
  id: 'question.ask', method: 'POST', path: '/api/v1/projects/:project/questions', summary: 'Ask about the rules', guard: { permission: 'question.ask' }, status: 201, params: Project,
  body: Type.Object({ ...asked, batch: Type.Optional(Nullable(Uuid)) }, { additionalProperties: false }), ok: QuestionView,
})
export const askAboutWork = defineRoute({
  id: 'question.ask-about', method: 'POST', path: '/api/v1/assignments/:assignment/questions', summary: 'Ask about the task in hand; `park` gives it back with its draft kept until the answer', guard: { permission: 'work.own' }, status: 201, params: Type.Object({ assignment: Uuid }),
  body: Type.Object({ ...asked, shape: Type.Optional(Nullable(Uuid)), park: Type.Boolean() }, { additionalProperties: false }), ok: QuestionView,
})
export const readQuestion = defineRoute({ id: 'question.read', method: 'GET', path: '/api/v1/questions/:question', summary: 'One question with everything said about it', guard: { permission: 'question.read' }, params: Question, ok: ThreadView })
export const postToQuestion = defineRoute({
  id: 'question.post', method: 'POST', path: '/api/v1/questions/:question/posts', summary: 'Comment, or answer: an answer takes a parked task up again, first for who parked it', guard: { permission: 'question.ask' }, status: 201, params: Question,
  body: Type.Object({ kind: Type.Enum(['comment', 'answer']), body: Body, reserveHours: Type.Optional(Type.Integer({ minimum: 0, maximum: 168, description: 'How long the task waits for who parked it; 24' })) }, { additionalProperties: false }), ok: ThreadView,
})
export const moveQuestion = defineRoute({
  id: 'question.move', method: 'POST', path: '/api/v1/questions/:question/state', summary: 'Close a question, or open it again', guard: { permission: 'question.ask' }, params: Question,
  body: Type.Object({ state: Type.Enum(['open', 'closed']) }, { additionalProperties: false }), ok: ThreadView,
})
