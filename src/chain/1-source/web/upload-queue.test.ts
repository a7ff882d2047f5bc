import { expect, test } from 'vitest'
import { fail, ok } from '../../../kernel/result.ts'
import { sendAll, type SendProgress } from './upload-queue.ts'

const file = (path: string, size = 10) => ({ path, size })
const later = (): Promise<void> => new Promise(resolve => { setTimeout(resolve, 1) })
const broken = { code: 'web.offline', status: 503, parameters: {} }

test('files go four at a time in order, and the progress ends at the whole', async () => {
  const started: string[] = [], seen: SendProgress[] = []
  let under = 0, most = 0
  const files = Array.from({ length: 11 }, (_, i) => file(`f${i}`))
  const outcome = await sendAll({ files, holds: () => false, signal: new AbortController().signal, onProgress: p => seen.push(p), send: async (f, onSent) => {
    started.push(f.path)
    most = Math.max(most, ++under)
    onSent(5)
    await later()
    under--
    return ok({})
  } })
  expect(most).toBe(4)
  expect(started).toEqual(files.map(f => f.path))
  expect(outcome).toEqual({ failed: [], sent: 11, skipped: 0 })
  expect(seen.at(-1)).toEqual({ files: 11, bytes: 110, totalFiles: 11, totalBytes: 110, skipped: 0 })
  expect(seen.every((p, i) => i === 0 || p.bytes >= seen[i - 1]!.bytes)).toBe(true)
})

test('what the server holds is not sent again', async () => {
  const sent: string[] = []
  const outcome = await sendAll({ files: [file('a'), file('b'), file('c')], holds: f => f.path !== 'b', signal: new AbortController().signal, onProgress: () => undefined, send: async f => { sent.push(f.path); return ok({}) } })
  expect(sent).toEqual(['b'])
  expect(outcome).toEqual({ failed: [], sent: 1, skipped: 2 })
})

test('a file that fails is named and the others go on', async () => {
  const outcome = await sendAll({ files: [file('a'), file('b'), file('c')], holds: () => false, signal: new AbortController().signal, onProgress: () => undefined, send: async f => f.path === 'b' ? fail(broken) : ok({}) })
  expect(outcome.failed).toEqual([{ file: file('b'), failure: broken }])
  expect(outcome.sent).toBe(2)
})

test('after a stop nothing more is sent, and what was under way counts as unsent, not as failed', async () => {
  const stop = new AbortController(), sent: string[] = []
  const outcome = await sendAll({ files: Array.from({ length: 9 }, (_, i) => file(`f${i}`)), holds: () => false, signal: stop.signal, onProgress: () => undefined, atOnce: 2, send: async f => {
    sent.push(f.path)
    if (f.path === 'f2') stop.abort()
    await later()
    return stop.signal.aborted ? fail(broken) : ok({})
  } })
  expect(sent.length).toBeLessThanOrEqual(4)
  expect(outcome.failed).toEqual([])
  expect(outcome.sent).toBeLessThan(4)
})
