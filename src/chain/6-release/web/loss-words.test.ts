import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lossWords } from './loss-words.ts'

test('every loss that a format of the house can report is told in words', () => {
  const sources = globSync(['src/plugins/formats/*/*.ts', 'src/sockets/format*.ts']).filter(path => !path.endsWith('.test.ts'))
  const codes = new Set(sources.flatMap(path => [...readFileSync(path, 'utf8').matchAll(/['`]((?:lost|approximated)\.[a-z-]+(?:\.[a-z-]+)?)['`]/g)].map(match => match[1]!)))
  expect(codes.size).toBeGreaterThan(20)
  expect([...codes].filter(code => lossWords(code) === null)).toEqual([])
})

test('a lost shape names its kind, and an unknown code is left to be shown as it is', () => {
  expect(lossWords('lost.shape.polygon')?.shape).toBe('polygon')
  expect(lossWords('lost.something-new')).toBe(null)
})
