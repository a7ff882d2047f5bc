import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import type { Saver } from '../../../editor/saving/saver.ts'
import type { SaveStatus, Submission } from '../../../editor/saving/status.ts'
import type { SetAside } from '../../../editor/saving/journal.ts'
import type { DocumentStore, SessionFacts } from '../../../editor/store/document-store.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import type { AnySession } from './open-task.ts'

/** One list per state of the document: React asks for it as often as it likes. */
const lists = new WeakMap<DocumentStore, { current: readonly ShapeRecord[] | null }>()

const listOf = (store: DocumentStore): { current: readonly ShapeRecord[] | null } => {
  let list = lists.get(store)
  if (!list) {
    const fresh: { current: readonly ShapeRecord[] | null } = { current: null }
    store.listen('document', () => { fresh.current = null })
    lists.set(store, list = fresh)
  }
  return list
}

/** All shapes of the document, answers included; a new list after every change. */
export const useRecords = (store: DocumentStore): readonly ShapeRecord[] => useSyncExternalStore(
  useCallback(changed => { listOf(store); return store.listen('document', changed) }, [store]),
  () => listOf(store).current ??= [...store.all()],
)

/** Tool, class, selection, hidden and locked. */
export const useFacts = (session: AnySession): SessionFacts =>
  useSyncExternalStore(useCallback(changed => session.store.listen('session', changed), [session]), () => session.store.facts)

export interface SaverView { readonly status: SaveStatus, readonly submission: Submission, readonly aside: readonly SetAside[] }
const view = (saver: Saver): SaverView => ({ status: saver.status, submission: saver.submission, aside: saver.setAside })

const views = new WeakMap<Saver, SaverView>()
const seenOf = (saver: Saver): SaverView => {
  let seen = views.get(saver)
  if (!seen) views.set(saver, seen = view(saver))
  return seen
}

export const useSaver = (saver: Saver): SaverView => useSyncExternalStore(
  useCallback(changed => {
    // What happened between drawing and listening is seen too: React asks again after this.
    views.delete(saver)
    return saver.onStatus(() => { views.delete(saver); changed() })
  }, [saver]),
  () => seenOf(saver),
)

/** How long a refusal stands beside the canvas. */
const REFUSAL_MILLIS = 5_000

/** What a tool refused last, while it is news. */
export const useRefusal = (session: AnySession): Failure | null => {
  const [refusal, show] = useState<Failure | null>(null)
  useEffect(() => session.on('refusal', show), [session])
  useEffect(() => {
    if (!refusal) return
    const timer = setTimeout(() => show(null), REFUSAL_MILLIS)
    return () => clearTimeout(timer)
  }, [refusal])
  return refusal
}
