import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shown, violations } from './rules.ts'
import { readSources } from './source.ts'

const files = readSources(join(import.meta.dirname, '..', '..'))

test('the sources keep every rule of the house plan', () => {
  expect(files.length).toBeGreaterThan(50)
  expect(violations(files).map(shown)).toEqual([])
})
