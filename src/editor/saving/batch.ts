import { newId, type Id } from '../../kernel/ids.ts'
import type { ShapeOperation } from '../../sockets/shape.ts'
import { diffOf } from '../store/diff.ts'
import type { ChangeRow, NewRow } from './journal.ts'
import { BATCH_LIMIT } from './protocol.ts'

export type ChangeId = Id<'change'>

/** Operations of several changes as one list, each shape at most once: a put carries the whole record, so the last one says it all. */
export const combined = (rows: readonly ChangeRow[]): ShapeOperation[] => {
  const { put, remove } = diffOf(rows.flatMap(row => row.ops))
  return [...put.map(shape => ({ op: 'put' as const, shape })), ...remove.map(id => ({ op: 'remove' as const, id }))]
}

/** One change as rows of at most a batch each. */
export const rowsFor = (change: Omit<NewRow, 'changeId'>): NewRow[] => {
  const rows: NewRow[] = []
  for (let at = 0; at < Math.max(1, change.ops.length); at += BATCH_LIMIT) rows.push({ ...change, changeId: newId<ChangeId>(), ops: change.ops.slice(at, at + BATCH_LIMIT) })
  return rows
}

/** The rows that travel next: those already put into one request, else edits from the head up to the limit. A submission travels alone. */
export const nextBatch = (queue: readonly ChangeRow[]): readonly ChangeRow[] => {
  const head = queue[0]
  if (!head || head.kind === 'submit') return head ? [head] : []
  if (head.batch !== null) return queue.filter(row => row.batch === head.batch)
  const rows: ChangeRow[] = []
  let operations = 0
  for (const row of queue) {
    if (row.kind !== 'edit' || row.batch !== null || row.schemaVersion !== head.schemaVersion || row.base !== head.base) break
    operations += row.ops.length
    if (rows.length > 0 && operations > BATCH_LIMIT) break
    rows.push(row)
  }
  return rows
}

/** Two rows for one batch that is too large or holds a bad operation; `after` is the `seq` of what follows it in the queue. */
export const halved = (batch: readonly ChangeRow[], after: number): readonly [ChangeRow, ChangeRow] => {
  const first = batch[0]!, last = batch.at(-1)!, ops = combined(batch), middle = Math.ceil(ops.length / 2)
  const part = (seq: number, some: readonly ShapeOperation[]): ChangeRow => ({ ...first, seq, ops: some, changeId: newId<ChangeId>(), batch: null })
  const left = part(first.seq, ops.slice(0, middle)), right = part(first === last ? (first.seq + after) / 2 : last.seq, ops.slice(middle))
  // Each half is its own request, or they would be joined again.
  return [{ ...left, batch: left.changeId }, { ...right, batch: right.changeId }]
}
