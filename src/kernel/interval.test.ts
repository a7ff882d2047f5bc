import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binomialAtMost, clopperPearsonInterval, logGamma, normalQuantile, regularisedBeta, wilsonInterval } from './interval.ts'

/** Newcombe, Statistics in Medicine 17 (1998), 857-872, Table I: methods 3 (score) and 5 (Clopper-Pearson), four decimals. */
const newcombe = [
  { count: 81, total: 263, wilson: [0.2553, 0.3662], exact: [0.2527, 0.3676] },
  { count: 15, total: 148, wilson: [0.0624, 0.1605], exact: [0.0578, 0.1617] },
  { count: 0, total: 20, wilson: [0, 0.1611], exact: [0, 0.1684] },
  { count: 1, total: 29, wilson: [0.0061, 0.1718], exact: [0.0009, 0.1776] },
] as const

describe('intervals for a rate', () => {
  it.each(newcombe)('equals the published Wilson and Clopper-Pearson limits for $count of $total', ({ count, total, wilson, exact }) => {
    const w = wilsonInterval(count, total), e = clopperPearsonInterval(count, total)
    expect([w.low, w.high].map(x => Number(x.toFixed(4)))).toEqual(wilson)
    expect([e.low, e.high].map(x => Number(x.toFixed(4)))).toEqual(exact)
  })

  it('has the closed form 1 - (tail)^(1/n) for no bad thing in n, and its mirror for all bad', () => {
    expect(clopperPearsonInterval(0, 50).high).toBeCloseTo(1 - 0.025 ** (1 / 50), 12)
    expect(clopperPearsonInterval(50, 50).low).toBeCloseTo(0.025 ** (1 / 50), 12)
  })

  it('lies in [0, 1], contains the observed rate and mirrors when good and bad change places', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0.8, 0.95, 0.99), (total, share, confidence) => {
      const count = Math.round(share * total)
      for (const interval of [wilsonInterval, clopperPearsonInterval]) {
        const { low, high } = interval(count, total, confidence), mirror = interval(total - count, total, confidence)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(count / total)
        expect(high).toBeGreaterThanOrEqual(count / total)
        expect(mirror.low).toBeCloseTo(1 - high, 10)
        expect(mirror.high).toBeCloseTo(1 - low, 10)
      }
    }), { numRuns: 200 })
  })

  it('says nothing when nothing was observed and refuses what is no count', () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 })
    expect(clopperPearsonInterval(0, 0)).toEqual({ low: 0, high: 1 })
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError)
    expect(() => clopperPearsonInterval(1, 2, 1)).toThrow(RangeError)
  })
})

describe('the functions beneath', () => {
  it('knows the normal quantiles of the tables', () => {
    expect(normalQuantile(0.95)).toBeCloseTo(1.959963984540054, 12)
    expect(normalQuantile(0.99)).toBeCloseTo(2.5758293035489004, 12)
    expect(normalQuantile(0.6826894921370859)).toBeCloseTo(1, 12)
  })

  it('gives ln of the factorials and the closed forms of the beta distribution', () => {
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 11)
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12)
    expect(regularisedBeta(0.3, 1, 4)).toBeCloseTo(1 - 0.7 ** 4, 14)
    expect(regularisedBeta(0.3, 4, 1)).toBeCloseTo(0.3 ** 4, 14)
  })

  it('adds the binomial terms', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 60 }), fc.double({ min: 0.001, max: 0.999, noNaN: true }), (total, count, rate) => {
      let term = (1 - rate) ** total, sum = 0
      for (let k = 0; k <= Math.min(count, total); k++) { sum += term; term *= (total - k) / (k + 1) * rate / (1 - rate) }
      expect(binomialAtMost(count, total, rate)).toBeCloseTo(sum, 10)
    }))
  })
})
