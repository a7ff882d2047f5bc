import type { Failure } from '../../kernel/failure.ts'
import { newId, type ShapeId } from '../../kernel/ids.ts'
import type { ShapeOperation } from '../../sockets/shape.ts'
import { diffOf, operationsOf } from '../store/diff.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { combined, halved, nextBatch, rowsFor } from './batch.ts'
import { savingFailures } from './errors.ts'
import type { ChangeRow, Journal, SetAside } from './journal.ts'
import { asidesOf, heldBack, shapeOf } from './reply.ts'
import { isFailure, verdictOf, type SaveReply, type SaveTransport, type SubmitReply } from './protocol.ts'
import { statusOf, type SaveStatus, type Submission } from './status.ts'

/** Timers and chance, so that tests can stop them. */
export interface Timers {
  set(run: () => void, millis: number): unknown
  clear(timer: unknown): void
  /** Milliseconds since the epoch. */
  now(): number
  /** [0, 1) */
  random(): number
}

export interface SaverSource {
  readonly document: string
  readonly assignment: string
  readonly schemaVersion: number
  readonly store: DocumentStore
  readonly journal: Journal
  readonly transport: SaveTransport
  readonly timers: Timers
  /** Revision of the head that was opened. */
  readonly revision: number
  readonly pending: readonly ChangeRow[]
  readonly aside: readonly SetAside[]
}

const QUIET_MILLIS = 500, LONGEST_WAIT_MILLIS = 2_000
const FIRST_RETRY_MILLIS = 1_000, LONGEST_RETRY_MILLIS = 30_000

/** Journals every edit of a person, then sends it: one request at a time, in order, until the server has acknowledged it. */
export class Saver {
  private readonly source: SaverSource
  private readonly listeners = new Set<(status: SaveStatus) => void>()
  private readonly stopListening: () => void
  private queue: ChangeRow[]
  private readonly asides = new Map<string, SetAside>()
  /** Rows on their way into the journal. */
  private writing = 0
  /** Changes that the journal could not take; offered for download. */
  private unwritten: ShapeOperation[] = []
  private revision: number
  /** Of the last reply; 0 before the first: rows of an earlier sitting travel on their own base until then. */
  private replied = 0
  private serverTime: string | null = null
  private isSending = false
  private isSignedOut = false
  private isStorageFull = false
  private isStopped = false
  /** Someone asked to save now: no pause until the queue is empty. */
  private isHurried = false
  private kept: Failure | null = null
  private failures = 0
  private timer: unknown
  private firstEditAt: number | null = null
  private submissionState: Submission = { state: 'none' }

  constructor(source: SaverSource) {
    this.source = source
    this.revision = source.revision
    this.queue = [...source.pending]
    for (const aside of source.aside) this.asides.set(aside.shape, aside)
    if (this.queue.some(row => row.kind === 'submit')) this.submissionState = { state: 'queued' }
    this.stopListening = source.store.listen('document', change => { if (change.source === 'user') this.edited(operationsOf(change.edits)) })
    if (this.queue.length > 0) this.wait(0)
  }

  get status(): SaveStatus {
    const asides = [...this.asides.values()], conflicts = asides.filter(aside => aside.why === 'conflict').length
    return statusOf({
      conflicts, refused: asides.length - conflicts, pending: this.queue.length + this.writing + (this.unwritten.length > 0 ? 1 : 0),
      isStorageFull: this.isStorageFull, isOffline: this.failures > 0, isSignedOut: this.isSignedOut, kept: this.kept, revision: this.revision, serverTime: this.serverTime,
    })
  }

  get submission(): Submission { return this.submissionState }
  /** What the server did not apply, by shape. */
  get setAside(): readonly SetAside[] { return [...this.asides.values()] }
  /** Everything that only this device has, for "download my changes". */
  get unsent(): readonly ShapeOperation[] { return [...this.queue.flatMap(row => row.ops), ...this.unwritten] }

  onStatus(listener: (status: SaveStatus) => void): () => void {
    this.listeners.add(listener)
    return () => { this.listeners.delete(listener) }
  }

  /** Sends without waiting for the pause (Ctrl+S, leaving the task); tries once more to write what the device could not take. */
  flush(): void {
    const again = this.unwritten
    this.unwritten = []
    this.isStorageFull = false
    if (again.length > 0) this.record('edit', again)
    this.isHurried = this.queue.length + this.writing > 0
    this.wait(0)
  }

  /** The network or the window came back: a waiting retry goes at once. */
  wake(): void { if (this.failures > 0) this.wait(0) }

  /** The same person signed in again. */
  signedIn(): void {
    this.isSignedOut = false
    this.tell()
    this.wait(0)
  }

  /** A submission is a change too: it is journalled, waits for what comes before it, and may wait offline. */
  submit(): void {
    if (this.submissionState.state === 'queued') return
    this.submissionState = { state: 'queued' }
    this.record('submit', [])
    this.flush()
  }

  /** Decides a conflict, or sends a refused operation once more (`mine`). */
  async resolve(shape: string, decision: 'mine' | 'theirs' | 'both'): Promise<void> {
    const aside = this.asides.get(shape)
    if (!aside) return
    const { store, journal, document } = this.source, mine = aside.operation, theirs = aside.why === 'conflict' ? aside.theirs : null
    this.asides.delete(shape)
    // The new change is in the journal before the old one leaves it.
    if (decision === 'mine') this.record('edit', [store.get(shape) ? { op: 'put', shape: store.get(shape)! } : mine])
    else {
      if (decision === 'both' && mine.op === 'put') store.apply({ put: [{ ...store.get(shape) ?? mine.shape, id: newId<ShapeId>() }], remove: [] }, 'user')
      store.apply(diffOf([theirs ? { op: 'put', shape: theirs } : { op: 'remove', id: shape }]), 'server')
    }
    this.tell()
    await journal.dropAside(document, shape)
  }

  stop(): void {
    this.isStopped = true
    this.stopListening()
    this.source.timers.clear(this.timer)
    this.listeners.clear()
  }

  /** Edits of a shape in conflict only change what "mine" means, until the person decides. */
  private edited(ops: readonly ShapeOperation[]): void {
    const held = ops.flatMap(operation => {
      const aside = this.asides.get(shapeOf(operation))
      return aside?.why === 'conflict' ? [{ ...aside, operation }] : []
    })
    for (const aside of held) this.asides.set(aside.shape, aside)
    if (held.length > 0) this.source.journal.putAside(held).catch(() => this.cannotWrite(held.map(aside => aside.operation)))
    const free = ops.filter(operation => this.asides.get(shapeOf(operation))?.why !== 'conflict')
    if (free.length > 0) this.record('edit', free)
  }

  private cannotWrite(ops: readonly ShapeOperation[]): void {
    this.isStorageFull = true
    this.unwritten.push(...ops)
    this.tell()
  }

  private record(kind: ChangeRow['kind'], ops: readonly ShapeOperation[]): void {
    const { document, assignment, schemaVersion, journal, timers } = this.source
    const rows = rowsFor({ document, kind, assignment, schemaVersion, ops, base: this.revision, wallTime: new Date(timers.now()).toISOString() })
    this.writing += rows.length
    this.firstEditAt ??= timers.now()
    const written = journal.append(rows)
    this.tell()
    void written.then(result => {
      this.writing -= rows.length
      if (result.ok) this.queue.push(...result.value)
      else this.cannotWrite(ops)
      this.tell()
      this.waitForPause()
    })
  }

  private waitForPause(): void {
    if (this.failures > 0) return
    if (this.isHurried) return this.wait(0)
    const now = this.source.timers.now()
    this.wait(Math.max(0, Math.min(now + QUIET_MILLIS, (this.firstEditAt ?? now) + LONGEST_WAIT_MILLIS) - now))
  }

  private wait(millis: number): void {
    const { timers } = this.source
    timers.clear(this.timer)
    if (this.isSending || this.isStopped) return
    this.timer = timers.set(() => { void this.pump() }, millis)
  }

  private async pump(): Promise<void> {
    const batch = nextBatch(this.queue)
    if (this.isSending || this.isStopped || this.isSignedOut || this.kept || batch.length === 0) return
    this.isSending = true
    this.firstEditAt = null
    let goesOn = false
    try {
      goesOn = batch[0]!.kind === 'submit' ? await this.sendSubmission(batch[0]!) : await this.sendEdits(batch)
    } catch {
      // Only the journal throws here. The rows are still in it; the same request is repeated later.
      this.isStorageFull = true
      this.retryLater()
    }
    this.isSending = false
    this.isHurried &&= this.queue.length + this.writing > 0
    this.tell()
    if (!goesOn || this.queue.length === 0) return
    // What was edited meanwhile has its own pause.
    if (this.firstEditAt === null) this.wait(0); else this.waitForPause()
  }

  /** @returns whether the queue may go on at once */
  private async sendEdits(rows: readonly ChangeRow[]): Promise<boolean> {
    const batch = await this.sealed(rows), head = batch[0]!, operations = combined(batch)
    const { assignment, schemaVersion } = head
    const reply = await this.travel(() => this.source.transport.send({ assignment, schemaVersion, operations, changeId: head.batch ?? head.changeId, base: Math.max(head.base, this.replied) }))
    if (this.isStopped) return false
    if (!isFailure(reply)) { await this.acknowledged(batch, operations, reply); return true }
    switch (verdictOf(reply)) {
      case 'retry': this.retryLater(); return false
      case 'sign-in': this.isSignedOut = true; return false
      case 'keep': this.kept = reply; return false
      case 'split': await this.split(batch, operations, reply); return true
    }
  }

  /** Writes into the rows which request they belong to, before it is sent. */
  private async sealed(rows: readonly ChangeRow[]): Promise<readonly ChangeRow[]> {
    if (rows[0]!.batch !== null) return rows
    const sealed = rows.map(row => ({ ...row, batch: rows[0]!.changeId }))
    await this.source.journal.replace(rows, sealed)
    this.exchange(rows, sealed)
    return sealed
  }

  private async acknowledged(batch: readonly ChangeRow[], operations: readonly ShapeOperation[], reply: SaveReply): Promise<void> {
    const behind = this.queue.filter(row => row.batch === null && !batch.includes(row))
    const { aside, rows } = heldBack(asidesOf(this.source.document, operations, reply), behind)
    const thinned = rows.filter((row, i) => row !== behind[i])
    if (thinned.length > 0) {
      const old = behind.filter((row, i) => row !== rows[i])
      await this.source.journal.replace(old, thinned)
      this.exchange(old, thinned)
    }
    await this.settle(batch, aside, reply.applied)
    this.failures = 0
    this.revision = this.replied = Math.max(this.replied, reply.revision)
    this.serverTime = reply.serverTime
  }

  private async settle(batch: readonly ChangeRow[], aside: readonly SetAside[], applied: readonly string[]): Promise<void> {
    await this.source.journal.settle(batch, aside, applied)
    for (const shape of applied) this.asides.delete(shape)
    for (const entry of aside) this.asides.set(entry.shape, entry)
    this.exchange(batch, [])
  }

  /** Halves the batch until the bad operation stands alone; that one is set aside and named. */
  private async split(batch: readonly ChangeRow[], operations: readonly ShapeOperation[], failure: Failure): Promise<void> {
    const [only, ...others] = operations
    if (only && others.length === 0) {
      return this.settle(batch, [{ document: this.source.document, shape: shapeOf(only), why: 'refused', operation: only, code: failure.code, field: failure.place?.field ?? '' }], [])
    }
    const follower = this.queue[this.queue.indexOf(batch.at(-1)!) + 1], halves = halved(batch, follower?.seq ?? batch.at(-1)!.seq + 1)
    await this.source.journal.replace(batch, halves)
    this.exchange(batch, halves)
  }

  private async sendSubmission(row: ChangeRow): Promise<boolean> {
    const { assignment, changeId } = row
    const reply = await this.travel(() => this.source.transport.submit({ assignment, changeId, revision: this.revision }))
    if (this.isStopped) return false
    if (isFailure(reply)) {
      const verdict = verdictOf(reply)
      if (verdict === 'retry') { this.retryLater(); return false }
      if (verdict === 'sign-in') { this.isSignedOut = true; return false }
      this.submissionState = { state: 'refused', failure: reply }
    } else {
      this.failures = 0
      this.serverTime = reply.serverTime
      this.submissionState = { state: 'submitted', serverTime: reply.serverTime }
    }
    await this.settle([row], [], [])
    return true
  }

  private async travel<R extends SaveReply | SubmitReply>(request: () => Promise<R | Failure>): Promise<R | Failure> {
    try { return await request() } catch { return savingFailures.network() }
  }

  private retryLater(): void {
    const { timers } = this.source
    const wait = Math.min(LONGEST_RETRY_MILLIS, FIRST_RETRY_MILLIS * 2 ** this.failures++) * (0.8 + 0.4 * timers.random())
    timers.clear(this.timer)
    this.timer = timers.set(() => { void this.pump() }, wait)
  }

  /** Puts rows in the place of others, in the queue as it is now: more may have come behind. */
  private exchange(gone: readonly ChangeRow[], rows: readonly ChangeRow[]): void {
    const dead = new Set(gone.map(row => row.seq))
    this.queue = [...rows, ...this.queue.filter(row => !dead.has(row.seq))].sort((a, b) => a.seq - b.seq)
  }

  private tell(): void {
    const { status } = this
    for (const listener of this.listeners) listener(status)
  }
}
