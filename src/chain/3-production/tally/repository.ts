import { sql } from 'kysely'
import type { BatchId } from '../../../kernel/ids.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { TaskState } from '../model.ts'

/** What the tally of a batch counts: tasks by state, and those that wait for somebody. */
export type TallyKind = TaskState | 'vacant' | 'reviewable' | 'arbitrable'
export type Tally = Partial<Record<TallyKind, number>>

/**
 * How many tasks of each batch stand where, whatever their number: what triggers counted, in one statement, so that the numbers fit together.
 * @param withGold counts tasks with a known answer too; they are not delivered
 */
export const talliesOf = async (tx: Tx, batches: readonly BatchId[], withGold = false): Promise<ReadonlyMap<string, Tally>> => {
  if (batches.length === 0) return new Map()
  const { rows } = await sql<{ batch: string, kind: TallyKind, n: number }>`
    select batch, kind, sum(n)::bigint as n from (
      select batch, kind, gold, n from task_tally where batch = any(${batches}::uuid[]) union all select batch, kind, gold, n from task_tally_change where batch = any(${batches}::uuid[])) t
    where ${withGold}::boolean or not gold group by batch, kind having sum(n) <> 0`.execute(tx)
  return new Map([...Map.groupBy(rows, r => r.batch)].map(([batch, of]) => [batch, Object.fromEntries(of.map(r => [r.kind, r.n]))]))
}

const waiting: ReadonlySet<TallyKind> = new Set(['vacant', 'reviewable', 'arbitrable'])
/** Tasks by state alone. */
export const countTasks = async (tx: Tx, batches: readonly BatchId[], withGold = false): Promise<ReadonlyMap<string, Partial<Record<TaskState, number>>>> =>
  new Map([...await talliesOf(tx, batches, withGold)].map(([batch, tally]) => [batch, Object.fromEntries(Object.entries(tally).filter(([kind]) => !waiting.has(kind as TallyKind)))]))
