import { useEffect, useState } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'
import { openReview, type ReviewDesk } from './review-desk.ts'

export interface OpenDesk {
  /** null while it opens. */
  readonly desk: ReviewDesk | null
  /** Why it did not open. */
  readonly failure: Failure | null
  /** What keeps changes from this computer. */
  readonly journalFailure: Failure | null
}

/** Everything submitted of a task, open to be judged for as long as the room is on the page. */
export const useReviewDesk = (work: WorkView, account: string): OpenDesk => {
  const [desk, setDesk] = useState<ReviewDesk | null>(null), [failure, fail] = useState<Failure | null>(null), [journalFailure, setJournalFailure] = useState<Failure | null>(null)
  useEffect(() => {
    let isGone = false, made: ReviewDesk | null = null
    void openReview(work, account, setJournalFailure).then(result => {
      if (!result.ok) return fail(result.failure)
      made = result.value
      if (isGone) return made.close()
      return setDesk(made)
    })
    return () => { isGone = true; made?.close() }
  }, [work, account])
  return { desk, failure, journalFailure }
}
