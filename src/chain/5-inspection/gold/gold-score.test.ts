import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { scoreAgainst } from './gold-score.ts'

const at = (value: number, labelClass = 'a', attributes: ShapeRecord['attributes'] = {}): ShapeRecord => ({ id: '01890000-0000-7000-8000-000000000001', kind: 'mark', version: 1, class: labelClass, question: null, slot: 'text', payload: value, attributes, origin: 'human', z: 0 })
const distance = (_: string, a: unknown, b: unknown): number => Math.min(1, Math.abs((a as number) - (b as number)) / 10)
const score = (known: ShapeRecord[], given: ShapeRecord[]): number => scoreAgainst(known, given, distance).score

test('the same answer scores 1 in any order, nothing in common scores 0, and two empty answers agree', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 }), values => {
    const shapes = values.map(v => at(v))
    expect(score(shapes, shapes.toReversed())).toBeCloseTo(1, 9)
    expect(score(shapes, [])).toBe(0)
    expect(score(shapes, shapes.map(s => ({ ...s, class: 'b' })))).toBe(0)
  }))
  expect(score([], [])).toBe(1)
})

test('a score lies between 0 and 1 and grows no further than the matched share', () => {
  const marks = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 8 })
  fc.assert(fc.property(marks, marks, (known, given) => {
    const found = scoreAgainst(known.map(v => at(v)), given.map(v => at(v)), distance), n = known.length + given.length
    expect(found.score).toBeGreaterThanOrEqual(0)
    expect(found.score).toBeLessThanOrEqual(n === 0 ? 1 : 2 * found.matched / n + 1e-12)
    expect([found.matched + found.missed, found.matched + found.extra]).toEqual([known.length, given.length])
  }))
})

test('a shape too many, one that lies a little off and a wrong attribute each cost their share', () => {
  expect(score([at(0)], [at(0), at(50)])).toBeCloseTo(2 / 3, 9)
  expect(score([at(0)], [at(5)])).toBeCloseTo(0.5, 9)
  expect(score([at(0, 'a', { hidden: true, far: false })], [at(0, 'a', { hidden: true, far: true })])).toBeCloseTo(0.5, 9)
})
