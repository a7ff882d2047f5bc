import type { ShapeOperation } from '../../sockets/shape.ts'
import type { ChangeRow, SetAside } from './journal.ts'
import type { SaveReply } from './protocol.ts'

export const shapeOf = (operation: ShapeOperation): string => operation.op === 'put' ? operation.shape.id : operation.id

/** What the reply did not apply, with the operation that wanted it. */
export const asidesOf = (document: string, operations: readonly ShapeOperation[], reply: SaveReply): SetAside[] => {
  const conflicts = reply.conflicts.flatMap(({ shape, theirs }): SetAside[] => {
    const operation = operations.find(one => shapeOf(one) === shape)
    return operation ? [{ document, shape, why: 'conflict', operation, theirs }] : []
  })
  const refused = reply.refused.flatMap(({ index, code, field }): SetAside[] => {
    const operation = operations[index]
    return operation ? [{ document, shape: shapeOf(operation), why: 'refused', operation, code, field }] : []
  })
  return [...conflicts, ...refused]
}

/**
 * Later edits of a shape in conflict do not travel: on the new base they would win without anybody having decided.
 * They become what "mine" means, and leave their rows.
 */
export const heldBack = (aside: readonly SetAside[], behind: readonly ChangeRow[]): { readonly aside: readonly SetAside[], readonly rows: readonly ChangeRow[] } => {
  const disputed = new Set(aside.filter(entry => entry.why === 'conflict').map(entry => entry.shape))
  const latest = new Map<string, ShapeOperation>()
  const rows = disputed.size === 0 ? behind : behind.map(row => {
    const stay = row.ops.filter(operation => {
      if (!disputed.has(shapeOf(operation))) return true
      latest.set(shapeOf(operation), operation)
      return false
    })
    return stay.length === row.ops.length ? row : { ...row, ops: stay }
  })
  return { aside: aside.map(entry => ({ ...entry, operation: latest.get(entry.shape) ?? entry.operation })), rows }
}
