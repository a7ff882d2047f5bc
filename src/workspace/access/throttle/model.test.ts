import { expect, it } from 'vitest'
import { afterAttempt, delayAfter, throttleWindow, waitOf, type Attempts } from './model.ts'

const start = new Date('2026-11-24T08:00:00Z'), later = (millis: number): Date => new Date(start.getTime() + millis)

it('asks for no wait for four failures, then for 5 s, twice as long each time, and for 15 minutes at most', () => {
  expect([1, 4, 5, 6, 7, 8, 12, 13, 40].map(n => delayAfter(n, 'login') / 1000)).toEqual([0, 0, 5, 10, 20, 40, 640, 900, 900])
  expect([49, 50, 51].map(n => delayAfter(n, 'address') / 1000)).toEqual([0, 5, 10])
})

it('keeps the fifth failure waiting until its delay is over, and forgets everything after 15 quiet minutes', () => {
  let attempts: Attempts | null = null
  for (let i = 0; i < 5; i++) {
    expect(waitOf(attempts, later(i))).toBe(0)
    attempts = afterAttempt(attempts, 'login', later(i))
  }
  expect(waitOf(attempts, later(4))).toBe(5000)
  expect(waitOf(attempts, later(5004))).toBe(0)
  expect(afterAttempt(attempts, 'login', later(5004)).failures).toBe(6)
  expect(afterAttempt(attempts, 'login', later(5 + throttleWindow)).failures).toBe(1)
})
