import { expect, test } from 'vitest'
import { askedOfAll, withValue } from './attribute-values.ts'

const name = { en: 'x' }
const label = { attributes: [
  { id: 'use', name, kind: 'select' as const, required: true, options: [{ id: 'taxi', name }, { id: 'own', name }] },
  { id: 'lit', name, kind: 'switch' as const, required: false, when: { attribute: 'use', is: ['taxi'] } },
  { id: 'sign', name, kind: 'text' as const, required: false, when: { attribute: 'lit', is: [true] } },
] }

test('a change that makes attributes fall away takes their values along, all the way down', () => {
  expect(withValue(label, { use: 'taxi', lit: true, sign: 'TAXI' }, 'use', 'own')).toEqual({ use: 'own' })
  expect(withValue(label, { use: 'taxi', lit: true, sign: 'TAXI' }, 'lit', false)).toEqual({ use: 'taxi', lit: false })
  expect(withValue(label, { use: 'taxi' }, 'lit', true)).toEqual({ use: 'taxi', lit: true })
})

test('of several shapes only what is asked of all of them is shown', () => {
  expect(askedOfAll(label, [{ attributes: { use: 'taxi' } }, { attributes: { use: 'own' } }]).map(a => a.id)).toEqual(['use'])
  expect(askedOfAll(label, [{ attributes: { use: 'taxi' } }]).map(a => a.id)).toEqual(['use', 'lit'])
})
