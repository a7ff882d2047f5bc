import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assignmentStates, batchStates, mayMoveAssignment, mayMoveBatch, mayTakeBack, parksAfterSkips, releasable, standingOfTask, roundAfter, type AssignmentState, type Seat } from './model.ts'

const seat = (state: AssignmentState, person = 'a', step: Seat['step'] = 'annotate'): Seat => ({ step, state, person })
const facts = { overlap: 2, review: 'all' as const, drawn: null, dispute: null, setAside: null }

test('a task with overlap is open while a seat is vacant, taken while one is held, submitted when all are, in review, approved', () => {
  const of = (...assignments: Seat[]) => standingOfTask({ ...facts, assignments })
  expect(of()).toEqual({ state: 'open', vacancies: 2, reviewable: false, arbitrable: false })
  expect(of(seat('held'))).toEqual({ state: 'taken', vacancies: 1, reviewable: false, arbitrable: false })
  expect(of(seat('submitted'))).toEqual({ state: 'open', vacancies: 1, reviewable: false, arbitrable: false })
  expect(of(seat('submitted'), seat('submitted', 'b'))).toEqual({ state: 'submitted', vacancies: 0, reviewable: true, arbitrable: false })
  expect(of(seat('submitted'), seat('submitted', 'b'), seat('held', 'r', 'review'))).toEqual({ state: 'in_review', vacancies: 0, reviewable: false, arbitrable: false })
  expect(of(seat('submitted'), seat('returned', 'b'))).toEqual({ state: 'taken', vacancies: 0, reviewable: false, arbitrable: false })
  expect(of(seat('accepted'), seat('accepted', 'b'))).toEqual({ state: 'approved', vacancies: 0, reviewable: false, arbitrable: false })
})

test('seats that were given back, expired or skipped are vacant again, and what was set aside takes nobody', () => {
  for (const state of ['released', 'expired', 'skipped', 'void'] as const) expect(standingOfTask({ ...facts, assignments: [seat(state)] }).vacancies).toBe(2)
  expect(standingOfTask({ ...facts, setAside: 'parked', assignments: [seat('submitted'), seat('submitted', 'b')] })).toEqual({ state: 'parked', vacancies: 0, reviewable: false, arbitrable: false })
})

test('whatever happens, seats and vacancies never exceed the overlap, and only a complete task is reviewable', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.constantFrom(...assignmentStates), { maxLength: 8 }), fc.constantFrom('agreement' as const, null), (overlap, states, dispute) => {
    const { vacancies, reviewable, arbitrable, state } = standingOfTask({ ...facts, overlap, dispute, assignments: states.map((s, i) => seat(s, `p${i}`)) })
    const seated = states.filter(s => s === 'held' || s === 'submitted' || s === 'accepted' || s === 'returned').length
    expect(vacancies).toBeLessThanOrEqual(Math.max(0, overlap - (state === 'approved' ? overlap : seated)))
    if (reviewable || arbitrable) expect(vacancies).toBe(0)
    expect(reviewable && arbitrable).toBe(false)
    expect(state === 'disputed').toBe(arbitrable)
  }))
})

test('a task in dispute waits for an arbiter, is nobody else\'s while one holds it, and leaves the dispute when a reader takes it up again', () => {
  const both = [seat('submitted'), seat('submitted', 'b')], of = (assignments: Seat[]) => standingOfTask({ ...facts, dispute: 'agreement', assignments })
  expect(of(both)).toEqual({ state: 'disputed', vacancies: 0, reviewable: false, arbitrable: true })
  expect(of([...both, seat('held', 'c', 'arbitrate')])).toEqual({ state: 'disputed', vacancies: 0, reviewable: false, arbitrable: false })
  expect(of([...both, seat('released', 'c', 'arbitrate')]).arbitrable).toBe(true)
  expect(of([seat('submitted'), seat('held', 'b')])).toEqual({ state: 'taken', vacancies: 0, reviewable: false, arbitrable: false })
})

test('a sampling review looks at the tasks that were drawn, and at no other', () => {
  const of = (drawn: boolean | null) => standingOfTask({ ...facts, overlap: 1, review: 'sample', drawn, assignments: [seat('submitted')] }).reviewable
  expect([of(true), of(false), of(null)]).toEqual([true, false, false])
})

test('one reader more makes room for exactly one reader', () => {
  expect(standingOfTask({ ...facts, overlap: 3, assignments: [seat('submitted'), seat('submitted', 'b')] })).toEqual({ state: 'open', vacancies: 1, reviewable: false, arbitrable: false })
})

test('two people who skip park a task; one who skips twice does not', () => {
  expect(parksAfterSkips([seat('skipped', 'a'), seat('skipped', 'a')])).toBe(false)
  expect(parksAfterSkips([seat('skipped', 'a'), seat('skipped', 'b')])).toBe(true)
})

test('a submission can be taken back at once, by its annotator, while nobody judges it', () => {
  const at = new Date('2026-11-24T10:00:00Z'), later = (seconds: number): Date => new Date(at.getTime() + seconds * 1000), own = { step: 'annotate', state: 'submitted', submittedAt: at } as const
  const reviewed = (state: Seat['state']): Seat => ({ step: 'review', state, person: 'r' })
  expect([mayTakeBack(own, [], later(10)), mayTakeBack(own, [], later(16)), mayTakeBack(own, [reviewed('released')], later(1))]).toEqual([true, false, true])
  expect(mayTakeBack(own, [{ step: 'arbitrate', state: 'held', person: 'c' }], later(1))).toBe(false)
  expect([mayTakeBack(own, [reviewed('held')], later(1)), mayTakeBack({ ...own, state: 'accepted' }, [], later(1)), mayTakeBack({ ...own, step: 'review' }, [], later(1))]).toEqual([false, false, false])
})

test('no walk over the moves settles without the client, leaves an end, or reaches a release unaccepted', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...batchStates), { maxLength: 40 }), wishes => {
    const walked = ['draft' as (typeof batchStates)[number]]
    for (const to of wishes) if (mayMoveBatch(walked.at(-1)!, to)) walked.push(to)
    for (const [i, state] of walked.entries()) {
      if (state === 'closed') expect(walked.slice(0, i)).toContain('client_accepted')
      if (releasable.has(state)) expect(walked.slice(0, i + 1)).toContain('accepted')
      if (state === 'void' || state === 'closed') expect(i).toBe(walked.length - 1)
    }
  }), { numRuns: 2000 })
  for (const end of ['released', 'expired', 'skipped', 'void'] as const) expect(assignmentStates.filter(to => mayMoveAssignment(end, to))).toEqual([])
})

test('only taking returned work up again begins a round', () => {
  for (const from of assignmentStates) for (const to of assignmentStates) expect(roundAfter({ state: from, round: 3 }, to)).toBe(from === 'returned' && to === 'held' ? 4 : 3)
})
