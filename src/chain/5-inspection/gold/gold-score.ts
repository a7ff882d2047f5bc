import type { ShapeRecord } from '../../../sockets/shape.ts'

/** 0 for the same payload, 1 for nothing in common. */
export type PayloadDistance = (kind: string, a: unknown, b: unknown) => number
export interface GoldScore { readonly score: number, readonly matched: number, readonly missed: number, readonly extra: number }

const mayMatch = (a: ShapeRecord, b: ShapeRecord): boolean => a.kind === b.kind && a.slot === b.slot && a.question === b.question && a.class === b.class
/** Share of the answer's attributes that are as known; 1 where there are none. */
const attributesAlike = (known: ShapeRecord, given: ShapeRecord): number => {
  const names = Object.entries(known.attributes)
  return names.length === 0 ? 1 : names.filter(([name, value]) => (given.attributes[name] ?? null) === value).length / names.length
}

/**
 * How far an answer agrees with the known one, 0 to 1: a Dice coefficient in which a matched pair counts as much as it is alike.
 * Pairs of the same kind, place, question and class are matched greedily, the closest first. Two empty answers agree.
 */
export const scoreAgainst = (known: readonly ShapeRecord[], given: readonly ShapeRecord[], distance: PayloadDistance): GoldScore => {
  if (known.length + given.length === 0) return { score: 1, matched: 0, missed: 0, extra: 0 }
  const pairs = known.flatMap((a, i) => given.flatMap((b, j) => (mayMatch(a, b) ? [{ i, j, likeness: (1 - distance(a.kind, a.payload, b.payload)) * attributesAlike(a, b) }] : [])))
  const takenKnown = new Set<number>(), takenGiven = new Set<number>()
  let sum = 0
  for (const { i, j, likeness } of pairs.sort((a, b) => b.likeness - a.likeness || a.i - b.i || a.j - b.j)) {
    if (likeness <= 0 || takenKnown.has(i) || takenGiven.has(j)) continue
    takenKnown.add(i)
    takenGiven.add(j)
    sum += likeness
  }
  const matched = takenKnown.size
  return { score: 2 * sum / (known.length + given.length), matched, missed: known.length - matched, extra: given.length - matched }
}
