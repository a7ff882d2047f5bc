import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fail, ok } from '../../../kernel/result.ts'
import { isLarge, sendAll, unitsOf, type SendProgress } from './upload-queue.ts'

const mega = 1024 * 1024
const file = (path: string, size = 5 * mega) => ({ path, size })
const later = (): Promise<void> => new Promise(resolve => { setTimeout(resolve, 1) })
const broken = { code: 'web.offline', status: 503, parameters: {} }

test('small files share requests of 16 MiB or 500 files at most, large ones go alone, and no file is lost, doubled or moved within its kind', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 9 * mega }), { maxLength: 60 }), fc.integer({ min: 0, max: 1200 }), (sizes, tiny) => {
    const files = [...sizes, ...Array.from({ length: tiny }, () => 10)].map((size, i) => file(`f${i}`, size)), units = unitsOf(files)
    for (const unit of units) {
      expect(unit.size).toBe(unit.files.reduce((sum, f) => sum + f.size, 0))
      if (!isLarge(unit)) expect([unit.size <= 16 * mega, unit.files.length <= 500, unit.files.every(f => f.size <= 4 * mega)]).toEqual([true, true, true])
    }
    for (const large of [true, false]) expect(units.filter(u => isLarge(u) === large).flatMap(u => u.files)).toEqual(files.filter(f => f.size > 4 * mega === large))
  }))
})

test('requests go three at a time in order, and the progress ends at the whole', async () => {
  const started: string[] = [], seen: SendProgress[] = []
  let under = 0, most = 0
  const files = Array.from({ length: 11 }, (_, i) => file(`f${i}`))
  const outcome = await sendAll({ files, holds: () => false, signal: new AbortController().signal, onProgress: p => seen.push(p), send: async (unit, onSent) => {
    started.push(...unit.files.map(f => f.path))
    most = Math.max(most, ++under)
    onSent(5)
    await later()
    under--
    return ok([])
  } })
  expect(most).toBe(3)
  expect(started).toEqual(files.map(f => f.path))
  expect(outcome).toEqual({ failed: [], sent: 11, skipped: 0 })
  expect(seen.at(-1)).toEqual({ files: 11, bytes: 55 * mega, totalFiles: 11, totalBytes: 55 * mega, skipped: 0 })
  expect(seen.every((p, i) => i === 0 || p.bytes >= seen[i - 1]!.bytes)).toBe(true)
})

test('what the server holds is not sent again', async () => {
  const sent: string[] = []
  const outcome = await sendAll({ files: [file('a', 1), file('b', 1), file('c', 1)], holds: f => f.path !== 'b', signal: new AbortController().signal, onProgress: () => undefined, send: async unit => { sent.push(...unit.files.map(f => f.path)); return ok([]) } })
  expect(sent).toEqual(['b'])
  expect(outcome).toEqual({ failed: [], sent: 1, skipped: 2 })
})

test('a file that is refused within its request, and all files of a request that fails, are named and the others go on', async () => {
  const files = [file('a'), file('b'), file('s', 1), file('t', 1)]
  const outcome = await sendAll({ files, holds: () => false, signal: new AbortController().signal, onProgress: () => undefined, send: async unit => unit.files[0]!.path === 'b' ? fail(broken) : ok(unit.files.filter(f => f.path === 't').map(f => ({ file: f, failure: broken }))) })
  expect([...outcome.failed].map(f => f.file.path).sort()).toEqual(['b', 't'])
  expect(outcome.sent).toBe(2)
})

test('after a stop nothing more is sent, and what was under way counts as unsent, not as failed', async () => {
  const stop = new AbortController(), sent: string[] = []
  const outcome = await sendAll({ files: Array.from({ length: 9 }, (_, i) => file(`f${i}`)), holds: () => false, signal: stop.signal, onProgress: () => undefined, atOnce: 2, send: async unit => {
    sent.push(unit.files[0]!.path)
    if (unit.files[0]!.path === 'f2') stop.abort()
    await later()
    return stop.signal.aborted ? fail(broken) : ok([])
  } })
  expect(sent.length).toBeLessThanOrEqual(4)
  expect(outcome.failed).toEqual([])
  expect(outcome.sent).toBeLessThan(4)
})
