import fc from 'fast-check'
import { expect, test } from 'vitest'
import { batchStates, mayMoveBatch, type BatchState } from '../3-production/model.ts'
import { codeOfCorrection, codesFor, isPinInside, mayBeSettled, voidingRule } from './model.ts'

const client = { client: { party: null } }

test('no way through the states of a batch leads to settlement without its client having accepted it', () => {
  fc.assert(fc.property(fc.array(fc.nat(10), { maxLength: 40 }), choices => {
    let state: BatchState = 'draft', isAccepted = false
    for (const choice of choices) {
      const next = batchStates.filter(to => mayMoveBatch(state, to))
      if (next.length === 0) break
      state = next[choice % next.length]!
      if (state === 'client_accepted') isAccepted = true
      if (mayBeSettled(state, client)) expect(isAccepted).toBe(true)
    }
  }), { numRuns: 2000 })
  expect(batchStates.filter(state => mayBeSettled(state, client))).toEqual(['client_accepted', 'closed'])
  expect(batchStates.filter(state => mayBeSettled(state, { client: null }))).toEqual(['accepted', 'client_accepted', 'closed'])
})

test('the safety rule speaks from the first item above 5 %, the rule of illegal content at the first critical one', () => {
  const items = (n: number, bad: number) => Array.from({ length: n }, (_, i) => ({ conforms: i >= bad, defects: i < bad ? [{ code: 'offset' as const, severity: 'minor' as const }] : [] }))
  expect([voidingRule(items(100, 5), true), voidingRule(items(100, 6), true), voidingRule(items(100, 60), false), voidingRule([], true)]).toEqual([null, 'safety-share', null, null])
  expect(voidingRule([{ conforms: false, defects: [{ code: 'illegal-content', severity: 'critical' }] }], false)).toBe('illegal-content')
})

test('a correction is coded by what it changed, texts have the codes of prompts and responses too, and a pin has the coordinates of its asset', () => {
  const shape = { id: '01890000-0000-7000-8000-000000000001', kind: 'box', version: 1, class: 'a', question: null, slot: 'image', payload: { x: 1 }, attributes: {}, origin: 'human', z: 0 }
  expect([codeOfCorrection(null, shape), codeOfCorrection(shape, null), codeOfCorrection(shape, { ...shape, class: 'b' }), codeOfCorrection(shape, { ...shape, payload: { x: 2 } }), codeOfCorrection(shape, { ...shape, attributes: { a: 1 } })])
    .toEqual(['missed', 'extra', 'wrong-class', 'offset', 'attribute'])
  expect([codesFor(['image']).length, codesFor(['image', 'text']).length]).toEqual([7, 15])
  expect([isPinInside({ x: 5, y: 5 }, { width: 5, height: 5 }), isPinInside({ x: 6, y: 5 }, { width: 5, height: 5 }), isPinInside({ offset: 3 }, { codePoints: 3 }), isPinInside({ offset: 4 }, { codePoints: 3 }), isPinInside({ offset: 0 }, { width: 5 }), isPinInside({ x: 0, y: 0 }, { codePoints: 3 })])
    .toEqual([true, false, true, false, false, false])
})
