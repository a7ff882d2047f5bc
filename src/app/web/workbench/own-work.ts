import { ok, type Result } from '../../../kernel/result.ts'
import type { OpenedDocument, Saving } from '../../../editor/saving/web/open-document.ts'
import { readDocument, startSaving } from '../../../editor/saving/web/open-document.ts'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'
import { recall, remember } from '../../../ui/remembered.ts'
import { keepAsDraft, openDeviceJournal, transport, type DeviceJournal } from './keep-changes.ts'
import { openTask, sit, type Opened, type Sitting } from './open-task.ts'

/** One's own assignment at work: session, saving, and what was found on this computer. */
export interface OwnWork {
  readonly opened: Opened
  readonly sitting: Sitting
  readonly journal: DeviceJournal
  readonly saving: Saving
  /** Where it stood: the head of the server with this computer's changes on top. */
  readonly document: OpenedDocument
  /** Another tab took the document, or gave it back. @returns a function that stops listening */
  onWritable(listener: () => void): () => void
  /** The lease is lost: nothing more can be changed here, and what was not sent becomes a draft on the server. @returns how many changes */
  end(): Promise<Result<number>>
  /** Sends what waits and returns when it has left, or after a moment. */
  settle(): Promise<void>
  /** Sends what waits, for a moment; what could not leave stays in the journal. */
  close(): Promise<void>
}

/** How long a closing task may still send. */
const LAST_WORDS_MILLIS = 3_000
/** A task that is left is still closing while the next opens; the same one opened again waits for it, or it would be locked out by itself. */
const closing = new Map<string, Promise<void>>()

const drained = (saving: Saving): Promise<void> => new Promise(resolve => {
  const done = (): void => { stop(); clearTimeout(timer); resolve() }
  const timer = setTimeout(done, LAST_WORDS_MILLIS)
  const stop = saving.saver.onStatus(status => { if (status.state !== 'saving') done() })
  if (saving.saver.status.state === 'saving') saving.saver.flush(); else done()
})

/** Keeps the draft of several clicks beside the journal, so that a killed tab resumes it. The pointer moves it often; the device hears of it four times a second. */
const DRAFT_MILLIS = 250
const keepDraftOf = (document: string, { session }: Sitting, journal: DeviceJournal): (() => void) => {
  let last = '', timer: number | undefined
  const keep = (): void => {
    timer = undefined
    const draft = session.draft(), now = JSON.stringify(draft)
    if (now === last) return
    last = now
    // A draft that cannot be kept costs its clicks after a crash, nothing that was committed.
    journal.keepDraft(document, draft && { document, ...draft }).catch(() => { last = '' })
  }
  const stop = session.on('preview', () => { timer ??= window.setTimeout(keep, DRAFT_MILLIS) })
  return () => { stop(); if (timer !== undefined) { window.clearTimeout(timer); keep() } }
}

/** The draft of the first place is that of the document. */
const draftKey = (document: string, place: number): string => (place === 0 ? document : `${document}#${place}`)

const isText = (value: unknown): value is string => typeof value === 'string'

/** The class in hand stays in hand from task to task of a project, and after a reload. */
const keepClass = ({ session, kind }: Sitting, project: string): (() => void) => {
  const key = `feedstock.class.${project}.${kind}`, last = recall(key, isText)
  if (session.schema.classes.some(entry => entry.id === last)) session.store.setFacts({ activeClass: last ?? null })
  return session.store.listen('session', (facts, before) => { if (facts.activeClass !== before.activeClass) remember(key, facts.activeClass) })
}

export const openOwnWork = async (work: WorkView, account: string): Promise<Result<OwnWork>> => {
  const id = work.assignment.id
  await closing.get(id)
  const opened = await openTask(work)
  if (!opened.ok) return opened
  const device = await openDeviceJournal(account)
  if (!device.ok) return device
  const journal = device.value, [head] = work.annotations, revision = head?.revision ?? 0
  const document = await readDocument(journal, id, { revision, records: head?.shapes ?? [] })
  const sitting = sit(opened.value, document.records, false), { places } = sitting
  const drafts = await Promise.all(places.sittings.map((_, i) => journal.draft(draftKey(id, i)))), listeners = new Set<() => void>()
  const setReadOnly = (value: boolean): void => { for (const { session } of places.sittings) session.readOnly = value }
  const saving = await startSaving({
    document: id, assignment: id, schemaVersion: work.schema.version, revision, opened: document, store: places.store, journal, transport,
    writable: isWritable => { setReadOnly(!isWritable); for (const listener of listeners) listener() },
  })
  drafts.forEach((draft, i) => { if (draft) places.sittings[i]?.session.resumeDraft(draft) })
  const stops = places.sittings.flatMap((one, i) => [keepDraftOf(draftKey(id, i), one, journal), keepClass(one, work.assignment.project)])
  const close = (): Promise<void> => {
    for (const stop of stops) stop()
    const closed = drained(saving).then(() => { saving.stop(); journal.close(); closing.delete(id) })
    closing.set(id, closed)
    return closed
  }
  const end = (): Promise<Result<number>> => { setReadOnly(true); return keepAsDraft(journal, id) }
  return ok({ opened: opened.value, sitting, journal, saving, document, close, end, settle: () => drained(saving), onWritable: listener => { listeners.add(listener); return () => { listeners.delete(listener) } } })
}
