import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../kernel/random.ts'
import polygon from './index.ts'

type Ring = [number, number][]
const square = (x: number, y: number, side: number): Ring => [[x, y], [x + side, y], [x + side, y + side], [x, y + side]]
const of = (...outers: Ring[]) => ({ parts: outers.map(outer => ({ outer, holes: [] as Ring[] })) })

test('overlapping squares have the intersection over union of boxes', () => {
  expect(polygon.distance(of(square(0, 0, 2)), of(square(1, 0, 2)))).toBeCloseTo(2 / 3, 12)
  expect(polygon.distance(of(square(0, 0, 2)), of(square(2, 0, 2)))).toBe(1)
})

test('a hole counts neither for the area nor for the overlap', () => {
  const ringed = { parts: [{ outer: square(0, 0, 4), holes: [square(1, 1, 2)] }] }
  expect(polygon.area(ringed)).toBeCloseTo(12, 12)
  expect(polygon.distance(ringed, of(square(1, 1, 2)))).toBe(1)
  expect(polygon.hitTest!(ringed, { x: 2, y: 2 }, 0.5)).toBe(false)
  expect(polygon.hitTest!(ringed, { x: 0.5, y: 2 }, 0)).toBe(true)
  expect(polygon.hitTest!(ringed, { x: 1.2, y: 2 }, 0.25)).toBe(true)
})

test('overlapping parts of one polygon count once', () => {
  expect(polygon.area(of(square(0, 0, 2), square(1, 0, 2)))).toBeCloseTo(6, 12)
})

test('edges that cross between vertices are cut exactly: a square against its diamond', () => {
  const diamond: Ring = [[2, -1], [5, 2], [2, 5], [-1, 2]]
  // The diamond (area 18) loses its four tips (area 1 each) outside the square of side 4; the square (16) its four corners (0.5 each).
  expect(polygon.distance(of(square(0, 0, 4)), of(diamond))).toBeCloseTo(1 - 14 / 20, 12)
})

test('a ring that crosses itself has the area of both its triangles', () => {
  expect(polygon.area(of([[0, 0], [2, 2], [2, 0], [0, 2]]))).toBeCloseTo(2, 12)
})

test('a polygon on one line is degenerate and still equal to itself', () => {
  const flat = of([[0, 0], [1, 1], [2, 2]])
  expect(polygon.check!(flat)).toBe('geometry.degenerate')
  expect(polygon.distance(flat, flat)).toBe(0)
  expect(polygon.distance(flat, of([[0, 0], [1, 1], [3, 3]]))).toBe(1)
})

test('the exact overlap agrees with counting points of a fine grid', () => {
  fc.assert(fc.property(fc.string(), seed => {
    const random = seededRandom(seed), a = polygon.sample(random), b = polygon.sample(random)
    let both = 0, either = 0
    for (let x = 0.53; x < 420; x += 2) for (let y = 0.47; y < 240; y += 2) {
      const inA = polygon.hitTest!(a, { x, y }, 0), inB = polygon.hitTest!(b, { x, y }, 0)
      if (inA && inB) both++
      if (inA || inB) either++
    }
    expect(Math.abs(1 - both / either - polygon.distance(a, b))).toBeLessThan(0.02)
  }), { numRuns: 12 })
})
