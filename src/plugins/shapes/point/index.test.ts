import { expect, test } from 'vitest'
import point from './index.ts'

test('the distance grows with the pixels between and stops at 32 pixels', () => {
  expect(point.distance({ x: 0, y: 0 }, { x: 0, y: 16 })).toBe(0.5)
  expect(point.distance({ x: 0, y: 0 }, { x: 30, y: 40 })).toBe(1)
})

test('a hit lies within the tolerance, measured as a circle', () => {
  expect(point.hitTest!({ x: 5, y: 5 }, { x: 8, y: 9 }, 5)).toBe(true)
  expect(point.hitTest!({ x: 5, y: 5 }, { x: 9, y: 9 }, 5)).toBe(false)
})
