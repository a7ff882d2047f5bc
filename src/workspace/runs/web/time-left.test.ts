import fc from 'fast-check'
import { expect, test } from 'vitest'
import { share } from '../model.ts'
import { averageSpeed, inUnit, timeLeft } from './time-left.ts'

const start = '2026-11-24T10:00:00.000Z', at = (seconds: number): number => Date.parse(start) + seconds * 1000
const stage = (done: number, total: number, dead = 0) => ({ name: 's', title: { en: 's' }, done, total, dead, items: done * 10 })
const run = (...stages: ReturnType<typeof stage>[]) => ({ state: 'running' as const, stages, share: share(stages), createdAt: start, endedAt: null })

test('the time left is a range around what the pace so far promises, and narrows as parts are done', () => {
  const early = timeLeft(run(stage(25, 100)), at(25))!, late = timeLeft(run(stage(64, 100)), at(64))!
  expect(early.from).toBeLessThan(75_000)
  expect(early.to).toBeGreaterThan(75_000)
  expect(late.to / late.from).toBeLessThan(early.to / early.from)
})

test('it cannot be known with few parts done, while paused, or before the clock moved', () => {
  expect(timeLeft(run(stage(4, 100)), at(60))).toBe(null)
  expect(timeLeft({ ...run(stage(50, 100)), state: 'paused' }, at(60))).toBe(null)
  expect(timeLeft(run(stage(50, 100)), at(0))).toBe(null)
})

test('a stage that is not planned yet widens the range down to the planned parts alone', () => {
  const left = timeLeft(run(stage(50, 100), stage(0, 0)), at(50))!
  expect(left.from).toBeCloseTo(50_000 / (1 + 1 / Math.sqrt(50)))
  expect(left.to).toBeGreaterThan(150_000)
})

test('a range never begins after its end nor below nothing', () => {
  fc.assert(fc.property(fc.integer({ min: 5, max: 500 }), fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 100_000 }), (done, open, unplanned, seconds) => {
    const left = timeLeft(run(stage(done, done + open), ...Array.from({ length: unplanned }, () => stage(0, 0))), at(seconds))!
    expect(left.from).toBeGreaterThanOrEqual(0)
    expect(left.to).toBeGreaterThanOrEqual(left.from)
  }))
})

test('the speed is that of all stages since the start, to the end of a run that ended, and unknown while paused', () => {
  const two = run(stage(10, 10), stage(5, 10))
  expect(averageSpeed(two, at(30))).toBe(5)
  expect(averageSpeed({ ...two, endedAt: '2026-11-24T10:00:15.000Z' }, at(999))).toBe(10)
  expect(averageSpeed({ ...two, state: 'paused' }, at(30))).toBe(null)
  expect(averageSpeed(run(stage(0, 10)), at(30))).toBe(null)
})

test('a range is told in seconds, minutes or hours, rounded outwards', () => {
  expect(inUnit({ from: 52_300, to: 78_100 })).toEqual({ unit: 'seconds', from: 52, to: 79 })
  expect(inUnit({ from: 400_000, to: 500_000 })).toEqual({ unit: 'minutes', from: 6, to: 9 })
  expect(inUnit({ from: 3_600_000, to: 9_000_000 })).toEqual({ unit: 'hours', from: 1, to: 3 })
  expect(inUnit({ from: 0, to: 0 })).toEqual({ unit: 'seconds', from: 0, to: 1 })
})
