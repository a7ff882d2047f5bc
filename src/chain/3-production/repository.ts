import { sql } from 'kysely'
import type { AssetId, AssignmentId, BatchId, MembershipId, OrganisationId, ProjectId, SelectionId, TaskId } from '../../kernel/ids.ts'
import { json, type Tx } from '../../workspace/database/connect.ts'
import type { Assignment, AssignmentState, BatchState, Dispatch, Duty, LotPlan, Seat, Step, TaskState } from './model.ts'
import type { DispatchRule } from './planning/model.ts'
import type { Workflow } from './workflow.ts'
import './table.ts'

export interface StoredBatch {
  id: BatchId, organisation: OrganisationId, project: ProjectId, number: number, name: string, kind: 'production' | 'pilot' | 'practice' | 'exam', state: BatchState, selection: SelectionId, schema_version: number, guideline_version: number,
  overlap: number, review: 'all' | 'sample' | 'none', lease_minutes: number, plan: LotPlan | null, tasks: number, version: number, created_at: Date,
  workflow: Workflow, dispatch: Dispatch, dispatch_rule: DispatchRule | null, due_at: Date | null, quota: number | null, reserve_minutes: number | null, gold_percent: number,
  priority: number, day_minutes: number
}
const batchColumns = ['id', 'organisation', 'project', 'number', 'name', 'kind', 'state', 'selection', 'schema_version', 'guideline_version', 'overlap', 'review', 'lease_minutes', 'plan', 'tasks', 'version', 'created_at',
  'workflow', 'dispatch', 'dispatch_rule', 'due_at', 'quota', 'reserve_minutes', 'gold_percent', 'priority', 'day_minutes'] as const
/** Decimals arrive as text. */
const toBatch = (row: object | undefined): StoredBatch | undefined => {
  if (!row) return undefined
  const raw = row as StoredBatch
  return { ...raw, reserve_minutes: raw.reserve_minutes === null ? null : Number(raw.reserve_minutes), gold_percent: Number(raw.gold_percent) }
}

export const insertBatch = (tx: Tx, b: Omit<StoredBatch, 'version' | 'state'> & { by: MembershipId }): Promise<unknown> =>
  tx.insertInto('batch').values({
    id: b.id, organisation: b.organisation, project: b.project, number: b.number, name: b.name, kind: b.kind, state: 'draft', selection: b.selection, schema_version: b.schema_version, guideline_version: b.guideline_version,
    overlap: b.overlap, review: b.review, lease_minutes: b.lease_minutes, plan: b.plan ? json(b.plan) : null, tasks: b.tasks, created_by: b.by, created_at: b.created_at,
    workflow: json(b.workflow), dispatch: b.dispatch, dispatch_rule: b.dispatch_rule ? json(b.dispatch_rule) : null, due_at: b.due_at, quota: b.quota, reserve_minutes: b.reserve_minutes === null ? null : String(b.reserve_minutes), gold_percent: String(b.gold_percent), delivered_at: null,
    priority: b.priority, day_minutes: b.day_minutes,
  }).execute()
export const findBatch = async (tx: Tx, id: BatchId): Promise<StoredBatch | undefined> => toBatch(await tx.selectFrom('batch').select(batchColumns).where('id', '=', id).executeTakeFirst())
/** The lock under which a batch moves. */
export const lockBatch = async (tx: Tx, id: BatchId): Promise<StoredBatch | undefined> => toBatch(await tx.selectFrom('batch').select(batchColumns).where('id', '=', id).forUpdate().executeTakeFirst())
export const listBatches = async (tx: Tx, project: ProjectId): Promise<StoredBatch[]> =>
  (await tx.selectFrom('batch').select(batchColumns).where('project', '=', project).orderBy('number', 'desc').execute()).map(row => toBatch(row)!)
/** In the order in which they are claimed from: by priority, then by deadline, then by number. */
export const openBatches = async (tx: Tx, project: ProjectId): Promise<StoredBatch[]> =>
  (await tx.selectFrom('batch').select(batchColumns).where('project', '=', project).where('state', '=', 'open')
    .orderBy('priority', 'desc').orderBy('due_at', o => o.asc().nullsLast()).orderBy('number').execute()).map(row => toBatch(row)!)
export const moveBatch = (tx: Tx, id: BatchId, state: BatchState): Promise<unknown> => tx.updateTable('batch').set({ state, version: sql`version + 1` }).where('id', '=', id).execute()

/** One task per asset of the selection, in its order. @returns how many */
export const cutTasks = async (tx: Tx, b: { organisation: OrganisationId, project: ProjectId, batch: BatchId, selection: SelectionId, overlap: number, now: Date }, newTaskId: () => TaskId, assets: readonly { asset: AssetId, slot: string, cluster: string | null }[]): Promise<void> => {
  const size = 2000
  for (let at = 0; at < assets.length; at += size) {
    const part = assets.slice(at, at + size).map((a, i) => ({ ...a, id: newTaskId(), number: at + i + 1 }))
    await tx.insertInto('task').values(part.map(p => ({ id: p.id, organisation: b.organisation, project: b.project, batch: b.batch, number: p.number, state: 'open' as const, vacancies: b.overlap, overlap: b.overlap, drawn: null, agreement: null, gold: null, set_aside: null, created_at: b.now, reserved_for: null, reserved_until: null }))).execute()
    await tx.insertInto('task_asset').values(part.map(p => ({ organisation: b.organisation, task: p.id, slot: p.slot, asset: p.asset, cluster: p.cluster }))).execute()
  }
}
export const countTasks = async (tx: Tx, batches: readonly BatchId[]): Promise<Map<string, Partial<Record<TaskState, number>>>> => {
  if (batches.length === 0) return new Map()
  const rows = await tx.selectFrom('task').select(['batch', 'state', e => e.fn.countAll<number>().as('n')]).where('batch', 'in', [...batches]).groupBy(['batch', 'state']).execute()
  return new Map([...Map.groupBy(rows, r => r.batch)].map(([batch, of]) => [batch, Object.fromEntries(of.map(r => [r.state, r.n]))]))
}
export const hasUnfinished = async (tx: Tx, batch: BatchId): Promise<boolean> =>
  (await tx.selectFrom('task').select('id').where('batch', '=', batch).where('state', 'not in', ['approved', 'discarded']).limit(1).executeTakeFirst()) !== undefined

export interface StoredTask { id: TaskId, organisation: OrganisationId, project: ProjectId, batch: BatchId, number: number, state: TaskState, vacancies: number, reviewable: boolean, set_aside: 'parked' | 'discarded' | null, overlap: number, arbitrable: boolean, priority: number }
const taskColumns = ['id', 'organisation', 'project', 'batch', 'number', 'state', 'vacancies', 'reviewable', 'set_aside', 'overlap', 'arbitrable', 'priority'] as const
export const findTask = (tx: Tx, id: TaskId): Promise<StoredTask | undefined> => tx.selectFrom('task').select(taskColumns).where('id', '=', id).executeTakeFirst() as Promise<StoredTask | undefined>
/** The lock under which a task's assignments change. */
export const lockTask = (tx: Tx, id: TaskId): Promise<StoredTask | undefined> => tx.selectFrom('task').select(taskColumns).where('id', '=', id).forUpdate().executeTakeFirst() as Promise<StoredTask | undefined>
export const listTasks = (tx: Tx, batch: BatchId, page: { after: number, limit: number, state: TaskState | null }): Promise<StoredTask[]> => {
  const query = tx.selectFrom('task').select(taskColumns).where('batch', '=', batch).where('number', '>', page.after).orderBy('number').limit(page.limit)
  return (page.state ? query.where('state', '=', page.state) : query).execute() as Promise<StoredTask[]>
}
export const assetsOf = (tx: Tx, tasks: readonly TaskId[]): Promise<{ task: TaskId, slot: string, asset: AssetId, cluster: string | null }[]> =>
  tasks.length === 0 ? Promise.resolve([]) : tx.selectFrom('task_asset').select(['task', 'slot', 'asset', 'cluster']).where('task', 'in', [...tasks]).orderBy('task').orderBy('slot').execute() as Promise<{ task: TaskId, slot: string, asset: AssetId, cluster: string | null }[]>
export const updateTask = (tx: Tx, id: TaskId, standing: { state: TaskState, vacancies: number, reviewable: boolean, set_aside: 'parked' | 'discarded' | null }): Promise<unknown> =>
  tx.updateTable('task').set(standing).where('id', '=', id).execute()

const assignmentColumns = ['id', 'organisation', 'project', 'batch', 'task', 'step', 'round', 'person', 'state', 'lease_until', 'reason', 'claimed_at', 'submitted_at'] as const
interface RawAssignment { id: string, project: string, batch: string, task: string, step: Step, round: number, person: string, state: AssignmentState, lease_until: Date | null, reason: string | null, claimed_at: Date, submitted_at: Date | null }
const toAssignment = (r: RawAssignment): Assignment => ({
  id: r.id as AssignmentId, project: r.project as ProjectId, batch: r.batch as BatchId, task: r.task as TaskId, step: r.step, round: r.round, person: r.person as MembershipId, state: r.state,
  leaseUntil: r.lease_until, reason: r.reason, claimedAt: r.claimed_at, submittedAt: r.submitted_at,
})
export const findAssignment = async (tx: Tx, id: AssignmentId): Promise<Assignment | null> => {
  const row = await tx.selectFrom('assignment').select(assignmentColumns).where('id', '=', id).executeTakeFirst()
  return row ? toAssignment(row) : null
}
export const assignmentsOf = async (tx: Tx, task: TaskId): Promise<Assignment[]> =>
  (await tx.selectFrom('assignment').select(assignmentColumns).where('task', '=', task).orderBy('claimed_at').execute()).map(toAssignment)
export const seatsOf = (tx: Tx, task: TaskId): Promise<Seat[]> => tx.selectFrom('assignment').select(['step', 'state', 'person']).where('task', '=', task).execute()
/** The newest round of a person at one step of a task, 0 before the first. */
export const lastRound = async (tx: Tx, task: TaskId, person: MembershipId, step: Step): Promise<number> =>
  (await tx.selectFrom('assignment').select(e => e.fn.max('round').as('round')).where('task', '=', task).where('person', '=', person).where('step', '=', step).executeTakeFirst())?.round ?? 0
export const insertAssignment = async (tx: Tx, a: { id: AssignmentId, organisation: OrganisationId, project: ProjectId, batch: BatchId, task: TaskId, step: Step, round: number, person: MembershipId, leaseUntil: Date, now: Date, dispatchedBy?: MembershipId, follows?: AssignmentId }): Promise<Assignment> =>
  toAssignment(await tx.insertInto('assignment').values({ id: a.id, organisation: a.organisation, project: a.project, batch: a.batch, task: a.task, step: a.step, round: a.round, person: a.person, state: 'held', lease_until: a.leaseUntil, reason: null, claimed_at: a.now, submitted_at: null, ended_at: null, dispatched_by: a.dispatchedBy ?? null, beat_at: null, follows: a.follows ?? null }).returning(assignmentColumns).executeTakeFirstOrThrow())
export const moveAssignment = async (tx: Tx, id: AssignmentId, from: AssignmentState, change: { state: AssignmentState, round?: number, lease_until?: Date | null, reason?: string, submitted_at?: Date, ended_at?: Date }): Promise<Assignment | null> => {
  const row = await tx.updateTable('assignment').set(change).where('id', '=', id).where('state', '=', from).returning(assignmentColumns).executeTakeFirst()
  return row ? toAssignment(row) : null
}
export const renewLease = async (tx: Tx, id: AssignmentId, until: Date): Promise<Assignment | null> => {
  // What was handed out has a longer lease than a save gives.
  const row = await tx.updateTable('assignment').set({ lease_until: sql<Date>`greatest(lease_until, ${until})` }).where('id', '=', id).where('state', '=', 'held').returning(assignmentColumns).executeTakeFirst()
  return row ? toAssignment(row) : null
}
export const ownAssignments = async (tx: Tx, person: MembershipId, filter: { state: AssignmentState | null, project: ProjectId | null, limit: number }): Promise<Assignment[]> => {
  let query = tx.selectFrom('assignment').select(assignmentColumns).where('person', '=', person)
    .orderBy(sql`case state when 'returned' then 0 when 'held' then 1 else 2 end`).orderBy('claimed_at', 'desc').limit(filter.limit)
  if (filter.state) query = query.where('state', '=', filter.state)
  if (filter.project) query = query.where('project', '=', filter.project)
  return (await query.execute()).map(toAssignment)
}
/** Task and batch numbers, for people. */
export const numbersOf = async (tx: Tx, tasks: readonly TaskId[]): Promise<Map<string, { task: number, batch: number, batchId: BatchId }>> => {
  if (tasks.length === 0) return new Map()
  const rows = await tx.selectFrom('task as t').innerJoin('batch as b', 'b.id', 't.batch').select(['t.id', 't.number as task', 'b.number as batch', 'b.id as batchId']).where('t.id', 'in', [...tasks]).execute()
  return new Map(rows.map(r => [r.id, { task: r.task, batch: r.batch, batchId: r.batchId as BatchId }]))
}
/** Held past their lease: the seats that are to be vacated. Locks the tasks, skipping those at work. */
export const lapsed = async (tx: Tx, batch: BatchId, now: Date): Promise<Assignment[]> =>
  (await tx.selectFrom('assignment as a').innerJoin('task as t', 't.id', 'a.task').select(assignmentColumns.map(c => `a.${c}` as const))
    .where('a.batch', '=', batch).where('a.state', '=', 'held').where('a.lease_until', '<', now).forUpdate(['t']).skipLocked().limit(100).execute()).map(r => toAssignment(r as RawAssignment))

/** Who looks for a task. `sticky`: they get neighbours of what they had, the same cluster first, then the numbers that follow. */
export interface Seeker { readonly person: MembershipId, readonly now: Date, readonly sticky: boolean }

/** Tasks of a batch that no reservation keeps from the person: their own come first, then by priority, neighbourhood and number. */
const tasksFor = (tx: Tx, batch: BatchId, { person, now, sticky }: Seeker, step: Step) => {
  const query = tx.selectFrom('task as t').select(taskColumns.map(c => `t.${c}` as const)).where('t.batch', '=', batch)
    .where(e => e.or([e('t.reserved_for', 'is', null), e('t.reserved_for', '=', person), e('t.reserved_until', '<=', now)]))
    .where(e => e.not(e.exists(e.selectFrom('duty as d').select('d.person').whereRef('d.scope', '=', 't.id').where('d.person', '=', person).where('d.duty', '<>', step))))
    .orderBy(sql`t.reserved_for is not distinct from ${person}`, 'desc').orderBy('t.priority', 'desc')
  const near = sql`exists (select from task_asset x join task_asset y on y.cluster = x.cluster join assignment a on a.task = y.task where x.task = t.id and a.batch = t.batch and a.person = ${person} and a.step = ${step})`
  const ahead = sql`t.number > coalesce((select max(o.number) from assignment a join task o on o.id = a.task where a.batch = t.batch and a.person = ${person} and a.step = ${step}), 0)`
  return (sticky ? query.orderBy(near, 'desc').orderBy(ahead, 'desc') : query).orderBy('t.number').limit(1).forUpdate(['t']).skipLocked()
}
const nextVacancy = (tx: Tx, batch: BatchId, seeker: Seeker): Promise<StoredTask | undefined> =>
  tasksFor(tx, batch, seeker, 'annotate').where('t.vacancies', '>', 0)
    .where(e => e.not(e.exists(e.selectFrom('assignment as a').select('a.id').whereRef('a.task', '=', 't.id').where('a.person', '=', seeker.person).where('a.state', 'not in', ['released', 'expired', 'void']))))
    .executeTakeFirst() as Promise<StoredTask | undefined>
const nextJudgeable = (step: 'review' | 'arbitrate', ready: 'reviewable' | 'arbitrable') => (tx: Tx, batch: BatchId, seeker: Seeker): Promise<StoredTask | undefined> =>
  tasksFor(tx, batch, seeker, step).where(`t.${ready}`, '=', true).executeTakeFirst() as Promise<StoredTask | undefined>
/** The next task of a batch that has a seat for this person at a step; locked, so that no two callers get the same seat. */
export const nextTask: Readonly<Record<Step, (tx: Tx, batch: BatchId, seeker: Seeker) => Promise<StoredTask | undefined>>> = {
  annotate: nextVacancy, review: nextJudgeable('review', 'reviewable'), arbitrate: nextJudgeable('arbitrate', 'arbitrable'),
}
export const countClaimable = async (tx: Tx, batches: readonly BatchId[], person: MembershipId): Promise<Map<string, { annotate: number, review: number }>> => {
  if (batches.length === 0) return new Map()
  const rows = await tx.selectFrom('task as t').select(['t.batch', sql<number>`count(*) filter (where t.vacancies > 0)`.as('annotate'), sql<number>`count(*) filter (where t.reviewable)`.as('review')])
    .where('t.batch', 'in', [...batches]).where(e => e.or([e('t.vacancies', '>', 0), e('t.reviewable', '=', true)]))
    .where(e => e.not(e.exists(e.selectFrom('assignment as a').select('a.id').whereRef('a.task', '=', 't.id').where('a.person', '=', person).where('a.state', 'not in', ['released', 'expired', 'void']))))
    .groupBy('t.batch').execute()
  return new Map(rows.map(r => [r.batch, { annotate: Number(r.annotate), review: Number(r.review) }]))
}

/** Takes the duty, or finds the one that this person has already. */
export const takeDuty = async (tx: Tx, d: { organisation: OrganisationId, scope: string, person: MembershipId, duty: Duty, now: Date }): Promise<Duty> => {
  await tx.insertInto('duty').values({ organisation: d.organisation, scope: d.scope, person: d.person, duty: d.duty, created_at: d.now }).onConflict(c => c.doNothing()).execute()
  return (await tx.selectFrom('duty').select('duty').where('scope', '=', d.scope).where('person', '=', d.person).executeTakeFirstOrThrow()).duty
}
export const dutiesIn = (tx: Tx, scopes: readonly string[], person: MembershipId): Promise<{ scope: string, duty: Duty }[]> =>
  tx.selectFrom('duty').select(['scope', 'duty']).where('scope', 'in', [...scopes]).where('person', '=', person).execute()
/** Has this person annotated or reviewed anything of the batch? Inspectors must not have (GB/T 45674-2025 8.1 c). */
export const tookPart = async (tx: Tx, batch: BatchId, person: MembershipId): Promise<boolean> =>
  (await tx.selectFrom('assignment').select('id').where('batch', '=', batch).where('person', '=', person).limit(1).executeTakeFirst()) !== undefined
