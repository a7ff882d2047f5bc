import { expect, test } from 'vitest'
import type { LabelSchemaDocument } from '../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../sockets/shape.ts'
import { frozen, merge, missingForSubmit, shapeProblem, type Rules } from './model.ts'

const name = { en: 'x' }
const schema: LabelSchemaDocument = {
  classes: [{ id: 'car', name, colour: 1, kinds: ['box'], attributes: [
    { id: 'seen', name, kind: 'switch', required: true }, { id: 'use', name, kind: 'select', required: false, options: [{ id: 'taxi', name }] }, { id: 'wheels', name, kind: 'number', required: false },
  ] }],
  questions: [{ id: 'ok', title: name, kind: 'choice', options: [{ id: 'yes', name }], required: true }, { id: 'stars', title: name, kind: 'rating', min: 1, max: 5, required: false }],
}
const rules: Rules = { schema, slots: new Map([['image', { codePoints: null, space: 'raster' }], ['text', { codePoints: 9, space: 'document' }]]), kind: id => (id === 'box' || id === 'polygon' ? { version: 2, space: 'raster', problem: p => (p === 'bad' ? 'box.bad' : null), end: () => null, ends: () => null } : id === 'choice' || id === 'rating' ? { version: 2, space: 'answer', problem: () => null, end: () => null, ends: () => null } : id === 'tie' ? { version: 2, space: 'relation', problem: () => null, end: () => null, ends: p => p as [string, string] } : id === 'span' ? { version: 2, space: 'document', problem: () => null, end: p => p as number, ends: () => null } : undefined) }
const facts = { isAnswer: (kind: string): boolean => kind === 'choice', ends: (shape: ShapeRecord): [string, string] | null => shape.kind === 'tie' ? shape.payload as [string, string] : null }
const box: ShapeRecord = { id: '01890000-0000-7000-8000-00000000000a', kind: 'box', version: 2, class: 'car', question: null, slot: 'image', payload: {}, attributes: { seen: true }, origin: 'human', z: 0 }
const answer: ShapeRecord = { ...box, id: '01890000-0000-7000-8000-00000000000b', kind: 'choice', class: 'yes', question: 'ok', attributes: {} }

test('a shape is refused by the first rule that it breaks, with its field', () => {
  expect(shapeProblem(box, rules)).toBeNull()
  expect(shapeProblem({ ...box, class: null }, rules)).toBeNull()
  const cases: [Partial<ShapeRecord>, string, string][] = [
    [{ kind: 'blob' }, 'shape.unknown-kind', 'kind'], [{ version: 1 }, 'shape.wrong-version', 'version'], [{ slot: 'left' }, 'shape.unknown-slot', 'slot'], [{ payload: 'bad' }, 'box.bad', 'payload'],
    [{ kind: 'span', slot: 'text', payload: 10 }, 'shape.outside-text', 'payload'], [{ kind: 'span', slot: 'text', payload: 9 }, 'shape.kind-not-allowed', 'kind'],
    [{ slot: 'text' }, 'shape.wrong-slot', 'slot'], [{ kind: 'span', payload: 1 }, 'shape.wrong-slot', 'slot'],
    [{ question: 'ok' }, 'shape.unknown-question', 'question'], [{ class: 'dog' }, 'shape.unknown-class', 'class'], [{ kind: 'polygon' }, 'shape.kind-not-allowed', 'kind'],
    [{ attributes: { x: 1 } }, 'shape.unknown-attribute', 'attributes.x'], [{ attributes: { use: 'bus' } }, 'shape.wrong-attribute', 'attributes.use'], [{ attributes: { wheels: Number.NaN } }, 'shape.wrong-attribute', 'attributes.wheels'],
  ]
  for (const [change, code, field] of cases) expect(shapeProblem({ ...box, ...change }, rules)).toEqual({ code, field })
})

test('an answer belongs to a question of its kind, an option of it, a value within its range', () => {
  expect(shapeProblem(answer, rules)).toBeNull()
  expect(shapeProblem({ ...answer, question: 'stars' }, rules)).toEqual({ code: 'shape.unknown-question', field: 'question' })
  expect(shapeProblem({ ...answer, class: 'no' }, rules)).toEqual({ code: 'shape.unknown-option', field: 'class' })
  expect(shapeProblem({ ...answer, kind: 'rating', class: null, question: 'stars', payload: { value: 6 } }, rules)).toEqual({ code: 'shape.out-of-range', field: 'payload.value' })
})

test('what nobody touched since the base is applied, what somebody did is a conflict with theirs, what breaks a rule is refused by index', () => {
  const other = { ...box, id: '01890000-0000-7000-8000-00000000000c' }, theirs = { ...box, z: 9 }
  const result = merge(new Map([[box.id, { shape: theirs, revision: 4 }]]), new Map([[box.id, 4]]), 3, [{ op: 'put', shape: box }, { op: 'put', shape: other }, { op: 'put', shape: { ...other, slot: 'left' } }], rules)
  expect(result).toEqual({ accepted: [{ op: 'put', shape: other }], conflicts: [{ shape: box.id, theirs }], refused: [{ index: 2, code: 'shape.unknown-slot', field: 'slot' }] })
})

test('removing what somebody changed, and changing what somebody removed, are conflicts, never silent wins', () => {
  expect(merge(new Map([[box.id, { shape: box, revision: 5 }]]), new Map([[box.id, 5]]), 4, [{ op: 'remove', id: box.id }], rules).conflicts).toEqual([{ shape: box.id, theirs: box }])
  expect(merge(new Map(), new Map([[box.id, 5]]), 4, [{ op: 'put', shape: box }], rules).conflicts).toEqual([{ shape: box.id, theirs: null }])
})

test('what is missing before a submission is named: a class, a required attribute, a required answer', () => {
  expect(missingForSubmit([box, answer], schema, facts)).toEqual([])
  expect(missingForSubmit([{ ...box, class: null }, { ...box, id: answer.id, attributes: { seen: null } }], schema, facts)).toEqual([
    { code: 'shape.no-class', shape: box.id, field: 'class' }, { code: 'shape.missing-attribute', shape: answer.id, field: 'seen' }, { code: 'question.unanswered', shape: null, field: 'ok' },
  ])
})

test('frozen shapes stand in one order, whatever order they were drawn in', () => {
  expect(frozen([answer, box])).toEqual(frozen([box, answer]))
})

const conditional: LabelSchemaDocument = {
  classes: [{ ...schema.classes[0]!, attributes: [
    { id: 'use', name, kind: 'select', required: true, options: [{ id: 'taxi', name }, { id: 'own', name }] },
    { id: 'lit', name, kind: 'switch', required: true, when: { attribute: 'use', is: ['taxi'] } },
    { id: 'sign', name, kind: 'text', required: true, when: { attribute: 'lit', is: [true] } },
  ] }],
  questions: [schema.questions[0]!, { id: 'why', title: name, kind: 'text', required: true, when: { question: 'ok', is: ['yes'] } }],
}

test('an attribute is required only where its condition holds, through several of them, and takes no value elsewhere', () => {
  const lacks = (attributes: ShapeRecord['attributes']) => missingForSubmit([{ ...box, attributes }], { ...conditional, questions: [] }, facts).map(m => m.field)
  expect([lacks({}), lacks({ use: 'own' }), lacks({ use: 'taxi' }), lacks({ use: 'taxi', lit: false }), lacks({ use: 'taxi', lit: true })]).toEqual([['use'], [], ['lit'], [], ['sign']])
  const under = { ...rules, schema: conditional }
  expect(shapeProblem({ ...box, attributes: { use: 'own', lit: true } }, under)).toEqual({ code: 'shape.attribute-not-asked', field: 'attributes.lit' })
  expect(shapeProblem({ ...box, attributes: { use: 'own', lit: null } }, under)).toBeNull()
  expect(shapeProblem({ ...box, attributes: { use: 'taxi', lit: true, sign: 'TAXI' } }, under)).toBeNull()
})

test('a question after another is asked only after the answer that calls for it, and keeps no answer that is no longer asked for', () => {
  const said = (records: ShapeRecord[]) => missingForSubmit(records, { ...conditional, classes: [] }, facts).map(m => `${m.code} ${m.field}`)
  const reason = { ...answer, id: box.id, kind: 'choice', class: null, question: 'why' }
  expect([said([]), said([answer]), said([answer, reason]), said([reason])]).toEqual([['question.unanswered ok'], ['question.unanswered why'], [], ['question.unanswered ok', 'question.not-asked why']])
})

const tied: Rules = { ...rules, schema: { ...schema, classes: [...schema.classes, { id: 'tow', name, colour: 2, kinds: ['box'], attributes: [] }], relations: [{ id: 'pulls', name, from: ['tow'], to: ['car'] }, { id: 'beside', name, from: ['tow'], to: ['car'], symmetric: true }] } }
const tow: ShapeRecord = { ...box, id: '01890000-0000-7000-8000-00000000000d', class: 'tow', attributes: {} }
const tie = (from: string, to: string, type = 'pulls'): ShapeRecord => ({ ...box, id: '01890000-0000-7000-8000-00000000000e', kind: 'tie', class: type, payload: [from, to], attributes: {} })
const headOf = (...shapes: ShapeRecord[]) => new Map(shapes.map(shape => [shape.id, { shape, revision: 1 }]))
const apply = (head: ReturnType<typeof headOf>, ...operations: Parameters<typeof merge>[3][number][]) => { const { accepted, refused } = merge(head, new Map(), 1, operations, tied); return [accepted.length, refused.map(r => `${r.index} ${r.code}`)] }

test('a relation ties two shapes of the annotation whose classes its type allows, drawn before or in the same change', () => {
  expect(apply(headOf(box, tow), { op: 'put', shape: tie(tow.id, box.id) })).toEqual([1, []])
  expect(apply(headOf(), { op: 'put', shape: tie(tow.id, box.id) }, { op: 'put', shape: tow }, { op: 'put', shape: box })).toEqual([3, []])
  expect(apply(headOf(box), { op: 'put', shape: tie(tow.id, box.id) })).toEqual([0, ['0 shape.wrong-end']])
  expect(apply(headOf(box, tow), { op: 'put', shape: tie(box.id, tow.id) })).toEqual([0, ['0 shape.wrong-end']])
  expect(apply(headOf(box, tow), { op: 'put', shape: tie(box.id, tow.id, 'beside') })).toEqual([1, []])
  expect(apply(headOf(box, tow), { op: 'put', shape: tie(tow.id, box.id, 'eats') })).toEqual([0, ['0 shape.unknown-relation']])
})

test('a relation lies in one place of the task with both its ends, and no end is put into another place under it', () => {
  const places = new Map([...tied.slots, ['second', { codePoints: null, space: 'raster' as const }]]), far = { ...box, slot: 'second' }, relation = tie(tow.id, box.id)
  const applied = (head: ReturnType<typeof headOf>, ...shapes: ShapeRecord[]) => { const { accepted, refused } = merge(head, new Map(), 1, shapes.map(shape => ({ op: 'put', shape })), { ...tied, slots: places }); return [accepted.length, refused.map(r => `${r.index} ${r.code} ${r.field}`)] }
  expect(applied(headOf(far, tow), relation)).toEqual([0, ['0 shape.wrong-slot payload']])
  expect(applied(headOf(), far, tow, relation)).toEqual([2, ['2 shape.wrong-slot payload']])
  expect(applied(headOf(box, tow), { ...relation, slot: 'second' })).toEqual([0, ['0 shape.wrong-slot slot']])
  expect(applied(headOf(box, tow, relation), far)).toEqual([0, ['0 shape.held-by-relation slot']])
  expect(applied(headOf(box, tow), far, relation)).toEqual([1, ['1 shape.wrong-slot payload']])
  expect(applied(headOf(box, tow), far)).toEqual([1, []])
  expect(applied(headOf(far), { ...tow, slot: 'second' }, { ...relation, slot: 'second' })).toEqual([2, []])
})

test('an end is removed with its relation, not without it, and a class that does not fit keeps it from being submitted', () => {
  const relation = tie(tow.id, box.id), head = headOf(box, tow, relation)
  expect(apply(head, { op: 'remove', id: tow.id })).toEqual([0, ['0 shape.held-by-relation']])
  expect(apply(head, { op: 'remove', id: tow.id }, { op: 'remove', id: relation.id })).toEqual([2, []])
  expect(apply(headOf(box, tow), { op: 'put', shape: relation }, { op: 'remove', id: tow.id })).toEqual([1, ['0 shape.wrong-end']])
  expect(missingForSubmit([box, tow, relation], { ...tied.schema, questions: [] }, facts)).toEqual([])
  expect(missingForSubmit([{ ...box, class: 'tow', attributes: {} }, tow, relation], { ...tied.schema, questions: [] }, facts)).toEqual([{ code: 'shape.wrong-end', shape: relation.id, field: 'class' }])
})
