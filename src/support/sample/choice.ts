import type { Random } from '../../kernel/random.ts'

/** @throws RangeError when there is nothing to choose from */
export const oneOf = <T>(items: readonly T[], random: Random): T => {
  const index = random.integer(items.length)
  if (index >= items.length || items.length === 0) throw new RangeError('nothing to choose from')
  return items[index]!
}
export const between = (low: number, high: number, random: Random): number => low + (high - low) * random.next()
export const chance = (probability: number, random: Random): boolean => random.next() < probability
