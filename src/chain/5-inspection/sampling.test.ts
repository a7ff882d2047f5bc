import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptanceProbability, aqls, codeLetter, letters, levels, proofSize, samplingPlan, severities, tablePlan, type Aql, type Letter, type Level, type Plan, type Severity } from './sampling.ts'

const fixtures = new URL('../../../../shared/fixtures/quality/aql/', import.meta.url)
const parsed = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, fixtures), 'utf8')) as T

interface Cell { letter: string, n: number, ac: number, re: number }
interface Table { resolved: Record<string, Record<string, Cell>> }
interface Aqls {
  code_letters: { lot_sizes: { lo: number, hi: number | null }[], levels: Record<Level, string[]> }
  normal: Table, tightened: Table, reduced_iso_gb: Table
}
type Short = [string, number, number, number]
interface Example { lot: number, level: Level, aql: Aql, code: string, normal: Short, tightened: Short, reduced: Short, pa_at_aql_normal: number }

const asCell = (p: Plan): Cell => ({ letter: p.letter, n: p.sampleSize, ac: p.acceptance, re: p.rejection })

describe.skipIf(!existsSync(fixtures))('the tables of GB/T 2828.1-2012', () => {
  const keys: { readonly [S in Severity]: 'normal' | 'tightened' | 'reduced_iso_gb' } = { normal: 'normal', tightened: 'tightened', reduced: 'reduced_iso_gb' }

  it('are equal in all 1248 cells: 16 letters, 26 AQLs, 3 severities', () => {
    const tables = parsed<Aqls>('aql.json')
    let compared = 0
    for (const severity of severities) for (const letter of letters.slice(0, 16)) for (const aql of aqls) {
      expect(asCell(tablePlan(letter, aql, severity)), `${severity} ${letter} ${aql}`).toEqual(tables[keys[severity]].resolved[letter]![aql])
      compared++
    }
    expect(compared).toBe(1248)
  })

  it('give the code letter at both ends of all 15 lot ranges for all 7 levels', () => {
    const { lot_sizes, levels: expected } = parsed<Aqls>('aql.json').code_letters
    let compared = 0
    for (const level of levels) for (const [i, { lo, hi }] of lot_sizes.entries()) {
      expect(codeLetter(lo, level)).toBe(expected[level][i])
      expect(codeLetter(hi ?? 10 ** 9, level)).toBe(expected[level][i])
      compared++
    }
    expect(compared).toBe(105)
  })

  it('give the worked examples, with the plan that asks for the whole lot turned into full inspection', () => {
    for (const example of parsed<Example[]>('examples.json')) {
      expect(codeLetter(example.lot, example.level)).toBe(example.code)
      for (const severity of severities) {
        const [letter, n, ac, re] = example[severity]
        const full = n >= example.lot
        expect(samplingPlan({ lotSize: example.lot, level: example.level, aql: example.aql, severity }))
          .toEqual({ ok: true, value: { letter, sampleSize: full ? example.lot : n, acceptance: ac, rejection: re, full } })
      }
      const plan = tablePlan(example.code as Letter, example.aql, 'normal')
      expect(acceptanceProbability(plan, Number(example.aql) / 100)).toBeCloseTo(example.pa_at_aql_normal, 10)
    }
  })
})

describe('a sampling plan', () => {
  it('knows the arrows that turn round at the edge and the letter S of the tightened table', () => {
    expect(tablePlan('R', '0.015', 'normal')).toEqual({ letter: 'P', sampleSize: 800, acceptance: 0, rejection: 1 })
    expect(tablePlan('A', '10', 'normal')).toEqual({ letter: 'C', sampleSize: 5, acceptance: 1, rejection: 2 })
    expect(tablePlan('Q', '0.025', 'tightened')).toEqual({ letter: 'S', sampleSize: 3150, acceptance: 1, rejection: 2 })
    expect(tablePlan('B', '25', 'reduced')).toEqual({ letter: 'B', sampleSize: 2, acceptance: 1, rejection: 2 })
  })

  it('gives J 80 2/3 for 1000 at level II and AQL 1.0, and every item of a lot of 8', () => {
    expect(samplingPlan({ lotSize: 1000, level: 'II', aql: '1.0', severity: 'normal' })).toEqual({ ok: true, value: { letter: 'J', sampleSize: 80, acceptance: 2, rejection: 3, full: false } })
    expect(samplingPlan({ lotSize: 8, level: 'II', aql: '1.0', severity: 'normal' })).toEqual({ ok: true, value: { letter: 'E', sampleSize: 8, acceptance: 0, rejection: 1, full: true } })
  })

  it('refuses a lot that is no lot, naming the field', () => {
    for (const lotSize of [0, -5, 2.5, NaN]) expect(samplingPlan({ lotSize, level: 'II', aql: '1.0', severity: 'normal' })).toMatchObject({ ok: false, failure: { code: 'sampling.lot-size', status: 422, place: { field: 'lotSize' } } })
  })
})

describe('what a plan does', () => {
  it('accepts 10 % of the lots at the published consumer risk quality', () => {
    // Percent nonconforming with 10 % acceptance, AQL 1.0, letters J K L M N.
    for (const [letter, quality] of [['J', 6.52], ['K', 5.27], ['L', 4.59], ['M', 3.71], ['N', 3.07]] as const)
      expect(acceptanceProbability(tablePlan(letter, '1.0', 'normal'), quality / 100)).toBeCloseTo(0.1, 2)
  })

  it('counts the draw without replacement: 1 bad of 10, 5 drawn, none allowed, is accepted half the time', () => {
    expect(acceptanceProbability({ sampleSize: 5, acceptance: 0 }, 0.1, 10)).toBeCloseTo(0.5, 12)
    expect(acceptanceProbability({ sampleSize: 10, acceptance: 0 }, 0.1, 10)).toBe(0)
    expect(acceptanceProbability({ sampleSize: 10, acceptance: 1 }, 0.1, 10)).toBeCloseTo(1, 12)
  })

  it('accepts worse lots less often, and a huge lot as the binomial says', () => {
    fc.assert(fc.property(fc.constantFrom(...letters.slice(0, 16)), fc.constantFrom(...aqls.slice(0, 16)), fc.integer({ min: 0, max: 99 }), (letter, aql, percent) => {
      const plan = tablePlan(letter, aql, 'normal')
      expect(acceptanceProbability(plan, (percent + 1) / 100)).toBeLessThanOrEqual(acceptanceProbability(plan, percent / 100) + 1e-12)
      expect(acceptanceProbability(plan, percent / 100, 10 ** 8)).toBeCloseTo(acceptanceProbability(plan, percent / 100), 3)
    }), { numRuns: 300 })
  })

  it('sizes the proof of a rate: 149, 236, 313, 386, 456, 523 below 2 % and 59 to 208 below 5 %', () => {
    const size = (defectRate: number) => (defects: number): number => proofSize({ defectRate, confidence: 0.95, defects })
    expect([0, 1, 2, 3, 4, 5].map(size(0.02))).toEqual([149, 236, 313, 386, 456, 523])
    expect([0, 1, 2, 3, 4, 5].map(size(0.05))).toEqual([59, 93, 124, 153, 181, 208])
    expect([size(0.01)(0), size(0.005)(0)]).toEqual([299, 598])
    expect(() => size(0)(0)).toThrow(RangeError)
    expect(() => size(0.02)(0.5)).toThrow(RangeError)
  })
})
