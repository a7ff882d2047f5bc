import { expect, test } from 'vitest'
import { clusterOf, standingOf } from './model.ts'
import { histogramOf } from './preview.ts'

test('what looks alike over several steps shares one cluster, named after the one that nothing points away from', () => {
  expect(Object.fromEntries(clusterOf(new Map([['b', 'a'], ['d', 'c'], ['a', 'c']])))).toEqual({ a: 'c', b: 'c', c: 'c', d: 'c' })
  expect(clusterOf(new Map()).size).toBe(0)
  expect(clusterOf(new Map([['a', 'b'], ['b', 'a']])).size).toBe(2)
})

test('an asset is out when any step dropped or failed it and nobody overruled that, or when somebody dropped it', () => {
  const verdicts = [{ step: 0, verdict: { outcome: 'classified', facet: 'language', value: 'en' } }, { step: 1, verdict: { outcome: 'failed', reason: 'x' } }] as const
  expect(standingOf(verdicts, new Map())).toEqual({ kept: false, facets: { language: 'en' } })
  expect(standingOf(verdicts, new Map([[1, 'kept']]))).toEqual({ kept: true, facets: { language: 'en' } })
  expect(standingOf(verdicts.slice(0, 1), new Map([[0, 'dropped']])).kept).toBe(false)
})

test('a histogram holds every value, and one outlier does not flatten the others', () => {
  const values = [...Array.from({ length: 500 }, (_, i) => i), 1_000_000], { min, max, counts } = histogramOf(values)!
  expect([min, max < 500, counts.reduce((a, b) => a + b, 0), counts.filter(n => n > 0).length]).toEqual([0, true, 501, 40])
  expect(histogramOf([3, 3])).toMatchObject({ min: 3, max: 3 })
  expect(histogramOf([])).toBeNull()
})
