import { boxIou, type Bounds } from '../../kernel/geometry/plane.ts'
import type { ShapeDefinition } from '../../sockets/shape.ts'

/** One item of a release as far as a comparison needs it. `asset` names what was labelled; its second item gets the second place. */
export interface ComparedItem { readonly asset: string, readonly item: string, readonly split: string, readonly outcome: string }
export type ItemChange = 'added' | 'removed' | 'relabelled' | 'moved'
export interface ChangedItem<T extends ComparedItem = ComparedItem> { readonly before: T | null, readonly after: T | null, readonly changes: readonly ItemChange[] }

/** Items of the same asset are paired in the order of their releases. */
const placed = <T extends ComparedItem>(items: readonly T[]): Map<string, T> => {
  const seen = new Map<string, number>()
  return new Map(items.map(item => {
    const n = seen.get(item.asset) ?? 0
    seen.set(item.asset, n + 1)
    return [`${item.asset}#${n}`, item]
  }))
}

/** Relabelled: another outcome stands. Moved: in another split. An item may be both; unchanged ones are left out. */
export const changedItems = <T extends ComparedItem>(before: readonly T[], after: readonly T[]): ChangedItem<T>[] => {
  const old = placed(before), now = placed(after), found: ChangedItem<T>[] = []
  for (const [key, item] of old) {
    const other = now.get(key)
    if (!other) { found.push({ before: item, after: null, changes: ['removed'] }); continue }
    const changes: ItemChange[] = [...(item.outcome === other.outcome ? [] : ['relabelled' as const]), ...(item.split === other.split ? [] : ['moved' as const])]
    if (changes.length > 0) found.push({ before: item, after: other, changes })
  }
  for (const [key, item] of now) if (!old.has(key)) found.push({ before: null, after: item, changes: ['added'] })
  return found
}

export type ChangeCounts = Readonly<Record<ItemChange, number>>
export const countChanges = (changed: readonly ChangedItem[]): ChangeCounts => {
  const counts = { added: 0, removed: 0, relabelled: 0, moved: 0 }
  for (const { changes } of changed) for (const change of changes) counts[change]++
  return counts
}

/** One shape as both the stored and the interchange form have it. `label`: class or chosen option; `question`: of an answer. */
export interface ComparedShape { readonly id: string, readonly kind: string, readonly label: string | null, readonly question: string | null, readonly payload: unknown, readonly attributes: Readonly<Record<string, unknown>> }
export type ShapeChange = 'added' | 'removed' | 'class' | 'geometry' | 'attributes'
export interface ChangedShape { readonly before: ComparedShape | null, readonly after: ComparedShape | null, readonly changes: readonly ShapeChange[] }

/** Distance from which two shapes are told apart as moved (0 the same, 1 nothing in common): 0.02 of a box of 100 px is one pixel. */
export const usualTolerance = 0.02
/** Shapes without a common id are the same one when they lie closer than this. */
const sameBelow = 0.5
type Shapes = ReadonlyMap<string, ShapeDefinition>

const distanceOf = (shapes: Shapes, a: ComparedShape, b: ComparedShape): number => {
  const kind = shapes.get(a.kind)
  if (!kind) return JSON.stringify(a.payload) === JSON.stringify(b.payload) ? 0 : 1
  return kind.distance(a.payload as never, b.payload as never)
}
const boundsOf = (shapes: Shapes, s: ComparedShape): Bounds | null => shapes.get(s.kind)?.bounds(s.payload as never) ?? null
/** Cheap refusal before the exact distance: two areas that do not touch. */
const apart = (a: Bounds | null, b: Bounds | null): boolean => a !== null && b !== null && a.width * a.height > 0 && b.width * b.height > 0 && boxIou(a, b) === 0

const pairsByPlace = (shapes: Shapes, before: readonly ComparedShape[], after: readonly ComparedShape[]): [ComparedShape, ComparedShape][] => {
  const near: { a: ComparedShape, b: ComparedShape, d: number }[] = [], bounds = new Map([...before, ...after].map(s => [s, boundsOf(shapes, s)]))
  for (const a of before) for (const b of after) {
    if (a.kind !== b.kind || a.question !== b.question || apart(bounds.get(a)!, bounds.get(b)!)) continue
    // The same question has one answer: they are compared however far they are.
    const d = a.question !== null ? 0 : distanceOf(shapes, a, b)
    if (d < sameBelow) near.push({ a, b, d: d + (a.label === b.label ? 0 : 1e-9) })
  }
  const taken = new Set<ComparedShape>(), pairs: [ComparedShape, ComparedShape][] = []
  for (const { a, b } of near.sort((p, q) => p.d - q.d)) if (!taken.has(a) && !taken.has(b)) { taken.add(a); taken.add(b); pairs.push([a, b]) }
  return pairs
}

const sorted = (attributes: Readonly<Record<string, unknown>>): string => JSON.stringify(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)))

/**
 * What changed between two annotations of one asset. Shapes are paired by id, the others by place (the closest first).
 * @param tolerance distance up to which a shape counts as unmoved
 */
export const changedShapes = (shapes: Shapes, before: readonly ComparedShape[], after: readonly ComparedShape[], tolerance = usualTolerance): ChangedShape[] => {
  const byId = new Map(after.map(s => [s.id, s])), same = before.flatMap(a => { const b = byId.get(a.id); return b && b.kind === a.kind ? [[a, b] as [ComparedShape, ComparedShape]] : [] })
  const known = new Set(same.flat()), rest = (of: readonly ComparedShape[]): ComparedShape[] => of.filter(s => !known.has(s))
  const pairs = [...same, ...pairsByPlace(shapes, rest(before), rest(after))], paired = new Set(pairs.flat()), found: ChangedShape[] = []
  for (const [a, b] of pairs) {
    const changes: ShapeChange[] = [...(a.label === b.label ? [] : ['class' as const]), ...(distanceOf(shapes, a, b) > tolerance ? ['geometry' as const] : []), ...(sorted(a.attributes) === sorted(b.attributes) ? [] : ['attributes' as const])]
    if (changes.length > 0) found.push({ before: a, after: b, changes })
  }
  for (const s of before) if (!paired.has(s)) found.push({ before: s, after: null, changes: ['removed'] })
  for (const s of after) if (!paired.has(s)) found.push({ before: null, after: s, changes: ['added'] })
  return found
}

export type ShapeCounts = Readonly<Record<ShapeChange, number>>
export const noShapeChanges: ShapeCounts = { added: 0, removed: 0, class: 0, geometry: 0, attributes: 0 }
export const addShapeChanges = (counts: ShapeCounts, changed: readonly ChangedShape[]): ShapeCounts => {
  const sum = { ...counts }
  for (const { changes } of changed) for (const change of changes) sum[change]++
  return sum
}
