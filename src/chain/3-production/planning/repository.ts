import { sql } from 'kysely'
import type { AssignmentId, BatchId, MembershipId, ProjectId, TaskId } from '../../../kernel/ids.ts'
import { json, type Tx } from '../../../workspace/database/connect.ts'
import { workingStates, type AssignmentState, type Dispatch, type Step } from '../model.ts'
import type { DispatchRule, Load } from './model.ts'

/** States in which the work is still the person's to do. */
const inHand: readonly AssignmentState[] = ['held', 'returned']

export const loadOf = async (tx: Tx, batch: BatchId, person: MembershipId, step: Step): Promise<Load> => {
  const counts = await tx.selectFrom('assignment').select(['state', e => e.fn.countAll<number>().as('n')]).where('batch', '=', batch).where('person', '=', person).where('step', '=', step)
    .where('state', 'in', ['held', 'returned', 'submitted', 'accepted']).groupBy('state').execute()
  const of = (...states: AssignmentState[]): number => counts.filter(c => states.includes(c.state)).reduce((sum, c) => sum + Number(c.n), 0)
  return { inHand: of('held', 'returned'), done: of('submitted', 'accepted') }
}
/** Reserved minutes of everything that a person has in hand, in all batches. */
export const minutesInHand = async (tx: Tx, person: MembershipId): Promise<number> =>
  Number((await tx.selectFrom('assignment as a').innerJoin('batch as b', 'b.id', 'a.batch').select(sql<string>`coalesce(sum(b.reserve_minutes), 0)`.as('minutes')).where('a.person', '=', person).where('a.state', 'in', inHand).executeTakeFirstOrThrow()).minutes)

/** What waits for a person who asks for work: returned to them, handed to them, or kept for them; and whether somebody's lease has run out meanwhile. */
export interface Waiting { readonly returned: AssignmentId | null, readonly handed: AssignmentId | null, readonly reserved: boolean, readonly lapsed: boolean }
/** One statement, because every claim begins with it. What was handed out comes before anything new, in the order of the batches and tasks. */
export const waitingFor = async (tx: Tx, person: MembershipId, { project, batch, step }: { readonly project: ProjectId, readonly batch?: BatchId, readonly step: Step }, now: Date): Promise<Waiting> => {
  const { rows: [row] } = await sql<Waiting>`select
    (select a.id from assignment a where a.person = ${person} and a.project = ${project} and a.state = 'returned' and ${step} = 'annotate' order by a.claimed_at desc limit 1) as returned,
    (select a.id from assignment a join task t on t.id = a.task join batch b on b.id = a.batch
      where a.person = ${person} and a.project = ${project} and a.step = ${step} and a.state = 'held' and a.dispatched_by is not null and b.state = any(${[...workingStates]}::text[]) and t.set_aside is null and (${batch ?? null}::uuid is null or a.batch = ${batch ?? null}::uuid)
      order by b.priority desc, b.due_at nulls last, t.priority desc, b.number, t.number limit 1) as handed,
    exists (select from task t where t.reserved_for = ${person}) as reserved,
    exists (select from assignment a where a.state = 'held' and a.lease_until < ${now}) as lapsed`.execute(tx)
  return row!
}

export interface Member { readonly membership: MembershipId, readonly name: string, readonly roles: readonly string[] }
/** Everybody who works in a project, with the roles that count in it; those disabled are gone. */
export const membersOf = async (tx: Tx, project: ProjectId): Promise<Member[]> =>
  (await tx.selectFrom('membership as m').innerJoin('account as c', 'c.id', 'm.account').leftJoin('project_member as p', join => join.onRef('p.membership', '=', 'm.id').on('p.project', '=', project))
    .select(['m.id as membership', 'c.name', 'm.roles', 'p.roles as here']).where('m.state', '=', 'active').orderBy('c.name').execute())
    .map(r => ({ membership: r.membership as MembershipId, name: r.name, roles: [...new Set([...r.roles, ...(r.here ?? [])])] }))

/** Tasks by id that are of the batch; locked in the order of their numbers. */
export const lockTasks = async (tx: Tx, batch: BatchId, tasks: readonly TaskId[]): Promise<TaskId[]> =>
  (await tx.selectFrom('task').select('id').where('batch', '=', batch).where('id', 'in', [...tasks]).orderBy('number').forNoKeyUpdate().execute()).map(r => r.id as TaskId)
export const setPriority = async (tx: Tx, batch: BatchId, tasks: readonly TaskId[], priority: number): Promise<number> =>
  Number((await tx.updateTable('task').set({ priority }).where('batch', '=', batch).where('id', 'in', [...tasks]).executeTakeFirst()).numUpdatedRows)

export interface PlanningChange { priority?: number, day_minutes?: number, due_at?: Date | null, quota?: number | null, reserve_minutes?: number | null, lease_minutes?: number, dispatch?: Dispatch, dispatch_rule?: DispatchRule | null }
export const changePlanning = (tx: Tx, batch: BatchId, { reserve_minutes, dispatch_rule, ...change }: PlanningChange): Promise<unknown> =>
  tx.updateTable('batch').set({
    ...change, version: sql`version + 1`, ...(reserve_minutes !== undefined && { reserve_minutes: reserve_minutes === null ? null : String(reserve_minutes) }),
    ...(dispatch_rule !== undefined && { dispatch_rule: dispatch_rule && json(dispatch_rule) }),
  }).where('id', '=', batch).execute()

export interface HandRow { readonly assignment: AssignmentId, readonly person: MembershipId, readonly name: string, readonly step: Step, readonly state: 'held' | 'returned', readonly task: TaskId, readonly number: number, readonly leaseUntil: Date | null, readonly dispatched: boolean, readonly active: boolean }
/** Everything in hand in a project or one batch, person by person. `active`: the person can still work. */
export const workInHand = async (tx: Tx, project: ProjectId, filter: { readonly batch: BatchId | null, readonly person: MembershipId | null }): Promise<HandRow[]> => {
  let query = tx.selectFrom('assignment as a').innerJoin('task as t', 't.id', 'a.task').innerJoin('membership as m', 'm.id', 'a.person').innerJoin('account as c', 'c.id', 'm.account')
    .select(['a.id', 'a.person', 'c.name', 'a.step', 'a.state', 'a.task', 't.number', 'a.lease_until', 'a.dispatched_by', 'm.state as standing']).where('a.project', '=', project).where('a.state', 'in', inHand)
    .orderBy('c.name').orderBy('a.person').orderBy('t.number').limit(5000)
  if (filter.batch) query = query.where('a.batch', '=', filter.batch)
  if (filter.person) query = query.where('a.person', '=', filter.person)
  return (await query.execute()).map(r => ({
    assignment: r.id as AssignmentId, person: r.person as MembershipId, name: r.name, step: r.step, state: r.state as 'held' | 'returned', task: r.task as TaskId, number: r.number, leaseUntil: r.lease_until, dispatched: r.dispatched_by !== null, active: r.standing === 'active',
  }))
}
/** Tasks that are delivered, handed in per day with work, in the zone of the organisation, the newest seven days. */
export const finishedPerDay = async (tx: Tx, batch: BatchId): Promise<number[]> => {
  const { rows } = await sql<{ n: string }>`
    select count(*) n from assignment a join organisation o on o.organisation = a.organisation join task t on t.id = a.task and t.gold is null
    where a.batch = ${batch} and a.step = 'annotate' and a.submitted_at is not null and a.state in ('submitted', 'accepted', 'returned')
    group by (a.submitted_at at time zone o.zone)::date order by (a.submitted_at at time zone o.zone)::date desc limit 7`.execute(tx)
  return rows.map(r => Number(r.n))
}
/** Seats of the annotate step, without tasks that have a known answer: those that are filled with handed-in work, and those that are still to be. */
export const seatsLeft = async (tx: Tx, batch: BatchId): Promise<{ done: number, left: number }> => {
  const { rows: [row] } = await sql<{ seats: string, done: string }>`
    select (select coalesce(sum(t.overlap), 0) from task t where t.batch = ${batch} and t.gold is null and t.state <> 'discarded') seats,
      (select count(*) from assignment a join task t on t.id = a.task where a.batch = ${batch} and a.step = 'annotate' and a.state in ('submitted', 'accepted') and t.gold is null and t.state <> 'discarded') done`.execute(tx)
  return { done: Number(row!.done), left: Math.max(0, Number(row!.seats) - Number(row!.done)) }
}
export const followedBy = async (tx: Tx, assignment: AssignmentId): Promise<AssignmentId | null> =>
  ((await tx.selectFrom('assignment').select('follows').where('id', '=', assignment).executeTakeFirst())?.follows ?? null) as AssignmentId | null

/** The last word of a beat, or when the work was taken; locked, so that two beats do not count the same time. */
export const lockBeat = async (tx: Tx, assignment: AssignmentId): Promise<Date> => {
  const row = await tx.selectFrom('assignment').select(['beat_at', 'claimed_at']).where('id', '=', assignment).forUpdate().executeTakeFirstOrThrow()
  return row.beat_at ?? row.claimed_at
}
export const addActive = async (tx: Tx, assignment: AssignmentId, seconds: number, now: Date): Promise<number> =>
  (await tx.updateTable('assignment').set({ active_seconds: sql`active_seconds + ${seconds}`, beat_at: now }).where('id', '=', assignment).returning('active_seconds').executeTakeFirstOrThrow()).active_seconds
