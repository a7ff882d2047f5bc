import { expect, test } from 'vitest'
import { lookupTable, neutral } from './adjust.ts'

test('the neutral table changes nothing; brightness lifts, contrast spreads about mid-grey, gamma bends, inversion turns round', () => {
  const identity = Array.from({ length: 256 }, (_, i) => i / 255)
  expect([...lookupTable(neutral)].map((v, i) => Math.abs(v - identity[i]!) < 1e-12)).not.toContain(false)
  expect(lookupTable({ ...neutral, brightness: 0.5 })[51]).toBeCloseTo(0.7)
  expect([...lookupTable({ ...neutral, contrast: 1 })].filter(v => v > 0 && v < 1).length).toBeLessThan(70)
  expect(lookupTable({ ...neutral, gamma: 2 })[64]).toBeCloseTo((64 / 255) ** 0.5)
  expect([lookupTable({ ...neutral, isInverted: true })[0], lookupTable({ ...neutral, isInverted: true })[255]]).toEqual([1, 0])
})
