import { inScope, type Database } from '../database/connect.ts'
import * as rows from './seals/repository.ts'

/** How far the journal is settled: nothing can appear any more at or below the place that it reaches. */
export interface Horizon {
  /** Looks once, without waiting. @returns the newest settled place and whether something newer is still waited for */
  reach(): Promise<{ readonly settled: number, readonly waiting: boolean }>
}

/**
 * A place is handed out after its transaction got a number (trigger `take_place`). So: read the last place, then take a number; when
 * every transaction below that number has ended, all entries up to that place are there for good or never will be.
 * One per process; it remembers what it waits for. An open transaction that writes holds it back, as it must.
 */
export const createHorizon = (db: Database): Horizon => {
  let settled = 0, pending: rows.Candidate | null = null, last: Promise<unknown> = Promise.resolve()
  // The number that was taken belongs to a transaction of its own, which has ended: it does not hold itself back.
  const passed = async (candidate: rows.Candidate): Promise<boolean> => {
    const has = await inScope(db, {}, tx => rows.hasPassed(tx, candidate.xid))
    if (has) settled = Math.max(settled, candidate.place)
    return has
  }
  const look = async (): Promise<{ settled: number, waiting: boolean }> => {
    if (pending && !(await passed(pending))) return { settled, waiting: true }
    const fresh = await inScope(db, {}, rows.takeCandidate)
    pending = await passed(fresh) ? null : fresh
    return { settled, waiting: pending !== null }
  }
  return {
    // One look after the other, and none shared: whoever asks wants what was committed before the question.
    reach() {
      const next = last.then(look, look)
      last = next.catch(() => {})
      return next
    },
  }
}
