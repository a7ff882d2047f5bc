import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('failures are declared only where the page looks for them: errors.ts, and files that end in failures.ts', () => {
  const declaring = globSync('src/**/*.ts').map(path => path.replaceAll('\\', '/')).filter(path => !path.endsWith('.test.ts') && /= defineFailures\(/.test(readFileSync(path, 'utf8')))
  expect(declaring.length).toBeGreaterThan(12)
  expect(declaring.filter(path => !/(\/errors|failures)\.ts$/.test(path))).toEqual([])
})
