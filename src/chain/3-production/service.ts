import type { Clock } from '../../kernel/clock.ts'
import { refuse, type Failure } from '../../kernel/failure.ts'
import { newId, type AssetId, type AssignmentId, type BatchId, type MembershipId, type ProjectId, type SelectionId, type TaskId } from '../../kernel/ids.ts'
import { seededRandom } from '../../kernel/random.ts'
import { can, declaredPermissions, type Actor } from '../../workspace/access/model.ts'
import { demand } from '../../workspace/access/service.ts'
import { pastGuests, type Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import type { Author } from '../../workspace/journal/model.ts'
import { record } from '../../workspace/journal/service.ts'
import { demandAcknowledged, enterProject, nextNumber } from '../../workspace/project/service.ts'
import { productionFailures } from './errors.ts'
import type { GroupRule } from './grouping/rule.ts'
import { batchOpened, batchSchemaMoved, goldWanted, type OfferedGold } from './events.ts'
import { leaseUntil, isWorking, mayMoveAssignment, mayMoveBatch, mayMoveSchema, mayTakeBack, parksAfterSkips, standingOfTask, roundAfter, type Assignment, type AssignmentState, type BatchState, type Dispatch, type Duty, type LotPlan, type Seat, type Step, type TaskStanding } from './model.ts'
import { mixedIn } from './mixing.ts'
import { partyOf, stepParty } from './party.ts'
import { claimFailure } from './planning/allowance.ts'
import type { DispatchRule } from './planning/model.ts'
import { waitingFor } from './planning/repository.ts'
import { nextTask } from './seeking/repository.ts'
import { plainWorkflow, reviewOf, type Workflow } from './workflow.ts'
import { holdWorkflow } from './workflows.ts'
import * as rows from './repository.ts'
import './policy.ts'

/** The batch, if the actor may do `permission` in its project; else it does not exist for them. */
export const enterBatch = async (tx: Tx, actor: Actor, id: BatchId, permission: string, lock = false): Promise<rows.StoredBatch> => {
  const batch = await (lock ? rows.lockBatch(tx, id) : rows.findBatch(tx, id))
  if (!batch || !can(actor, 'batch.read', { project: batch.project })) return refuse(productionFailures.unknownBatch())
  demand(actor, permission, { project: batch.project })
  return batch
}

/** Assets of a selection with the place each takes in its task; asked of preparation by the shell that wires it. */
export interface NewBatch {
  name: string, selection: SelectionId, group?: GroupRule, kind?: rows.StoredBatch['kind'], workflow?: Workflow, overlap?: number, review?: 'all' | 'none', leaseMinutes?: number, plan?: LotPlan | null, open?: boolean,
  dispatch?: Dispatch, dispatchRule?: DispatchRule | null, priority?: number, dayMinutes?: number, dueAt?: string | null, quota?: number | null, reserveMinutes?: number | null, goldPercent?: number,
  returnLimit?: number, appealHours?: number, safety?: boolean
}
/** Places of every task, and how many assets of the selection are in none. */
export interface Cut { readonly tasks: readonly (readonly SelectedAsset[])[], readonly left: number }
export type SelectedAsset = { readonly asset: AssetId, readonly slot: string, readonly cluster: string | null }

export const createBatch = async (tx: Tx, services: Services, actor: Actor, projectId: ProjectId, input: NewBatch, { tasks, left }: Cut): Promise<rows.StoredBatch> => {
  const project = await enterProject(tx, actor, projectId, 'batch.manage')
  const workflow = input.workflow ?? plainWorkflow(input.overlap ?? 1, input.review ?? 'all'), { overlap } = workflow.annotate, now = services.clock.now(), id = newId<BatchId>()
  if (tasks.length === 0) refuse(productionFailures.emptySelection({}, { field: 'selection' }))
  const dispatch = input.dispatch ?? 'queue'
  holdWorkflow(workflow)
  if (dispatch === 'rule' && !input.dispatchRule) refuse(productionFailures.ruleMissing({}, { field: 'dispatchRule' }))
  const offered = await goldFor(tx, projectId, tasks, input.goldPercent ?? 0)
  const cut = mixedIn<Omit<rows.TaskCut, 'id'>>(tasks.map(places => ({ places, gold: null })), offered, seededRandom(newId())).map(({ places, gold }) => ({ id: newId<TaskId>(), places, gold }))
  const number = await nextNumber(tx, actor.organisation, projectId, 'batch')
  await rows.insertBatch(tx, {
    id, organisation: actor.organisation, project: projectId, number, name: input.name, kind: input.kind ?? 'production', selection: input.selection, schema_version: project.schema_version, guideline_version: project.guideline_version,
    overlap, review: reviewOf(workflow), lease_minutes: input.leaseMinutes ?? 120, plan: input.plan ?? null, tasks: cut.length, created_at: now, by: actor.membership,
    workflow, dispatch, dispatch_rule: dispatch === 'rule' ? input.dispatchRule ?? null : null, priority: input.priority ?? 0, day_minutes: input.dayMinutes ?? 480, due_at: input.dueAt ? new Date(input.dueAt) : null, quota: input.quota ?? null, reserve_minutes: input.reserveMinutes ?? null, gold_percent: input.goldPercent ?? 0,
    return_limit: input.returnLimit ?? 3, appeal_hours: input.appealHours ?? 72, safety: input.safety ?? false, gold_tasks: offered.length,
  })
  await rows.cutTasks(tx, { organisation: actor.organisation, project: projectId, batch: id, selection: input.selection, overlap, now }, cut)
  const known = new Map(offered.map(item => [item.gold, item.knownBy]))
  // Whoever knows the answer has a duty on the task that is not to annotate it.
  for (const { id: task, gold } of cut) for (const person of (gold && known.get(gold)) || []) await rows.takeDuty(tx, { organisation: actor.organisation, scope: task, person, duty: 'inspect', now })
  await record(tx, actor, now, { verb: 'batch.created', kind: 'batch', object: id, project: projectId, content: input, detail: { number, tasks: tasks.length, ...(left > 0 && { left }), ...(offered.length > 0 && { gold: offered.length }) } })
  const batch = (await rows.findBatch(tx, id))!
  return input.open ? shiftBatch(tx, services, actor, batch, 'open') : batch
}

/** Known answers for a batch of these tasks, as many as the share asks for and the project has. */
const goldFor = async (tx: Tx, project: ProjectId, tasks: Cut['tasks'], percent: number): Promise<readonly OfferedGold[]> => {
  if (percent === 0) return []
  const offered: OfferedGold[] = []
  await goldWanted.emit({ tx, project, wanted: Math.max(1, Math.round(tasks.length * percent / 100)), assets: tasks.flatMap(places => places.map(a => a.asset)), offer: items => { offered.push(...items) } })
  return offered.length > 0 ? offered : refuse(productionFailures.noGold({}, { field: 'goldPercent' }))
}

/** Moves a batch, writes it down and tells who follows. The caller holds its lock or has just made it. */
export const shiftBatch = async (tx: Tx, services: Services, author: Author, batch: rows.StoredBatch, to: BatchState, reason?: string, marks?: rows.BatchMarks): Promise<rows.StoredBatch> => {
  if (!mayMoveBatch(batch.state, to)) refuse(productionFailures.cannotMoveBatch({ from: batch.state, to }))
  await rows.moveBatch(tx, batch.id, to, marks)
  await record(tx, author, services.clock.now(), { verb: `batch.${to}`, kind: 'batch', object: batch.id, project: batch.project, detail: { from: batch.state, ...(reason && { reason }) } })
  const moved = (await rows.findBatch(tx, batch.id))!
  if (isWorking(to)) await batchOpened.emit({ tx, services, author, batch: moved })
  return moved
}

/** What a duty is counted in, by what the project says. */
export const dutyScopes = { task: (_b: rows.StoredBatch, t: TaskId) => t as string, batch: (b: rows.StoredBatch) => b.id as string, project: (b: rows.StoredBatch) => b.project as string }
const holdDuty = (held: Duty, wanted: Duty): void => { if (held !== wanted) refuse(productionFailures.otherDuty({ duty: held })) }

/** What the ledger says of a task, by its assignments. */
const standOf = (task: rows.StoredTask, review: rows.StoredBatch['review'], assignments: readonly Seat[]): TaskStanding & { set_aside: 'parked' | 'discarded' | null } => {
  const { overlap, drawn, dispute } = task, setAside = task.set_aside ?? (parksAfterSkips(assignments) && task.state !== 'parked' ? 'parked' : null)
  return { ...standingOfTask({ overlap, review, drawn, dispute, setAside, assignments }), set_aside: setAside }
}
/** Recomputes what the ledger says of a task from its assignments; hands the batch in when its last task is done. */
export const refreshTask = async (tx: Tx, services: Services, author: Author, task: rows.StoredTask): Promise<void> => {
  const batch = (await rows.findBatch(tx, task.batch))!, standing = standOf(task, batch.review, await rows.seatsOf(tx, task.id))
  await rows.updateTask(tx, task.id, standing)
  // A known answer is asked in passing: it holds the batch up only while somebody has it in hand.
  if (standing.state === 'approved' || standing.state === 'discarded' || (task.gold !== null && standing.state !== 'taken')) await handInWhenDone(tx, services, author, batch.id)
}

/** A batch whose every task is approved or discarded is handed in by itself, and its known answers with it. */
export const handInWhenDone = async (tx: Tx, services: Services, author: Author, id: BatchId): Promise<void> => {
  const locked = (await rows.lockBatch(tx, id))!
  if (!isWorking(locked.state) || (await rows.hasUnfinished(tx, id))) return
  await shiftBatch(tx, services, author, locked, 'submitted')
  for (const unjudged of await rows.submittedGold(tx, id)) await shiftAssignment(tx, services, author, unjudged, 'accepted')
}

/** Stores what was said of a task (disputed, extended, agreement measured, discarded) and recomputes it. The caller holds its lock. */
export const sayOfTask = async (tx: Tx, services: Services, author: Author, id: TaskId, note: Parameters<typeof rows.noteTask>[2]): Promise<void> => {
  await rows.noteTask(tx, id, note)
  await refreshTask(tx, services, author, (await rows.findTask(tx, id))!)
}

/** Leases that ran out: their seats become vacant, what was drawn stays with its author. */
const expireLeases = async (tx: Tx, services: Services, author: Author, batches: readonly BatchId[]): Promise<void> => {
  const now = services.clock.now()
  for (const a of await rows.lapsed(tx, batches, now)) {
    await rows.moveAssignment(tx, a.id, 'held', { state: 'expired', ended_at: now })
    await record(tx, author, now, { verb: 'assignment.expired', kind: 'assignment', object: a.id, project: a.project })
    await refreshTask(tx, services, author, (await rows.findTask(tx, a.task))!)
  }
}

export const claimPermission: Readonly<Record<Step, string>> = { annotate: 'task.claim', review: 'review.claim', arbitrate: 'arbitration.claim' }
export const claim = async (tx: Tx, services: Services, actor: Actor, input: { project: ProjectId, batch?: BatchId, step: Step }): Promise<Assignment> => {
  const project = await enterProject(tx, actor, input.project, claimPermission[input.step])
  const now = services.clock.now()
  const [waiting, open] = await Promise.all([waitingFor(tx, actor.membership, input, now), rows.openBatches(tx, input.project, input.batch), demandAcknowledged(tx, actor, input.project)])
  const returned = waiting.returned && (await rows.findAssignment(tx, waiting.returned))!
  if (returned && (!input.batch || returned.batch === input.batch)) return takeUp(tx, services, actor, returned)
  if (waiting.handed) return renew(tx, services.clock, (await rows.findAssignment(tx, waiting.handed))!)
  const party = partyOf(actor, input.project)
  if (waiting.lapsed && open.length > 0) await expireLeases(tx, services, actor, open.map(b => b.id))
  let refused: Failure | null = null
  for (const batch of open) {
    if (stepParty(batch.workflow, input.step) !== party) continue
    const scope = dutyScopes[project.duty_scope](batch, '' as TaskId)
    if (scope && (await rows.dutiesIn(tx, [scope], actor.membership)).some(d => d.duty !== input.step)) continue
    const failure = await claimFailure(tx, batch, actor.membership, input.step, now)
    if (failure) { refused ??= failure; continue }
    const task = await nextTask(tx, batch.id, input.step, { person: actor.membership, now, reserved: waiting.reserved, sticky: batch.dispatch_rule?.sticky ?? false })
    if (task) return seat(tx, services, actor, { batch, task, scope: project.duty_scope, step: input.step, person: actor.membership, leaseUntil: leaseUntil(now, batch.lease_minutes) })
  }
  // Elsewhere there is nothing: the reason of the batch that could have served.
  return refuse(refused ?? productionFailures.nothingLeft())
}

/** One person's new turn at a task whose lock the caller holds. */
export interface NewSeat {
  readonly batch: rows.StoredBatch, readonly task: rows.StoredTask, readonly scope: 'task' | 'batch' | 'project', readonly step: Step, readonly person: MembershipId, readonly leaseUntil: Date
  /** Who sent the work; absent when the person claimed it. */
  readonly dispatchedBy?: MembershipId
  /** The assignment of somebody else that it goes on with; its round is at least that one's. */
  readonly follows?: { readonly id: AssignmentId, readonly round: number }
}
export const seat = async (tx: Tx, services: Services, author: Author, { batch, task, scope, step, person, leaseUntil: until, dispatchedBy, follows }: NewSeat): Promise<Assignment> => {
  const now = services.clock.now(), seats = await rows.seatsOf(tx, task.id)
  // One duty per person and scope; the task is always one.
  if (scope !== 'task') holdDuty(await rows.takeDuty(tx, { organisation: batch.organisation, scope: dutyScopes[scope](batch), person, duty: step, now }), step)
  const round = Math.max(1, follows?.round ?? 0, ...seats.filter(s => s.person === person && s.step === step).map(s => s.round + 1))
  const { assignment, duty } = await rows.takeSeat(tx, {
    id: newId<AssignmentId>(), organisation: batch.organisation, project: batch.project, batch: batch.id, task: task.id, step, round, person, leaseUntil: until, now, ...(dispatchedBy && { dispatchedBy }), ...(follows && { follows: follows.id }),
  }, standOf(task, batch.review, [...seats, { step, state: 'held', person }]))
  holdDuty(duty, step)
  const about = { object: assignment.id, project: batch.project }, detail = { task: task.id, step }
  if (dispatchedBy) await record(tx, author, now, { verb: 'task.dispatched', kind: 'assignment', ...about, detail: { ...detail, person, ...(follows && { follows: follows.id }) } })
  else await record(tx, author, now, { verb: 'task.claimed', kind: 'assignment', ...about, detail })
  return assignment
}

/** One's own assignment; anybody else's does not exist. */
export const enterAssignment = async (tx: Tx, actor: Actor, id: AssignmentId): Promise<Assignment> => {
  const assignment = await rows.findAssignment(tx, id)
  if (!assignment || assignment.person !== actor.membership) return refuse(productionFailures.unknownAssignment())
  demand(actor, 'work.own', { project: assignment.project })
  return assignment
}

/** Can the person of an assignment no longer do its step in the project: gone, disabled, without the role, or of a party that ended? */
const hasLeft = (tx: Tx, { person, project, step }: Assignment): Promise<boolean> =>
  // Who works for whom is nothing that a guest sees.
  pastGuests(tx, async () => !(await rows.canStillWork(tx, person, project, [...declaredPermissions().get(claimPermission[step])!])))

/** Locks the task, then moves the assignment and recomputes the task. */
export const shiftAssignment = async (tx: Tx, services: Services, author: Author, assignment: Assignment, to: AssignmentState, extra: { reason?: string, leaseUntil?: Date, replaced?: boolean } = {}): Promise<Assignment> => {
  // Returned to somebody who has left, work would wait for nobody: its seat is vacant instead.
  if (to === 'returned' && (await hasLeft(tx, assignment))) return shiftAssignment(tx, services, author, assignment, 'void', { ...extra, reason: 'left' })
  const task = (await rows.lockTask(tx, assignment.task))!, now = services.clock.now()
  const current = (await rows.findAssignment(tx, assignment.id))!
  if (!mayMoveAssignment(current.state, to)) refuse(productionFailures.cannotMoveAssignment({ from: current.state, to }))
  const ended = to === 'released' || to === 'expired' || to === 'skipped' || to === 'void'
  const moved = await rows.moveAssignment(tx, assignment.id, current.state, {
    state: to, round: roundAfter(current, to), lease_until: extra.leaseUntil ?? null, ...(extra.reason && { reason: extra.reason }), ...(to === 'submitted' && { submitted_at: now }), ...(ended && { ended_at: now }), ...(extra.replaced && { replaced: true }),
  })
  await record(tx, author, now, { verb: `assignment.${to}`, kind: 'assignment', object: assignment.id, project: assignment.project, detail: { from: current.state, ...(extra.reason && { reason: extra.reason }) } })
  await refreshTask(tx, services, author, task)
  return moved!
}

const takeUp = async (tx: Tx, services: Services, actor: Actor, assignment: Assignment): Promise<Assignment> => {
  const batch = (await rows.findBatch(tx, assignment.batch))!
  return shiftAssignment(tx, services, actor, assignment, 'held', { leaseUntil: leaseUntil(services.clock.now(), batch.lease_minutes) })
}

/** Takes up what was returned, or renews the lease of what is held. */
export const resume = async (tx: Tx, services: Services, actor: Actor, id: AssignmentId): Promise<Assignment> => {
  const assignment = await enterAssignment(tx, actor, id)
  if (assignment.state !== 'returned') return renew(tx, services.clock, assignment)
  await demandAcknowledged(tx, actor, assignment.project)
  return takeUp(tx, services, actor, assignment)
}

/** Every save renews the lease. Refuses when the seat is gone. */
export const renew = async (tx: Tx, clock: Clock, assignment: Assignment): Promise<Assignment> => {
  const batch = (await rows.findBatch(tx, assignment.batch))!
  return (await rows.renewLease(tx, assignment.id, leaseUntil(clock.now(), batch.lease_minutes))) ?? refuse(productionFailures.leaseLost())
}

/** Undoes an accidental submission; the snapshot that it froze stays in the history. */
export const takeBack = async (tx: Tx, services: Services, actor: Actor, id: AssignmentId): Promise<Assignment> => {
  const assignment = await enterAssignment(tx, actor, id)
  if (assignment.state === 'held') return assignment
  await rows.lockTask(tx, assignment.task)
  if (!mayTakeBack(assignment, await rows.seatsOf(tx, assignment.task), services.clock.now())) refuse(productionFailures.tooLateToTakeBack())
  const batch = (await rows.findBatch(tx, assignment.batch))!
  return shiftAssignment(tx, services, actor, assignment, 'held', { leaseUntil: leaseUntil(services.clock.now(), batch.lease_minutes) })
}

export const giveBack = async (tx: Tx, services: Services, actor: Actor, id: AssignmentId, state: 'released' | 'skipped', reason?: string): Promise<Assignment> =>
  shiftAssignment(tx, services, actor, await enterAssignment(tx, actor, id), state, { reason })

export const setTaskAside = async (tx: Tx, services: Services, actor: Actor, id: TaskId, to: 'parked' | 'discarded' | 'open', reason: string): Promise<rows.StoredTask> => {
  const task = await rows.lockTask(tx, id)
  if (!task || !can(actor, 'batch.read', { project: task.project })) return refuse(productionFailures.unknownTask())
  demand(actor, 'task.set-aside', { project: task.project })
  const now = services.clock.now(), set_aside = to === 'open' ? null : to
  for (const a of await rows.assignmentsOf(tx, id)) if (set_aside && (a.state === 'held' || a.state === 'returned')) await rows.moveAssignment(tx, a.id, a.state, { state: 'void', lease_until: null, reason, ended_at: now })
  await record(tx, actor, now, { verb: `task.${to}`, kind: 'task', object: id, project: task.project, detail: { reason } })
  // Taken up again: skips of before no longer park it, because it stands as parked when it is recomputed.
  await refreshTask(tx, services, actor, { ...task, set_aside })
  return (await rows.findTask(tx, id))!
}

export const moveBatch = async (tx: Tx, services: Services, actor: Actor, id: BatchId, input: { version: number, state: 'open' | 'void', reason?: string }): Promise<rows.StoredBatch> => {
  const batch = await enterBatch(tx, actor, id, 'batch.manage', true)
  if (batch.version !== input.version) refuse(productionFailures.changedMeanwhile())
  if (input.state === 'void' && batch.state !== 'draft') refuse(productionFailures.voidNeedsSecond())
  return shiftBatch(tx, services, actor, batch, input.state, input.reason, input.state === 'void' && input.reason ? { void_reason: input.reason } : {})
}

/** From now on the batch is annotated under this version; what stands is read forward. The caller holds its lock. */
export const shiftBatchSchema = async (tx: Tx, services: Services, author: Author, batch: rows.StoredBatch, to: number): Promise<rows.StoredBatch> => {
  if (!mayMoveSchema.has(batch.state)) refuse(productionFailures.schemaFixed({ state: batch.state }))
  if (to <= batch.schema_version) refuse(productionFailures.schemaNewest({ version: batch.schema_version }))
  await rows.moveBatchSchema(tx, batch.id, to)
  await record(tx, author, services.clock.now(), { verb: 'batch.schema-moved', kind: 'batch', object: batch.id, project: batch.project, detail: { from: batch.schema_version, to } })
  const moved = (await rows.findBatch(tx, batch.id))!
  await batchSchemaMoved.emit({ tx, services, author, batch: moved })
  return (await rows.findBatch(tx, batch.id))!
}
export const moveBatchToNewestSchema = async (tx: Tx, services: Services, actor: Actor, id: BatchId, version: number): Promise<rows.StoredBatch> => {
  const batch = await enterBatch(tx, actor, id, 'batch.manage', true)
  if (batch.version !== version) refuse(productionFailures.changedMeanwhile())
  return shiftBatchSchema(tx, services, actor, batch, (await enterProject(tx, actor, batch.project, 'batch.manage')).schema_version)
}

export { countTasks } from './tally/repository.ts'
export { assetsOf, assignmentsOf, findAssignment, findBatch, findTask, lockBatch, lockTask, openBatches, returnsOf, seatsOf, storeDraw, tasksOf, tookPart, takeDuty, type StoredBatch, type StoredTask } from './repository.ts'
export { followedBy } from './planning/repository.ts'
export { partyOf, stepParty } from './party.ts'
export { reinstateLot } from './reinstating.ts'
export { assignmentView, batchView, batchViews } from './views.ts'
