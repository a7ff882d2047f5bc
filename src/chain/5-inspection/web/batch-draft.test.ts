import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lotAqls } from '../../3-production/model.ts'
import { acceptanceProbability, levels } from '../model.ts'
import { plainWorkflow } from '../../3-production/workflow.ts'
import { groupings } from './grouping-draft.ts'
import { bodyOf, draftOf, emptyDraft, kinds, planPreview, problemOf, searchOf, type BatchDraft } from './batch-draft.ts'

const anyDraft: fc.Arbitrary<BatchDraft> = fc.record({
  selection: fc.string(), name: fc.string(), kind: fc.constantFrom(...kinds), overlap: fc.string(), extendTo: fc.string(), extendBelow: fc.string(), review: fc.constantFrom('all' as const, 'sample' as const, 'none' as const), percent: fc.string(), arbitrates: fc.boolean(), below: fc.string(), client: fc.boolean(), lease: fc.string(), plan: fc.constantFrom('none' as const, 'sample' as const),
  level: fc.constantFrom(...levels), aql: fc.constantFrom(...lotAqls), gold: fc.string(), safety: fc.boolean(), opens: fc.boolean(),
  group: fc.constantFrom(...groupings), firstEnding: fc.string(), secondEnding: fc.string(), modality: fc.constantFrom('image' as const, 'text' as const), length: fc.string(), step: fc.string(), fact: fc.string(),
  annotateParty: fc.string(), reviewParty: fc.string(), arbitrateParty: fc.string(), clientParty: fc.string(),
})
const party = '01890000-0000-7000-8000-000000000001'
const whole: BatchDraft = { ...emptyDraft, selection: 's', name: ' Night ' }

test('a draft reads back from its address as it was written, and an address says nothing of an empty one', () => {
  fc.assert(fc.property(anyDraft, draft => { expect(draftOf(searchOf(draft))).toEqual(draft) }))
  expect(searchOf(emptyDraft)).toEqual({})
})

test('what an address says wrongly is as in an empty draft', () => {
  expect(draftOf({ kind: 'holiday', level: 'IV', aql: '3.3', plan: 'maybe', review: 'some', overlap: 7 })).toEqual(emptyDraft)
})

test('the first thing missing is named in the order of the form, and only a draft that lacks nothing has a request', () => {
  expect(problemOf(emptyDraft)).toBe('selection')
  expect(problemOf({ ...whole, name: '  ' })).toBe('name')
  for (const overlap of ['', '0', '21', '1.5', 'two']) expect(problemOf({ ...whole, overlap }), overlap).toBe('overlap')
  for (const lease of ['0', '10081', '-5', '']) expect(problemOf({ ...whole, lease }), lease).toBe('lease')
  for (const gold of ['', '-1', '51', 'x']) expect(problemOf({ ...whole, gold }), gold).toBe('gold')
  expect(bodyOf({ ...whole, lease: '' })).toBeNull()
  expect(bodyOf({ ...whole, gold: '5', safety: true })).toMatchObject({ goldPercent: 5, safety: true })
  expect(bodyOf(whole)).toEqual({ name: 'Night', selection: 's', kind: 'production', workflow: plainWorkflow(1, 'all'), leaseMinutes: 120, plan: null, open: true })
})

test('several annotators whom neither a review of every task nor an arbiter decides between are named before the server refuses them', () => {
  expect(problemOf({ ...whole, overlap: '2', review: 'none' })).toBe('nobodydecides')
  expect(bodyOf({ ...whole, overlap: '3', review: 'none', arbitrates: true, below: '85' })?.workflow?.arbitrate).toEqual({ party: null, below: 0.85 })
})

test('the preview of a plan is that of GB/T 2828.1: letter K, 125 of 2,000, Ac 3, accepted one time in ten at 5.27 %', () => {
  const plan = planPreview({ plan: 'sample', level: 'II', aql: '1.0' }, 2000)
  expect(plan).toMatchObject({ letter: 'K', sampleSize: 125, acceptance: 3, rejection: 4, full: false, lot: 2000, proof: 299 })
  expect(plan!.limit).toBeCloseTo(0.0527, 3)
  expect(acceptanceProbability(plan!, plan!.limit!)).toBeCloseTo(0.1, 3)
})

test('a small lot is inspected whole and has no limit; without a plan or a lot there is no preview', () => {
  expect(planPreview({ plan: 'sample', level: 'II', aql: '1.0' }, 5)).toMatchObject({ full: true, sampleSize: 5, limit: null })
  expect(planPreview({ plan: 'none', level: 'II', aql: '1.0' }, 2000)).toBeNull()
  expect(planPreview({ plan: 'sample', level: 'II', aql: '1.0' }, 0)).toBeNull()
})

test('only the AQLs that are percentages of nonconforming items are offered', () => {
  expect(lotAqls.at(0)).toBe('0.010')
  expect(lotAqls.at(-1)).toBe('10')
})

test('the request says how assets are grouped and which party does a step; of a step that is left out no party is said', () => {
  expect(problemOf({ ...whole, group: 'folder', length: '0' })).toBe('grouping')
  expect(bodyOf({ ...whole, group: 'folder', length: '9', annotateParty: party, clientParty: party })).toMatchObject({ group: { by: 'folder', length: 9 }, workflow: { annotate: { party }, review: { party: null }, client: null } })
  expect(bodyOf(whole)).not.toHaveProperty('group')
})
