/** How long the other tab may flush before the lock is taken from it. */
const YIELD_MILLIS = 3_000

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

/** One writing tab per document in this browser, by Web Locks; the server's merge protects between browsers. */
export const lockTab = async (document: string, events: TabLockEvents): Promise<TabLock> => {
  const name = `feedstock-document:${document}`, channel = new BroadcastChannel(name)
  let letGo: (() => void) | null = null

  /** Resolves once it is known whether the lock is ours; the lock itself lives until `letGo`. */
  const request = (options: LockOptions): Promise<boolean> => new Promise(known => {
    const held = navigator.locks.request(name, options, lock => {
      if (!lock) { known(false); return undefined }
      return new Promise<void>(release => {
        letGo = release
        events.changed(true)
        known(true)
      })
    })
    held.then(() => undefined, () => {
      // Stolen, or the request was given up.
      if (letGo) { letGo = null; events.changed(false) }
      known(false)
    })
  })
  const release = (): void => {
    if (!letGo) return
    letGo()
    letGo = null
    events.changed(false)
  }
  channel.addEventListener('message', () => { if (letGo) void events.yieldTo().finally(release) })
  await request({ ifAvailable: true })
  return {
    get isHeld() { return letGo !== null },
    takeOver: async () => {
      if (letGo) return
      channel.postMessage('yield')
      const given = await request({ signal: AbortSignal.timeout(YIELD_MILLIS) })
      if (!given) await request({ steal: true })
    },
    release: () => { release(); channel.close() },
  }
}
