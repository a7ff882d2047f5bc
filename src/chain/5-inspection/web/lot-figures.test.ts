import { expect, test } from 'vitest'
import { aqlPoint, aqlShare, chanceOf, curveOf, finishedTasks, limitingShare, lotAfter, proofOf, stepOf, type LotPlanView } from './lot-figures.ts'

/** Letter K at AQL 1.0, the plan of the standard's tables for a lot of 2,000. */
const plan: LotPlanView = { letter: 'K', sampleSize: 125, acceptance: 3, rejection: 4, full: false, level: 'II', aql: '1.0', lotSize: 2000 }

test('the next step of a lot follows from its batch, its plan and what is judged', () => {
  const lot = { level: 'II', aql: '1.0' } as const
  expect([stepOf({ state: 'open', plan: null }, null, 0), stepOf({ state: 'submitted', plan: null }, null, 0), stepOf({ state: 'accepted', plan: null }, null, 0)]).toEqual(['wait', 'accept', 'done'])
  expect([stepOf({ state: 'draft', plan: lot }, null, 0), stepOf({ state: 'open', plan: lot }, { state: 'committed' }, 0), stepOf({ state: 'submitted', plan: lot }, { state: 'committed' }, 0), stepOf({ state: 'void', plan: lot }, { state: 'committed' }, 0)]).toEqual(['wait', 'wait', 'draw', 'done'])
  expect([stepOf({ state: 'inspecting', plan: lot }, { state: 'drawn' }, 2), stepOf({ state: 'inspecting', plan: lot }, { state: 'drawn' }, 0), stepOf({ state: 'accepted', plan: lot }, { state: 'accepted' }, 0)]).toEqual(['judge', 'end', 'done'])
  expect(finishedTasks({ counts: { approved: 5, discarded: 1, open: 9 } })).toBe(6)
})

test('a batch at the limiting quality is accepted with at most one chance in ten and one task fewer with more', () => {
  const limit = limitingShare(plan)
  expect(chanceOf(plan, limit)).toBeLessThanOrEqual(0.1)
  expect(chanceOf(plan, limit - 1 / 2000)).toBeGreaterThan(0.1)
  // MIL-STD-105E gives 5.27 % for K at AQL 1.0 by the binomial; drawing without replacement is a little stricter.
  expect(limit).toBeGreaterThan(0.045)
  expect(limit).toBeLessThan(0.0527)
})

test('full inspection accepts up to the acceptance number for certain and never beyond it', () => {
  const full: LotPlanView = { ...plan, sampleSize: 40, lotSize: 40, acceptance: 1, rejection: 2, full: true }
  expect([chanceOf(full, 1 / 40), chanceOf(full, 2 / 40)]).toEqual([expect.closeTo(1, 9), 0])
  expect(limitingShare(full)).toBe(2 / 40)
})

test('the curve begins with certain acceptance, never rises and ends beyond the limiting quality', () => {
  const curve = curveOf(plan)
  expect([curve[0]!.share, curve[0]!.chance]).toEqual([0, expect.closeTo(1, 9)])
  expect(curve.every((point, i) => i === 0 || point.chance <= curve[i - 1]!.chance + 1e-12)).toBe(true)
  expect(curve.at(-1)!.share).toBeGreaterThan(limitingShare(plan))
  expect(curve.length).toBeLessThanOrEqual(121)
})

test('the point of the AQL lies on whole tasks, and there is none in a lot where one task is more than the AQL', () => {
  const small: LotPlanView = { ...plan, lotSize: 26, sampleSize: 13, acceptance: 1, aql: '4.0' }
  expect([aqlPoint(plan)?.share, aqlPoint(small)?.share, aqlPoint({ ...small, aql: '1.0' })]).toEqual([20 / 2000, 1 / 26, null])
  expect(aqlPoint(plan)!.chance).toBeGreaterThan(0.95)
})

test('what would prove the AQL is counted for what was found, and not at all where the AQL is no share', () => {
  expect([proofOf({ ...plan, aql: '2.5' }, 0), aqlShare({ aql: '15' }), proofOf({ ...plan, aql: '15' }, 0)]).toEqual([119, null, null])
  expect(proofOf(plan, 2)!).toBeGreaterThan(proofOf(plan, 0)!)
})

test('what the plan would say counts the defects that fell before and those that fall now, item by item', () => {
  const defect = (id: string, task: string, state: 'overturned' | 'open' | null = null) => ({ id, task, taskNumber: 1, shape: null, code: 'offset' as const, severity: 'major' as const, note: '', slot: null, pin: null, appeal: state && { id: 'a', state, reason: '', said: null } })
  const defects = [defect('1', 'one', 'overturned'), defect('2', 'one', 'open'), defect('3', 'two', 'open'), defect('4', 'three')]
  expect(lotAfter(defects, {}, 2, false)).toEqual({ result: 'rejected', nonconforming: 3, rule: null })
  expect(lotAfter(defects, { 2: 'overturned', 3: 'stands' }, 2, false)).toEqual({ result: 'accepted', nonconforming: 2, rule: null })
})
