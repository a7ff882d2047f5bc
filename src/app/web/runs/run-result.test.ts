import { expect, test } from 'vitest'
import { kinds } from '../../kinds.ts'
import { resultPlace } from './run-result.ts'

const run = (kind: string, result: unknown = null) => ({ id: 'r', kind, state: 'done' as const, result })

test('every kind of run that this version has leads to what it made', () => {
  expect([...kinds.keys()].filter(kind => resultPlace(run(kind, { import: 'i', release: 'r' }), 'p') === null)).toEqual([])
})

test('a sample that started no import, a preparation that did not finish and an unknown kind lead nowhere', () => {
  expect([resultPlace(run('sample.make', { import: null }), 'p'), resultPlace({ ...run('preparation.recipe'), state: 'cancelled' }, 'p'), resultPlace(run('other.kind'), 'p')]).toEqual([null, null, null])
})
