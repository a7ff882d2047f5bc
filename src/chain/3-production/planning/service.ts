import { refuse, type Failure } from '../../../kernel/failure.ts'
import type { AssignmentId, BatchId, MembershipId, ProjectId, TaskId } from '../../../kernel/ids.ts'
import { declaredPermissions, type Actor, type Role } from '../../../workspace/access/model.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { Services } from '../../../workspace/database/services.ts'
import { record } from '../../../workspace/journal/service.ts'
import { enterProject } from '../../../workspace/project/service.ts'
import { productionFailures } from '../errors.ts'
import { isWorking, steps, type Assignment, type Step } from '../model.ts'
import { partyOf, stepParty } from '../party.ts'
import { dutiesIn, findAssignment, findTask, lockTask, seatsOf, type StoredBatch, type StoredTask } from '../repository.ts'
import { nextTask } from '../seeking/repository.ts'
import { claimPermission, dutyScopes, enterAssignment, enterBatch, seat, shiftAssignment } from '../service.ts'
import { claimFailure } from './allowance.ts'
import { blocks, creditedSeconds, handedLease, paceOf, type DispatchRule, type Pace } from './model.ts'
import * as rows from './repository.ts'

export interface PlanningInput extends Omit<rows.PlanningChange, 'due_at'> { version: number, due_at?: string | null }
export const changePlanning = async (tx: Tx, services: Services, actor: Actor, id: BatchId, { version, due_at, ...change }: PlanningInput): Promise<void> => {
  const batch = await enterBatch(tx, actor, id, 'batch.manage', true)
  if (batch.version !== version) refuse(productionFailures.changedMeanwhile())
  if ((change.dispatch ?? batch.dispatch) === 'rule' && !(change.dispatch_rule === undefined ? batch.dispatch_rule : change.dispatch_rule)) refuse(productionFailures.ruleMissing({}, { field: 'dispatchRule' }))
  await rows.changePlanning(tx, id, { ...change, ...(due_at !== undefined && { due_at: due_at === null ? null : new Date(due_at) }) })
  await record(tx, actor, services.clock.now(), { verb: 'batch.planned', kind: 'batch', object: id, project: batch.project, content: { due_at, ...change }, detail: { fields: Object.keys(change).concat(due_at === undefined ? [] : ['due_at']).sort() } })
}
export const setPriorities = async (tx: Tx, services: Services, actor: Actor, id: BatchId, tasks: readonly TaskId[], priority: number): Promise<number> => {
  const batch = await enterBatch(tx, actor, id, 'batch.manage'), changed = await rows.setPriority(tx, id, tasks, priority)
  if (changed !== new Set(tasks).size) refuse(productionFailures.unknownTask({}, { field: 'tasks' }))
  await record(tx, actor, services.clock.now(), { verb: 'task.prioritised', kind: 'batch', object: id, project: batch.project, content: { tasks, priority }, detail: { tasks: changed, priority } })
  return changed
}
export const readPace = async (tx: Tx, services: Services, actor: Actor, id: BatchId): Promise<Pace> => {
  const batch = await enterBatch(tx, actor, id, 'batch.read'), { done, left } = await rows.seatsLeft(tx, id)
  return paceOf(done, left, await rows.finishedPerDay(tx, id), batch.due_at, services.clock.now())
}

const stepsOf = (roles: readonly string[]): Step[] => steps.filter(step => roles.some(role => declaredPermissions().get(claimPermission[step])!.has(role as Role)))
/** People who may be handed a step; whoever is not among them is refused by name of the field. */
const workersFor = async (tx: Tx, project: ProjectId, people: readonly MembershipId[], step: Step, field: string): Promise<void> => {
  const able = new Set((await rows.membersOf(tx, project)).filter(m => stepsOf(m.roles).includes(step)).map(m => m.membership))
  const at = people.findIndex(person => !able.has(person))
  if (at >= 0) refuse(productionFailures.unknownPerson({}, { field: people.length > 1 ? `${field}[${at}]` : field }))
}

/** Why a person cannot sit at a task: another duty there, no free seat, or they have it already. The caller holds the task's lock. */
const seatFailure = async (tx: Tx, batch: StoredBatch, task: StoredTask, person: MembershipId, step: Step, scope: DutyScopeName, freed: boolean): Promise<Failure | null> => {
  const other = (await dutiesIn(tx, [...new Set([task.id as string, dutyScopes[scope](batch, task.id)])], person)).find(d => d.duty !== step)
  if (other) return productionFailures.otherDuty({ duty: other.duty })
  const isFree = freed || (step === 'annotate' ? task.vacancies > 0 : task.gold === null && (step === 'review' ? task.reviewable : task.arbitrable))
  const has = (await seatsOf(tx, task.id)).some(s => s.person === person && (s.replaced || !['released', 'expired', 'void'].includes(s.state)))
  return isFree && !has ? null : productionFailures.seatTaken()
}
type DutyScopeName = keyof typeof dutyScopes

export interface Handed { readonly handed: { person: MembershipId, tasks: TaskId[] }[], readonly left: { person: MembershipId, task: TaskId | null, code: string }[] }
interface Handing { readonly batch: StoredBatch, readonly scope: DutyScopeName, readonly step: Step, readonly by: Actor, readonly out: Handed }

const enterHanding = async (tx: Tx, actor: Actor, id: BatchId, step: Step): Promise<Handing> => {
  const batch = await enterBatch(tx, actor, id, 'batch.manage')
  if (!isWorking(batch.state)) refuse(productionFailures.batchNotOpen())
  if (stepParty(batch.workflow, step) !== partyOf(actor, batch.project)) refuse(productionFailures.unknownPerson({}, { field: 'people' }))
  const { duty_scope: scope } = await enterProject(tx, actor, batch.project, 'batch.manage')
  return { batch, scope, step, by: actor, out: { handed: [], left: [] } }
}
const give = (tx: Tx, services: Services, { batch, scope, step, by }: Handing, task: StoredTask, person: MembershipId): Promise<Assignment> =>
  seat(tx, services, by, { batch, task, scope, step, person, dispatchedBy: by.membership, leaseUntil: handedLease(services.clock.now(), { leaseMinutes: batch.lease_minutes, dueAt: batch.due_at }) })

/** Hands the next tasks to one person until so many are given or something refuses. @param handed false: the batch's rule decides too */
const giveNext = async (tx: Tx, services: Services, handing: Handing, person: MembershipId, count: number, handed: boolean): Promise<void> => {
  const { batch, scope, step, out } = handing, now = services.clock.now(), tasks: TaskId[] = []
  const wide = scope === 'task' ? [] : await dutiesIn(tx, [dutyScopes[scope](batch)], person)
  let failure = wide.some(d => d.duty !== step) ? productionFailures.otherDuty({ duty: wide[0]!.duty }) : null
  while (!failure && tasks.length < count) {
    failure = await claimFailure(tx, batch, person, step, now, handed)
    const task = failure ? undefined : await nextTask(tx, batch.id, step, { person, now, reserved: true, sticky: true })
    if (!failure && !task) failure = productionFailures.nothingLeft()
    if (task) { await give(tx, services, handing, task, person); tasks.push(task.id) }
  }
  if (tasks.length > 0) out.handed.push({ person, tasks })
  if (failure) out.left.push({ person, task: null, code: failure.code })
}
const giveNamed = async (tx: Tx, services: Services, handing: Handing, person: MembershipId, ids: readonly TaskId[]): Promise<void> => {
  const { batch, scope, step, out } = handing, tasks: TaskId[] = []
  for (const id of ids) {
    const task = (await lockTask(tx, id))!
    const failure = (await claimFailure(tx, batch, person, step, services.clock.now(), true)) ?? (await seatFailure(tx, batch, task, person, step, scope, false))
    if (failure) { out.left.push({ person, task: id, code: failure.code }); continue }
    await give(tx, services, handing, task, person)
    tasks.push(id)
  }
  if (tasks.length > 0) out.handed.push({ person, tasks })
}

export const handOut = async (tx: Tx, services: Services, actor: Actor, id: BatchId, input: { people: MembershipId[], step: Step, tasks?: TaskId[], count?: number }): Promise<Handed> => {
  const handing = await enterHanding(tx, actor, id, input.step), { people, tasks } = input
  await workersFor(tx, handing.batch.project, people, input.step, 'people')
  if (!tasks) {
    const shares = blocks(Array.from({ length: input.count ?? people.length }), people.length)
    for (const [i, person] of people.entries()) await giveNext(tx, services, handing, person, shares[i]!.length, true)
    return handing.out
  }
  const locked = await rows.lockTasks(tx, id, tasks), parts = blocks(locked, people.length)
  if (locked.length !== tasks.length) refuse(productionFailures.unknownTask({}, { field: 'tasks' }))
  for (const [i, person] of people.entries()) await giveNamed(tx, services, handing, person, parts[i]!)
  return handing.out
}

/** Whom the rule names, in its order; its line for everybody else stands for those with the role. */
const peopleOfRule = async (tx: Tx, project: ProjectId, rule: DispatchRule, step: Step): Promise<{ person: MembershipId, maxHeld: number }[]> => {
  const able = (await rows.membersOf(tx, project)).filter(m => stepsOf(m.roles).includes(step)).map(m => m.membership), named = new Set(rule.lines.map(line => line.person))
  return rule.lines.flatMap(({ person, maxHeld }) => (person === null ? able.filter(one => !named.has(one)) : able.filter(one => one === person)).map(one => ({ person: one, maxHeld })))
}
export const handOutByRule = async (tx: Tx, services: Services, actor: Actor, id: BatchId, step: Step): Promise<Handed> => {
  const handing = await enterHanding(tx, actor, id, step), { dispatch_rule: rule, dispatch, project } = handing.batch
  if (dispatch !== 'rule' || !rule) return refuse(productionFailures.ruleMissing())
  // One hand-out stays short: nobody is given more than 50 at once, whatever the rule lets them hold.
  for (const { person, maxHeld } of await peopleOfRule(tx, project, rule, step)) await giveNext(tx, services, handing, person, Math.min(50, maxHeld), false)
  return handing.out
}

export const listHands = async (tx: Tx, actor: Actor, project: ProjectId, filter: { batch: BatchId | null, person: MembershipId | null }) => {
  await enterProject(tx, actor, project, 'batch.manage')
  const work = await rows.workInHand(tx, project, filter), members = await rows.membersOf(tx, project)
  const people = new Map(members.map(m => [m.membership, { person: m.membership, name: m.name, active: true, steps: stepsOf(m.roles), held: 0, returned: 0 }]))
  for (const w of work) {
    const person = people.get(w.person) ?? { person: w.person, name: w.name, active: w.active, steps: [], held: 0, returned: 0 }
    people.set(w.person, person)
    person[w.state]++
  }
  return { workers: [...people.values()].filter(p => p.steps.length > 0 || p.held + p.returned > 0), work }
}

export interface Reassignment { from: MembershipId, to: MembershipId | null, reason: string, batch?: BatchId, assignments?: AssignmentId[] }
/** Moves what a person has in hand to another, who goes on with what was drawn; `to` null gives the seats back. What cannot be moved stays and is named. */
export const reassign = async (tx: Tx, services: Services, actor: Actor, project: ProjectId, input: Reassignment): Promise<{ moved: number, left: { assignment: AssignmentId, code: string }[] }> => {
  const { duty_scope: scope } = await enterProject(tx, actor, project, 'batch.manage')
  const inHand = await rows.workInHand(tx, project, { batch: input.batch ?? null, person: input.from }), wanted = input.assignments && new Set(input.assignments)
  const chosen = (wanted ? inHand.filter(w => wanted.has(w.assignment)) : inHand).slice(0, 200)
  if (wanted && chosen.length !== wanted.size) refuse(productionFailures.unknownAssignment({}, { field: 'assignments' }))
  if (input.to) for (const step of new Set(chosen.map(w => w.step))) await workersFor(tx, project, [input.to], step, 'to')
  const left: { assignment: AssignmentId, code: string }[] = []
  for (const work of chosen) {
    const task = (await lockTask(tx, work.task))!, batch = await enterBatch(tx, actor, task.batch, 'batch.manage')
    const isTheirs = stepParty(batch.workflow, work.step) === partyOf(actor, project)
    const failure = input.to && (isTheirs ? await seatFailure(tx, batch, task, input.to, work.step, scope, true) : productionFailures.unknownPerson())
    if (failure) { left.push({ assignment: work.assignment, code: failure.code }); continue }
    await moveOne(tx, services, actor, batch, work.assignment, scope, input)
  }
  return { moved: chosen.length - left.length, left }
}
const moveOne = async (tx: Tx, services: Services, actor: Actor, batch: StoredBatch, id: AssignmentId, scope: DutyScopeName, { to, reason }: Reassignment): Promise<void> => {
  const before = (await findAssignment(tx, id))!, wasReturned = before.state === 'returned'
  await shiftAssignment(tx, services, actor, before, wasReturned ? 'expired' : 'released', { reason })
  const task = (await findTask(tx, before.task))!
  if (to) await seat(tx, services, actor, {
    batch, task, scope, step: before.step, person: to, dispatchedBy: actor.membership, follows: { id, round: before.round + (wasReturned ? 1 : 0) },
    leaseUntil: handedLease(services.clock.now(), { leaseMinutes: batch.lease_minutes, dueAt: batch.due_at }),
  })
}

/** @returns active seconds of the assignment so far */
export const tellActivity = async (tx: Tx, services: Services, actor: Actor, id: AssignmentId, seconds: number): Promise<number> => {
  const { state } = await enterAssignment(tx, actor, id), now = services.clock.now(), since = await rows.lockBeat(tx, id)
  // The last beat of a sitting arrives just after the submission that ended it.
  return rows.addActive(tx, id, state === 'held' || state === 'submitted' ? creditedSeconds(seconds, since, now) : 0, now)
}
