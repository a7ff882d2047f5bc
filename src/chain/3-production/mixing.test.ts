import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../kernel/random.ts'
import { mixedIn } from './mixing.ts'

test('everything is there once, the items keep their order, and no place is favoured for what is mixed in', () => {
  fc.assert(fc.property(fc.nat(30), fc.nat(8), fc.string(), (items, extra, seed) => {
    const numbers = Array.from({ length: items }, (_, i) => i), more = Array.from({ length: extra }, (_, i) => -1 - i), mixed = mixedIn(numbers, more, seededRandom(seed))
    expect(mixed.filter(n => n >= 0)).toEqual(numbers)
    expect(mixed.filter(n => n < 0).sort((a, b) => b - a)).toEqual(more)
  }))
  const random = seededRandom('places'), places = [0, 0, 0, 0, 0]
  for (let i = 0; i < 5000; i++) places[mixedIn([0, 1, 2, 3], [-1], random).indexOf(-1)]!++
  for (const n of places) expect(Math.abs(n - 1000)).toBeLessThan(120)
})
