/** How long the other tab may flush before the lock is taken from it. */
const YIELD_MILLIS = 3_000
/** A page that is loaded anew asks before its own former self is cleared away. */
const GRACE_MILLIS = 400

const millis = (n: number): Promise<void> => new Promise(resolve => { setTimeout(resolve, n) })

export interface TabLock {
  /** True while this tab is the one that may write. */
  readonly isHeld: boolean
  /** "Edit here": asks the tab that holds the document to flush and yield; takes it after three seconds. */
  takeOver(): Promise<void>
  release(): void
}

export interface TabLockEvents {
  /** Another tab asks: flush, then the lock goes. */
  yieldTo(): Promise<void>
  changed(isHeld: boolean): void
}

/**
 * One writing tab per document in this browser, by Web Locks; the server's merge protects between browsers. A tab that did not get
 * the lock waits in line: it has it as soon as the other is closed, or has crashed and is cleared away.
 */
export const lockTab = async (document: string, events: TabLockEvents): Promise<TabLock> => {
  const name = `feedstock-document:${document}`, channel = new BroadcastChannel(name), taken = new EventTarget()
  let letGo: (() => void) | null = null, line: AbortController | null = null, isOver = false

  /** Resolves once it is known whether the lock is ours; the lock itself lives until `letGo`. */
  const request = (options: LockOptions): Promise<boolean> => new Promise(known => {
    const held = navigator.locks.request(name, options, lock => {
      if (!lock || isOver || letGo) { known(false); return undefined }
      return new Promise<void>(release => {
        letGo = release
        events.changed(true)
        taken.dispatchEvent(new Event('taken'))
        known(true)
      })
    })
    held.then(() => undefined, () => {
      // Stolen, or the request was given up.
      if (letGo && !options.signal?.aborted) lost()
      known(false)
    })
  })
  const taking = (): Promise<unknown> => new Promise(resolve => { taken.addEventListener('taken', resolve, { once: true }) })
  const waitInLine = (): void => {
    if (isOver || line) return
    const place = line = new AbortController()
    void request({ signal: place.signal }).then(() => { if (line === place) line = null })
  }
  /** A tab that gave the lock away does not stand in line for it: it would take it back the moment the other opens its document anew. */
  const lost = (): void => {
    letGo = null
    events.changed(false)
  }
  const release = (): void => {
    if (!letGo) return
    letGo()
    lost()
  }
  channel.addEventListener('message', () => { if (letGo) void events.yieldTo().finally(release) })
  const atOnce = taking()
  waitInLine()
  await Promise.race([atOnce, millis(GRACE_MILLIS)])
  return {
    get isHeld() { return letGo !== null },
    takeOver: async () => {
      if (letGo) return
      const given = taking()
      waitInLine()
      channel.postMessage('yield')
      await Promise.race([given, millis(YIELD_MILLIS)])
      if (letGo) return
      line?.abort()
      line = null
      await request({ steal: true })
    },
    release: () => {
      isOver = true
      line?.abort()
      letGo?.()
      if (letGo) { letGo = null; events.changed(false) }
      channel.close()
    },
  }
}
