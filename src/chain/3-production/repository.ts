import { sql } from 'kysely'
import type { AssetId, AssignmentId, BatchId, MembershipId, OrganisationId, ProjectId, SelectionId, TaskId } from '../../kernel/ids.ts'
import { json, rideAlong, type Tx } from '../../workspace/database/connect.ts'
import { workingStates, type Assignment, type AssignmentState, type BatchState, type Dispatch, type Dispute, type Duty, type LotPlan, type Seat, type Step, type TaskStanding, type TaskState } from './model.ts'
import type { DispatchRule } from './planning/model.ts'
import type { Workflow } from './workflow.ts'
import './table.ts'

export interface StoredBatch {
  id: BatchId, organisation: OrganisationId, project: ProjectId, number: number, name: string, kind: 'production' | 'pilot' | 'practice' | 'exam', state: BatchState, selection: SelectionId, schema_version: number, guideline_version: number,
  overlap: number, review: 'all' | 'sample' | 'none', lease_minutes: number, plan: LotPlan | null, tasks: number, version: number, created_at: Date,
  workflow: Workflow, dispatch: Dispatch, dispatch_rule: DispatchRule | null, due_at: Date | null, quota: number | null, reserve_minutes: number | null, gold_percent: number,
  priority: number, day_minutes: number, return_limit: number, appeal_hours: number, safety: boolean, gold_tasks: number, client_rounds: number, delivered_at: Date | null, void_reason: string | null, void_rule: 'illegal-content' | 'safety-share' | null,
  /** The draw of a sampling review; null until the batch first opens, and where nothing is drawn. */
  review_seed: string | null, review_salt: string | null, review_commitment: string | null
}
export const batchColumns = ['id', 'organisation', 'project', 'number', 'name', 'kind', 'state', 'selection', 'schema_version', 'guideline_version', 'overlap', 'review', 'lease_minutes', 'plan', 'tasks', 'version', 'created_at',
  'workflow', 'dispatch', 'dispatch_rule', 'due_at', 'quota', 'reserve_minutes', 'gold_percent', 'priority', 'day_minutes', 'review_seed', 'review_salt', 'review_commitment',
  'return_limit', 'appeal_hours', 'safety', 'gold_tasks', 'client_rounds', 'delivered_at', 'void_reason', 'void_rule'] as const
/** Decimals arrive as text. */
export const toBatch = (row: object | undefined): StoredBatch | undefined => {
  if (!row) return undefined
  const raw = row as StoredBatch
  return { ...raw, reserve_minutes: raw.reserve_minutes === null ? null : Number(raw.reserve_minutes), gold_percent: Number(raw.gold_percent) }
}

export const insertBatch = (tx: Tx, b: Omit<StoredBatch, 'version' | 'state' | 'review_seed' | 'review_salt' | 'review_commitment' | 'client_rounds' | 'delivered_at' | 'void_reason' | 'void_rule'> & { by: MembershipId }): Promise<unknown> =>
  tx.insertInto('batch').values({
    id: b.id, organisation: b.organisation, project: b.project, number: b.number, name: b.name, kind: b.kind, state: 'draft', selection: b.selection, schema_version: b.schema_version, guideline_version: b.guideline_version,
    overlap: b.overlap, review: b.review, lease_minutes: b.lease_minutes, plan: b.plan ? json(b.plan) : null, tasks: b.tasks, created_by: b.by, created_at: b.created_at,
    workflow: json(b.workflow), dispatch: b.dispatch, dispatch_rule: b.dispatch_rule ? json(b.dispatch_rule) : null, due_at: b.due_at, quota: b.quota, reserve_minutes: b.reserve_minutes === null ? null : String(b.reserve_minutes), gold_percent: String(b.gold_percent), delivered_at: null,
    priority: b.priority, day_minutes: b.day_minutes, return_limit: b.return_limit, appeal_hours: b.appeal_hours, safety: b.safety, gold_tasks: b.gold_tasks, void_reason: null, void_rule: null, review_seed: null, review_salt: null, review_commitment: null,
  }).execute()
export const findBatch = async (tx: Tx, id: BatchId): Promise<StoredBatch | undefined> => toBatch(await tx.selectFrom('batch').select(batchColumns).where('id', '=', id).executeTakeFirst())
/**
 * The lock under which a batch moves. It lets rows that name the batch be written meanwhile (NO KEY): a verdict writes its task more than once,
 * which makes the foreign key hold the batch, and two verdicts that then wanted the whole row would wait for each other for ever.
 */
export const lockBatch = async (tx: Tx, id: BatchId): Promise<StoredBatch | undefined> => toBatch(await tx.selectFrom('batch').select(batchColumns).where('id', '=', id).forNoKeyUpdate().executeTakeFirst())
export const listBatches = async (tx: Tx, project: ProjectId): Promise<StoredBatch[]> =>
  (await tx.selectFrom('batch').select(batchColumns).where('project', '=', project).orderBy('number', 'desc').execute()).map(row => toBatch(row)!)
/** Those in which work goes on, rework included, in the order in which they are claimed from: by priority, then by deadline, then by number. */
export const openBatches = async (tx: Tx, project: ProjectId, only?: BatchId): Promise<StoredBatch[]> => {
  const open = tx.selectFrom('batch').select(batchColumns).where('project', '=', project).where('state', 'in', workingStates)
    .orderBy('priority', 'desc').orderBy('due_at', o => o.asc().nullsLast()).orderBy('number')
  return (await (only ? open.where('id', '=', only) : open).execute()).map(row => toBatch(row)!)
}
/** What a move says besides the state it leads to. */
export interface BatchMarks { delivered_at?: Date, client_rounds?: number, void_reason?: string, void_rule?: 'illegal-content' | 'safety-share' }
export const moveBatch = (tx: Tx, id: BatchId, state: BatchState, marks: BatchMarks = {}): Promise<unknown> => tx.updateTable('batch').set({ state, ...marks, version: sql`version + 1` }).where('id', '=', id).execute()

/** A lot that is judged again is void no longer. */
export const clearVoid = (tx: Tx, id: BatchId): Promise<unknown> => tx.updateTable('batch').set({ void_rule: null, void_reason: null }).where('id', '=', id).execute()

export const moveBatchSchema = (tx: Tx, id: BatchId, schemaVersion: number): Promise<unknown> =>
  tx.updateTable('batch').set({ schema_version: schemaVersion, version: sql`version + 1` }).where('id', '=', id).execute()

export interface TaskCut { readonly id: TaskId, readonly gold: string | null, readonly places: readonly { readonly asset: AssetId, readonly slot: string, readonly cluster: string | null }[] }
/** The tasks of a batch, numbered in the order given. */
export const cutTasks = async (tx: Tx, b: { organisation: OrganisationId, project: ProjectId, batch: BatchId, selection: SelectionId, overlap: number, now: Date }, tasks: readonly TaskCut[]): Promise<void> => {
  const size = 2000
  for (let at = 0; at < tasks.length; at += size) {
    const part = tasks.slice(at, at + size).map((task, i) => ({ ...task, number: at + i + 1 }))
    await tx.insertInto('task').values(part.map(p => ({ id: p.id, organisation: b.organisation, project: b.project, batch: b.batch, number: p.number, state: 'open' as const, vacancies: b.overlap, overlap: b.overlap, drawn: null, agreement: null, dispute: null, gold: p.gold, set_aside: null, created_at: b.now, reserved_for: null, reserved_until: null }))).execute()
    const places = part.flatMap(({ id, places: of }) => of.map((p, position) => ({ organisation: b.organisation, task: id, slot: p.slot, asset: p.asset, cluster: p.cluster, position })))
    for (let from = 0; from < places.length; from += size) await tx.insertInto('task_asset').values(places.slice(from, from + size)).execute()
  }
}
export const hasUnfinished = async (tx: Tx, batch: BatchId): Promise<boolean> =>
  (await tx.selectFrom('task').select('id').where('batch', '=', batch).where(sql<boolean>`state not in ('approved', 'discarded')`)
    // A known answer is asked in passing: one that nobody has in hand holds nothing up.
    .where(e => e.or([e('gold', 'is', null), e('state', '=', 'taken')])).limit(1).executeTakeFirst()) !== undefined

export interface StoredTask { id: TaskId, organisation: OrganisationId, project: ProjectId, batch: BatchId, number: number, state: TaskState, vacancies: number, reviewable: boolean, set_aside: 'parked' | 'discarded' | null, overlap: number, arbitrable: boolean, drawn: boolean | null, dispute: Dispute | null, agreement: number | null, gold: string | null, priority: number }
export const taskColumns = ['id', 'organisation', 'project', 'batch', 'number', 'state', 'vacancies', 'reviewable', 'set_aside', 'overlap', 'arbitrable', 'drawn', 'dispute', 'agreement', 'gold', 'priority'] as const
/** Decimals arrive as text. */
export const toTask = (row: object | undefined): StoredTask | undefined => {
  if (!row) return undefined
  const raw = row as StoredTask
  return { ...raw, agreement: raw.agreement === null ? null : Number(raw.agreement) }
}
export const findTask = async (tx: Tx, id: TaskId): Promise<StoredTask | undefined> => toTask(await tx.selectFrom('task').select(taskColumns).where('id', '=', id).executeTakeFirst())
/** The lock under which a task's assignments change. */
export const lockTask = async (tx: Tx, id: TaskId): Promise<StoredTask | undefined> => toTask(await tx.selectFrom('task').select(taskColumns).where('id', '=', id).forNoKeyUpdate().executeTakeFirst())
export const listTasks = async (tx: Tx, batch: BatchId, page: { after: number, limit: number, state: TaskState | null, withGold: boolean }): Promise<StoredTask[]> => {
  const query = tx.selectFrom('task').select(taskColumns).where('batch', '=', batch).where('number', '>', page.after).where(e => (page.withGold ? e.lit(true) : e('gold', 'is', null))).orderBy('number').limit(page.limit)
  return (await (page.state ? query.where('state', '=', page.state) : query).execute()).map(row => toTask(row)!)
}
/** In the order in which a task shows them. */
export const assetsOf = (tx: Tx, tasks: readonly TaskId[]): Promise<{ task: TaskId, slot: string, asset: AssetId, cluster: string | null }[]> =>
  tasks.length === 0 ? Promise.resolve([]) : tx.selectFrom('task_asset').select(['task', 'slot', 'asset', 'cluster']).where('task', 'in', [...tasks]).orderBy('task').orderBy('position').orderBy('slot').execute() as Promise<{ task: TaskId, slot: string, asset: AssetId, cluster: string | null }[]>
/** Tasks that show one of these assets and are not discarded. */
export const standingOn = async (tx: Tx, assets: readonly AssetId[]): Promise<TaskId[]> => {
  const { rows } = await sql<{ id: TaskId }>`select distinct t.id from task t join task_asset ta on ta.task = t.id
    where ta.asset = any(${[...assets]}::uuid[]) and t.state <> 'discarded' order by t.id`.execute(tx)
  return rows.map(r => r.id)
}
export const updateTask = (tx: Tx, id: TaskId, standing: TaskStanding & { set_aside: 'parked' | 'discarded' | null }): Promise<unknown> =>
  rideAlong(tx, tx.updateTable('task').set(standing).where('id', '=', id))
/** What was said of a task, besides its assignments. The caller holds its lock. */
export const noteTask = (tx: Tx, id: TaskId, note: { overlap?: number, dispute?: Dispute | null, agreement?: number | null, set_aside?: 'discarded' }): Promise<unknown> => {
  const { agreement, ...facts } = note
  return tx.updateTable('task').set({ ...facts, ...(agreement !== undefined && { agreement: agreement === null ? null : agreement.toFixed(5) }) }).where('id', '=', id).execute()
}
/** Stores the draw of a sampling review: the seed with the batch, the tasks that it looks at. */
export const storeDraw = async (tx: Tx, batch: BatchId, draw: { seed: string, salt: string, commitment: string }, drawn: readonly TaskId[]): Promise<void> => {
  await tx.updateTable('batch').set({ review_seed: draw.seed, review_salt: draw.salt, review_commitment: draw.commitment }).where('id', '=', batch).execute()
  await tx.updateTable('task').set({ drawn: sql<boolean>`id = any(${drawn}::uuid[])` }).where('batch', '=', batch).execute()
}
/** Those that are delivered: none with a known answer. */
export const tasksOf = async (tx: Tx, batch: BatchId): Promise<TaskId[]> =>
  (await tx.selectFrom('task').select('id').where('batch', '=', batch).where('gold', 'is', null).orderBy('number').execute()).map(r => r.id as TaskId)

export const assignmentColumns = ['id', 'organisation', 'project', 'batch', 'task', 'step', 'round', 'person', 'state', 'lease_until', 'reason', 'claimed_at', 'submitted_at'] as const
export interface RawAssignment { id: string, project: string, batch: string, task: string, step: Step, round: number, person: string, state: AssignmentState, lease_until: Date | null, reason: string | null, claimed_at: Date, submitted_at: Date | null }
export const toAssignment = (r: RawAssignment): Assignment => ({
  id: r.id as AssignmentId, project: r.project as ProjectId, batch: r.batch as BatchId, task: r.task as TaskId, step: r.step, round: r.round, person: r.person as MembershipId, state: r.state,
  leaseUntil: r.lease_until, reason: r.reason, claimedAt: r.claimed_at, submittedAt: r.submitted_at,
})
export const findAssignment = async (tx: Tx, id: AssignmentId): Promise<Assignment | null> => {
  const row = await tx.selectFrom('assignment').select(assignmentColumns).where('id', '=', id).executeTakeFirst()
  return row ? toAssignment(row) : null
}
export const assignmentsOf = async (tx: Tx, task: TaskId): Promise<Assignment[]> =>
  (await tx.selectFrom('assignment').select(assignmentColumns).where('task', '=', task).orderBy('claimed_at').execute()).map(toAssignment)
export interface TaskSeat extends Seat { readonly replaced: boolean, readonly round: number }
export const seatsOf = (tx: Tx, task: TaskId): Promise<TaskSeat[]> => tx.selectFrom('assignment').select(['step', 'state', 'person', 'replaced', 'round']).where('task', '=', task).execute()
export interface NewAssignment { readonly id: AssignmentId, readonly organisation: OrganisationId, readonly project: ProjectId, readonly batch: BatchId, readonly task: TaskId, readonly step: Step, readonly round: number, readonly person: MembershipId, readonly leaseUntil: Date, readonly now: Date, readonly dispatchedBy?: MembershipId, readonly follows?: AssignmentId }
/** Seats a person at a task whose lock the caller holds: the duty, the assignment and what the task is then, in one statement. @returns the duty that the person has there */
export const takeSeat = async (tx: Tx, a: NewAssignment, standing: TaskStanding & { set_aside: 'parked' | 'discarded' | null }): Promise<{ assignment: Assignment, duty: Duty }> => {
  const row = await tx.with('standing', q => q.updateTable('task').set(standing).where('id', '=', a.task).returning('id'))
    .with('assumed', q => dutyTaken(q, { organisation: a.organisation, scope: a.task, person: a.person, duty: a.step, now: a.now }))
    .insertInto('assignment').values({ id: a.id, organisation: a.organisation, project: a.project, batch: a.batch, task: a.task, step: a.step, round: a.round, person: a.person, state: 'held', lease_until: a.leaseUntil, reason: null, claimed_at: a.now, submitted_at: null, ended_at: null, dispatched_by: a.dispatchedBy ?? null, beat_at: null, follows: a.follows ?? null })
    .returning([...assignmentColumns, e => e.selectFrom('assumed').select('assumed.duty').as('assumed')]).executeTakeFirstOrThrow()
  return { assignment: toAssignment(row as RawAssignment), duty: row.assumed as Duty }
}
export const moveAssignment = async (tx: Tx, id: AssignmentId, from: AssignmentState, change: { state: AssignmentState, round?: number, lease_until?: Date | null, reason?: string, submitted_at?: Date, ended_at?: Date, replaced?: boolean }): Promise<Assignment | null> => {
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
export const lapsed = async (tx: Tx, batches: readonly BatchId[], now: Date): Promise<Assignment[]> =>
  (await tx.selectFrom('assignment as a').innerJoin('task as t', 't.id', 'a.task').select(assignmentColumns.map(c => `a.${c}` as const))
    .where('a.batch', 'in', [...batches]).where(sql<boolean>`a.state = 'held'`).where('a.lease_until', '<', now).forNoKeyUpdate(['t']).skipLocked().limit(100).execute()).map(r => toAssignment(r as RawAssignment))

/** How often work on each task was sent back; none: absent. */
export const returnsOf = async (tx: Tx, tasks: readonly TaskId[]): Promise<Map<string, number>> => {
  if (tasks.length === 0) return new Map()
  const rows = await tx.selectFrom('assignment').select(['task', sql<number>`max(round - case state when 'returned' then 0 else 1 end)::int`.as('n')]).where('task', 'in', [...tasks]).where('step', '=', 'annotate').groupBy('task').execute()
  return new Map(rows.filter(r => r.n > 0).map(r => [r.task, r.n]))
}
/** Submitted work on tasks with a known answer: nobody reviews it. */
export const submittedGold = async (tx: Tx, batch: BatchId): Promise<Assignment[]> =>
  (await tx.selectFrom('assignment as a').innerJoin('task as t', 't.id', 'a.task').select(assignmentColumns.map(c => `a.${c}` as const)).where('t.batch', '=', batch).where('t.gold', 'is not', null).where('a.step', '=', 'annotate').where('a.state', '=', 'submitted').execute()).map(r => toAssignment(r as RawAssignment))

interface NewDuty { readonly organisation: OrganisationId, readonly scope: string, readonly person: MembershipId, readonly duty: Duty, readonly now: Date }
const dutyTaken = (of: Pick<Tx, 'insertInto'>, d: NewDuty) =>
  of.insertInto('duty').values({ organisation: d.organisation, scope: d.scope, person: d.person, duty: d.duty, created_at: d.now }).onConflict(c => c.columns(['organisation', 'scope', 'person']).doUpdateSet({ duty: sql<Duty>`duty.duty` })).returning('duty')
/** Takes the duty, or finds the one that this person has already. */
export const takeDuty = async (tx: Tx, duty: NewDuty): Promise<Duty> => (await dutyTaken(tx, duty).executeTakeFirstOrThrow()).duty
export const dutiesIn = (tx: Tx, scopes: readonly string[], person: MembershipId): Promise<{ scope: string, duty: Duty }[]> =>
  tx.selectFrom('duty').select(['scope', 'duty']).where('scope', 'in', [...scopes]).where('person', '=', person).execute()
/** Has this person annotated or reviewed anything of the batch? Inspectors must not have (GB/T 45674-2025 8.1 c). */
export const tookPart = async (tx: Tx, batch: BatchId, person: MembershipId): Promise<boolean> =>
  (await tx.selectFrom('assignment').select('id').where('batch', '=', batch).where('person', '=', person).limit(1).executeTakeFirst()) !== undefined

/** One version of a named workflow of a project. */
export interface StoredWorkflow { readonly name: string, readonly version: number, readonly workflow: Workflow, readonly createdAt: Date }
const workflowsOf = (tx: Tx, project: ProjectId) => tx.selectFrom('workflow').select(['name', 'version', 'document', 'created_at']).where('project', '=', project)
const toWorkflow = (row: { name: string, version: number, document: unknown, created_at: Date }): StoredWorkflow =>
  ({ name: row.name, version: row.version, workflow: row.document as Workflow, createdAt: row.created_at })
export const latestWorkflows = async (tx: Tx, project: ProjectId): Promise<StoredWorkflow[]> =>
  (await workflowsOf(tx, project).distinctOn('name').orderBy('name').orderBy('version', 'desc').execute()).map(toWorkflow)
/** The named version, or the latest. */
export const findWorkflow = async (tx: Tx, project: ProjectId, name: string, version?: number): Promise<StoredWorkflow | null> => {
  const named = workflowsOf(tx, project).where('name', '=', name)
  const row = await (version === undefined ? named.orderBy('version', 'desc').limit(1) : named.where('version', '=', version)).executeTakeFirst()
  return row ? toWorkflow(row) : null
}
/** @returns whether the version was still free */
export const insertWorkflow = async (tx: Tx, w: { organisation: OrganisationId, project: ProjectId, name: string, version: number, workflow: Workflow, by: MembershipId, now: Date }): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tx.insertInto('workflow')
    .values({ organisation: w.organisation, project: w.project, name: w.name, version: w.version, document: json(w.workflow), created_by: w.by, created_at: w.now }).onConflict(c => c.doNothing()).executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Is the membership active, with one of the roles in the organisation or in the project, and, of a guest, its party in force? */
export const canStillWork = async (tx: Tx, person: MembershipId, project: ProjectId, roles: readonly string[]): Promise<boolean> => {
  const { rows } = await sql<{ yes: boolean }>`select exists (select from membership m left join project_member p on p.membership = m.id and p.project = ${project} left join party y on y.id = p.party
    where m.id = ${person} and m.state = 'active' and (m.roles && ${[...roles]}::text[] or p.roles && ${[...roles]}::text[]) and (not m.guest or (y.state = 'active' and (y.ends_at is null or y.ends_at > now())))) yes`.execute(tx)
  return rows[0]!.yes
}
