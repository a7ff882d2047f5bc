import type { GroupRule, PlaceRule } from './rule.ts'

/** What grouping needs to know of an asset. */
export interface Groupable { readonly asset: string, readonly name: string, readonly modality: string, readonly cluster: string | null, readonly facts: Readonly<Record<string, unknown>> }
export interface Placed<A extends Groupable = Groupable> { readonly slot: string, readonly of: A }
/** `key` is what its assets have in common: a stem, a folder, a value; the name of an asset alone. */
export interface Group<A extends Groupable = Groupable> { readonly key: string, readonly places: readonly Placed<A>[] }

/**
 * Why an asset is in no task: it fits no place (or has another modality), others of its stem are missing, another asset has the same place,
 * the step passes over it, or it does not say the fact.
 */
export const leftReasons = ['no-place', 'incomplete', 'ambiguous', 'stepped-over', 'no-value'] as const
export type LeftReason = (typeof leftReasons)[number]
export interface LeftOver<A extends Groupable = Groupable> { readonly of: A, readonly reason: LeftReason }
export interface Grouping<A extends Groupable = Groupable> { readonly groups: readonly Group<A>[], readonly left: readonly LeftOver<A>[] }

/** What is wrong with a rule, as a place and a reason; null when it can be tried. */
export const ruleProblem = (rule: GroupRule): { readonly field: string, readonly reason: 'slottwice' | 'placetwice' } | null => {
  if (rule.by !== 'stem') return null
  for (const [i, place] of rule.places.entries()) {
    const before = rule.places.slice(0, i)
    if (before.some(other => other.slot === place.slot)) return { field: `group.places.${i}.slot`, reason: 'slottwice' }
    if (before.some(other => other.modality === place.modality && other.ending.toLowerCase() === place.ending.toLowerCase())) return { field: `group.places.${i}.ending`, reason: 'placetwice' }
  }
  return null
}

const numbers = /\d+|\D+/g
/** `f2` before `f10`; equal but for leading zeros: as the texts compare, so that the order is total. */
export const naturalOrder = (a: string, b: string): number => {
  const p = a.match(numbers) ?? [], q = b.match(numbers) ?? []
  for (let i = 0; i < Math.min(p.length, q.length); i++) {
    const [x, y] = [p[i]!, q[i]!]
    if (x === y) continue
    if (!/^\d/.test(x) || !/^\d/.test(y)) return x < y ? -1 : 1
    // Longer without zeros in front is larger; digits of any number compare exactly, which floats do not.
    const [m, n] = [x.replace(/^0+/, ''), y.replace(/^0+/, '')]
    if (m.length !== n.length) return m.length - n.length
    if (m !== n) return m < n ? -1 : 1
  }
  return p.length - q.length || (a < b ? -1 : a > b ? 1 : 0)
}

const folderOf = (name: string): string => name.slice(0, name.lastIndexOf('/') + 1)
const withoutExtension = (name: string): string => {
  const dot = name.lastIndexOf('.')
  return dot > name.lastIndexOf('/') + 1 ? name.slice(0, dot) : name
}

/** The place with the longest ending that the name has; `stem` is the rest of the name, folder included. */
const fits = ({ name, modality }: Groupable, places: readonly PlaceRule[]): { readonly slot: string, readonly stem: string } | null => {
  const bare = withoutExtension(name), longest = [...places].sort((a, b) => b.ending.length - a.ending.length)
  for (const { slot, modality: wanted, ending } of longest) {
    const stem = bare.slice(0, bare.length - ending.length)
    if (wanted === modality && bare.toLowerCase().endsWith(ending.toLowerCase()) && stem.length > folderOf(name).length) return { slot, stem }
  }
  return null
}

const byStem = <A extends Groupable>(assets: readonly A[], places: readonly PlaceRule[]): Grouping<A> => {
  const groups: Group<A>[] = [], left: LeftOver<A>[] = [], stems = new Map<string, { readonly slot: string, readonly of: A }[]>()
  for (const of of assets) {
    const found = fits(of, places)
    if (!found) { left.push({ of, reason: 'no-place' }); continue }
    const members = stems.get(found.stem)
    if (members) members.push({ slot: found.slot, of }); else stems.set(found.stem, [{ slot: found.slot, of }])
  }
  for (const [key, members] of stems) {
    const bySlot = Map.groupBy(members, member => member.slot)
    // Of two that claim one place nobody knows the right one: the whole stem waits for a person.
    const reason = [...bySlot.values()].some(claims => claims.length > 1) ? 'ambiguous' : bySlot.size < places.length ? 'incomplete' : null
    if (reason) left.push(...members.map(({ of }) => ({ of, reason }) as const))
    else groups.push({ key, places: places.flatMap(({ slot }) => bySlot.get(slot) ?? []) })
  }
  return { groups, left }
}

/** Slots of a sequence sort as texts in the order of the sequence. */
const frameSlot = (index: number): string => `frame-${String(index + 1).padStart(3, '0')}`

const bySequence = <A extends Groupable>(assets: readonly A[], rule: { readonly modality: string, readonly length: number, readonly step?: number }, keyOf: (asset: A) => string | null): Grouping<A> => {
  const groups: Group<A>[] = [], left: LeftOver<A>[] = [], runs = new Map<string, A[]>(), step = rule.step ?? 1
  for (const of of assets) {
    const key = of.modality === rule.modality ? keyOf(of) : null
    if (key === null) { left.push({ of, reason: of.modality === rule.modality ? 'no-value' : 'no-place' }); continue }
    const run = runs.get(key)
    if (run) run.push(of); else runs.set(key, [of])
  }
  for (const [key, run] of runs) {
    run.sort((a, b) => naturalOrder(a.name, b.name) || (a.asset < b.asset ? -1 : 1))
    const taken = run.filter((_, i) => i % step === 0)
    left.push(...run.filter((_, i) => i % step !== 0).map(of => ({ of, reason: 'stepped-over' }) as const))
    for (let at = 0; at < taken.length; at += rule.length) groups.push({ key, places: taken.slice(at, at + rule.length).map((of, i) => ({ slot: frameSlot(i), of })) })
  }
  return { groups, left }
}

const valueOf = (facts: Groupable['facts'], key: string): string | null => {
  const value = Object.hasOwn(facts, key) ? facts[key] : undefined
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/**
 * Puts every asset into exactly one task or leaves it over with a reason. Tasks stand in the order in which their first asset stands in
 * the selection (of a sequence: its folder or value), what is left over in the order of the selection.
 */
export const groupAssets = <A extends Groupable>(assets: readonly A[], rule: GroupRule): Grouping<A> => {
  const grouped = rule.by === 'none' ? { groups: assets.map(of => ({ key: of.name, places: [{ slot: of.modality, of }] })), left: [] }
    : rule.by === 'stem' ? byStem(assets, rule.places)
      : bySequence(assets, rule, rule.by === 'folder' ? ({ name }) => folderOf(name) : ({ facts }) => valueOf(facts, rule.key))
  const at = new Map(assets.map(({ asset }, i) => [asset, i]))
  return { groups: grouped.groups, left: [...grouped.left].sort((a, b) => at.get(a.of.asset)! - at.get(b.of.asset)!) }
}
