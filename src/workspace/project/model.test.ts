import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LabelSchemaDocument } from '../../sockets/label-schema.ts'
import { allParts, guidelineGaps, schemaLoss, schemaProblem, type GuidelineDocument } from './model.ts'

const name = { en: 'A name' }
const base: LabelSchemaDocument = {
  classes: [
    { id: 'car', name, colour: 1, kinds: ['box'], attributes: [{ id: 'use', name, kind: 'select', required: true, options: [{ id: 'taxi', name }, { id: 'private', name }] }] },
    { id: 'bus', name, colour: 2, kinds: ['box', 'polygon'], attributes: [] },
  ],
  questions: [{ id: 'weather', title: name, kind: 'choice', required: false, options: [{ id: 'rain', name }] }],
}
const changed = (change: (document: LabelSchemaDocument) => void): LabelSchemaDocument => { const copy = structuredClone(base); change(copy); return copy }

describe('what a new version of a label schema loses', () => {
  it('is nothing when names, order, shapes and further entries change', () => {
    const next = changed(d => {
      d.classes.reverse()
      d.classes[0]!.name = { 'zh-Hans': '公交车' }
      d.classes[0]!.kinds = ['box']
      d.classes[1]!.attributes[0]!.options!.push({ id: 'police', name })
      d.questions.unshift({ id: 'note', title: name, kind: 'text', required: false })
    })
    expect(schemaLoss(base, next)).toBeNull()
  })
  it.each<[string, (d: LabelSchemaDocument) => void, ReturnType<typeof schemaLoss>]>([
    ['a class', d => { d.classes.shift() }, { field: 'classes', reason: 'vanished', what: 'class', id: 'car' }],
    ['an attribute', d => { d.classes[0]!.attributes = [] }, { field: 'classes[0].attributes', reason: 'vanished', what: 'attribute', id: 'use' }],
    ['an option of an attribute, at its new place', d => { d.classes.reverse(); d.classes[1]!.attributes[0]!.options!.pop() }, { field: 'classes[1].attributes[0].options', reason: 'vanished', what: 'option', id: 'private' }],
    ['the kind of an attribute', d => { d.classes[0]!.attributes[0]!.kind = 'text' }, { field: 'classes[0].attributes[0].kind', reason: 'kind-changed', what: 'attribute', id: 'use' }],
    ['a question', d => { d.questions = [] }, { field: 'questions', reason: 'vanished', what: 'question', id: 'weather' }],
    ['the kind of a question', d => { d.questions[0]!.kind = 'text' }, { field: 'questions[0].kind', reason: 'kind-changed', what: 'question', id: 'weather' }],
    ['an option of a question', d => { d.questions[0]!.options = [{ id: 'snow', name }] }, { field: 'questions[0].options', reason: 'vanished', what: 'option', id: 'rain' }],
  ])('is %s, with its place', (_, change, loss) => { expect(schemaLoss(base, changed(change))).toEqual(loss) })
  it('is found wherever the vanished class stood', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 30 }), fc.nat(), (ids, at) => {
      const all: LabelSchemaDocument = { classes: ids.map(id => ({ id, name, colour: 1, kinds: ['box'], attributes: [] })), questions: [] }
      const gone = ids[at % ids.length]!
      expect(schemaLoss(all, { ...all, classes: all.classes.filter(c => c.id !== gone) })).toMatchObject({ what: 'class', id: gone })
      expect(schemaLoss(all, { ...all, classes: all.classes.toReversed() })).toBeNull()
    }))
  })
})

describe('a label schema', () => {
  const kinds = new Set(['box', 'polygon']), use = base.classes[0]!.attributes[0]!
  const lit = (when: object) => ({ id: 'lit', name, kind: 'switch' as const, required: false, when: when as never })
  it.each<[string, (d: LabelSchemaDocument) => void, ReturnType<typeof schemaProblem>]>([
    ['a condition about what is not there', d => { d.classes[0]!.attributes = [use, lit({ attribute: 'tone', is: [true] })] }, { field: 'classes[0].attributes[1].when', reason: 'condition' }],
    ['a condition on a value that does not exist', d => { d.classes[0]!.attributes = [use, lit({ attribute: 'use', is: ['bus'] })] }, { field: 'classes[0].attributes[1].when', reason: 'condition' }],
    ['conditions in a circle', d => { d.classes[0]!.attributes = [{ ...use, when: { attribute: 'lit', is: [true] } }, lit({ attribute: 'use', is: ['taxi'] })] }, { field: 'classes[0].attributes[0].when', reason: 'cycle' }],
    ['a question over itself', d => { d.questions[0]!.when = { question: 'weather', is: ['rain'] } }, { field: 'questions[0].when', reason: 'cycle' }],
    ['a key for two classes', d => { for (const c of d.classes) c.hotkey = 'c' }, { field: 'classes[1].hotkey', reason: 'key' }],
    ['a key that the workbench uses', d => { d.classes[0]!.hotkey = 'r' }, { field: 'classes[0].hotkey', reason: 'key' }],
    ['a relation of a class that is not there', d => { d.relations = [{ id: 'near', name, from: ['car'], to: ['tram'] }] }, { field: 'relations[0].to', reason: 'condition' }],
  ])('does not hold together with %s, and says where', (_, change, expected) => { expect(schemaProblem(changed(change), kinds)).toEqual(expected) })
  it('holds together with conditions of conditions, keys and relations', () => {
    expect(schemaProblem(changed(d => {
      d.classes[0]!.attributes = [use, lit({ attribute: 'use', is: ['taxi'] }), { ...lit({ attribute: 'lit', is: [false] }), id: 'sign' }]
      d.classes[0]!.hotkey = 'c'
      d.classes[1]!.hotkey = '7'
      d.questions.push({ id: 'how', title: name, kind: 'rating', min: 1, max: 5, required: true, when: { question: 'weather', is: ['rain'] } }, { id: 'why', title: name, kind: 'text', required: true, when: { question: 'how', is: [1, 2] } })
      d.relations = [{ id: 'near', name, from: ['car', 'bus'], to: ['bus'], symmetric: true }]
    }), kinds)).toBeNull()
  })
})

describe('what a guideline lacks', () => {
  const least: GuidelineDocument = { goal: name, format: name, method: name, quality: name, rules: [{ class: 'car', kind: 'positive', text: name }, { class: null, kind: 'negative', text: name }] }
  it('is every part of the standard that says nothing, and examples of classes that have none', () => {
    expect(guidelineGaps({ ...least, quality: { en: ' ' } }, ['car', 'bus'])).toEqual([
      ...['quality', 'functionalExecution', 'functionalReview', 'safetyExecution', 'safetyReview', 'correction', 'verification', 'emergency'].map(part => ({ part })), { examples: 'positive', class: 'bus' },
    ])
  })
  it('is nothing once all is written', () => {
    const whole: GuidelineDocument = { ...least, ...Object.fromEntries(allParts.map(part => [part, name])), rules: [{ class: null, kind: 'positive', text: name }, { class: null, kind: 'negative', text: name }] }
    expect(guidelineGaps(whole, ['car', 'bus'])).toEqual([])
    expect(guidelineGaps({ ...whole, rules: [] }, [])).toEqual([{ examples: 'positive', class: null }, { examples: 'negative', class: null }])
  })
  it('tells which example shows an asset that was withdrawn', () => {
    const asset = '01890000-0000-7000-8000-000000000001', whole: GuidelineDocument = { ...least, ...Object.fromEntries(allParts.map(part => [part, name])), rules: [{ class: null, kind: 'positive', text: name }, { class: 'car', kind: 'negative', text: name, shown: { asset } }] }
    expect(guidelineGaps(whole, ['car'], new Set([asset]))).toEqual([{ withdrawn: asset, rule: 1, class: 'car' }])
    expect(guidelineGaps(whole, ['car'])).toEqual([])
  })
})
