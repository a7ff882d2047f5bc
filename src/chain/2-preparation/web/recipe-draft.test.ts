import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import type { OperatorView } from '../contract.ts'
import { numberProblem, parameterFields } from './parameter-fields.ts'
import { addStep, byOperator, draftOf, moveStep, outdated, placeOf, stepsOf, suggested } from './recipe-draft.ts'

const operator = (id: string, step: OperatorView['step'], more: Partial<OperatorView> = {}): OperatorView => ({
  id, version: 2, step, title: {}, describes: {}, modalities: ['image'], parameters: {}, defaults: { least: 1 }, parameterTexts: {}, reasons: {}, details: {}, facet: null, histogram: null, joint: false, ...more,
})
const operators = [operator('size', 'screen'), operator('twins', 'screen', { joint: true }), operator('decodable', 'screen'), operator('redact', 'clean', { modalities: ['text'] }), operator('facet', 'classify')]
const known = byOperator(operators)

describe('the draft of a recipe', () => {
  it('takes an operator in behind the last step of its stage, with its defaults and a key of its own', () => {
    const begun = draftOf([{ operator: 'size', version: 2, parameters: {} }, { operator: 'facet', version: 2, parameters: {} }])
    const { draft, at } = addStep(begun, known.get('redact')!, known)
    expect(stepsOf(draft).map(s => s.operator)).toEqual(['size', 'redact', 'facet'])
    expect([at, draft[1]!.parameters, draft[1]!.key]).toEqual([1, { least: 1 }, 2])
    expect(addStep([], known.get('size')!, known).at).toBe(0)
  })
  it('moves a step and loses none, and stays as it is when there is no such place', () => {
    const draft = draftOf(['a', 'b', 'c'].map(id => ({ operator: id, version: 1, parameters: {} })))
    expect(moveStep(draft, 0, 2).map(s => s.operator)).toEqual(['b', 'c', 'a'])
    expect(moveStep(draft, 2, 1).map(s => s.operator)).toEqual(['a', 'c', 'b'])
    for (const [from, to] of [[0, -1], [2, 3], [7, 0], [1, 1]] as const) expect(moveStep(draft, from, to)).toBe(draft)
  })
  it('knows which steps name an operator in an older version', () => {
    expect(outdated([{ operator: 'size', version: 1, parameters: {} }, { operator: 'facet', version: 2, parameters: {} }], known).map(s => s.operator)).toEqual(['size'])
  })
  it('begins with what screens the modalities at hand: damage first, comparisons last', () => {
    expect(suggested(operators, ['image']).map(s => s.operator)).toEqual(['decodable', 'size', 'twins'])
    expect(suggested(operators, ['text'])).toEqual([])
  })
  it('places a threshold between the ends of a histogram and never outside', () => {
    expect([placeOf(5, { min: 0, max: 10 }), placeOf(-3, { min: 0, max: 10 }), placeOf(99, { min: 0, max: 10 }), placeOf(7, { min: 7, max: 7 })]).toEqual([0.5, 0, 1, 0.5])
  })
})

describe('the form of parameters', () => {
  const schema = Type.Object({
    share: Type.Number({ minimum: 0.5, maximum: 1 }), count: Type.Integer({ minimum: 1 }), strict: Type.Boolean(), field: Type.String({ pattern: '^[a-z]+$' }),
    test: Type.Union([Type.Literal('contains'), Type.Literal('prefix')]), style: Type.Enum(['mask', 'tag']), kinds: Type.Array(Type.Union([Type.Literal('a'), Type.Literal('b')])), deep: Type.Object({}),
  })
  it('has one input per property of the schema, and keeps what it has no input for', () => {
    expect(parameterFields(JSON.parse(JSON.stringify(schema)))).toEqual([
      { name: 'share', kind: 'number', integer: false, min: 0.5, max: 1 }, { name: 'count', kind: 'number', integer: true, min: 1, max: null }, { name: 'strict', kind: 'switch' }, { name: 'field', kind: 'text', pattern: '^[a-z]+$' },
      { name: 'test', kind: 'choice', options: ['contains', 'prefix'] }, { name: 'style', kind: 'choice', options: ['mask', 'tag'] }, { name: 'kinds', kind: 'choices', options: ['a', 'b'] }, { name: 'deep', kind: 'fixed' },
    ])
    expect(parameterFields(undefined)).toEqual([])
  })
  it('says why a number cannot be taken', () => {
    const field = { name: 'n', kind: 'number', integer: true, min: 1, max: 9 } as const
    expect([Number.NaN, 1.5, 0, 10, 9].map(n => numberProblem(field, n))).toEqual(['unreadable', 'fraction', 'low', 'high', null])
  })
})
