import { expect, test } from 'vitest'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import { addSplit, bodyOf, draftFrom, likelyLanguage, newSeed, splitProblem, sumOfSplits, unnamedIn, usualSplits, type SplitDraft } from './release-draft.ts'

const splits = (...parts: readonly (readonly [string, string])[]): SplitDraft[] => parts.map(([name, percent], key) => ({ key, name, percent }))

test('splits are sound when named apart and summing to 100, tenths included; the first fault is told', () => {
  expect(splitProblem(usualSplits)).toBe(null)
  expect(splitProblem(splits(['a', '33.3'], ['b', '33.3'], ['c', '33.4']))).toBe(null)
  expect(splitProblem(splits(['Train', '100']))).toBe('split-name')
  expect(splitProblem(splits(['a', '50'], ['a', '50']))).toBe('split-twice')
  expect(splitProblem(splits(['a', '50'], ['b', 'half']))).toBe('split-percent')
  expect(splitProblem(splits(['a', '120'], ['b', '0']))).toBe('split-percent')
  expect(splitProblem(splits(['a', '50'], ['b', '49.9']))).toBe('split-sum')
  expect(sumOfSplits(splits(['a', '0.1'], ['b', '0.2'], ['c', '']))).toBe(0.3)
})

test('an added split takes what is left, never less than nothing, under a key of its own', () => {
  expect(addSplit(splits(['a', '70'])).at(-1)).toEqual({ key: 1, name: '', percent: '30' })
  expect(addSplit(splits(['a', '70'], ['b', '60'])).at(-1)!.percent).toBe('0')
  expect(addSplit([]).at(-1)).toEqual({ key: 1, name: '', percent: '100' })
})

test('the language of class names is the reader\'s own where every class has a name in it', () => {
  const schema = (...names: LabelSchemaDocument['classes'][number]['name'][]): LabelSchemaDocument => ({ questions: [], classes: names.map((name, i) => ({ id: `c${i}`, name, colour: 1, kinds: ['box'], attributes: [] })) })
  expect(likelyLanguage(schema({ 'zh-Hans': '车', en: 'Car' }, { 'zh-Hans': '人', en: 'Person' }), 'en')).toBe('en')
  expect(likelyLanguage(schema({ 'zh-Hans': '车', en: 'Car' }, { 'zh-Hans': '人' }), 'en')).toBe('zh-Hans')
  expect(likelyLanguage(schema({ en: 'Car' }, { 'zh-Hant': '人' }), 'en')).toBe('zh-Hans')
  expect(unnamedIn(schema({ en: 'Car' }, { 'zh-Hans': '人' }), 'en')).toBe(1)
})

test('a draft asks for exactly what it shows, and another release lends its settings but not its seed', () => {
  const draft = draftFrom(null, 'en', 'one')
  expect(bodyOf({ ...draft, name: ' First ', formats: new Set(['csv']) }, ['b'])).toEqual({ name: 'First', batches: ['b'], splits: [{ name: 'train', percent: 80 }, { name: 'validation', percent: 10 }, { name: 'test', percent: 10 }], seed: 'one', formats: ['csv'], media: false, language: 'en' })
  expect(bodyOf({ ...draft, groupBy: 'facet', group: ' patient ' }, ['b']).group).toEqual({ by: 'facet', key: 'patient' })
  expect(bodyOf({ ...draft, group: '^a' }, ['b']).group).toEqual({ by: 'path', pattern: '^a' })
  expect(new Set(Array.from({ length: 50 }, newSeed)).size).toBe(50)
  expect(newSeed()).toMatch(/^[0-9a-f]{4}(-[0-9a-f]{4}){3}$/)
})
