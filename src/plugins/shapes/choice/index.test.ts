import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import choice from './index.ts'

test('present and verified absent contradict each other', () => {
  expect(choice.distance({ negative: false }, { negative: true })).toBe(1)
  expect(choice.distance({ negative: true }, { negative: true })).toBe(0)
})

test('a choice needs its sign', () => {
  expect(Value.Check(choice.payload, {})).toBe(false)
  expect(Value.Check(choice.payload, { negative: false })).toBe(true)
})
