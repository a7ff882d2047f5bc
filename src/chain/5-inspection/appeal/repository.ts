import { sql } from 'kysely'
import type { AnnotationId, AssignmentId, BatchId, MembershipId, OrganisationId, ProjectId, TaskId } from '../../../kernel/ids.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { AppealState, ReviewVerdict } from '../model.ts'
import '../table.ts'

export interface StoredReview { id: string, task: TaskId, reviewer: MembershipId, annotation: AnnotationId, assignment: AssignmentId, revision: number, verdict: ReviewVerdict, at: Date, isNewest: boolean }
/** A review with the work it is of; `assignment` is the author's. */
export const findReview = async (tx: Tx, id: string): Promise<StoredReview | undefined> => {
  const { rows } = await sql<StoredReview>`select r.id, r.task, r.reviewer, r.annotation, n.assignment, r.revision, r.verdict, r.at,
    not exists (select from review later where later.annotation = r.annotation and later.at > r.at) "isNewest"
    from review r join annotation n on n.id = r.annotation where r.id = ${id}`.execute(tx)
  return rows[0]
}

export interface StoredAppeal {
  id: string, project: ProjectId, task: TaskId, assignment: AssignmentId, review: string, raised_by: MembershipId, reason: string, state: AppealState, decision: string | null, created_at: Date, decided_at: Date | null
}
export const insertAppeal = (tx: Tx, a: { id: string, organisation: OrganisationId, project: ProjectId, task: TaskId, assignment: AssignmentId, review: string, by: MembershipId, reason: string, now: Date }): Promise<unknown> =>
  tx.insertInto('appeal').values({ id: a.id, organisation: a.organisation, project: a.project, task: a.task, assignment: a.assignment, review: a.review, raised_by: a.by, reason: a.reason, state: 'open', decided_by: null, decision: null, created_at: a.now, decided_at: null }).execute()
const columns = ['id', 'project', 'task', 'assignment', 'review', 'raised_by', 'reason', 'state', 'decision', 'created_at', 'decided_at'] as const
export const appealOf = (tx: Tx, review: string): Promise<StoredAppeal | undefined> => tx.selectFrom('appeal').select(columns).where('review', '=', review).executeTakeFirst() as Promise<StoredAppeal | undefined>
export const findAppeal = (tx: Tx, id: string, lock = false): Promise<StoredAppeal | undefined> => {
  const query = tx.selectFrom('appeal').select(columns).where('id', '=', id)
  return (lock ? query.forUpdate() : query).executeTakeFirst() as Promise<StoredAppeal | undefined>
}
export const decide = (tx: Tx, id: string, change: { state: 'upheld' | 'rejected', decided_by: MembershipId, decision: string, decided_at: Date }): Promise<unknown> => tx.updateTable('appeal').set(change).where('id', '=', id).execute()

export interface SeenAppeal extends StoredAppeal { batch: BatchId, batch_number: number, number: number, verdict: ReviewVerdict, comment: string }
const seen = (tx: Tx) => tx.selectFrom('appeal as a').innerJoin('task as t', 't.id', 'a.task').innerJoin('batch as b', 'b.id', 't.batch').innerJoin('review as r', 'r.id', 'a.review')
  .select([...columns.map(c => `a.${c}` as const), 't.batch', 'b.number as batch_number', 't.number', 'r.verdict', 'r.comment'])
export const seeAppeal = (tx: Tx, id: string): Promise<SeenAppeal | undefined> => seen(tx).where('a.id', '=', id).executeTakeFirst() as Promise<SeenAppeal | undefined>
export const appealsOf = (tx: Tx, project: ProjectId, state: AppealState | null): Promise<SeenAppeal[]> =>
  seen(tx).where('a.project', '=', project).where(e => (state ? e('a.state', '=', state) : e.lit(true))).orderBy(sql`a.state <> 'open'`).orderBy('a.created_at', 'desc').limit(500).execute() as Promise<SeenAppeal[]>

export interface Charge { review: string, assignment: AssignmentId, project: ProjectId, batch_number: number, number: number, verdict: ReviewVerdict, comment: string, at: Date, appeal_hours: number, appeal: string | null, state: AppealState | null, reason: string | null, decision: string | null }
/** Returns and corrections of what one person made, the newest first. */
export const chargesOf = async (tx: Tx, person: MembershipId): Promise<Charge[]> => {
  const { rows } = await sql<Charge>`select r.id review, n.assignment, b.project, b.number batch_number, t.number, r.verdict, r.comment, r.at, b.appeal_hours, a.id appeal, a.state, a.reason, a.decision
    from review r join annotation n on n.id = r.annotation join task t on t.id = r.task join batch b on b.id = t.batch left join appeal a on a.review = r.id
    where n.author = ${person} and r.verdict in ('return', 'fix') order by r.at desc limit 100`.execute(tx)
  return rows
}
