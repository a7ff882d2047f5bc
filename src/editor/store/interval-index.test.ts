import fc from 'fast-check'
import { expect, test } from 'vitest'
import { IntervalIndex } from './interval-index.ts'

test('the interval index finds exactly the intervals that share a place with the range, nested and identical ones too', () => {
  const interval = fc.tuple(fc.nat(100), fc.integer({ min: 1, max: 30 }))
  fc.assert(fc.property(fc.array(interval, { maxLength: 60 }), fc.nat(100), fc.integer({ min: 1, max: 20 }), (list, start, length) => {
    const intervals = list.map(([from, size], i) => ({ start: from, end: from + size, id: String(i) })), end = start + length
    const found = new IntervalIndex(intervals).overlapping(start, end).map(x => x.id).sort()
    expect(found).toEqual(intervals.filter(x => x.start < end && x.end > start).map(x => x.id).sort())
  }))
})
