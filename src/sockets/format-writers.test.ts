import { expect, test } from 'vitest'
import { fileWriters } from './format-writers.ts'

test('files grow side by side from one pass, and a slow one slows the writer down', async () => {
  let taken = 0, ahead = 0
  const files = fileWriters({ async write(path, bytes) {
    for await (const part of bytes) { if (path === 'slow') { await new Promise(resolve => setTimeout(resolve, 1)); taken += part.length } }
  } })
  for (let i = 1; i <= 16; i++) {
    await files.write('slow', new Uint8Array(400_000))
    await files.write('quick', new Uint8Array(1))
    ahead = Math.max(ahead, i * 400_000 - taken)
  }
  await files.close()
  expect(taken).toBe(6_400_000)
  expect(ahead).toBeLessThan(2_400_000)
})

test('a target that takes one file after the other gets all of them', async () => {
  const sizes: [string, number][] = []
  let turn = Promise.resolve()
  const files = fileWriters({ write: (path, bytes) => (turn = turn.then(async () => {
    let size = 0
    for await (const part of bytes) size += part.length
    sizes.push([path, size])
  })) })
  for (let i = 0; i < 5; i++) { await files.write('a', new Uint8Array(600_000)); await files.write('b', new Uint8Array(600_000)) }
  await files.close()
  expect(sizes).toEqual([['a', 3_000_000], ['b', 3_000_000]])
})
