import fc from 'fast-check'
import { expect, test } from 'vitest'
import { batchStates, mayMoveBatch, mayReinstateLot } from '../../3-production/model.ts'
import { inspectionStates, mayMoveInspection, severities, shapeCodes } from '../model.ts'
import { appealResult, lotAppealStates, lotVerdict, mayMoveLotAppeal, wayBack, withoutDefects, type AppealableItem } from './model.ts'

const defect = fc.record({ code: fc.constantFrom(...shapeCodes), severity: fc.constantFrom(...severities) })
const sample = fc.array(fc.array(defect, { maxLength: 3 }), { minLength: 1, maxLength: 12 })
  .map(items => items.map((defects, i): AppealableItem => ({ task: `t${i}`, conforms: defects.length === 0, defects: defects.map((d, k) => ({ ...d, id: `${i}.${k}` })) })))

test('an appeal is decided once, and one defect that falls upholds it', () => {
  for (const from of lotAppealStates) for (const to of lotAppealStates) expect(mayMoveLotAppeal(from, to)).toBe(from === 'open' && to !== 'open')
  expect([appealResult(['stands', 'overturned']), appealResult(['stands', 'stands'])]).toEqual(['upheld', 'rejected'])
})

test('an item conforms once every defect of it fell, and no defect that falls ever worsens the word on the lot', () => {
  fc.assert(fc.property(sample, fc.integer({ min: 0, max: 4 }), fc.boolean(), fc.func(fc.boolean()), (items, acceptance, isSafety, falls) => {
    const ids = items.flatMap(item => item.defects.map(d => d.id)), overturned = new Set(ids.filter(id => falls(id)))
    const left = withoutDefects(items, overturned), before = lotVerdict(items, acceptance, isSafety), after = lotVerdict(left, acceptance, isSafety)
    for (const [i, item] of left.entries()) expect(item.conforms).toBe(items[i]!.defects.every(d => overturned.has(d.id)))
    expect(after.nonconforming).toBeLessThanOrEqual(before.nonconforming)
    if (before.result === 'accepted') expect(after.result).toBe('accepted')
    if (overturned.size === ids.length) expect(after).toEqual({ result: 'accepted', nonconforming: 0, rule: null })
  }))
})

test('the new word moves a batch in rework once its work is untouched or done, one that a rule voided, and no other', () => {
  const accepted = { result: 'accepted', nonconforming: 0, rule: null } as const, rejected = { result: 'rejected', nonconforming: 3, rule: null } as const, void_ = { ...rejected, rule: 'illegal-content' } as const
  const at = (state: (typeof batchStates)[number], byRule = false) => ({ state, byRule })
  expect([wayBack(at('rework'), accepted, true), wayBack(at('rework'), accepted, false), wayBack(at('rework'), rejected, true)]).toEqual(['accept', 'stay', 'stay'])
  expect([wayBack(at('void', true), accepted, true), wayBack(at('void', true), rejected, true), wayBack(at('void', true), void_, true), wayBack(at('void'), accepted, true)]).toEqual(['accept', 'rework', 'stay', 'stay'])
  for (const state of batchStates) for (const byRule of [true, false]) if (wayBack(at(state, byRule), accepted, true) !== 'stay') expect(mayReinstateLot(at(state, byRule))).toBe(true)
  expect(mayMoveBatch('void', 'inspecting') || mayMoveBatch('rework', 'inspecting')).toBe(false)
})

test('of inspections only a rejected one turns, and only a commitment can be withdrawn', () => {
  expect(inspectionStates.filter(from => mayMoveInspection(from, 'accepted'))).toEqual(['drawn', 'rejected'])
  expect(inspectionStates.filter(from => mayMoveInspection(from, 'withdrawn'))).toEqual(['committed'])
  expect(inspectionStates.flatMap(to => (mayMoveInspection('accepted', to) || mayMoveInspection('withdrawn', to) ? [to] : []))).toEqual([])
})
