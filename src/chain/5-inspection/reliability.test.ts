import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { alphaEstimate, cohenKappa, fleissKappa, krippendorffAlpha, meanEstimate, type Level, type Weights } from './reliability.ts'

interface Vector {
  id: string, metric: string, params: { level?: Level, weights?: Weights | null }, expected: { value: number },
  data: { raters_by_units?: (number | null)[][], units_by_raters?: number[][], table?: number[][], counts_units_by_categories?: number[][], rater_a?: number[], rater_b?: number[], categories?: number[] }
}

const spread = (cells: readonly (readonly number[])[]): [number[], number[]] => {
  const pairs = cells.flatMap((row, i) => row.flatMap((n, j) => Array.from({ length: n }, () => [i, j] as const)))
  return [pairs.map(p => p[0]), pairs.map(p => p[1])]
}
const readersOf = ({ raters_by_units, table, counts_units_by_categories: counts }: Vector['data']): (number | null)[][] => {
  if (raters_by_units) return raters_by_units
  if (table) return spread(table)
  const units = counts!.map(unit => unit.flatMap((n, value) => Array.from({ length: n }, () => value)))
  return units[0]!.map((_, reader) => units.map(unit => unit[reader]!))
}
const countsOf = ({ counts_units_by_categories: counts, units_by_raters: units }: Vector['data']): number[][] =>
  counts ?? units!.map(unit => [...new Set(units!.flat())].map(c => unit.filter(v => v === c).length))
const cohenOf = ({ table, rater_a: a, rater_b: b, categories }: Vector['data'], weights: Weights): number | null => {
  const [p, q] = table ? spread(table) : [a!, b!]
  return cohenKappa(p, q, weights, table ? undefined : categories)
}

const file = '../shared/fixtures/quality/agreement-vectors/vectors.json'
describe.skipIf(!existsSync(file))('published values', () => {
  const vectors = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Vector[] : []
  const of = (metric: string): Vector[] => vectors.filter(v => v.metric === metric)
  test('alpha of every vector, of every level, with judgements missing', () => {
    expect(of('krippendorff_alpha').length).toBeGreaterThan(12)
    for (const v of of('krippendorff_alpha')) expect(krippendorffAlpha(readersOf(v.data), v.params.level!), v.id).toBeCloseTo(v.expected.value, 9)
  })
  test('kappa of two readers, unweighted and weighted, on the scale that was declared', () => {
    expect(of('cohen_kappa').length).toBeGreaterThan(10)
    for (const v of of('cohen_kappa')) expect(cohenOf(v.data, v.params.weights ?? 'none'), v.id).toBeCloseTo(v.expected.value, 9)
  })
  test('kappa of many readers', () => {
    expect(of('fleiss_kappa').length).toBeGreaterThan(1)
    for (const v of of('fleiss_kappa')) expect(fleissKappa(countsOf(v.data)), v.id).toBeCloseTo(v.expected.value, 9)
  })
})

const readers: (number | null)[][] = [[1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3], [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null]]
test('alpha of Krippendorff\'s four observers is 0.743 by name and 0.815 by rank', () => {
  expect(krippendorffAlpha(readers, 'nominal')).toBeCloseTo(0.743, 3)
  expect(krippendorffAlpha(readers, 'ordinal')).toBeCloseTo(0.815, 3)
})

test('an interval holds its value, is the same each time, and is left out where five units would not make one', () => {
  const once = alphaEstimate(readers, 'nominal', 's')!
  expect(once.n).toBe(11)
  expect(once.interval![0]).toBeLessThan(once.value)
  expect(once.interval![1]).toBeGreaterThan(once.value)
  expect(alphaEstimate(readers, 'nominal', 's')).toEqual(once)
  expect(meanEstimate([0.5, 1], 's')).toEqual({ value: 0.75, interval: null, n: 2 })
})

test('without two judgements of one unit nothing is said; all the same is full agreement', () => {
  expect(krippendorffAlpha([[1, null], [null, 2]], 'nominal')).toBeNull()
  expect(cohenKappa([1, null], [null, 1])).toBeNull()
  expect(fleissKappa([[2, 1], [1, 1]])).toBeNull()
  expect([krippendorffAlpha([[1, 1], [1, 1]], 'nominal'), cohenKappa([1, 1], [1, 1]), fleissKappa([[2, 0], [2, 0]])]).toEqual([1, 1, 1])
})
