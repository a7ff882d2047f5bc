import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { mapForward } from '../forward/model.ts'
import { revived } from '../model.ts'
import { lackingIn, migrate, needsPerson, placeOfStep, type MigrationStep } from './model.ts'

const name = (en: string) => ({ en })
const classes = { list: 'classes' } as const, uses = { list: 'options', class: 'car', attribute: 'use' } as const
const base: LabelSchemaDocument = {
  classes: [
    { id: 'car', name: name('Car'), colour: 1, kinds: ['box'], hotkey: 'c', attributes: [
      { id: 'use', name: name('Use'), kind: 'select', required: true, options: [{ id: 'taxi', name: name('Taxi') }, { id: 'cab', name: name('Cab') }, { id: 'own', name: name('Own') }] },
      { id: 'seen', name: name('Seen'), kind: 'switch', required: false, when: { attribute: 'use', is: ['cab'] } },
    ] },
    { id: 'van', name: name('Van'), colour: 2, kinds: ['polygon'], attributes: [{ id: 'seen', name: name('Seen'), kind: 'switch', required: false }, { id: 'long', name: name('Long'), kind: 'switch', required: false }] },
    { id: 'bus', name: name('Bus'), colour: 3, kinds: ['box'], attributes: [] },
  ],
  questions: [{ id: 'sky', title: name('Sky'), kind: 'choice', required: false, options: [{ id: 'rain', name: name('Rain') }, { id: 'wet', name: name('Wet') }] }],
  relations: [{ id: 'tows', name: name('Tows'), from: ['car', 'van'], to: ['van'] }],
}
const shape = (change: Partial<ShapeRecord>): ShapeRecord => ({ id: 's', kind: 'box', version: 1, class: null, question: null, slot: 'image', payload: {}, attributes: {}, origin: 'human', z: 0, ...change })
const made = (steps: MigrationStep[], document = base, version = 2): LabelSchemaDocument => { const result = migrate(document, steps, version); if (!result.ok) throw new Error(JSON.stringify(result.failure)); return result.value }
const refused = (step: MigrationStep): unknown => { const result = migrate(base, [step], 2); return result.ok ? null : result.failure.parameters['reason'] }

describe('a migration of the label schema', () => {
  it('renames without touching an id', () => {
    const next = made([{ step: 'rename', at: classes, id: 'car', text: name('Motor car') }, { step: 'rename', at: { list: 'questions' }, id: 'sky', text: name('Weather') }, { step: 'rename', at: uses, id: 'own', text: name('Private') }])
    expect([next.classes[0]!.name, next.questions[0]!.title, next.classes[0]!.attributes[0]!.options![2]]).toEqual([name('Motor car'), name('Weather'), { id: 'own', name: name('Private') }])
    expect(next.retired).toBeUndefined()
  })
  it('merges classes: the successor may use the shapes of both, relations follow, the old id leads forward and its own values fall away', () => {
    const next = made([{ step: 'merge', at: classes, from: ['van'], into: 'car' }])
    expect(next.classes.map(c => [c.id, c.kinds])).toEqual([['car', ['box', 'polygon']], ['bus', ['box']]])
    expect(next.relations).toMatchObject([{ from: ['car'], to: ['car'] }])
    expect(next.retired).toEqual([{ list: 'classes', id: 'van', name: name('Van'), into: 'car', since: 2 }])
    expect(mapForward(shape({ class: 'van', attributes: { seen: true, long: true } }), 1, next)).toEqual({ shape: shape({ class: 'car', attributes: { seen: true } }), isChanged: true, choices: null })
    expect(mapForward(shape({ class: 'van' }), 2, next).isChanged).toBe(false)
  })
  it('splits: the new classes have what the old one had but its key, and a person chooses among them', () => {
    const step: MigrationStep = { step: 'split', at: classes, from: 'car', into: [{ id: 'taxi-car', name: name('Taxi') }, { id: 'bus' }] }, next = made([step])
    expect(next.classes.map(c => c.id)).toEqual(['van', 'bus', 'taxi-car'])
    expect(next.classes[2]).toMatchObject({ name: name('Taxi'), kinds: ['box'], attributes: base.classes[0]!.attributes })
    expect([next.classes[2]!.hotkey, next.relations![0]!.from, needsPerson(step)]).toEqual([undefined, ['taxi-car', 'bus', 'van'], true])
    expect(mapForward(shape({ class: 'car' }), 1, next)).toEqual({ shape: shape({ class: null }), isChanged: true, choices: ['taxi-car', 'bus'] })
  })
  it('merges options and answers, and conditions follow them', () => {
    const next = made([{ step: 'merge', at: uses, from: ['cab'], into: 'taxi' }, { step: 'merge', at: { list: 'answers', question: 'sky' }, from: ['wet'], into: 'rain' }])
    expect(next.classes[0]!.attributes[1]!.when).toEqual({ attribute: 'use', is: ['taxi'] })
    expect(mapForward(shape({ class: 'car', attributes: { use: 'cab' } }), 1, next).shape?.attributes).toEqual({ use: 'taxi' })
    expect(mapForward(shape({ kind: 'choice', question: 'sky', class: 'wet' }), 1, next).shape?.class).toBe('rain')
    expect(mapForward(shape({ class: 'bus', attributes: { use: 'cab' } }), 1, next).isChanged).toBe(false)
  })
  it('retires without a successor: a class or an option is chosen anew, an attribute or a question leaves nothing to choose', () => {
    const next = made([{ step: 'retire', at: classes, id: 'bus', to: null }, { step: 'retire', at: uses, id: 'own', to: null }, { step: 'retire', at: { list: 'questions' }, id: 'sky', to: null }, { step: 'retire', at: { list: 'attributes', class: 'van' }, id: 'long', to: 'seen' }])
    expect(mapForward(shape({ class: 'bus' }), 1, next)).toMatchObject({ shape: { class: null }, choices: [] })
    expect(mapForward(shape({ class: 'car', attributes: { use: 'own' } }), 1, next)).toMatchObject({ shape: { attributes: { use: null } }, choices: [] })
    expect(mapForward(shape({ question: 'sky', class: 'rain' }), 1, next)).toEqual({ shape: null, isChanged: true, choices: null })
    expect(mapForward(shape({ class: 'van', attributes: { long: true } }), 1, next)).toMatchObject({ shape: { attributes: { seen: true } }, choices: null })
    expect(mapForward(shape({ class: 'van', attributes: { long: true, seen: false } }), 1, next).shape?.attributes).toEqual({ seen: false })
  })
  it('renames, merges and retires relation types: ends are joined, ties follow, and one without a successor falls for somebody to look', () => {
    const relations = { list: 'relations' } as const, start: LabelSchemaDocument = { ...base, relations: [...base.relations!, { id: 'car', name: name('Beside'), from: ['bus'], to: ['car'] }, { id: 'same', name: name('Same'), from: ['car'], to: ['car'], symmetric: true }] }
    const tie = (type: string) => shape({ kind: 'relation', class: type, payload: { from: 'a', to: 'b' }, attributes: {} })
    const next = made([{ step: 'rename', at: relations, id: 'tows', text: name('Pulls') }, { step: 'merge', at: relations, from: ['car'], into: 'tows' }], start)
    expect(next.relations).toEqual([{ id: 'tows', name: name('Pulls'), from: ['car', 'van', 'bus'], to: ['van', 'car'] }, start.relations![2]])
    expect(mapForward(tie('car'), 1, next)).toEqual({ shape: tie('tows'), isChanged: true, choices: null })
    expect(mapForward(shape({ class: 'car' }), 1, next).isChanged).toBe(false)
    const step: MigrationStep = { step: 'retire', at: relations, id: 'tows', to: null }, third = made([step], next, 3)
    expect([needsPerson(step), mapForward(tie('car'), 1, third), placeOfStep(next, step).ids]).toEqual([true, { shape: null, isChanged: true, choices: [] }, ['tows', 'car']])
    expect(mapForward(tie('car'), 1, made([{ step: 'retire', at: classes, id: 'car', to: 'bus' }], start)).isChanged).toBe(false)
    expect(lackingIn(third, next)).toEqual([{ at: relations, ids: ['tows', 'car'], classes: [] }])
    expect(revived({ ...third, relations: [...third.relations!, start.relations![1]!] })).toMatchObject({ id: 'car', field: 'relations[1].id' })
    for (const [bad, reason] of [[{ step: 'merge', at: relations, from: ['same'], into: 'tows' }, 'kind'], [{ step: 'split', at: relations, from: 'tows', into: [{ id: 'a', name: name('A') }, { id: 'b', name: name('B') }] }, 'unsplittable'], [{ step: 'retire', at: relations, id: 'near', to: null }, 'unknown']] as const) {
      const result = migrate(start, [bad as MigrationStep], 2)
      expect(result.ok ? null : result.failure.parameters['reason']).toBe(reason)
    }
  })
  it('leads through several versions in their order, and counts what has become an entry before', () => {
    const second = made([{ step: 'merge', at: classes, from: ['van'], into: 'car' }]), third = made([{ step: 'retire', at: classes, id: 'car', to: 'bus' }], second, 3)
    expect(mapForward(shape({ class: 'van' }), 1, third).shape?.class).toBe('bus')
    expect(mapForward(shape({ class: 'car' }), 2, third).shape?.class).toBe('bus')
    expect(placeOfStep(second, { step: 'retire', at: classes, id: 'car', to: 'bus' }).ids).toEqual(['car', 'van'])
    expect(placeOfStep(second, { step: 'retire', at: { list: 'attributes', class: 'car' }, id: 'seen', to: null })).toMatchObject({ ids: ['seen'], classes: ['car', 'van'] })
  })
  it.each<[string, MigrationStep, string]>([
    ['names what is not there', { step: 'retire', at: classes, id: 'tram', to: null }, 'unknown'],
    ['names a place that is not there', { step: 'retire', at: { list: 'attributes', class: 'tram' }, id: 'use', to: null }, 'unknown'],
    ['leads to what is not there', { step: 'merge', at: classes, from: ['car'], into: 'tram' }, 'unknown'],
    ['joins an entry with itself', { step: 'merge', at: classes, from: ['car'], into: 'car' }, 'same'],
    ['joins attributes of two kinds', { step: 'merge', at: { list: 'attributes', class: 'car' }, from: ['use'], into: 'seen' }, 'kind'],
    ['splits an attribute', { step: 'split', at: { list: 'attributes', class: 'car' }, from: 'use', into: [{ id: 'a', name: name('A') }, { id: 'b', name: name('B') }] }, 'unsplittable'],
    ['splits into what has no name', { step: 'split', at: classes, from: 'car', into: [{ id: 'a' }, { id: 'b', name: name('B') }] }, 'unknown'],
    ['takes what a condition is about', { step: 'retire', at: { list: 'attributes', class: 'car' }, id: 'use', to: null }, 'condition'],
    ['takes the only value of a condition', { step: 'retire', at: uses, id: 'cab', to: null }, 'condition'],
    ['takes the only end of a relation', { step: 'retire', at: classes, id: 'van', to: null }, 'condition'],
  ])('is refused when a step %s', (_, step, reason) => { expect(refused(step)).toBe(reason) })
  it('finds whoever takes the id of something retired, at its own place only', () => {
    const next = made([{ step: 'merge', at: classes, from: ['van'], into: 'car' }])
    expect(revived(next)).toBeNull()
    expect(revived({ ...next, questions: [{ id: 'van', title: name('Van'), kind: 'text', required: false }] })).toBeNull()
    expect(revived({ ...next, classes: [...next.classes, base.classes[1]!] })).toMatchObject({ id: 'van', field: 'classes[2].id' })
  })
  it('knows what a version that takes it back would lack', () => {
    const next = made([{ step: 'split', at: classes, from: 'car', into: [{ id: 'coach', name: name('Coach') }, { id: 'bus' }] }])
    expect(lackingIn(base, next)).toEqual([{ at: { list: 'classes' }, ids: ['coach'], classes: [] }])
    expect(lackingIn(base, made([{ step: 'merge', at: classes, from: ['van'], into: 'car' }]))).toEqual([])
  })
  it('leaves every shape with an id that the newest version has, or without one, whatever was merged and retired', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    const start: LabelSchemaDocument = { classes: ids.map(id => ({ id, name: name(id), colour: 1, kinds: ['box'], attributes: [] })), questions: [] }
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...ids), fc.option(fc.constantFrom(...ids))), { maxLength: 8 }), picks => {
      let document = start, version = 1
      const history = [start]
      for (const [id, to] of picks) {
        const next = migrate(document, [{ step: 'retire', at: classes, id, to }], version + 1)
        if (next.ok) { document = next.value; version++; history.push(document) }
      }
      for (const [i, old] of history.entries()) for (const { id } of old.classes) {
        const read = mapForward(shape({ class: id }), i + 1, document).shape!.class
        expect(read === null || document.classes.some(c => c.id === read)).toBe(true)
      }
    }))
  })
})
