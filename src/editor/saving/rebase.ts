import type { ShapeOperation, ShapeRecord } from '../../sockets/shape.ts'
import type { ChangeRow, SetAside } from './journal.ts'

export interface Rebased {
  readonly records: readonly ShapeRecord[]
  /** Changes of this device that the server had not acknowledged. */
  readonly restored: number
  /** Wall time of the newest of them, for "12 changes of 14:05 were restored". */
  readonly restoredFrom: string | null
}

/** The server's head with this device's own changes on top: what the person sees on opening. */
export const rebase = (head: Iterable<ShapeRecord>, pending: readonly ChangeRow[], aside: readonly SetAside[]): Rebased => {
  const records = new Map<string, ShapeRecord>()
  for (const record of head) records.set(record.id, record)
  const apply = (operation: ShapeOperation): void => {
    if (operation.op === 'put') records.set(operation.shape.id, operation.shape); else records.delete(operation.id)
  }
  for (const { operation } of aside) apply(operation)
  for (const row of pending) row.ops.forEach(apply)
  const edits = pending.filter(row => row.kind === 'edit')
  return { records: [...records.values()], restored: edits.length, restoredFrom: edits.at(-1)?.wallTime ?? null }
}
