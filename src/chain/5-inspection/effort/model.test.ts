import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimate, measure, medianInterval, quantile, reserveFor } from './model.ts'

test('quantiles lie between the values, and the median of the textbook is found', () => {
  expect([quantile([1, 2, 3, 4], 0.5), quantile([1, 2, 3, 4, 5], 0.9), quantile([7], 0.9)]).toEqual([2.5, 4.6, 7])
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1 }), values => {
    const { median, p90, interval, n } = measure(values)!
    expect(median).toBeLessThanOrEqual(p90)
    expect(n).toBe(values.length)
    if (interval) { expect(interval[0]).toBeLessThanOrEqual(median); expect(interval[1]).toBeGreaterThanOrEqual(median) }
  }))
  expect(measure([])).toBeNull()
})

test('the interval of the median has the ranks of the sign test: none below six, the ends of six, the second and ninth of ten, the sixth and fifteenth of twenty', () => {
  const of = (n: number) => medianInterval(Array.from({ length: n }, (_, i) => i + 1))
  expect([of(5), of(6), of(10), of(20)]).toEqual([null, [1, 6], [2, 9], [6, 15]])
})

test('a total follows the mean and begins a new day for what is left over, and a reserve holds nine of ten tasks', () => {
  expect(estimate(1000, 5, 3, 360)).toEqual({ hours: 50, days: 2 })
  expect([reserveFor(2.1), reserveFor(2.5), reserveFor(0.01)]).toEqual([2.5, 2.5, 0.5])
})
