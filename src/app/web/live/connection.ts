import { readEvents } from '../../../support/overview/live/contract.ts'
import { setLiveState } from '../../../ui/live.ts'
import { progressOf, type Told } from './stale.ts'

/** Milliseconds. A hidden page lets its stream go: a browser has few connections to one address, and nobody looks. */
const hiddenFor = 20_000
/** After the server refused (too many streams, none here): asked again this much later. */
const refusedFor = 60_000

export interface Listening {
  /** Something changed; several in the order in which they were told. */
  onTold(told: Told): void
  /** Too much was missed, or it is not known what: everything is read again. */
  onReset(): void
}

const toldIn = (event: MessageEvent<string>): Told | null => {
  const data: unknown = (() => { try { return JSON.parse(event.data) } catch { return null } })()
  return typeof data === 'object' && data !== null && 'kind' in data && typeof data.kind === 'string'
    ? { kind: data.kind, project: 'project' in data && typeof data.project === 'string' ? data.project : null } : null
}

/**
 * Holds one stream while the page is seen. The browser opens it again by itself when it breaks and names the last id; after a longer
 * absence this does, so that nothing is lost either way.
 * @returns what ends it
 */
export const listenTo = (organisation: string, { onTold, onReset }: Listening): (() => void) => {
  let source: EventSource | null = null, last: string | null = null, timer: ReturnType<typeof setTimeout> | undefined, ended = false
  const close = (): void => {
    clearTimeout(timer)
    source?.close()
    source = null
    setLiveState('off')
  }
  const keep = (event: MessageEvent<string>): void => { if (event.lastEventId !== '') last = event.lastEventId }
  const open = (): void => {
    if (source || ended) return
    clearTimeout(timer)
    const address = new URLSearchParams({ organisation, ...(last !== null && { after: last }) }), next = new EventSource(`${readEvents.path}?${address}`)
    source = next
    setLiveState('connecting')
    next.addEventListener('hello', event => {
      // The first one has nothing to go on from: what was read before it may be old.
      if (last === null) onReset()
      keep(event)
      setLiveState('live')
    })
    for (const name of ['change', 'progress'] as const) next.addEventListener(name, event => {
      keep(event)
      const told = toldIn(event)
      if (told) onTold(name === 'progress' ? { ...told, kind: progressOf(told.kind) } : told)
    })
    next.addEventListener('beat', keep)
    next.addEventListener('reset', event => { keep(event); onReset() })
    next.addEventListener('error', () => {
      if (next !== source) return
      if (next.readyState !== EventSource.CLOSED) return setLiveState('connecting')
      close()
      timer = setTimeout(open, refusedFor)
    })
  }
  const seen = (): void => {
    clearTimeout(timer)
    if (document.visibilityState === 'visible') open()
    else timer = setTimeout(close, hiddenFor)
  }
  document.addEventListener('visibilitychange', seen)
  seen()
  return () => {
    ended = true
    document.removeEventListener('visibilitychange', seen)
    close()
  }
}
