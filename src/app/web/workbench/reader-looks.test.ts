import { expect, test } from 'vitest'
import { lookOf } from './reader-looks.ts'

test('twenty readers look different from each other, and the first six by colour alone and by pattern alone', () => {
  const all = Array.from({ length: 20 }, (_, i) => lookOf(i)), six = all.slice(0, 6)
  expect(new Set(all.map(look => `${look.colour} ${look.dash.join()}`)).size).toBe(20)
  expect([new Set(six.map(look => look.colour)).size, new Set(six.map(look => look.dash.join())).size]).toEqual([6, 6])
  expect(all.map(look => look.letter).join('')).toBe('ABCDEFGHIJKLMNOPQRST')
})
