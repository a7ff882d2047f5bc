import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nextTurns, type Waiting } from './model.ts'

const parts = (n: number, weight = 1, of = 'r'): Waiting<string>[] => Array.from({ length: n }, (_, i) => ({ of, nth: i + 1, weight }))

it('puts whoever comes with one part at the head, however much another has queued', () => {
  const big = nextTurns(parts(64), 0, null, 64), small = nextTurns(parts(1), 0, big[0]!.turn, 64)
  expect(small[0]!.turn).toBeLessThanOrEqual(big[1]!.turn)
})
it('lets two backlogs take turns, and none wait for the other\'s past', () => {
  const long = 1_000_000, a = nextTurns(parts(8), long, null, 64), b = nextTurns(parts(8), 0, a[0]!.turn, 64)
  const order = [...a.map(t => ['a', t.turn] as const), ...b.map(t => ['b', t.turn] as const)].sort((x, y) => x[1] - y[1]).map(([who]) => who)
  for (let n = 2; n <= 16; n += 2) expect(Math.abs(order.slice(0, n).filter(who => who === 'a').length - n / 2)).toBeLessThanOrEqual(1)
})
it('lets the runs of one organisation alternate by weight', () => {
  const turns = nextTurns([...parts(6, 1, 'light'), ...parts(12, 2, 'heavy')], 0, null, 64).map(t => t.of)
  for (let n = 3; n <= 18; n += 3) expect(Math.abs(turns.slice(0, n).filter(of => of === 'heavy').length - (2 * n) / 3)).toBeLessThanOrEqual(1)
})
it('gives turns that grow, begin at the head and stay within a window of it', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 64 }), fc.nat(), fc.option(fc.integer({ min: 1, max: 1_000_000 })), (n, served, head) => {
    const turns = nextTurns(parts(n), served, head, 64).map(t => t.turn)
    expect(turns).toEqual(turns.map((_, i) => turns[0]! + i))
    if (head !== null) { expect(turns[0]).toBeGreaterThanOrEqual(head); expect(turns[0]).toBeLessThanOrEqual(head + 65) }
  }))
})
