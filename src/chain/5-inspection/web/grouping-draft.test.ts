import { Value } from 'typebox/value'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GroupRule } from '../../3-production/grouping/contract.ts'
import { ruleProblem } from '../../3-production/grouping/model.ts'
import { emptyGrouping, groupingFrom, groupings, type GroupingDraft } from './grouping-draft.ts'

const of = (draft: Partial<GroupingDraft>) => groupingFrom({ ...emptyGrouping, ...draft })

test('what is typed becomes the rule, its places named by their endings', () => {
  expect(of({})).toEqual({ ok: true, rule: { by: 'none' } })
  expect(of({ group: 'pair' })).toMatchObject({ rule: { places: [{ slot: 'left', ending: '_left' }, { slot: 'right', ending: '_right' }] } })
  expect(of({ group: 'pair', firstEnding: '', secondEnding: '-2' })).toMatchObject({ rule: { places: [{ slot: 'first' }, { slot: 'second' }] } })
  expect(of({ group: 'folder', length: '8', step: '5' })).toEqual({ ok: true, rule: { by: 'folder', modality: 'image', length: 8, step: 5 } })
})

test('the first thing wrong is named', () => {
  expect([of({ group: 'pair', secondEnding: '_LEFT ' }), of({ group: 'folder', length: '201' }), of({ group: 'folder', step: '0' }), of({ group: 'fact' })].map(r => !r.ok && r.problem)).toEqual(['sameending', 'length', 'step', 'fact'])
})

test('whatever is typed, a rule that comes out is one that the server takes', () => {
  const text = fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom('1', '20', '_a', ''))
  fc.assert(fc.property(fc.record({ group: fc.constantFrom(...groupings), firstEnding: text, secondEnding: text, modality: fc.constantFrom('image' as const, 'text' as const), length: text, step: text, fact: text }), draft => {
    const typed = groupingFrom(draft)
    if (typed.ok) expect([Value.Check(GroupRule, typed.rule), ruleProblem(typed.rule)]).toEqual([true, null])
  }))
})
