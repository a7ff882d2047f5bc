import { expect, test } from 'vitest'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { attributesOfShape, changeOf, countByName, nameOfShape, placeOfShape } from './shape-words.ts'
import { shortId } from './people-names.tsx'

const schema: LabelSchemaDocument = {
  classes: [{ id: 'car', name: { en: 'Car', 'zh-Hans': '车' }, colour: 3, kinds: ['box'], attributes: [{ id: 'side', name: { en: 'Side' }, kind: 'select', options: [{ id: 'l', name: { en: 'left' } }], required: false }] }],
  questions: [{ id: 'usable', title: { en: 'Usable' }, kind: 'choice', options: [{ id: 'yes', name: { en: 'yes' } }], required: true }],
}
const box: ShapeRecord = { id: 'x', kind: 'box', version: 1, class: 'car', question: null, slot: 'image', payload: { h: 4, w: 30.256, x: 1, y: 2.004, rotation: 0 }, attributes: {}, origin: 'human', z: 0 }

test('a shape is called by its class, an answer by question and option, and what the schema does not know by its id', () => {
  expect(nameOfShape(box, schema, 'zh-Hans')).toBe('车')
  expect(nameOfShape({ ...box, class: 'yes', question: 'usable' }, schema, 'en')).toBe('Usable: yes')
  expect(nameOfShape({ ...box, class: 'lorry' }, schema, 'en')).toBe('lorry')
  expect(nameOfShape({ ...box, class: null }, schema, 'en')).toBe('box')
})

test('its place is the figures of a box, rounded, or the words of a span', () => {
  expect(placeOfShape(box)).toBe('x 1, y 2, w 30.26, h 4')
  expect(placeOfShape({ ...box, payload: { fragments: [[0, 2]], text: '上海' } })).toBe('“上海”')
  expect(placeOfShape({ ...box, payload: { points: [[0, 1]] } })).toBe('{"points":[[0,1]]}')
  expect(placeOfShape({ ...box, payload: {} })).toBe('')
})

test('attributes are written in the words of the schema', () => {
  expect(attributesOfShape({ ...box, attributes: { side: 'l', other: true } }, schema, 'en')).toEqual(['Side: left', 'other: true'])
})

test('a correction is told by what it added, removed or changed', () => {
  expect(changeOf(null, box)).toBe('added')
  expect(changeOf(box, null)).toBe('removed')
  expect(changeOf(box, { ...box, class: 'lorry', payload: { x: 2 }, attributes: { side: 'l' }, z: 1 })).toEqual(['class', 'place', 'attributes', 'order'])
  expect(changeOf(box, { ...box })).toEqual([])
})

test('shapes are counted by name, most first', () => {
  expect(countByName([{ ...box, class: 'lorry' }, box, box], schema, 'en')).toEqual([{ name: 'Car', colour: 3, count: 2 }, { name: 'lorry', colour: 0, count: 1 }])
})

test('the short form of an id is its end, which differs for people who joined at the same time', () => {
  expect(shortId('019abc12-3456-7000-8000-00000000beef')).toBe('00BEEF')
})
