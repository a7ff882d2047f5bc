import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { same } from './three-way.ts'

/** A document at one version. */
export interface Version<T> { readonly version: number, readonly document: T }
interface Kept<T> { readonly base: Version<T>, readonly document: T }

/** ms of rest before a draft is written: a large one takes some. */
const restBeforeKeeping = 300

const recall = <T extends object>(key: string): Kept<T> | null => {
  try {
    // Written below under a key that names the form; another form has another key.
    const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Kept<T> | null
    return kept && typeof kept.base?.version === 'number' && typeof kept.base.document === 'object' && typeof kept.document === 'object' ? kept : null
  } catch { return null }
}
const keep = (key: string, kept: unknown): boolean => {
  try {
    if (kept === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify(kept))
    return true
  } catch { return false }
}

export interface Draft<T> {
  readonly document: T
  /** The version that the draft was made of. */
  readonly base: Version<T>
  readonly isChanged: boolean
  /** Somebody saved a version after `base`, and there is something of ours to bring together with it. */
  readonly isBehind: boolean
  /** False while the browser refuses to keep it over a reload. */
  readonly isKept: boolean
  change(next: (document: T) => T): void
  /** Goes on from another version, with this document. */
  rebase(base: Version<T>, document: T): void
  discard(): void
}

/**
 * A draft of a versioned document: it survives a reload in this tab and never mixes with a newer version by itself.
 * @param key of the session storage; ends with the form's number @param newest what the server holds now
 */
export const useDraft = <T extends object>(key: string, newest: Version<T>): Draft<T> => {
  const [state, setState] = useState<Kept<T>>(() => recall<T>(key) ?? { base: newest, document: newest.document })
  const [isKept, setKept] = useState(true)
  const settled = useDeferredValue(state)
  const isChanged = useMemo(() => settled.document !== settled.base.document && !same(settled.document, settled.base.document), [settled])
  const isOld = state.base.version !== newest.version, isClean = state.document === state.base.document
  // Nothing of ours: the newest version is shown as it comes.
  const current = isOld && (isClean || !isChanged) ? { base: newest, document: newest.document } : state
  const latest = useRef<Kept<T> | null>(null)
  useEffect(() => { latest.current = isChanged ? state : null })
  useEffect(() => {
    const write = (): void => setKept(keep(key, latest.current))
    const timer = setTimeout(write, restBeforeKeeping)
    addEventListener('pagehide', write)
    return () => { clearTimeout(timer); removeEventListener('pagehide', write) }
  }, [key, state, isChanged])
  // What was typed just before the page was left by a link.
  useEffect(() => () => { keep(key, latest.current) }, [key])
  const rebase = useCallback((base: Version<T>, document: T) => setState({ base, document }), [])
  const change = (next: (document: T) => T): void => setState(old => {
    const from = old.base.version !== newest.version && old.document === old.base.document ? { base: newest, document: newest.document } : old
    return { base: from.base, document: next(from.document) }
  })
  const discard = useCallback(() => { latest.current = null; keep(key, null); setState({ base: newest, document: newest.document }) }, [key, newest])
  return { ...current, isChanged, isBehind: isOld && isChanged, isKept, change, rebase, discard }
}
