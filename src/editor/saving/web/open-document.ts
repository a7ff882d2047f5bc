import type { ShapeRecord } from '../../../sockets/shape.ts'
import type { DocumentStore } from '../../store/document-store.ts'
import type { ChangeRow, Journal, SetAside } from '../journal.ts'
import type { SaveTransport } from '../protocol.ts'
import { rebase, type Rebased } from '../rebase.ts'
import { Saver, type Timers } from '../saver.ts'
import { lockTab, type TabLock } from './tab-lock.ts'

export const browserTimers: Timers = {
  set: (run, millis) => window.setTimeout(run, millis),
  clear: timer => { if (typeof timer === 'number') window.clearTimeout(timer) },
  now: () => Date.now(),
  random: () => Math.random(),
}

/** The server's newest revision of the document. */
export interface Head { readonly revision: number, readonly records: readonly ShapeRecord[] }

export interface OpenedDocument extends Rebased { readonly pending: readonly ChangeRow[], readonly aside: readonly SetAside[] }

/** Server head plus what this device still holds. */
export const readDocument = async (journal: Journal, document: string, head: Head): Promise<OpenedDocument> => {
  const [pending, aside] = await Promise.all([journal.pending(document), journal.aside(document)])
  return { ...rebase(head.records, pending, aside), pending, aside }
}

export interface SavingSource {
  readonly document: string
  readonly assignment: string
  readonly schemaVersion: number
  readonly revision: number
  readonly opened: OpenedDocument
  readonly store: DocumentStore
  readonly journal: Journal
  readonly transport: SaveTransport
  /** Another tab took the document, or gave it up. A tab that becomes writable by taking over must open the document anew: what it shows is as old as its head. */
  writable(isWritable: boolean): void
}

export interface Saving { readonly saver: Saver, readonly lock: TabLock, stop(): void }

/** Resolves when nothing waits any more, or after the given time. */
const flushed = (saver: Saver, millis: number): Promise<void> => new Promise(resolve => {
  const done = (): void => { stop(); clearTimeout(timer); resolve() }
  const timer = setTimeout(done, millis)
  const stop = saver.onStatus(status => { if (status.state === 'saved') done() })
  if (saver.status.state === 'saved') done(); else saver.flush()
})

/**
 * Begins saving: lock, sender, and the window's events. Only the tab that holds the lock sends; a second tab stays read-only
 * until it takes over.
 */
export const startSaving = async (source: SavingSource): Promise<Saving> => {
  const stopping = new AbortController(), { signal } = stopping
  let saver: Saver | null = null
  const lock = await lockTab(source.document, {
    yieldTo: async () => { if (saver) await flushed(saver, 2_500) },
    changed: isHeld => source.writable(isHeld),
  })
  source.writable(lock.isHeld)
  saver = new Saver({ ...source, timers: browserTimers, pending: lock.isHeld ? source.opened.pending : [], aside: source.opened.aside })
  const held = saver
  window.addEventListener('online', () => held.wake(), { signal })
  window.addEventListener('focus', () => held.wake(), { signal })
  document.addEventListener('visibilitychange', () => { if (document.hidden) held.flush() }, { signal })
  // Closing asks only when something would stay behind on this device.
  window.addEventListener('beforeunload', event => { if (held.status.state === 'offline' || held.status.state === 'storage-full') event.preventDefault() }, { signal })
  return { lock, saver: held, stop: () => { stopping.abort(); held.stop(); lock.release() } }
}
