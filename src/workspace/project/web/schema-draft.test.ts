import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import { schemaLoss, schemaProblem } from '../model.ts'
import { addAttribute, addClasses, addOptions, addQuestion, attributeAs, idFor, missingLanguages, moved, nextColour, pastedNames, questionAs, tidy, withText } from './schema-draft.ts'
import { renaming, savedIds, schemaChanges } from './schema-diff.ts'
import { entryOf, schemaIssues } from './schema-issues.ts'

const empty: LabelSchemaDocument = { classes: [], questions: [] }
const add = (names: readonly string[], to = empty): LabelSchemaDocument => addClasses(to, { names, locale: 'zh-Hans', kinds: ['box'] }).document

describe('an id', () => {
  it('is made of the Latin letters of the name, else of pinyin initials, else of what it is', () => {
    expect([idFor('Traffic Light', new Set(), 'class'), idFor('小客车', new Set(), 'class'), idFor('Café №5', new Set(), 'class'), idFor('???', new Set(), 'class')]).toEqual(['traffic-light', 'xkc', 'cafe-no5', 'class'])
  })
  it('gets a number when it is taken', () => { expect(idFor('Car', new Set(['car', 'car-2']), 'class')).toBe('car-3') })
  it('fits the contract and is unique whatever the names are', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 80 }), { maxLength: 40 }), names => {
      const { ids } = addClasses(empty, { names, locale: 'en', kinds: ['box'] })
      expect(new Set(ids).size).toBe(names.length)
      for (const id of ids) expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/)
    }))
  })
})

describe('adding', () => {
  it('gives every class the least used colour and the shapes it was told', () => {
    const document = add(['人', '车', '路'])
    expect(document.classes.map(c => [c.colour, c.kinds])).toEqual([[1, ['box']], [2, ['box']], [3, ['box']]])
    expect(nextColour(document.classes.filter(c => c.colour !== 2))).toBe(2)
  })
  it('of five thousand pasted lines leaves a document that the server takes', () => {
    const { names, known } = pastedNames(Array.from({ length: 5000 }, (_, i) => `类 ${i}`).join('\r\n'), [])
    const document = add(names)
    expect([known, document.classes.length, schemaProblem(document, new Set(['box']))]).toEqual([0, 5000, null])
    expect(new Set(document.classes.map(c => c.colour)).size).toBe(24)
  })
  it('leaves out empty lines, blanks around names, and names that exist in any language', () => {
    expect(pastedNames(' Car \n\n车\n人\ncar\n', [{ 'zh-Hans': '车', en: 'Bus' }])).toEqual({ names: ['Car', '人'], known: 2 })
  })
  it('of questions, attributes and options makes ids of their names', () => {
    expect(addQuestion(empty, 'Weather', 'en')).toMatchObject({ id: 'weather', document: { questions: [{ id: 'weather', title: { en: 'Weather' } }] } })
    expect(addAttribute([], '用途', 'zh-Hans')[0]).toMatchObject({ id: 'yt', kind: 'select' })
    expect(addOptions(addOptions([], ['A'], 'en'), ['a', 'b'], 'en').map(o => o.id)).toEqual(['a', 'a-2', 'b'])
  })
})

describe('editing', () => {
  it('an emptied text is a missing language', () => {
    expect(withText({ en: 'Car', 'zh-Hans': '车' }, 'en', '')).toEqual({ 'zh-Hans': '车' })
    expect(missingLanguages({ en: 'Car', 'zh-Hans': ' ' })).toEqual(['zh-Hans', 'zh-Hant'])
  })
  it('a kind takes what it needs and drops the rest', () => {
    const select = { id: 'a', name: { en: 'A' }, kind: 'select' as const, options: [], required: true }
    expect(attributeAs(select, 'number')).toEqual({ id: 'a', name: { en: 'A' }, kind: 'number', required: true })
    const rating = questionAs({ id: 'q', title: { en: 'Q' }, kind: 'choice', options: [], required: true }, 'rating')
    expect(rating).toEqual({ id: 'q', title: { en: 'Q' }, kind: 'rating', min: 1, max: 5, required: true })
    expect(questionAs(rating, 'text')).toEqual({ id: 'q', title: { en: 'Q' }, kind: 'text', required: true })
  })
  it('moving keeps everything and stops at the ends', () => {
    expect([moved(['a', 'b', 'c'], 0, 2), moved(['a', 'b', 'c'], 0, -1), moved(['a', 'b', 'c'], 2, 3)]).toEqual([['b', 'c', 'a'], ['a', 'b', 'c'], ['a', 'b', 'c']])
  })
  it('saving trims every text', () => { expect(tidy(add([' 车 '])).classes[0]!.name).toEqual({ 'zh-Hans': '车' }) })
})

describe('the issues of a draft', () => {
  const document: LabelSchemaDocument = {
    classes: [
      { id: 'a', name: {}, colour: 1, kinds: [], attributes: [{ id: 'use', name: { en: 'Use' }, kind: 'select', options: [], required: false }] },
      { id: 'b', name: { en: 'Bus' }, colour: 2, kinds: ['box'], attributes: [] }, { id: 'c', name: { en: 'bus ' }, colour: 3, kinds: ['box'], attributes: [] },
    ],
    questions: [{ id: 'r', title: { en: 'Rate' }, kind: 'rating', min: 5, max: 5, required: false }, { id: 'o', title: { en: 'Which' }, kind: 'choice', options: [{ id: 'x', name: {} }], required: false }],
  }
  it('say where and what, errors in the order of the document, duplicates as a warning', () => {
    expect(schemaIssues(document).map(i => `${i.isError ? 'error' : 'warning'} ${i.path} ${i.trouble}`)).toEqual([
      'error class:a/name nameless', 'error class:a/kinds shapeless', 'error class:a/attribute:use/options optionless', 'error question:r/range rangeless', 'error question:o/option:x/name nameless',
      'warning class:b/name duplicate', 'warning class:c/name duplicate',
    ])
    expect(entryOf('question:o/option:x/name')).toEqual({ list: 'question', id: 'o' })
  })
  it('are none for what the editor adds itself', () => { expect(schemaIssues(add(['人', '车']))).toEqual([]) })
})

describe('the difference of two versions', () => {
  it('names what was added, removed, renamed, changed and reordered', () => {
    const before = add(['人', '车', '路']), after = add(['灯'], { ...before, classes: [{ ...before.classes[1]!, name: { 'zh-Hans': '车辆' }, colour: 9 }, before.classes[0]!] })
    expect(schemaChanges(before, after)).toEqual([
      { what: 'class', id: 'd', name: { 'zh-Hans': '灯' }, change: 'added' }, { what: 'class', id: 'l', name: { 'zh-Hans': '路' }, change: 'removed' },
      { what: 'class', id: 'c', name: { 'zh-Hans': '车辆' }, change: 'changed', fields: ['name', 'colour'], was: { 'zh-Hans': '车' } },
      { what: 'classes', change: 'order' },
    ])
    expect(renaming({ 'zh-Hans': '车' }, { 'zh-Hans': '车辆' }, 'zh-Hans')).toEqual(['车', '车辆'])
    expect(renaming({ 'zh-Hans': '车', en: 'Car' }, { 'zh-Hans': '车', en: 'Motor car' }, 'zh-Hans')).toEqual(['Car', 'Motor car'])
    expect(schemaChanges(before, structuredClone(before))).toEqual([])
  })
  it('what the editor locks is what the server would miss', () => {
    const saved: LabelSchemaDocument = { classes: [{ id: 'car', name: { en: 'Car' }, colour: 1, kinds: ['box'], attributes: [{ id: 'use', name: { en: 'Use' }, kind: 'select', options: [{ id: 'taxi', name: { en: 'Taxi' } }], required: false }] }], questions: [] }
    const locked = savedIds(saved)
    expect(['class:car', 'class:car/attribute:use', 'class:car/attribute:use/option:taxi', 'class:bus'].map(path => locked.has(path))).toEqual([true, true, true, false])
    expect(schemaLoss(saved, add(['Bus'], saved))).toBeNull()
  })
})
