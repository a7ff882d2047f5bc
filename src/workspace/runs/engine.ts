import type { PgBoss } from 'pg-boss'
import type { Failure } from '../../kernel/failure.ts'
import type { OrganisationId, RunId } from '../../kernel/ids.ts'
import type { Json } from '../../kernel/json.ts'
import { inScope, type Database, type Tx } from '../database/connect.ts'
import type { Services } from '../database/services.ts'
import { runFailures } from './errors.ts'
import { poisonOf, type RunKind, type RunKinds, type RunRef, type Worked } from './kind.ts'
import { queueOf, through, type ShardJob } from './queue.ts'
import * as rows from './repository.ts'
import { endRun, openFrom, pump } from './starter.ts'

/** Carries out one shard somewhere safe (a child process). Rejects with Poison for bad input, with anything else for bad luck. */
export type Execute = (task: { kind: string, stage: number, job: ShardJob, spec: unknown, input: Json }, signal: AbortSignal) => Promise<Worked>

interface Held { readonly id: string, readonly retryCount: number, readonly signal: AbortSignal, readonly data: ShardJob }
type End = { readonly worked: Worked } | { readonly error: Failure }

export interface Engine { stop(): Promise<void> }

/** The worker's loop: fetch, execute, commit behind the queue's fence, refill, heal. */
export const runEngine = async (options: { boss: PgBoss, kinds: RunKinds, services: Services, scheduler: Database, slots: number, execute: Execute, report: (error: unknown) => void }): Promise<Engine> => {
  const { boss, kinds, services, scheduler, slots, execute, report } = options

  const handle = async (kind: RunKind, stage: number, queue: string, job: Held): Promise<void> => {
    const scope = { organisation: job.data.organisation as OrganisationId }
    const shard = await inScope(services.db, scope, async tx => {
      const run = await rows.findRun(tx, job.data.run as RunId)
      const input = run && (await rows.findShardInput(tx, run.id, stage, job.data.no))
      return run && input !== undefined && (run.state === 'running' || run.state === 'paused') ? { run, input } : null
    })
    // Nothing to do: the run was cancelled or another attempt was faster. The queue forgets the job; heal() puts the ledger right.
    if (!shard) return
    let end: End
    try { end = { worked: await execute({ kind: kind.id, stage, job: job.data, spec: shard.run.spec, input: shard.input }, job.signal) } }
    catch (error) {
      const failure = poisonOf(error)
      if (!failure) throw error
      end = { error: failure }
    }
    await inScope(services.db, scope, async tx => {
      // Fence and record in one transaction: only the attempt that pg-boss still grants to us may be written.
      const mine = await boss.complete(queue, [{ id: job.id, retryCount: job.retryCount }] as never, undefined, { db: through(tx) }) as { affected?: number }
      if (mine.affected !== 1) return
      await settle(tx, kind, shard.run, stage, job.data.no, shard.input, end)
    })
    await inScope(services.db, scope, tx => pump(tx, boss, scope.organisation))
  }

  const settle = async (tx: Tx, kind: RunKind, stored: rows.StoredRun, stage: number, no: number, input: Json, end: End): Promise<void> => {
    const now = services.clock.now(), run = refOf(stored)
    if (!(await rows.endShard(tx, stored.id, stage, no, 'worked' in end ? { output: end.worked.output, items: end.worked.items } : end, now))) return
    if ('worked' in end) {
      await rows.insertProblems(tx, stored.organisation, stored.id, end.worked.problems ?? [])
      await kind.stages[stage]!.commit?.(tx, run, input, end.worked.output)
    } else await rows.insertProblems(tx, stored.organisation, stored.id, [{ failure: end.error, warning: false }])
    const counts = await rows.countShard(tx, stored.id, stage, 'worked' in end ? 'done' : 'dead', 'worked' in end ? end.worked.items : 0)
    rows.announce(tx, stored.organisation, stored.id)
    const state = (await rows.findRun(tx, stored.id))!.state
    if (state === 'cancelling') {
      if (counts.sent > 0) return
      await kind.abandon?.(tx, run)
      await rows.moveRun(tx, stored.id, 'cancelled', { now })
    // A part that was under way when the run failed is kept, and the run stays failed: until somebody takes it up again.
    } else if (state !== 'running' && state !== 'paused') return
    else if (counts.dead > stored.max_dead && state === 'running') {
      await kind.abandon?.(tx, run)
      await rows.moveRun(tx, stored.id, 'failed', { now, failure: 'error' in end ? end.error : runFailures.tooManyDead() })
    } else if (counts.done + counts.dead === counts.total) {
      await rows.closeStage(tx, stored.id, stage)
      if ((await openFrom(tx, kind, run, stage + 1)) === null) {
        // A paused run whose last shard was under way ends all the same.
        if (state === 'paused') await rows.moveRun(tx, stored.id, 'running', null)
        await endRun(tx, kind, run, now)
      }
    }
  }

  const refOf = (stored: rows.StoredRun): RunRef<never> => ({
    id: stored.id, organisation: stored.organisation, project: stored.project, spec: stored.spec as never, services,
    author: { organisation: stored.organisation, account: null, membership: stored.started_by as never, roles: [], request: null },
  })

  /** Every attempt of a job ended without a result: the shard is set aside. */
  const bury = async (job: { data: ShardJob }): Promise<void> => {
    const organisation = job.data.organisation as OrganisationId
    await inScope(services.db, { organisation }, async tx => {
      const run = await rows.findRun(tx, job.data.run as RunId), kind = run && kinds.get(run.kind)
      const input = run && (await rows.findShardInput(tx, run.id, job.data.stage, job.data.no))
      if (run && kind && input !== undefined) await settle(tx, kind, run, job.data.stage, job.data.no, input, { error: runFailures.shardLost({ reason: `${run.kind} ${job.data.stage}/${job.data.no}` }) })
      await pump(tx, boss, organisation)
    })
  }

  /** The attempts of a cancelled run ended without a word (a signal, a death): nobody settles its last shard, so it ends here. */
  const endCancelled = async (tx: Tx, id: RunId): Promise<void> => {
    const stored = await rows.lockCancelling(tx, id)
    if (!stored) return
    // A kind that this worker does not know is left to one that does: only it can put right what the run has begun.
    const kind = kinds.get(stored.kind)
    if (!kind) return
    await kind.abandon?.(tx, refOf(stored))
    await rows.moveRun(tx, id, 'cancelled', { now: services.clock.now() })
    rows.announce(tx, stored.organisation, id)
  }

  const polling = { localConcurrency: slots, batchSize: 1, burstWhenReadyExceeds: 1, pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 2, heartbeatRefreshSeconds: 3 }
  for (const kind of kinds.values())
    for (const stage of kind.stages.keys()) {
      const queue = queueOf(kind.id, kind.version, stage)
      await boss.work<ShardJob>(queue, polling, async jobs => { for (const job of jobs) await handle(kind, stage, queue, job) })
    }
  await boss.work<ShardJob>('lost', { pollingIntervalSeconds: 1 }, async jobs => { for (const job of jobs) await bury(job) })

  const heal = async (): Promise<void> => {
    for (const { organisation, cancelling } of await scheduler.transaction().execute(rows.healShards) ?? []) {
      for (const id of cancelling) await inScope(services.db, { organisation }, tx => endCancelled(tx, id))
      await inScope(services.db, { organisation }, tx => pump(tx, boss, organisation))
    }
  }
  // The ledger is the truth: whatever the queue lost comes back within five seconds.
  const timer = setInterval(() => { heal().catch(report) }, 5000)
  return { async stop() { clearInterval(timer); await boss.stop({ graceful: true, timeout: 20_000 }) } }
}
