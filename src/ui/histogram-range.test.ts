import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countInside, edgeAfterKey, moveHandle } from './histogram-range.ts'

describe('the handles of a histogram', () => {
  it('never cross, never leave the plot, and only the one that is held moves', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(), fc.nat(), fc.integer({ min: -200, max: 200 }), fc.boolean(), (bins, a, b, edge, isLow) => {
      const low = a % bins, high = low + 1 + (b % (bins - low))
      const moved = moveHandle({ low, high }, isLow ? 'low' : 'high', edge, bins)
      expect(moved.low).toBeGreaterThanOrEqual(0)
      expect(moved.high).toBeLessThanOrEqual(bins)
      expect(moved.low).toBeLessThan(moved.high)
      expect(isLow ? moved.high : moved.low).toBe(isLow ? high : low)
    }))
  })
  it('move by one bin with arrows, by ten with page keys, to the ends with Home and End, and ignore other keys', () => {
    expect(['ArrowLeft', 'ArrowRight', 'ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'a'].map(key => edgeAfterKey(key, 12, 35))).toEqual([11, 13, 11, 13, 2, 22, 0, 35, undefined])
  })
  it('count what lies between them', () => { expect(countInside([1, 2, 4, 8], { low: 1, high: 3 })).toBe(6) })
})
