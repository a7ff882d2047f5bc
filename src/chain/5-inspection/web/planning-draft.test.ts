import { expect, test } from 'vitest'
import { figureOf, planningBody, planningDraft, planningProblem } from './planning-draft.ts'

const batch = { dueAt: '2026-12-01T09:30:00.000Z', priority: 3, quota: null, reserveMinutes: 2.5, dayMinutes: 480, leaseMinutes: 120, dispatch: 'queue' as const, dispatchRule: null }

test('what the form shows of a batch is what it sends back, empty fields as no limit and the deadline in the reader\'s zone', () => {
  expect(planningBody(planningDraft(batch), 7)).toEqual({ version: 7, dueAt: batch.dueAt, priority: 3, quota: null, reserveMinutes: 2.5, dayMinutes: 480, leaseMinutes: 120, dispatch: 'queue' })
  expect(planningBody({ ...planningDraft(batch), due: '' }, 7)).toMatchObject({ dueAt: null })
})

test('a figure outside its bounds, a rule without lines and a person named twice are not sent', () => {
  const draft = planningDraft(batch), line = { person: 'a', weight: '', maxHeld: '5' }
  expect([figureOf('quota', '0'), figureOf('quota', ' '), figureOf('day', ''), figureOf('reserve', '1.5'), figureOf('lease', '1.5')]).toEqual([undefined, null, undefined, 1.5, undefined])
  expect([planningProblem({ ...draft, quota: 'x' }), planningProblem({ ...draft, dispatch: 'rule' }), planningProblem({ ...draft, dispatch: 'rule', lines: [line, line] })]).toEqual(['wrongNumber', 'noLines', 'twice'])
  expect(planningBody({ ...draft, dispatch: 'rule', lines: [line, { ...line, person: '' }] }, 1)).toMatchObject({ dispatchRule: { sticky: true, lines: [{ person: 'a', weight: null, maxHeld: 5 }, { person: null }] } })
})
