import { sql } from 'kysely'
import type { AssignmentId, BatchId, MembershipId, OrganisationId, ProjectId, TaskId } from '../../../kernel/ids.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { PostKind, QuestionCategory, QuestionState } from './model.ts'
import './table.ts'

export interface StoredQuestion {
  id: string, organisation: OrganisationId, project: ProjectId, number: number, batch: BatchId | null, task: TaskId | null, class: string | null, title: string, state: QuestionState, asked_by: MembershipId,
  created_at: Date, answered_at: Date | null, category: QuestionCategory, shape: string | null, assignment: AssignmentId | null, parks: boolean
}
const columns = ['id', 'organisation', 'project', 'number', 'batch', 'task', 'class', 'title', 'state', 'asked_by', 'created_at', 'answered_at', 'category', 'shape', 'assignment', 'parks'] as const
/** With what a list says of it besides: posts, and the numbers of its batch and task. */
export interface ListedQuestion extends StoredQuestion { posts: number, batch_number: number | null, task_number: number | null }

export const insertQuestion = (tx: Tx, q: Omit<StoredQuestion, 'state' | 'answered_at'>): Promise<unknown> => tx.insertInto('question').values({ ...q, state: 'open', answered_at: null }).execute()
export const insertPost = (tx: Tx, p: { id: string, organisation: OrganisationId, question: string, author: MembershipId, kind: PostKind, body: string, at: Date }): Promise<unknown> => tx.insertInto('question_post').values(p).execute()
export const findQuestion = (tx: Tx, id: string, lock = false): Promise<StoredQuestion | undefined> => {
  const query = tx.selectFrom('question').select(columns).where('id', '=', id)
  return (lock ? query.forUpdate() : query).executeTakeFirst() as Promise<StoredQuestion | undefined>
}
export const moveQuestion = (tx: Tx, id: string, change: { state: QuestionState, answered_at?: Date | null }): Promise<unknown> => tx.updateTable('question').set(change).where('id', '=', id).execute()

const listed = (tx: Tx) => tx.selectFrom('question as q').leftJoin('batch as b', 'b.id', 'q.batch').leftJoin('task as t', 't.id', 'q.task')
  .select(columns.map(c => `q.${c}` as const)).select(['b.number as batch_number', 't.number as task_number', sql<number>`(select count(*) from question_post p where p.question = q.id)`.as('posts')])
const toListed = (r: object): ListedQuestion => { const q = r as ListedQuestion; return { ...q, posts: Number(q.posts) } }

export interface QuestionFilter { readonly state: QuestionState | null, readonly class: string | null, readonly batch: BatchId | null, readonly askedBy: MembershipId | null, readonly words: readonly string[], readonly before: number | null, readonly limit: number }
const likeAll = (words: readonly string[]): string[] => words.map(word => `%${word.replace(/[\\%_]/g, c => `\\${c}`)}%`)
/** Newest first. Every word must stand in the title or in one of the posts. */
export const listQuestions = async (tx: Tx, project: ProjectId, filter: QuestionFilter): Promise<ListedQuestion[]> => {
  let query = listed(tx).where('q.project', '=', project).orderBy('q.number', 'desc').limit(filter.limit)
  if (filter.state) query = query.where('q.state', '=', filter.state)
  if (filter.class) query = query.where('q.class', '=', filter.class)
  if (filter.batch) query = query.where('q.batch', '=', filter.batch)
  if (filter.askedBy) query = query.where('q.asked_by', '=', filter.askedBy)
  if (filter.before !== null) query = query.where('q.number', '<', filter.before)
  for (const word of likeAll(filter.words)) query = query.where(sql<boolean>`(q.title ilike ${word} or exists (select from question_post p where p.question = q.id and p.body ilike ${word}))`)
  return (await query.execute()).map(toListed)
}
export const findListed = async (tx: Tx, id: string): Promise<ListedQuestion> => toListed(await listed(tx).where('q.id', '=', id).executeTakeFirstOrThrow())
export const countQuestions = async (tx: Tx, project: ProjectId): Promise<Record<QuestionState, number>> => {
  const counts = await tx.selectFrom('question').select(['state', e => e.fn.countAll<number>().as('n')]).where('project', '=', project).groupBy('state').execute()
  const of = (state: QuestionState): number => Number(counts.find(c => c.state === state)?.n ?? 0)
  return { open: of('open'), answered: of('answered'), closed: of('closed') }
}
/** One's own questions that were answered and not yet closed, in every project; the newest answer first. */
export const answeredFor = async (tx: Tx, person: MembershipId): Promise<ListedQuestion[]> =>
  (await listed(tx).where('q.asked_by', '=', person).where('q.state', '=', 'answered').orderBy('q.answered_at', 'desc').limit(100).execute()).map(toListed)
/** Titles of what has an answer, the newest 1000. */
export const answeredTitles = (tx: Tx, project: ProjectId): Promise<{ id: string, title: string }[]> =>
  tx.selectFrom('question').select(['id', 'title']).where('project', '=', project).where('answered_at', 'is not', null).orderBy('number', 'desc').limit(1000).execute()
export const postsOf = (tx: Tx, question: string) => tx.selectFrom('question_post').select(['id', 'author', 'kind', 'body', 'at']).where('question', '=', question).orderBy('at').orderBy('id').execute()
export const parkedByOthers = async (tx: Tx, task: TaskId, question: string): Promise<boolean> =>
  (await tx.selectFrom('question').select('id').where('task', '=', task).where('parks', '=', true).where('state', '=', 'open').where('id', '<>', question).limit(1).executeTakeFirst()) !== undefined
export const reserveTask = (tx: Tx, task: TaskId, to: { person: MembershipId, until: Date } | null): Promise<unknown> =>
  tx.updateTable('task').set({ reserved_for: to?.person ?? null, reserved_until: to?.until ?? null }).where('id', '=', task).execute()
