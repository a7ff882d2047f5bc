import { describe, expect, test } from 'vitest'
import type { Failure } from '../../kernel/failure.ts'
import type { ShapeRecord } from '../../sockets/shape.ts'
import { MemoryJournal } from '../fixtures/memory-journal.ts'
import { plateShapes } from '../fixtures/plate.ts'
import { plateAt, shapeId } from '../fixtures/records.ts'
import { DocumentStore } from '../store/document-store.ts'
import type { SaveReply, SaveRequest, SubmitReply } from './protocol.ts'
import { rebase } from './rebase.ts'
import { Saver } from './saver.ts'

const failure = (status: number, code = `http.${status}`): Failure => ({ code, status, parameters: {} })
type Answer = Partial<SaveReply> | Failure | Error

/** A desk with a stopped clock: `after(ms)` lets time pass, answers are given in the order they were prepared. */
class Desk {
  readonly journal = new MemoryJournal()
  readonly sent: SaveRequest[] = []
  readonly submitted: unknown[] = []
  readonly answers: Answer[] = []
  store = new DocumentStore(plateShapes.definitions, [])
  saver: Saver
  private clock = 0
  private revision = 7
  private timers = new Map<number, { run: () => void, at: number }>()
  private lastTimer = 0
  constructor() { this.saver = this.open() }

  open(): Saver {
    return this.saver = new Saver({
      document: 'd', assignment: 'a', schemaVersion: 3, store: this.store, journal: this.journal, revision: this.revision, pending: this.journal.rows, aside: this.journal.asides,
      transport: {
        send: async request => { this.sent.push(request); return this.reply(request) },
        submit: async (request): Promise<SubmitReply | Failure> => {
          this.submitted.push(request)
          const next = this.answers.shift()
          if (next instanceof Error) throw next
          return next && 'status' in next ? next : { serverTime: '2026-01-01T00:00:00Z' }
        },
      },
      timers: {
        set: (run, millis) => { this.timers.set(++this.lastTimer, { run, at: this.clock + millis }); return this.lastTimer },
        clear: timer => { this.timers.delete(Number(timer)) },
        now: () => this.clock, random: () => 0.5,
      },
    })
  }

  private reply(request: SaveRequest): SaveReply | Failure {
    const next = this.answers.shift() ?? {}
    if (next instanceof Error) throw next
    if ('status' in next) return next
    const ids = request.operations.map(op => op.op === 'put' ? op.shape.id : op.id)
    return { revision: ++this.revision, applied: ids, conflicts: [], refused: [], serverTime: '2026-01-01T00:00:00Z', ...next }
  }

  put(...records: ShapeRecord[]): void { this.store.apply({ put: records, remove: [] }, 'user') }
  /** Lets promises settle, then time pass, timer by timer. */
  async after(millis: number): Promise<this> {
    const until = this.clock + millis
    for (;;) {
      for (let i = 0; i < 30; i++) await Promise.resolve()
      const next = [...this.timers].sort((a, b) => a[1].at - b[1].at)[0]
      if (!next || next[1].at > until) break
      this.clock = Math.max(this.clock, next[1].at)
      this.timers.delete(next[0])
      next[1].run()
    }
    this.clock = until
    return this
  }
}

const ids = (request: SaveRequest | undefined) => request?.operations.map(op => op.op === 'put' ? op.shape.id : op.id)

describe('the saver', () => {
  test('journals at once, sends 500 ms after the last edit and 2 s after the first at the latest, and deletes rows only after the reply', async () => {
    const desk = new Desk()
    desk.put(plateAt(1, 0, 0))
    await desk.after(0)
    expect([desk.journal.rows.length, desk.sent.length, desk.saver.status]).toEqual([1, 0, { state: 'saving', count: 1 }])
    for (let i = 0; i < 4; i++) { await desk.after(400); desk.put(plateAt(1, i, i)) }
    expect(desk.sent).toEqual([])
    await desk.after(399)
    expect(desk.sent).toEqual([])
    await desk.after(1)
    expect(desk.sent.map(r => [r.base, r.schemaVersion, r.operations.length])).toEqual([[7, 3, 1]])
    expect([desk.journal.rows, desk.saver.status]).toEqual([[], { state: 'saved', revision: 8, serverTime: '2026-01-01T00:00:00Z' }])
  })

  test('only what the person does is sent, the server\'s news is not', async () => {
    const desk = new Desk()
    desk.store.apply({ put: [plateAt(1, 0, 0)], remove: [] }, 'server')
    await desk.after(5_000)
    expect([desk.sent, desk.journal.rows]).toEqual([[], []])
  })

  test('a failed request is repeated under the same key after 1, 2, 4 ... 30 seconds, at once when woken, and says offline meanwhile', async () => {
    const desk = new Desk()
    desk.answers.push(new TypeError('network'), failure(503), failure(429), failure(0), failure(500), failure(500), failure(500), failure(500))
    desk.put(plateAt(1, 0, 0))
    await desk.after(500)
    expect(desk.saver.status).toEqual({ state: 'offline', count: 1 })
    const at: number[] = []
    for (const wait of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000]) { await desk.after(wait - 1); at.push(desk.sent.length); await desk.after(1); at.push(desk.sent.length) }
    expect(at).toEqual([1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7])
    desk.saver.wake()
    await desk.after(0)
    desk.saver.wake()
    await desk.after(0)
    expect(new Set(desk.sent.map(r => r.changeId)).size).toBe(1)
    expect([desk.sent.length, desk.saver.status.state, desk.journal.rows]).toEqual([9, 'saved', []])
  })

  test('what was put into a request stays that request over a crash, with what was edited later in the next one', async () => {
    const desk = new Desk()
    desk.answers.push(new TypeError('network'))
    desk.put(plateAt(1, 0, 0))
    await desk.after(500)
    desk.put(plateAt(2, 0, 0))
    await desk.after(0)
    desk.saver.stop()
    desk.open()
    await desk.after(0)
    expect(desk.sent.map(ids)).toEqual([[shapeId(1)], [shapeId(1)], [shapeId(2)]])
    expect(desk.sent[0]!.changeId).toBe(desk.sent[1]!.changeId)
    expect(desk.sent[2]!.changeId).not.toBe(desk.sent[1]!.changeId)
    expect(desk.journal.rows).toEqual([])
  })

  test('more than 200 operations travel in several requests, in order, each on the revision of the last reply', async () => {
    const desk = new Desk()
    desk.put(...Array.from({ length: 450 }, (_, i) => plateAt(i, 0, 0)))
    await desk.after(500)
    expect(desk.sent.map(r => [r.base, r.operations.length])).toEqual([[7, 200], [8, 200], [9, 50]])
    expect(desk.sent.flatMap(r => ids(r)!)).toEqual(Array.from({ length: 450 }, (_, i) => shapeId(i)))
  })

  test('401 pauses until the person signed in again, without losing or repeating anything', async () => {
    const desk = new Desk()
    desk.answers.push(failure(401))
    desk.put(plateAt(1, 0, 0))
    await desk.after(60_000)
    expect([desk.sent.length, desk.saver.status]).toEqual([1, { state: 'sign-in', count: 1 }])
    desk.saver.signedIn()
    await desk.after(0)
    expect([desk.sent.length, desk.saver.status.state]).toEqual([2, 'saved'])
  })

  test('409 keeps the changes on this device and sends no more', async () => {
    const desk = new Desk(), lost = failure(409, 'assignment.lease-lost')
    desk.answers.push(lost)
    desk.put(plateAt(1, 0, 0))
    await desk.after(500)
    desk.put(plateAt(2, 0, 0))
    await desk.after(60_000)
    expect([desk.sent.length, desk.saver.status, desk.journal.rows.length]).toEqual([1, { state: 'kept', count: 2, failure: lost }, 2])
  })

  test('a refused operation is set aside and named, the rest is saved; editing the shape again clears it', async () => {
    const desk = new Desk()
    desk.answers.push({ applied: [shapeId(2)], refused: [{ index: 0, code: 'geometry.degenerate', field: '/payload' }] })
    desk.put(plateAt(1, 0, 0), plateAt(2, 0, 0))
    await desk.after(500)
    expect([desk.saver.status, desk.journal.rows]).toEqual([{ state: 'refused', count: 1 }, []])
    expect(desk.saver.setAside).toMatchObject([{ shape: shapeId(1), why: 'refused', code: 'geometry.degenerate', field: '/payload', operation: { op: 'put' } }])
    expect(desk.journal.asides).toEqual(desk.saver.setAside)
    desk.put(plateAt(1, 5, 5))
    await desk.after(500)
    expect([desk.saver.status.state, desk.journal.asides]).toEqual(['saved', []])
  })

  test('a request refused as a whole is halved until the bad operation stands alone; everything else arrives', async () => {
    const desk = new Desk(), bad = shapeId(5)
    const wrong = (r: SaveRequest): boolean => ids(r)!.includes(bad)
    Object.defineProperty(desk.answers, 'shift', { value: () => wrong(desk.sent.at(-1)!) ? failure(desk.sent.length === 1 ? 413 : 422, 'shape.payload-invalid') : {} })
    desk.put(...Array.from({ length: 9 }, (_, i) => plateAt(i, 0, 0)))
    await desk.after(500)
    const arrived = desk.sent.filter(r => !wrong(r)).flatMap(r => ids(r)!).sort()
    expect(arrived).toEqual([0, 1, 2, 3, 4, 6, 7, 8].map(shapeId))
    expect(desk.saver.setAside.map(aside => [aside.shape, aside.why])).toEqual([[bad, 'refused']])
    expect(desk.journal.rows).toEqual([])
  })

  test('a conflict keeps both versions, holds back later edits of the shape, and is decided for mine, theirs or both', async () => {
    const theirs = plateAt(1, 99, 99)
    const conflicted = async (): Promise<Desk> => {
      const desk = new Desk()
      desk.answers.push({ applied: [], conflicts: [{ shape: shapeId(1), theirs }] })
      desk.put(plateAt(1, 0, 0))
      await desk.after(500)
      desk.put(plateAt(1, 3, 3))
      await desk.after(5_000)
      expect([desk.sent.length, desk.saver.status]).toEqual([1, { state: 'conflict', count: 1 }])
      expect(desk.journal.asides).toMatchObject([{ shape: shapeId(1), theirs, operation: { shape: plateAt(1, 3, 3) } }])
      return desk
    }
    const mine = await conflicted()
    await mine.saver.resolve(shapeId(1), 'mine')
    await mine.after(500)
    expect(mine.sent[1]!.operations).toEqual([{ op: 'put', shape: plateAt(1, 3, 3) }])
    const other = await conflicted()
    await other.saver.resolve(shapeId(1), 'theirs')
    await other.after(500)
    expect([other.sent.length, other.store.get(shapeId(1)), other.journal.asides]).toEqual([1, theirs, []])
    const both = await conflicted()
    await both.saver.resolve(shapeId(1), 'both')
    await both.after(500)
    expect([both.store.size, both.store.get(shapeId(1)), both.sent[1]!.operations.length]).toEqual([2, theirs, 1])
  })

  test('a submission waits behind the changes it means, carries their revision, may wait offline, and can be refused', async () => {
    const desk = new Desk()
    desk.answers.push(failure(0))
    desk.put(plateAt(1, 0, 0))
    await desk.after(0)
    desk.saver.submit()
    await desk.after(0)
    expect([desk.saver.submission.state, desk.submitted]).toEqual(['queued', []])
    await desk.after(1_000)
    expect([desk.submitted, desk.saver.submission]).toMatchObject([[{ assignment: 'a', revision: 8 }], { state: 'submitted' }])
    desk.answers.push(failure(409, 'revision.stale'))
    desk.saver.submit()
    await desk.after(500)
    expect([desk.saver.submission, desk.journal.rows]).toMatchObject([{ state: 'refused', failure: { code: 'revision.stale' } }, []])
  })

  test('a full device says so, keeps the changes for download, and writes them once there is room', async () => {
    const desk = new Desk()
    desk.journal.isFull = true
    desk.put(plateAt(1, 0, 0))
    await desk.after(500)
    expect([desk.saver.status, desk.saver.unsent, desk.sent]).toEqual([{ state: 'storage-full', count: 1 }, [{ op: 'put', shape: plateAt(1, 0, 0) }], []])
    desk.journal.isFull = false
    desk.saver.flush()
    await desk.after(500)
    expect([desk.saver.status.state, desk.sent.length]).toEqual(['saved', 1])
  })
})

test('opening shows the server\'s head with this device\'s unacknowledged changes and set-aside operations on top', async () => {
  const desk = new Desk()
  desk.put(plateAt(1, 5, 5))
  desk.store.apply({ put: [], remove: [shapeId(1)] }, 'user')
  desk.put(plateAt(2, 5, 5))
  await desk.after(0)
  const { records, restored, restoredFrom } = rebase([plateAt(1, 0, 0), plateAt(3, 0, 0), plateAt(4, 0, 0)], desk.journal.rows, [{ document: 'd', shape: shapeId(4), why: 'refused', operation: { op: 'put', shape: plateAt(4, 9, 9) }, code: 'x', field: '' }])
  expect([records.map(r => r.id).sort(), records.find(r => r.id === shapeId(4)), restored, restoredFrom]).toEqual([[shapeId(2), shapeId(3), shapeId(4)], plateAt(4, 9, 9), 3, '1970-01-01T00:00:00.000Z'])
})
