import { refuse, type Failure } from '../../../kernel/failure.ts'
import { newId, type OrganisationId, type RunId } from '../../../kernel/ids.ts'
import { can } from '../../access/model.ts'
import { actFor } from '../../access/service.ts'
import { inScope, type Database, type Tx } from '../../database/connect.ts'
import type { Services } from '../../database/services.ts'
import type { Author } from '../../journal/model.ts'
import { record } from '../../journal/service.ts'
import { runFailures } from '../errors.ts'
import * as rows from './repository.ts'

const millis: Readonly<Record<rows.Every, number>> = { hour: 3_600_000, day: 86_400_000 }
/** From now on, so that what was missed while nothing ran is done once. */
export const nextAfter = (every: rows.Every | null, now: Date): Date | null => (every === null ? null : new Date(now.getTime() + millis[every]))

export type NewSchedule = Omit<rows.NewSchedule, 'nextAt'>
export const createSchedule = (tx: Tx, schedule: NewSchedule): Promise<unknown> => rows.insertSchedule(tx, { ...schedule, nextAt: nextAfter(schedule.every, schedule.now) })

/** Begins its run now. Never two at once. @param busy what is refused when one is under way @throws Refusal */
export const startNow = async (tx: Tx, services: Services, author: Author, id: string, busy: Failure): Promise<RunId> => {
  const schedule = await rows.lockSchedule(tx, id)
  if (!schedule) return refuse(runFailures.unknown())
  return schedule.is_live ? refuse(busy) : start(tx, services, author, schedule)
}

const start = async (tx: Tx, services: Services, author: Author, schedule: rows.StoredSchedule): Promise<RunId> => {
  const kind = services.runs.kindOf(schedule.kind), run = newId<RunId>()
  if (!kind) throw new Error(`no code for ${schedule.kind}`)
  await rows.setRun(tx, schedule.id, run)
  return services.runs.start(tx, author, kind, { id: run, project: schedule.project, spec: schedule.spec as never, services })
}

/** One schedule that may be due. A run still under way is left alone; a schedule whose owner may no longer do it stops. @returns the run that began */
const startIfDue = (services: Services, organisation: OrganisationId, id: string): Promise<RunId | null> => inScope(services.db, { organisation }, async tx => {
  const now = services.clock.now(), schedule = await rows.lockDue(tx, id, now)
  if (!schedule) return null
  const actor = await actFor(tx, schedule.started_by, now)
  if (!actor || !can(actor, schedule.needs, { project: schedule.project })) {
    await rows.setEvery(tx, id, null, null)
    const author: Author = { organisation, account: null, membership: schedule.started_by, roles: [], request: null }
    await record(tx, author, now, { verb: 'schedule.stopped', kind: 'run', object: id, project: schedule.project ?? undefined, detail: { kind: schedule.kind } })
    return null
  }
  await rows.setEvery(tx, id, schedule.every, nextAfter(schedule.every, now))
  return schedule.is_live ? null : start(tx, services, actor, schedule)
})

/** One round over all organisations. @returns the runs that began */
export const startDue = async (services: Services, scheduler: Database): Promise<RunId[]> => {
  const begun: RunId[] = []
  for (const { id, organisation } of await inScope(scheduler, {}, tx => rows.dueSchedules(tx, services.clock.now()))) {
    const run = await startIfDue(services, organisation as OrganisationId, id)
    if (run) begun.push(run)
  }
  return begun
}

export interface Scheduling { stop(): Promise<void> }
/** In every worker; several take turns by the lock of each row. @param every milliseconds */
export const startSchedules = (services: Services, scheduler: Database, report: (error: unknown) => void, every = 15_000): Scheduling => {
  let running: Promise<unknown> = Promise.resolve(), busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    running = startDue(services, scheduler).catch(report).finally(() => { busy = false })
  }, every)
  return { async stop() { clearInterval(timer); await running } }
}

export const changeInterval = (tx: Tx, id: string, every: rows.Every | null, now: Date): Promise<unknown> => rows.setEvery(tx, id, every, nextAfter(every, now))
export { findSchedules, type Every, type StoredSchedule } from './repository.ts'
