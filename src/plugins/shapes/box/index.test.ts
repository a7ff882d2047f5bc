import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import box from './index.ts'

test('half overlapping boxes of one size share a third of their union', () => {
  expect(box.distance({ x: 0, y: 0, w: 2, h: 2 }, { x: 1, y: 0, w: 2, h: 2 })).toBeCloseTo(2 / 3, 12)
})

test('boxes that touch or lie apart have nothing in common', () => {
  expect(box.distance({ x: 0, y: 0, w: 2, h: 2 }, { x: 2, y: 0, w: 2, h: 2 })).toBe(1)
  expect(box.distance({ x: 0, y: 0, w: 2, h: 2 }, { x: 9, y: 9, w: 2, h: 2 })).toBe(1)
})

test('a quarter turn gives the box around the turned corners', () => {
  expect(box.transform!({ x: 1, y: 2, w: 3, h: 4 }, { a: 0, b: 1, c: -1, d: 0, e: 0, f: 0 })).toEqual({ x: -6, y: 1, w: 4, h: 3 })
})

test('a hit reaches past the edge by the tolerance and no further', () => {
  const at = { x: 10, y: 10, w: 5, h: 5 }
  expect(box.hitTest!(at, { x: 8, y: 12 }, 2)).toBe(true)
  expect(box.hitTest!(at, { x: 7.9, y: 12 }, 2)).toBe(false)
  expect(box.hitTest!(at, { x: 12, y: 12 }, 0)).toBe(true)
})

test('a box without area is degenerate, a negative or unknown field does not fit the schema', () => {
  expect(box.check!({ x: 0, y: 0, w: 0, h: 3 })).toBe('geometry.degenerate')
  expect(box.check!({ x: 0, y: 0, w: 1, h: 3 })).toBeNull()
  expect(Value.Check(box.payload, { x: 0, y: 0, w: -1, h: 3 })).toBe(false)
  expect(Value.Check(box.payload, { x: 0, y: 0, w: 1, h: 3, angle: 0 })).toBe(false)
  expect(Value.Check(box.payload, { x: Number.NaN, y: 0, w: 1, h: 3 })).toBe(false)
})
