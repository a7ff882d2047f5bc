import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blocks, creditedSeconds, handedLease, paceOf, refusalOf, shareOf, type BatchLimits, type DispatchRule } from './model.ts'

const now = new Date('2026-11-24T08:00:00Z'), later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000)
const free: BatchLimits = { dispatch: 'queue', rule: null, quota: null, reserveMinutes: null, dayMinutes: 480, dueAt: null, seats: 100 }
const nothing = { inHand: 0, done: 0 }
const ask = (limits: Partial<BatchLimits>, load = nothing, minutesInHand = 0, handed = false) => refusalOf({ ...free, ...limits }, 'ann', load, minutesInHand, now, handed)

test('a batch without limits refuses nobody, and one that is handed out refuses every claim but not what is handed', () => {
  expect(ask({})).toBeNull()
  expect(ask({ dispatch: 'hand' })).toEqual({ why: 'handed-out' })
  expect(ask({ dispatch: 'hand' }, nothing, 0, true)).toBeNull()
})

test('a quota counts what is done and what is in hand, also of work that is handed out', () => {
  expect(ask({ quota: 5 }, { inHand: 1, done: 3 })).toBeNull()
  expect(ask({ quota: 5 }, { inHand: 2, done: 3 }, 0, true)).toEqual({ why: 'quota', quota: 5 })
})

test('a rule knows who is in it, how much one has in hand at most, and whose share is done', () => {
  const rule: DispatchRule = { sticky: true, lines: [{ person: 'ann', weight: 1, maxHeld: 2 }, { person: 'bo', weight: 2, maxHeld: 5 }] }
  expect(ask({ dispatch: 'rule', rule })).toBeNull()
  expect(ask({ dispatch: 'rule', rule }, { inHand: 2, done: 0 })).toEqual({ why: 'enough-in-hand', held: 2 })
  expect(ask({ dispatch: 'rule', rule }, { inHand: 0, done: 34 })).toEqual({ why: 'share-done', share: 34 })
  expect(refusalOf({ ...free, dispatch: 'rule', rule }, 'cy', nothing, 0, now, false)).toEqual({ why: 'not-in-rule' })
  expect(refusalOf({ ...free, dispatch: 'rule', rule: { ...rule, lines: [...rule.lines, { person: null, weight: null, maxHeld: 1 }] } }, 'cy', nothing, 0, now, false)).toBeNull()
})

test('the shares of a rule cover the batch, whatever the weights', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 500 }), (weights, seats) => {
    const rule: DispatchRule = { sticky: false, lines: weights.map((weight, i) => ({ person: String(i), weight, maxHeld: 9 })) }
    expect(rule.lines.reduce((sum, line) => sum + shareOf(rule, line, seats)!, 0)).toBeGreaterThanOrEqual(seats)
  }))
})

test('reserved time must fit into the working day and before the deadline, the first task of a day always does, and late work is not refused', () => {
  expect(ask({ reserveMinutes: 10 }, nothing, 470)).toBeNull()
  expect(ask({ reserveMinutes: 10 }, nothing, 471)).toEqual({ why: 'day-full', needs: 481, day: 480 })
  expect(ask({ reserveMinutes: 600 })).toBeNull()
  expect(ask({ reserveMinutes: 10, dueAt: later(25) }, nothing, 10)).toBeNull()
  expect(ask({ reserveMinutes: 10, dueAt: later(25) }, nothing, 20)).toEqual({ why: 'too-late', needs: 30, left: 25 })
  expect(ask({ reserveMinutes: 10, dueAt: later(-1) }, nothing, 20)).toBeNull()
})

test('handed-out work waits until the deadline, without one three days, and never shorter than a lease', () => {
  expect(handedLease(now, { leaseMinutes: 60, dueAt: later(600) })).toEqual(later(600))
  expect(handedLease(now, { leaseMinutes: 60, dueAt: null })).toEqual(later(3 * 1440))
  expect(handedLease(now, { leaseMinutes: 60, dueAt: later(5) })).toEqual(later(60))
})

test('blocks keep neighbours together, lose nothing and differ by one at most', () => {
  expect(blocks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2, 3], [4, 5]])
  fc.assert(fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (items, parts) => {
    const cut = blocks(items, parts), sizes = cut.map(b => b.length)
    expect(cut.flat()).toEqual(items)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
  }))
})

test('the pace of the last days is held against what the deadline asks for', () => {
  expect(paceOf(30, 40, [10, 20], later(2 * 1440), now)).toEqual({ state: 'at-risk', done: 30, left: 40, perDay: 15, needed: 20 })
  expect(paceOf(30, 30, [10, 20], later(2 * 1440), now).state).toBe('on-track')
  expect(paceOf(0, 5, [], later(1440), now)).toMatchObject({ state: 'at-risk', perDay: null, needed: 5 })
  expect([paceOf(1, 5, [1], later(-1), now).state, paceOf(1, 0, [1], later(-1), now).state, paceOf(1, 5, [1], null, now).state]).toEqual(['overdue', 'done', 'no-deadline'])
})

test('told seconds are credited only as far as the clock went on', () => {
  expect([creditedSeconds(30, later(-1), now), creditedSeconds(90, later(-1), now), creditedSeconds(5, later(1), now), creditedSeconds(12.9, later(-1), now)]).toEqual([30, 60, 0, 12])
})
