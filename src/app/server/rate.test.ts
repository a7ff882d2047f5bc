import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rateLimit } from './rate.ts'

test('A caller may make a minute of requests at once, then waits exactly until the next is free; another caller is not touched.', () => {
  const limit = rateLimit(60)
  expect(Array.from({ length: 60 }, () => limit.take('a', 0)).every(wait => wait === 0)).toBe(true)
  expect(limit.take('a', 0)).toBe(1000)
  expect(limit.take('a', 999)).toBe(1)
  expect(limit.take('b', 999)).toBe(0)
  expect(limit.take('a', 1000)).toBe(0)
  expect(limit.take('a', 1000)).toBe(1000)
})

test('Whatever the rhythm, no window lets through more than a minute of requests and what is refilled in it, and whoever waits as told goes on.', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 600 }), fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 300 }), (perMinute, pauses) => {
    const limit = rateLimit(perMinute)
    let now = 0, passed = 0
    for (const pause of pauses) {
      now += pause
      const wait = limit.take('a', now)
      if (wait === 0) passed++
      else { now += wait; expect(limit.take('a', now)).toBe(0); passed++ }
    }
    expect(passed).toBeLessThanOrEqual(perMinute + now * perMinute / 60_000 + 1e-6)
  }))
})

test('A hundred thousand callers are remembered and no more.', () => {
  const limit = rateLimit(1)
  for (let i = 0; i < 100_010; i++) limit.take(String(i), 0)
  expect(limit.size).toBe(100_000)
  expect(limit.take('100009', 0)).toBe(60_000)
})
