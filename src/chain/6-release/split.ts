import { seededRandom, shuffled } from '../../kernel/random.ts'
import { unitsOf, type ReleaseSpec } from './model.ts'

/** A unit with more of the items than this is large. */
const largeShare = 0.01

/**
 * Gives every item its split. Whole units (look-alikes, a group, the assets of a task) go to the split that lacks most of its share,
 * in an order that the seed decides: the same items and seed give the same splits, whatever order they come in.
 * @returns split name by task
 */
export const assignSplits = (items: readonly { readonly task: string, readonly asset: string, readonly cluster: string | null, readonly group?: string | null }[], splits: ReleaseSpec['splits'], seed: string): Map<string, string> => {
  const names = unitsOf(items), units = Map.groupBy(items, (_, i) => names[i]!)
  const random = shuffled([...units.keys()].sort(), seededRandom(seed)), sizeOf = (unit: string): number => units.get(unit)!.length
  // Large units first, while there is room for them everywhere; the many small ones level the shares out, in an order that favours none.
  const large = random.filter(unit => sizeOf(unit) > items.length * largeShare).sort((a, b) => sizeOf(b) - sizeOf(a)), isLarge = new Set(large)
  const order = [...large, ...random.filter(unit => !isLarge.has(unit))]
  const filled = new Map(splits.map(s => [s.name, 0])), result = new Map<string, string>()
  for (const unit of order) {
    const members = units.get(unit)!
    const lack = (s: ReleaseSpec['splits'][number]): number => (s.percent / 100) * items.length - filled.get(s.name)!
    const split = splits.reduce((best, s) => (lack(s) > lack(best) ? s : best))
    filled.set(split.name, filled.get(split.name)! + members.length)
    for (const { task } of members) result.set(task, split.name)
  }
  return result
}
