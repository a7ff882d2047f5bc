import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textInput } from '../input-for-test.ts'
import operator from './index.ts'
import server from './server/index.ts'

test('the measure is the SHA-256 of the bytes, as published for "abc"', async () => {
  expect(await server.measure(textInput('abc'), {})).toEqual({ sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' })
})

test('of equal assets the first is kept and every other names it; the rest is not mentioned', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 30 }), values => {
    const judgements = operator.group!(values.map((v, i) => ({ asset: `a${i}`, measures: { sha256: String(v).repeat(64) } })), {})
    values.forEach((v, i) => {
      const first = values.indexOf(v)
      expect(judgements.get(`a${i}`)).toEqual(first === i ? undefined : { outcome: 'dropped', reason: 'duplicate', detail: { of: `a${first}` } })
    })
  }))
})
