import type { Random } from '../../kernel/random.ts'

/**
 * Puts `extra` among `items`, one into each of as many blocks of like size, at a random place in its block: whoever works through the list
 * meets them at the planned rate from beginning to end, and nobody can count out where the next one is. The items keep their order.
 */
export const mixedIn = <T>(items: readonly T[], extra: readonly T[], random: Random): T[] => {
  const total = items.length + extra.length, edge = (block: number): number => Math.floor((block * total) / extra.length)
  const places = new Map(extra.map((one, block) => [edge(block) + random.integer(edge(block + 1) - edge(block)), one])), rest = [...items]
  return Array.from({ length: total }, (_, i) => (places.has(i) ? places.get(i)! : rest.shift()!))
}
