import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../kernel/random.ts'
import { mixedIn } from './mixing.ts'

test('everything is there once, the items keep their order, one of what is mixed in lies in each block of like size, and no place of a block is favoured', () => {
  fc.assert(fc.property(fc.nat(30), fc.nat(8), fc.string(), (items, extra, seed) => {
    const numbers = Array.from({ length: items }, (_, i) => i), more = Array.from({ length: extra }, (_, i) => -1 - i), mixed = mixedIn(numbers, more, seededRandom(seed))
    expect(mixed.filter(n => n >= 0)).toEqual(numbers)
    expect(mixed.filter(n => n < 0)).toEqual(more)
    const edge = (block: number): number => Math.floor((block * mixed.length) / extra)
    for (let block = 0; block < extra; block++) expect(mixed.slice(edge(block), edge(block + 1)).filter(n => n < 0)).toHaveLength(1)
  }))
  const random = seededRandom('places'), places = [0, 0, 0, 0, 0]
  for (let i = 0; i < 5000; i++) places[mixedIn([0, 1, 2, 3], [-1], random).indexOf(-1)]!++
  for (const n of places) expect(Math.abs(n - 1000)).toBeLessThan(120)
})
