import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sha256 } from './digest.ts'
import { spool } from './spool.ts'

let folder: string
beforeEach(async () => { folder = await mkdtemp(path.join(tmpdir(), 'feedstock-spool-')) })
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a stream is written whole, in a folder that is made for it, and named by its hash', async () => {
  const pieces = [Buffer.from('优'), Buffer.alloc(70_000, 7), Buffer.from('料')], whole = Buffer.concat(pieces)
  const stored = await spool(path.join(folder, 'new'), Readable.from(pieces))
  expect([stored.sha256, stored.size]).toEqual([sha256(whole), whole.length])
  expect(whole.equals(await readFile(stored.path))).toBe(true)
})

test('a stream that breaks before its file is open is a failure of the call, not the end of the process, and leaves no file', async () => {
  // Destroyed in this very turn: the error is emitted before any file can have been opened.
  const input = new Readable({ read() {} }), stored = spool(folder, input)
  expect(input.listenerCount('error')).toBe(1)
  input.destroy(new Error('line cut'))
  await expect(stored).rejects.toThrow('line cut')
  expect(await readdir(folder)).toEqual([])
})

test('a stream that breaks halfway leaves no file, and one that cannot be written is let go', async () => {
  const halfway = Readable.from((async function* () { yield Buffer.from('begun'); throw new Error('line cut') })())
  await expect(spool(folder, halfway)).rejects.toThrow('line cut')
  expect(await readdir(folder)).toEqual([])
  await writeFile(path.join(folder, 'file'), '')
  const input = Readable.from([Buffer.from('x')])
  await expect(spool(path.join(folder, 'file'), input)).rejects.toThrow(/EEXIST|ENOTDIR/)
  expect(input.destroyed).toBe(true)
})
