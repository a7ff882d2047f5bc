import { expect, it } from 'vitest'
import { barsOf } from './pace-bars.ts'

it('draws a step in which nothing ended as an empty one, and the tallest in full', () => {
  const bars = barsOf({ seconds: 5, steps: [{ at: '2026-11-24T10:00:00.000Z', items: 10 }, { at: '2026-11-24T10:00:15.000Z', items: 40 }] })
  expect(bars.map(b => [b.items, b.height])).toEqual([[10, 0.25], [0, 0], [0, 0], [40, 1]])
})
it('has nothing to draw before the first part has ended', () => { expect(barsOf({ seconds: 5, steps: [] })).toEqual([]) })
