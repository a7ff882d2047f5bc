import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ActiveTime } from './active-time.ts'

test('time counts while signs of life follow each other within a minute, and idle time is cut after one', () => {
  const time = new ActiveTime(0)
  for (let at = 10_000; at <= 50_000; at += 10_000) time.sign(at)
  expect(time.take(50_000)).toBe(50)
  // Ten minutes of nothing are worth the one minute after the last sign.
  expect(time.take(650_000)).toBe(60)
  time.sign(700_000)
  expect([time.take(703_500), time.take(704_000)]).toEqual([3, 1])
})

test('whatever happens when, no more is counted than the clock went on, and taking often loses nothing', () => {
  fc.assert(fc.property(fc.array(fc.record({ wait: fc.integer({ min: 0, max: 200_000 }), taken: fc.boolean() }), { maxLength: 60 }), steps => {
    const often = new ActiveTime(0), once = new ActiveTime(0)
    let now = 0, told = 0
    for (const { wait, taken } of steps) {
      now += wait
      if (taken) told += often.take(now)
      often.sign(now)
      once.sign(now)
    }
    told += often.take(now)
    expect(told).toBe(once.take(now))
    expect(told).toBeLessThanOrEqual(now / 1000)
  }))
})
