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
  let settled = 0, candidate: rows.Candidate | null = null
  return {
    async reach() {
      candidate ??= await inScope(db, {}, rows.takeCandidate)
      // The number that was taken belongs to a transaction of its own, which has ended: it does not hold itself back.
      if (await inScope(db, {}, tx => rows.hasPassed(tx, candidate!.xid))) {
        settled = Math.max(settled, candidate.place)
        candidate = null
      }
      return { settled, waiting: candidate !== null }
    },
  }
}
