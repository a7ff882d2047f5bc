import type { PgBoss } from 'pg-boss'
import type { Static, TSchema } from 'typebox'
import { refuse } from '../../kernel/failure.ts'
import { newId, type OrganisationId, type ProjectId, type RunId } from '../../kernel/ids.ts'
import type { Json } from '../../kernel/json.ts'
import type { Author } from '../journal/model.ts'
import { record } from '../journal/service.ts'
import type { Tx } from '../database/connect.ts'
import type { Services } from '../database/services.ts'
import { runFailures } from './errors.ts'
import type { RunKind, RunKinds, RunRef } from './kind.ts'
import { mayMove, nextTurns, partsToRetry, type Retrying, type RunState, type Waiting } from './model.ts'
import { queueOf, through, type ShardJob } from './queue.ts'
import * as rows from './repository.ts'

const window = 256

export interface RunStarter {
  /** In the caller's transaction: the run exists exactly when the caller's write does. */
  start<S extends TSchema>(tx: Tx, author: Author, kind: RunKind<S>, run: { project: ProjectId | null, spec: Static<S>, services: Services, id?: RunId }): Promise<RunId>
  /** Undefined for a kind that this version no longer has. */
  kindOf(id: string): RunKind | undefined
  /** How much of the organisation's window the run gets beside its others, from now on. */
  weigh(tx: Tx, author: Author, id: RunId, weight: number, services: Services): Promise<void>
  control(tx: Tx, author: Author, id: RunId, want: 'running' | 'paused' | 'cancelling', services: Services): Promise<void>
}
declare module '../database/services.ts' { interface Services { readonly runs: RunStarter } }

/** Plans the stage's shards and opens it; a stage without shards is passed over. @returns the first stage with work, or null when all are done */
export const openFrom = async <S extends TSchema>(tx: Tx, kind: RunKind<S>, run: RunRef<Static<S>>, from: number): Promise<number | null> => {
  for (let no = from; no < kind.stages.length; no++) {
    const inputs = await kind.stages[no]!.plan(tx, run)
    await rows.openStage(tx, run.organisation, run.id, no, inputs)
    if (inputs.length > 0) return no
    await rows.closeStage(tx, run.id, no)
  }
  return null
}

export const endRun = async <S extends TSchema>(tx: Tx, kind: RunKind<S>, run: RunRef<Static<S>>, now: Date): Promise<void> => {
  const result: Json = await kind.finish(tx, run)
  await rows.moveRun(tx, run.id, 'done', { now, result })
  await record(tx, run.author, now, { verb: 'run.finished', kind: 'run', object: run.id, project: run.project ?? undefined, detail: { kind: kind.id } })
  rows.announce(tx, run.organisation, run.id)
}

/** Admission: at most a window of shards per organisation are jobs, fair by weight between its runs; organisations take turns. Refilled at half. */
export const pump = async (tx: Tx, boss: PgBoss, organisation: OrganisationId): Promise<void> => {
  const full = (a: { slots: number, open: rows.OpenStage[] }): boolean => a.open.reduce((sum, o) => sum + o.sent, 0) > Math.min(a.slots, window) / 2
  if (full(await rows.admission(tx, organisation, false))) return
  const admission = await rows.admission(tx, organisation, true)
  if (full(admission)) return
  const limit = Math.min(admission.slots, window), waiting: Waiting<Turn>[] = []
  let used = admission.open.reduce((sum, o) => sum + o.sent, 0)
  const weights = admission.open.filter(o => o.ready > 0).reduce((sum, o) => sum + o.weight, 0) || 1
  for (const o of admission.open) {
    const take = Math.min(o.ready, Math.max(1, Math.floor((limit * o.weight) / weights)) - o.sent, limit - used)
    if (take <= 0) continue
    const taken = await rows.takeShards(tx, o.run, o.no, take)
    used += taken.length
    waiting.push(...taken.map((t, i) => ({ of: { queue: queueOf(o.kind, o.version, o.no), id: t.job, data: { organisation, run: o.run, stage: o.no, no: t.no } }, nth: o.sent + i + 1, weight: o.weight })))
  }
  if (waiting.length === 0) return
  const turns = nextTurns(waiting, admission.served, await rows.headTurn(tx), limit)
  await rows.serve(tx, organisation, turns.at(-1)!.turn)
  for (const [queue, jobs] of Map.groupBy(turns, t => t.of.queue))
    await boss.insert(queue, jobs.map(({ of: { id, data }, turn }) => ({ id, data, priority: -turn })), { db: through(tx) })
}
interface Turn { readonly queue: string, readonly id: string, readonly data: ShardJob }

export const createStarter = (boss: PgBoss, kinds: RunKinds): RunStarter => ({
  async start(tx, author, kind, { project, spec, services, id = newId<RunId>() }) {
    const now = services.clock.now()
    await rows.insertRun(tx, { id, organisation: author.organisation, project, kind: kind.id, version: kind.version, title: kind.title, spec, maxDead: kind.maxDead, by: author.membership ?? '', now, stages: kind.stages.map(s => s.name) })
    await record(tx, author, now, { verb: 'run.started', kind: 'run', object: id, project: project ?? undefined, content: spec, detail: { kind: kind.id, version: kind.version } })
    const run: RunRef<Static<typeof kind.spec>> = { id, organisation: author.organisation, project, spec, author, services }
    if ((await openFrom(tx, kind, run, 0)) === null) await endRun(tx, kind, run, now)
    else await pump(tx, boss, author.organisation)
    return id
  },
  kindOf: id => kinds.get(id),
  async weigh(tx, author, id, weight, services) {
    const run = await rows.findRun(tx, id)
    if (!run) return refuse(runFailures.unknown())
    await rows.setWeight(tx, id, weight)
    await record(tx, author, services.clock.now(), { verb: 'run.weighed', kind: 'run', object: id, project: run.project ?? undefined, detail: { weight } })
    await pump(tx, boss, run.organisation)
    rows.announce(tx, run.organisation, id)
  },
  async control(tx, author, id, want, services) {
    const now = services.clock.now()
    const run = await rows.findRun(tx, id)
    if (!run) return refuse(runFailures.unknown())
    if (!mayMove(run.state, want as RunState)) refuse(runFailures.cannotMove({ from: run.state, to: want }))
    const isRetry = run.state === 'failed' || run.state === 'done'
    if (isRetry) await takeUp(tx, kinds.get(run.kind), { id, organisation: run.organisation, project: run.project, spec: run.spec as never, author, services }, run.state)
    await rows.moveRun(tx, id, want, isRetry ? { now: null } : null)
    if (want !== 'running') await recall(tx, boss, run, want === 'cancelling')
    if (want === 'cancelling' && !(await rows.anySent(tx, id))) {
      await kinds.get(run.kind)?.abandon?.(tx, { id, organisation: run.organisation, project: run.project, spec: run.spec as never, author, services })
      await rows.moveRun(tx, id, 'cancelled', { now })
    }
    if (isRetry) await record(tx, author, now, { verb: 'run.retried', kind: 'run', object: id, project: run.project ?? undefined })
    else await record(tx, author, now, { verb: `run.${want}`, kind: 'run', object: id, project: run.project ?? undefined })
    await pump(tx, boss, run.organisation)
    rows.announce(tx, run.organisation, id)
  },
})

/** What a kind allows of a retry; null for one that this version no longer has. */
export const retryingOf = (kind: RunKind | undefined): Retrying | null => kind ? { abandons: kind.abandon !== undefined, resumes: kind.resume !== undefined, mends: kind.mends === true } : null

/** What was set aside is ready again, and what the kind put right when the run failed is undone. Refuses where there is nothing to retry. */
const takeUp = async (tx: Tx, kind: RunKind | undefined, run: RunRef<never>, from: RunState): Promise<void> => {
  const retries = partsToRetry(from, await rows.stagesOf(tx, [run.id]), retryingOf(kind))
  // A failed run without a part set aside goes on where it stands.
  if (!kind || (retries === 0 && (from === 'done' || (kind.abandon && !kind.resume)))) return refuse(from === 'done' ? runFailures.cannotMove({ from, to: 'running' }) : runFailures.cannotRetry())
  if (from === 'failed') await kind.resume?.(tx, run)
  else await rows.reopenLast(tx, run.id)
  await rows.reviveShards(tx, run.id)
}

/** What no worker has begun goes back to ready; what runs is left to end (pause) or told by its signal (cancel). */
const recall = async (tx: Tx, boss: PgBoss, run: rows.StoredRun, cancel: boolean): Promise<void> => {
  for (const [stage, jobs] of Map.groupBy(await rows.sentJobs(tx, run.id), s => s.stage)) {
    const queue = queueOf(run.kind, run.version, stage), ids = jobs.map(j => j.job)
    const recalled = new Set(await rows.recallJobs(tx, queue, ids))
    await rows.returnShards(tx, run.id, stage, [...recalled])
    const running = ids.filter(id => !recalled.has(id))
    if (cancel && running.length > 0) await boss.cancel(queue, running, { db: through(tx) })
  }
}
