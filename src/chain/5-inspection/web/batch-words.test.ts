import { expect, test } from 'vitest'
import type { BatchView } from '../../3-production/contract.ts'
import { batchStates, taskStates } from '../../3-production/model.ts'
import { plainWorkflow } from '../../3-production/workflow.ts'
import { boardColumns, progressOf, stepsOf, taskStepsOf } from './batch-words.ts'

const batch = (change: Partial<BatchView>): BatchView => ({
  id: 'b', project: 'p', number: 1, display: 'B-001', name: 'n', kind: 'production', state: 'open', selection: 's', schemaVersion: 1, guidelineVersion: 1, overlap: 1, review: 'all', leaseMinutes: 120, plan: null, tasks: 10, version: 1,
  createdAt: '2026-11-24T00:00:00Z', workflow: plainWorkflow(1, 'all'), dispatch: 'queue', dueAt: null, quota: null, reserveMinutes: null, reviewDraw: null, counts: {}, returnLimit: 3, appealHours: 72, safety: false, clientRounds: 0, deliveredAt: null, voidReason: null, voidRule: null, ...change,
})
const none = { opening: null, acceptance: false, voiding: null, delivery: false, closing: false }

test('the board has a column for each common state in the order of the work, and for a rare state only while a batch is in it', () => {
  expect(boardColumns([]).map(c => c.state)).toEqual(['draft', 'open', 'submitted', 'inspecting', 'accepted'])
  const columns = boardColumns([batch({ state: 'void' }), batch({ state: 'rework' }), batch({ state: 'open' })])
  expect(columns.map(c => [c.state, c.batches.length])).toEqual([['draft', 0], ['open', 1], ['submitted', 0], ['inspecting', 0], ['rework', 1], ['accepted', 0], ['void', 1]])
  expect(boardColumns(batchStates.map(state => batch({ state }))).flatMap(c => c.batches).length).toBe(batchStates.length)
})

test('progress counts disputed and reviewed tasks as submitted, leaves discarded ones out of the lot, and calls approved ones accepted only in an accepted batch', () => {
  const counts = { open: 1, taken: 1, submitted: 1, in_review: 1, disputed: 1, approved: 3, discarded: 2 }
  expect(progressOf(batch({ counts }))).toEqual({ total: 8, submitted: 3, approved: 3, done: 6, unfinished: 5, isAccepted: false })
  expect(progressOf(batch({ counts: { approved: 9, discarded: 1 }, state: 'delivered' }))).toMatchObject({ total: 9, unfinished: 0, isAccepted: true })
})

test('a coordinator opens a draft, has nothing to open in rework, accepts what has no plan and is finished, and voids until delivery', () => {
  const of = (change: Partial<BatchView>) => stepsOf(batch(change), ['coordinator'])
  expect(of({ state: 'draft' })).toEqual({ ...none, opening: 'open', voiding: 'draft' })
  expect(of({ state: 'rework' })).toEqual({ ...none, voiding: 'request' })
  expect(of({ state: 'open' })).toEqual({ ...none, voiding: 'request' })
  expect(of({ state: 'submitted', counts: { approved: 10 } })).toEqual({ ...none, acceptance: true, voiding: 'request' })
  expect(of({ state: 'submitted', counts: { approved: 10 }, plan: { level: 'II', aql: '1.0' } }).acceptance).toBe(false)
  expect(of({ state: 'delivered' })).toEqual(none)
})

test('a submitted batch of which a task was taken up again is reopened, not accepted', () => {
  expect(stepsOf(batch({ state: 'submitted', counts: { approved: 9, open: 1 } }), ['coordinator'])).toEqual({ ...none, opening: 'reopen', voiding: 'request' })
})

test('executors, reviewers and auditors are offered no step with any batch or task; a requester only accepts', () => {
  for (const role of ['executor', 'reviewer', 'arbiter', 'supervisor', 'auditor', 'trainer']) for (const state of batchStates) {
    expect(stepsOf(batch({ state, counts: { approved: 10 } }), [role]), `${role} ${state}`).toEqual(none)
    for (const task of taskStates) expect(taskStepsOf(state, task, [role])).toEqual([])
  }
  expect(stepsOf(batch({ state: 'submitted', counts: { approved: 10 } }), ['requester'])).toEqual({ ...none, acceptance: true })
})

test('a task is parked or discarded while its lot can still change, taken up again when it was put aside, and left alone once the sample is drawn', () => {
  expect(taskStepsOf('open', 'taken', ['coordinator'])).toEqual(['parked', 'discarded'])
  expect(taskStepsOf('open', 'approved', ['coordinator'])).toEqual(['discarded'])
  expect(taskStepsOf('submitted', 'discarded', ['coordinator'])).toEqual(['open'])
  expect(taskStepsOf('open', 'parked', ['administrator'])).toEqual(['open', 'discarded'])
  for (const state of ['inspecting', 'accepted', 'void'] as const) expect(taskStepsOf(state, 'open', ['coordinator'])).toEqual([])
})

test('a coordinator delivers an accepted batch whose workflow names a client, and closes it once the client accepted it; the client does neither', () => {
  const workflow = { ...plainWorkflow(1, 'all'), client: { party: null } }, of = (state: BatchView['state'], role: string) => { const { delivery, closing } = stepsOf(batch({ state, workflow }), [role]); return [delivery, closing] }
  expect([of('accepted', 'coordinator'), of('client_accepted', 'coordinator'), of('delivered', 'coordinator')]).toEqual([[true, false], [false, true], [false, false]])
  expect([of('accepted', 'requester'), of('client_accepted', 'requester')]).toEqual([[false, false], [false, false]])
  expect(stepsOf(batch({ state: 'accepted' }), ['coordinator']).delivery).toBe(false)
})
