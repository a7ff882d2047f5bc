import { notify, type Database } from '../database/connect.ts'

export const journalChannel = 'feedstock_journal'

type Waker = (channel: string, text: string) => void
const wakers = new Set<Waker>()
/** Something is committed that others wait for. @param text ids only */
export const wake: Waker = (channel, text) => { for (const waker of wakers) waker(channel, text) }

/**
 * Tells every server process that an organisation has new entries, or a run made progress: ids and nothing else. Told after the commit
 * and at most once in `every` milliseconds: NOTIFY inside the writing transaction makes all commits of the database wait for each other
 * (docs/adr/0018). A word that is lost costs nothing: who listens reads on by position, and looks by itself now and then.
 * @returns what stops it
 */
export const startWaking = (db: Database, every = 200): (() => void) => {
  const resting = new Map<string, boolean>()
  const tell = (channel: string, text: string): void => {
    const key = `${channel} ${text}`
    resting.set(key, false)
    notify(db, channel, text).catch(() => {})
    setTimeout(() => {
      const again = resting.get(key)
      resting.delete(key)
      if (again) tell(channel, text)
    }, every).unref()
  }
  const waker: Waker = (channel, text) => { if (resting.has(`${channel} ${text}`)) resting.set(`${channel} ${text}`, true); else tell(channel, text) }
  wakers.add(waker)
  return () => { wakers.delete(waker) }
}
