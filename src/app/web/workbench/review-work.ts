import type { ShapeOperation, ShapeRecord } from '../../../sockets/shape.ts'
import { same } from '../../../editor/store/same.ts'
import type { DefectInput } from '../../../chain/5-inspection/contract.ts'
import type { ReviewVerdict } from '../../../chain/5-inspection/model.ts'

/** What turns the frozen shapes into the edited ones: each shape at most once, puts before removals, by id. */
export const difference = (frozen: readonly ShapeRecord[], edited: readonly ShapeRecord[]): ShapeOperation[] => {
  const before = new Map(frozen.map(shape => [shape.id, shape])), after = new Map(edited.map(shape => [shape.id, shape]))
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  const put = [...after.values()].filter(shape => !same(before.get(shape.id), shape)).sort(byId)
  const removed = [...before.values()].filter(shape => !after.has(shape.id)).sort(byId)
  return [...put.map(shape => ({ op: 'put' as const, shape })), ...removed.map(({ id }) => ({ op: 'remove' as const, id }))]
}

/** The verdict that what the reviewer did amounts to: fixes stand, named defects go back, else it is right. */
export const verdictOf = (fixes: number, defects: readonly DefectInput[]): ReviewVerdict =>
  fixes > 0 ? 'fix' : defects.length > 0 ? 'return' : 'accept'
