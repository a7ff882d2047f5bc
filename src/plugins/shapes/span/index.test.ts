import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import span from './index.ts'

const of = (...fragments: [number, number][]) => ({ fragments, text: '' })

test('the distance is 1 minus the Jaccard index of the covered code points', () => {
  expect(span.distance(of([0, 4]), of([2, 6]))).toBeCloseTo(1 - 2 / 6, 12)
  expect(span.distance(of([0, 2]), of([2, 4]))).toBe(1)
  expect(span.distance(of([0, 2], [5, 7]), of([1, 6]))).toBeCloseTo(1 - 2 / 7, 12)
})

test('what is covered decides, not the text that came along', () => {
  expect(span.equal({ fragments: [[0, 2]], text: '上海' }, { fragments: [[0, 2]], text: '' })).toBe(true)
  expect(span.area(of([0, 2], [5, 9]))).toBe(6)
})

test('an empty, backward or overlapping fragment breaks a rule, a half or negative offset the schema', () => {
  expect(span.check!(of([2, 2]))).toBe('span.inverted')
  expect(span.check!(of([3, 2]))).toBe('span.inverted')
  expect(span.check!(of([0, 4], [3, 6]))).toBe('span.overlap')
  expect(span.check!(of([0, 4], [4, 6]))).toBeNull()
  expect(Value.Check(span.payload, of([0.5, 2]))).toBe(false)
  expect(Value.Check(span.payload, of([-1, 2]))).toBe(false)
})
