import { expect, test } from 'vitest'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { labelOf, nameShapes } from './shape-names.ts'

const schema: LabelSchemaDocument = { classes: [{ id: 'car', name: { en: 'Car' }, colour: 3, kinds: ['box'], attributes: [] }], questions: [] }
const make = (id: string, more: Partial<ShapeRecord>): ShapeRecord =>
  ({ id, kind: 'box', version: 1, class: 'car', question: null, slot: 'image', payload: {}, attributes: {}, origin: 'human', z: 0, ...more })
const names = (records: readonly ShapeRecord[]): string[] => nameShapes(records, schema, 'en', kind => kind.toUpperCase()).map(labelOf)

test('shapes are counted per class in paint order and listed newest first; one without a class goes by its kind; answers are left out', () => {
  expect(names([make('c', { z: 3 }), make('a', { z: 1 }), make('b', { z: 2, class: null }), make('d', { z: 4, question: 'quality' })])).toEqual(['Car 2', 'BOX 1', 'Car 1'])
})

test('spans go by their words and stand in the order of the text', () => {
  const span = (id: string, start: number, text: string): ShapeRecord => make(id, { kind: 'span', payload: { fragments: [[start, start + text.length]], text } })
  expect(names([span('a', 30, '贵阳'), span('b', 2, '林知夏')])).toEqual(['林知夏', '贵阳'])
})
