import { expect, test } from 'vitest'
import polyline from './index.ts'

test('parallel lines 8 pixels apart are a quarter of the reach apart, lines beyond 32 pixels have nothing in common', () => {
  const line = (y: number) => ({ points: [[0, y], [100, y]] as [number, number][] })
  expect(polyline.distance(line(0), line(8))).toBe(0.25)
  expect(polyline.distance(line(0), line(33))).toBe(1)
})

test('a vertex more on the same line, or the other direction, changes nothing', () => {
  const plain = { points: [[0, 0], [10, 0]] as [number, number][] }
  expect(polyline.distance(plain, { points: [[0, 0], [4, 0], [10, 0]] })).toBe(0)
  expect(polyline.distance(plain, { points: [[10, 0], [0, 0]] })).toBe(0)
  expect(polyline.equal(plain, { points: [[10, 0], [0, 0]] })).toBe(false)
})

test('a hit is near a segment, not near the line that would close the polyline', () => {
  const corner = { points: [[0, 0], [10, 0], [10, 10]] as [number, number][] }
  expect(polyline.hitTest!(corner, { x: 5, y: 1 }, 1)).toBe(true)
  expect(polyline.hitTest!(corner, { x: 5, y: 5 }, 1)).toBe(false)
})

test('a line whose vertices all coincide is degenerate', () => {
  expect(polyline.check!({ points: [[1, 1], [1, 1]] })).toBe('geometry.degenerate')
  expect(polyline.check!({ points: [[1, 1], [1, 2]] })).toBeNull()
})
