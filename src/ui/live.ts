import { useSyncExternalStore } from 'react'
import type { RouteContract } from '../kernel/contract.ts'

/** By kind of thing that changed: the routes whose answers that may change. Declared beside the pages of a slice, gathered by the shell. */
export type LiveQueries = Readonly<Record<string, readonly RouteContract[]>>

/** `live`: changes are told. `connecting`: they were, or will be in a moment. `off`: there is no stream, pages ask again by themselves. */
export type LiveState = 'live' | 'connecting' | 'off'

let state: LiveState = 'off'
const listeners = new Set<() => void>()
/** Set by the shell, which holds the stream. */
export const setLiveState = (next: LiveState): void => {
  if (state === next) return
  state = next
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void): (() => void) => { listeners.add(listener); return () => { listeners.delete(listener) } }
export const useLiveState = (): LiveState => useSyncExternalStore(subscribe, () => state)

/** Even a page that is told of changes looks now and then by itself, milliseconds. */
const seldom = 60_000
/** How often a query asks again: `useQuery({ ...serverQuery(...), refetchInterval: poll(3000) })`. Seldom while changes are told. */
export const usePoll = (): ((milliseconds: number) => number) => {
  const isLive = useLiveState() === 'live'
  return milliseconds => (isLive ? Math.max(milliseconds, seldom) : milliseconds)
}
