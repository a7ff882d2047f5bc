import { CompiledQuery } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { Tx } from '../database/connect.ts'
import type { RunKind, RunKinds } from './kind.ts'

/** What a queued job carries: ids only, because the queue has no row-level security. */
export interface ShardJob { readonly organisation: string, readonly run: string, readonly stage: number, readonly no: number }

/** One queue for each stage of each version: a worker is only offered work it has the code for. */
export const queueOf = (kind: string, version: number, stage: number): string => `${kind}.v${version}.${stage}`

/** pg-boss inside our transaction: a job exists exactly when the shard says so. */
export const through = (tx: Tx): { executeSql(text: string, values?: unknown[]): Promise<{ rows: never[] }> } => ({
  executeSql: async (text, values = []) => ({ rows: (await tx.executeQuery(CompiledQuery.raw(text, values))).rows as never[] }),
})

// Heartbeat 10 s is the least that pg-boss takes: the time after which a killed worker's shard is given to another.
const options = { notify: true, retryLimit: 3, retryDelay: 1, retryBackoff: true, heartbeatSeconds: 10, expireInSeconds: 6 * 3600, deadLetter: 'lost', deleteAfterSeconds: 600 }

/** @param supervise true in workers: they also watch for jobs whose worker died */
export const openQueue = async (url: string, kinds: RunKinds, supervise: boolean): Promise<PgBoss> => {
  const boss = new PgBoss({ connectionString: url, schema: 'boss', migrate: false, createSchema: false, useListenNotify: supervise, supervise, schedule: false, superviseIntervalSeconds: 1, monitorIntervalSeconds: 1, queueCacheIntervalSeconds: 2, max: 4 })
  // A restarted database is no reason to die: pg-boss goes on polling.
  boss.on('error', () => {})
  await boss.start()
  await boss.createQueue('lost')
  for (const kind of kinds.values())
    for (const queue of queuesOf(kind)) {
      await boss.createQueue(queue, options)
      // createQueue leaves an existing queue's options as they were.
      await boss.updateQueue(queue, options)
    }
  return boss
}
export const queuesOf = (kind: RunKind): string[] => kind.stages.map((_, stage) => queueOf(kind.id, kind.version, stage))
