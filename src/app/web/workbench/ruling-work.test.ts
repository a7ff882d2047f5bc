import { expect, test } from 'vitest'
import { bodyOf, emptyDraft, readerOf, walked } from './ruling-work.ts'

const seen = { id: 'a', revision: 3 }, change = [{ op: 'remove' as const, id: 'x' }], because = { ...emptyDraft, reason: ' why ' }
test('a ruling needs a reason; an annotation stands as it is or corrected, and a change to it is no part of sending all back', () => {
  expect(bodyOf({ ...emptyDraft, reason: '  ' }, seen, [])).toBeNull()
  expect(bodyOf(because, seen, [])).toEqual({ verdict: 'choose', annotation: 'a', revision: 3, reason: 'why' })
  expect(bodyOf(because, seen, change)).toEqual({ verdict: 'correct', annotation: 'a', revision: 3, operations: change, reason: 'why' })
  expect(bodyOf({ ...because, turn: 'redo', fresh: true }, seen, change)).toEqual({ verdict: 'redo', fresh: true, reason: 'why' })
  expect(bodyOf({ ...because, turn: 'discard' }, seen, change)).toEqual({ verdict: 'discard', reason: 'why' })
})

test('differences are walked round and round, forward from the first and back from the last', () => {
  expect([walked(null, 3, 1), walked(null, 3, -1), walked(2, 3, 1), walked(0, 3, -1), walked(null, 0, 1)]).toEqual([0, 2, 0, 2, null])
})

test('a difference is shown by the reader in sight when they saw it, else by the first who did', () => {
  const record = {} as never
  expect([readerOf({ readers: [record, record] } as never, 1), readerOf({ readers: [null, record] } as never, 0)]).toEqual([1, 1])
})
