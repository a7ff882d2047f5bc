import { expect, it } from 'vitest'
import { run } from './account.ts'

it('wants to know what to do with whom, and says when no server answers', async () => {
  for (const argv of [[], ['disable'], ['remove', 'lin'], ['disable', 'lin', 'wang'], ['disable', 'lin', '--force']]) expect(await run(argv)).toBe(2)
  expect(await run(['disable', 'lin', '--url', 'http://127.0.0.1:9'])).toBe(1)
})
