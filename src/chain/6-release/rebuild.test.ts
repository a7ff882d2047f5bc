import { expect, test } from 'vitest'
import { differencesOf } from './rebuild.ts'

const file = (path: string, sha256 = 'a', size = 1) => ({ path, size, sha256, blocks: [] })

test('files that came, went or changed in digest or size are named in the order of the archive, the same ones are not', () => {
  const before = [file('a'), file('b'), file('c'), file('d')], after = [file('a'), file('b', 'x'), file('bb'), file('d', 'a', 2)]
  expect(differencesOf(before, after)).toEqual([{ path: 'b', change: 'changed' }, { path: 'bb', change: 'added' }, { path: 'c', change: 'removed' }, { path: 'd', change: 'changed' }])
  expect(differencesOf(before, before)).toEqual([])
})
