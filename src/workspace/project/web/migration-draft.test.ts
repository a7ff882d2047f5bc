import { expect, test } from 'vitest'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import { actionsAt, emptyDraft, placesOf, stepOf } from './migration-draft.ts'

const document: LabelSchemaDocument = {
  classes: [{ id: 'car', name: { en: 'Car' }, colour: 1, kinds: ['box'], attributes: [{ id: 'use', name: { en: 'Use' }, kind: 'select', required: false, options: [{ id: 'taxi', name: { en: 'Taxi' } }] }] }, { id: 'bus', name: { en: 'Bus', 'zh-Hans': '公交车' }, colour: 2, kinds: ['box'], attributes: [] }],
  questions: [], retired: [{ list: 'classes', id: 'van', name: { en: 'Van' }, into: 'car', since: 2 }],
}
const places = placesOf(document), classes = places[0]!

test('every list that has entries is a place, with the names that lead to it', () => {
  expect(places.map(place => [place.key, place.of.map(name => name.en)])).toEqual([['classes', []], ['attributes/car', ['Car']], ['options/car/use', ['Car', 'Use']]])
  expect([actionsAt('questions'), actionsAt('attributes')]).toEqual([['rename', 'retire'], ['rename', 'merge', 'retire']])
})

test('a split means the entries that exist by any of their names, and makes ids that were never used for the others', () => {
  const draft = { ...emptyDraft('split'), entry: 'car', lines: '公交车\n\n Van \nvan' }
  expect(stepOf(draft, classes, document, 'en')).toEqual({ step: 'split', at: { list: 'classes' }, from: 'car', into: [{ id: 'bus' }, { id: 'van-2', name: { en: 'Van' } }, { id: 'van-3', name: { en: 'van' } }] })
})

test('a step that is not filled in is none', () => {
  for (const action of ['rename', 'merge', 'split', 'retire'] as const) expect(stepOf(emptyDraft(action), classes, document, 'en')).toBeNull()
  expect(stepOf({ ...emptyDraft('merge'), from: new Set(['car']), into: 'car' }, classes, document, 'en')).toBeNull()
  expect(stepOf({ ...emptyDraft('split'), entry: 'car', lines: 'One' }, classes, document, 'en')).toBeNull()
  expect(stepOf({ ...emptyDraft('merge'), from: new Set(['car', 'bus']), into: 'car' }, classes, document, 'en')).toEqual({ step: 'merge', at: { list: 'classes' }, from: ['bus'], into: 'car' })
  expect(stepOf({ ...emptyDraft('retire'), entry: 'car' }, classes, document, 'en')).toEqual({ step: 'retire', at: { list: 'classes' }, id: 'car', to: null })
})
