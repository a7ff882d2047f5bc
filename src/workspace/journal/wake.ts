import { notify, type Database } from '../database/connect.ts'

export const journalChannel = 'feedstock_journal'

type Waker = (organisation: string) => void
const wakers = new Set<Waker>()
/** An entry of the organisation is committed. */
export const wake = (organisation: string): void => { for (const waker of wakers) waker(organisation) }

/**
 * Tells every server process that an organisation has new entries: its id and nothing else. Told after the commit and at most once in
 * `every` milliseconds: NOTIFY inside the writing transaction makes all commits of the database wait for each other (docs/adr/0018). A
 * word that is lost costs nothing: who listens reads on by position, and looks by itself now and then.
 * @returns what stops it
 */
export const startWaking = (db: Database, every = 200): (() => void) => {
  const resting = new Map<string, boolean>()
  const tell = (organisation: string): void => {
    resting.set(organisation, false)
    notify(db, journalChannel, organisation).catch(() => {})
    setTimeout(() => {
      const again = resting.get(organisation)
      resting.delete(organisation)
      if (again) tell(organisation)
    }, every).unref()
  }
  const waker: Waker = organisation => { if (resting.has(organisation)) resting.set(organisation, true); else tell(organisation) }
  wakers.add(waker)
  return () => { wakers.delete(waker) }
}
