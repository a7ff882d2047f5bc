import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arcAbove, besideOf, edgeTowards, lanesOf, straightLine } from './relation-lines.ts'

const box = (x: number, y: number, width = 20, height = 10) => ({ x, y, width, height })

test('a line runs from edge to edge, and several of one pair lie beside each other', () => {
  expect(straightLine(box(0, 0), box(100, 0), 0)).toEqual({ path: 'M20 5L100 5', label: { x: 60, y: 5 } })
  expect(straightLine(box(0, 0), box(100, 0), 1)).toEqual({ path: 'M20 19L100 19', label: { x: 60, y: 19 } })
  expect(edgeTowards(box(0, 0), { x: 12, y: 6 })).toEqual({ x: 10, y: 5 })
  fc.assert(fc.property(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }), (x, y) => {
    const edge = edgeTowards(box(0, 0), { x, y })
    expect(edge.x >= -0.001 && edge.x <= 20.001 && edge.y >= -0.001 && edge.y <= 10.001).toBe(true)
  }))
  expect(besideOf([['a', 'b'], ['b', 'a'], ['a', 'c'], ['a', 'b']])).toEqual([0, 1, 0, 2])
})

test('an arc stands above both words and ends at the second, whichever comes first in the text', () => {
  expect(arcAbove(box(0, 50), box(100, 50), 0)).toEqual({ path: 'M10 50V50Q10 44 16 44H104Q110 44 110 50V50', label: { x: 60, y: 44 } })
  const back = arcAbove(box(100, 50), box(0, 20), 2)
  expect([back.path.startsWith('M110 50'), back.path.endsWith('V20'), back.label.y]).toEqual([true, true, -4])
})

test('intervals that meet are in different lanes, and the shorter one lies lower', () => {
  expect(lanesOf([[0, 100], [10, 20], [30, 40], [15, 35]])).toEqual([2, 0, 0, 1])
  fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 20 })), { maxLength: 20 }), raw => {
    const intervals = raw.map(([from, width]) => [from, from + width] as const), lanes = lanesOf(intervals)
    for (const [i, [from, to]] of intervals.entries()) for (const [j, other] of intervals.entries()) if (i < j && from < other[1] && other[0] < to) expect(lanes[i]).not.toBe(lanes[j])
  }))
})
