import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '../../kernel/ids.ts'
import type { LabelSchemaDocument } from '../../sockets/label-schema.ts'
import type { ShapeDefinition, ShapeRecord } from '../../sockets/shape.ts'
import box from '../../plugins/shapes/box/index.ts'
import choice from '../../plugins/shapes/choice/index.ts'
import point from '../../plugins/shapes/point/index.ts'
import rating from '../../plugins/shapes/rating/index.ts'
import span from '../../plugins/shapes/span/index.ts'
import { findingsOf, matchShapes, pairAgreement, taskAgreement } from './agreement.ts'

const kinds: ReadonlyMap<string, ShapeDefinition> = new Map([box, choice, point, rating, span].map(kind => [kind.id, kind as ShapeDefinition]))
const name = { en: 'x' }
const drawn: LabelSchemaDocument = { classes: ['car', 'bus'].map(id => ({ id, name, colour: 1, kinds: ['box', 'point', 'span'], attributes: [] })), questions: [] }
const asked: LabelSchemaDocument = { classes: [], questions: [{ id: 'q', title: name, kind: 'rating', min: 1, max: 5, required: true }, { id: 'c', title: name, kind: 'choice', options: [{ id: 'yes', name }, { id: 'no', name }], required: true }] }
const shape = (kind: string, payload: unknown, more: Partial<ShapeRecord> = {}): ShapeRecord =>
  ({ id: newId(), kind, version: 1, class: 'car', question: null, slot: 'image', payload, attributes: {}, origin: 'human', z: 0, ...more })
const boxAt = (x: number, more: Partial<ShapeRecord> = {}): ShapeRecord => shape('box', { x, y: 0, w: 10, h: 10 }, more)
const between = (a: ShapeRecord[], b: ShapeRecord[], schema = drawn): number => pairAgreement(kinds, schema, a, b)

test('boxes agree by soft F1: the same is 1, one of two missed is 2/3, nothing in common is 0, nothing at all is 1', () => {
  expect(between([boxAt(0)], [boxAt(0)])).toBe(1)
  expect(between([boxAt(0), boxAt(50)], [boxAt(0)])).toBeCloseTo(2 / 3, 12)
  expect(between([boxAt(0)], [boxAt(50)])).toBe(0)
  expect([between([], []), between([boxAt(0)], [])]).toEqual([1, 0])
})

test('a pair counts by its overlap, and not at all below a half: shifted by a quarter the IoU is 0.6, by a half a third', () => {
  expect(between([boxAt(0)], [boxAt(2.5)])).toBeCloseTo(0.6, 12)
  expect(between([boxAt(0)], [boxAt(5)])).toBe(0)
})

test('another class is another thing, and an attribute in conflict takes its share', () => {
  expect(between([boxAt(0)], [boxAt(0, { class: 'bus' })])).toBe(0)
  expect(between([boxAt(0, { attributes: { a: 1, b: true } })], [boxAt(0, { attributes: { a: 1, b: false } })])).toBe(0.5)
  expect(between([boxAt(0, { attributes: { a: null } })], [boxAt(0)])).toBe(1)
})

test('matching is one to one, the nearest first', () => {
  const [a, b, c] = [boxAt(0), boxAt(1), boxAt(0.5)], { pairs, onlyA } = matchShapes(kinds, [a, b], [c])
  expect(pairs).toHaveLength(1)
  expect(onlyA).toHaveLength(1)
})

test('points match by their reach and spans by the characters that both cover', () => {
  expect(between([shape('point', { x: 5, y: 5 })], [shape('point', { x: 5, y: 5 })])).toBe(1)
  const of = (start: number, end: number): ShapeRecord => shape('span', { fragments: [[start, end]], text: 'x' }, { slot: 'text' })
  expect(between([of(0, 4)], [of(0, 3)])).toBeCloseTo(0.75, 12)
})

test('answers: a rating loses by the square of its distance, a choice is right or wrong, a missing answer is none; the parts count alike', () => {
  const rate = (value: number): ShapeRecord => shape('rating', { name: 'q', value, min: 1, max: 5 }, { question: 'q', class: null }), choose = (option: string): ShapeRecord => shape('choice', { negative: false }, { question: 'c', class: option })
  expect(between([rate(1), choose('yes')], [rate(3), choose('yes')], asked)).toBeCloseTo((0.75 + 1) / 2, 12)
  expect(between([rate(1), choose('yes')], [rate(1), choose('no')], asked)).toBe(0.5)
  expect(between([rate(1), choose('yes')], [rate(1)], asked)).toBe(0.5)
})

test('of three readers the one who agrees with both stands out; a single reader agrees with themselves', () => {
  const { mean, each } = taskAgreement(kinds, drawn, [[boxAt(0)], [boxAt(2.5)], [boxAt(50)]])
  expect(each.map(v => Number(v.toFixed(3)))).toEqual([0.3, 0.3, 0])
  expect(mean).toBeCloseTo(0.2, 12)
  expect(taskAgreement(kinds, drawn, [[boxAt(0)]])).toEqual({ mean: 1, each: [1] })
})

const anyBoxes = fc.array(fc.record({ x: fc.integer({ min: 0, max: 40 }), y: fc.integer({ min: 0, max: 40 }), car: fc.boolean() }), { maxLength: 8 })
  .map(list => list.map(({ x, y, car }) => shape('box', { x, y, w: 12, h: 12 }, { class: car ? 'car' : 'bus' })))
test('agreement is within 0 and 1, symmetric, and 1 with itself', () => {
  fc.assert(fc.property(anyBoxes, anyBoxes, (a, b) => {
    const there = between(a, b)
    expect(there).toBeGreaterThanOrEqual(0)
    expect(there).toBeLessThanOrEqual(1)
    expect(between(b, a)).toBeCloseTo(there, 12)
    expect(between(a, a)).toBe(1)
  }))
})

test('differences name what only some saw, another class, an attribute, a place; what all drew alike has none', () => {
  const readings = [
    [boxAt(0), boxAt(100), boxAt(200, { attributes: { a: 1 } }), boxAt(300), boxAt(400)],
    [boxAt(0), boxAt(100, { class: 'bus' }), boxAt(200, { attributes: { a: 2 } }), boxAt(302)],
  ]
  expect(findingsOf(kinds, drawn, readings).map(f => [f.difference, f.readers.map(r => r !== null)])).toEqual([
    [null, [true, true]], ['class', [true, true]], ['attributes', [true, true]], ['place', [true, true]], ['missing', [true, false]],
  ])
})

test('every shape of every reader is in exactly one finding', () => {
  fc.assert(fc.property(fc.array(anyBoxes, { minLength: 1, maxLength: 4 }), readings => {
    const seen = findingsOf(kinds, drawn, readings).flatMap(f => f.readers.filter(r => r !== null))
    expect(seen).toHaveLength(readings.flat().length)
    expect(new Set(seen).size).toBe(seen.length)
  }))
})
