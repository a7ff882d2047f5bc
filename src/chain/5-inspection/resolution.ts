import { isReviewed, reviewOf, type Workflow } from '../3-production/model.ts'

/** What the workflow says of a task once its last annotation is submitted. */
export type Resolution =
  /** One more reader. */
  | 'extend'
  /** An arbiter decides. */
  | 'dispute'
  /** A reviewer decides. */
  | 'review'
  /** The annotation that agrees most with the others stands, or the only one. */
  | 'stands'

export interface ReadTask {
  readonly workflow: Workflow
  /** Seats of the task now, extensions included. */
  readonly overlap: number
  readonly drawn: boolean | null
  /** Mean pairwise agreement; null with a single annotation. */
  readonly agreement: number | null
}

/** First more readers, then the arbiter, then the reviewer; what nobody has to look at stands. */
export const resolutionOf = ({ workflow, overlap, drawn, agreement }: ReadTask): Resolution => {
  const { annotate: { extend }, arbitrate } = workflow
  if (agreement !== null && extend && agreement < extend.below && overlap < extend.to) return 'extend'
  if (agreement !== null && arbitrate && agreement < arbitrate.below) return 'dispute'
  return isReviewed({ review: reviewOf(workflow), drawn }) ? 'review' : 'stands'
}

export interface Candidate { readonly id: string, readonly agreement: number, readonly submittedAt: Date }

/** The one that agrees most with the others; ties by the earliest submission, then by id. @throws without a candidate */
export const mostAgreed = <C extends Candidate>(candidates: readonly C[]): C => {
  const [best] = [...candidates].sort((a, b) => b.agreement - a.agreement || a.submittedAt.getTime() - b.submittedAt.getTime() || (a.id < b.id ? -1 : 1))
  if (!best) throw new RangeError('nothing to choose from')
  return best
}
