import type { Input } from '../../../kernel/contract.ts'
import type { ShapeOperation } from '../../../sockets/shape.ts'
import type { makeRuling } from '../../../chain/5-inspection/contract.ts'
import type { Finding } from '../../../chain/5-inspection/model.ts'

/** The ruling as it is being made. */
export interface Draft { readonly turn: 'stands' | 'redo' | 'discard', readonly fresh: boolean, readonly reason: string }
export const emptyDraft: Draft = { turn: 'stands', fresh: false, reason: '' }

/** The request; null while the reason is missing. Changes count only where the changed annotation is to stand. */
export const bodyOf = ({ turn, fresh, reason }: Draft, annotation: { readonly id: string, readonly revision: number }, operations: readonly ShapeOperation[]): Input<typeof makeRuling>['body'] | null => {
  const why = reason.trim(), seen = { annotation: annotation.id, revision: annotation.revision, reason: why }
  if (why === '') return null
  if (turn === 'discard') return { verdict: 'discard', reason: why }
  if (turn === 'redo') return { verdict: 'redo', fresh, reason: why }
  return operations.length > 0 ? { verdict: 'correct', ...seen, operations: [...operations] } : { verdict: 'choose', ...seen }
}

/** The next of so many in a direction, round and round; the first or last one when none is chosen. */
export const walked = (at: number | null, n: number, direction: 1 | -1): number | null =>
  n === 0 ? null : at === null ? (direction === 1 ? 0 : n - 1) : (at + direction + n) % n

/** Whose annotation shows a finding: the one in sight, or the first reader who saw it. */
export const readerOf = ({ readers }: Finding, shown: number): number => (readers[shown] ? shown : Math.max(0, readers.findIndex(record => record !== null)))
