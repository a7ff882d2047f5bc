import { expect, test } from 'vitest'
import { paceOf, withSample, type Sample } from './transfer-pace.ts'

const after = (samples: readonly Sample[]): readonly Sample[] => samples.reduce<readonly Sample[]>(withSample, [])

test('the speed is that of the last 15 seconds, and what is left is told by it', () => {
  const slowThenFast = Array.from({ length: 61 }, (_, s) => ({ at: s * 1000, bytes: s <= 30 ? s * 10 : 300 + (s - 30) * 1000 }))
  expect(paceOf(after(slowThenFast), 60_300)).toEqual({ speed: 1000, left: 30 })
})

test('nothing is told before a second has passed, nor when nothing moves', () => {
  expect(paceOf(after([{ at: 0, bytes: 0 }, { at: 900, bytes: 100 }]), 1000)).toBeNull()
  expect(paceOf(after([{ at: 0, bytes: 50 }, { at: 2000, bytes: 50 }]), 1000)).toBeNull()
})

test('a thousand reports a second leave ten samples of each', () => {
  expect(after(Array.from({ length: 5000 }, (_, i) => ({ at: i, bytes: i }))).length).toBeLessThanOrEqual(52)
})
