import { expect, test } from 'vitest'
import { rest, slow, sparing } from './sparing.ts'

const counting = (takes: number): { ask: (key?: string) => Promise<number>, at: { now: number }, times: () => number, fail: () => void } => {
  const at = { now: 0 }, ask = sparing<number>(() => at.now)
  let times = 0, failing = false
  return {
    at, times: () => times, fail: () => { failing = true },
    ask: (key = 'a') => ask(key, async () => {
      times++
      await Promise.resolve()
      at.now += takes
      if (failing) { failing = false; throw new Error('lost') }
      return times
    }),
  }
}

test('what counts fast is counted for everybody anew', async () => {
  const { ask, times } = counting(slow - 1)
  expect([await ask(), await ask(), await ask()]).toEqual([1, 2, 3])
  expect(times()).toBe(3)
})

test('a slow count stands for twenty times what it took, for its key alone, and is then taken again', async () => {
  const { ask, at } = counting(slow)
  expect([await ask(), await ask(), await ask('b')]).toEqual([1, 1, 2])
  at.now = slow + rest * slow - 1
  expect(await ask()).toBe(1)
  at.now += 1
  expect(await ask()).toBe(3)
})

test('while a slow count is taken again everybody who asks waits for the same one, and its failure is kept from nobody and by nobody', async () => {
  const { ask, at, times, fail } = counting(slow)
  await ask()
  at.now += 100 * slow
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([2, 2, 2])
  at.now += 100 * slow
  fail()
  expect((await Promise.allSettled([ask(), ask()])).map(r => r.status)).toEqual(['rejected', 'rejected'])
  expect([await ask(), times()]).toEqual([4, 4])
})
