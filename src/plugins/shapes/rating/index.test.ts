import { expect, test } from 'vitest'
import rating from './index.ts'

const of = (value: number, min = 1, max = 5, name = 'fluency') => ({ name, value, min, max })

test('the distance is the part of the scale between the two values', () => {
  expect(rating.distance(of(2), of(4))).toBe(0.5)
  expect(rating.distance(of(1), of(5))).toBe(1)
})

test('ratings of different names or scales have nothing in common', () => {
  expect(rating.distance(of(2), of(2, 1, 5, 'adequacy'))).toBe(1)
  expect(rating.distance(of(2), of(2, 0, 5))).toBe(1)
})

test('a value outside its scale and an empty scale break a rule, the ends do not', () => {
  expect(rating.check!(of(6))).toBe('rating.out-of-scale')
  expect(rating.check!(of(1, 1, 1))).toBe('rating.scale-inverted')
  expect(rating.check!(of(1))).toBeNull()
  expect(rating.check!(of(5))).toBeNull()
})
