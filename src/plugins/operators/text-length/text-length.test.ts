import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textInput } from '../input-for-test.ts'
import operator from './index.ts'
import server from './server/index.ts'

test('characters are counted in code points, from the facts or from the bytes', async () => {
  expect(await server.measure(textInput('', { codePoints: 7 }), operator.defaults)).toEqual({ codePoints: 7 })
  expect(await server.measure(textInput('数据😀'), operator.defaults)).toEqual({ codePoints: 3 })
  expect(await server.measure(textInput(Uint8Array.of(0xca, 0xfd, 0xbe, 0xdd)), operator.defaults)).toEqual({ codePoints: 2 })
})

test('both limits are inclusive and the verdict says which one was crossed', () => {
  const n = fc.integer({ min: 0, max: 20 })
  fc.assert(fc.property(n, n, fc.integer({ min: 1, max: 20 }), (codePoints, minCodePoints, maxCodePoints) => {
    const verdict = operator.judge!({ codePoints }, { minCodePoints, maxCodePoints })
    const reason = codePoints < minCodePoints ? 'too-short' : codePoints > maxCodePoints ? 'too-long' : null
    expect(verdict).toEqual(reason === null ? { outcome: 'kept' } : { outcome: 'dropped', reason, detail: { codePoints } })
  }))
})
