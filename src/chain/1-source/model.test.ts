import { expect, test } from 'vitest'
import { newId, type RunId } from '../../kernel/ids.ts'
import { assetIdOf, isLitter, nameProblem, rangeOf } from './model.ts'

test('ids of a run are the same each time, differ by place and step, and sort in import order', () => {
  const run = newId<RunId>(1_700_000_000_000), ids = [0, 1, 255, 256, 70_000, 2 ** 32 - 1].map(n => assetIdOf(run, n))
  expect(ids).toEqual([...ids].sort())
  expect(new Set(ids).size).toBe(ids.length)
  expect(assetIdOf(run, 7)).toBe(assetIdOf(run, 7))
  expect(assetIdOf(run, 7, 1)).not.toBe(assetIdOf(run, 7))
  expect(assetIdOf(newId<RunId>(1_700_000_000_001), 0) > ids.at(-1)!).toBe(true)
})

test('a Range header is read as RFC 9110 says', () => {
  expect(rangeOf(null, 10)).toBe('whole')
  expect(rangeOf('bytes=2-4', 10)).toEqual({ start: 2, end: 4 })
  expect(rangeOf('bytes=8-99', 10)).toEqual({ start: 8, end: 9 })
  expect(rangeOf('bytes=-3', 10)).toEqual({ start: 7, end: 9 })
  expect(rangeOf('bytes=5-', 10)).toEqual({ start: 5, end: 9 })
  expect(rangeOf('bytes=10-', 10)).toBe('outside')
  expect(rangeOf('bytes=0-1,3-4', 10)).toBe('whole')
  expect(rangeOf('bytes=-', 10)).toBe('whole')
})

test('names that leave their folder are refused, litter is told apart', () => {
  for (const name of ['/etc/passwd', 'a/../../b', '..\\b', 'C:\\x', 'a\0b']) expect(nameProblem(name)).toBe('escape')
  expect(nameProblem('a/b..c/图.jpg')).toBeNull()
  for (const name of ['__MACOSX/a.jpg', 'x/.DS_Store', 'Thumbs.db', '._a.jpg']) expect(isLitter(name)).toBe(true)
  expect(isLitter('a/b.jpg')).toBe(false)
})
