import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LabelSchemaDocument } from '../../sockets/label-schema.ts'
import { schemaLoss } from './model.ts'

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
