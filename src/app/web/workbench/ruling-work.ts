import type { Input } from '../../../kernel/contract.ts'
import { same } from '../../../editor/store/same.ts'
import type { ShapeOperation, ShapeRecord } from '../../../sockets/shape.ts'
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

type Known = (id: string) => ShapeRecord | undefined
/** Ids under which a finding can lie in the document that is to stand: its own, or those of what was taken over. */
const idsOf = ({ readers }: Finding): readonly string[] => [...new Set(readers.flatMap(record => (record ? [record.id] : [])))]

/** What makes the document of the reader `base` say of a finding what the reader `from` says: their shape under its own id, or nothing where they saw nothing. */
export const takeOperations = (finding: Finding, base: number, from: number, known: Known): ShapeOperation[] => {
  const own = finding.readers[base] ?? null, theirs = finding.readers[from] ?? null, id = own?.id ?? theirs?.id
  const removed = idsOf(finding).filter(one => known(one) !== undefined && (theirs === null || one !== id)).map(one => ({ op: 'remove' as const, id: one }))
  if (theirs === null || id === undefined) return removed
  const shape = { ...theirs, id }
  return same(known(id), shape) ? removed : [...removed, { op: 'put', shape }]
}

/** Nothing of the finding stands. */
export const dropOperations = (finding: Finding, known: Known): ShapeOperation[] => idsOf(finding).filter(id => known(id) !== undefined).map(id => ({ op: 'remove', id }))

/** Whose word on a finding the document bears: readers by place; none: the arbiter's own. Answers are given in their panel, not taken. */
export const bornBy = (finding: Finding, base: number, known: Known): readonly number[] => {
  const held = idsOf(finding).flatMap(id => known(id) ?? []), [only] = held
  return finding.readers.flatMap((record, i) => {
    if (record === null) return held.length === 0 ? [i] : []
    return held.length === 1 && same(only, { ...record, id: finding.readers[base]?.id ?? record.id }) ? [i] : []
  })
}

/** How a difference shows in the pane of one reader. */
export type MarkKind = 'only' | 'absent' | 'class' | 'attributes' | 'place'
export const markOf = ({ difference, readers }: Finding, reader: number): MarkKind | null => {
  if (difference === null || difference === 'answer') return null
  return difference !== 'missing' ? difference : readers[reader] ? 'only' : 'absent'
}
