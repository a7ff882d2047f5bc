import { formatShare } from '../../../ui/format.ts'
import type { Translate } from '../../../ui/i18n.tsx'
import type { BatchView } from '../../3-production/contract.ts'
import type { Workflow } from '../../3-production/model.ts'
import { workflowMessages as w } from './workflow-messages.ts'

/** What will happen to every task, sentence by sentence, in the order of the work. */
export const workflowSays = (t: Translate, { annotate: { overlap, extend }, review, arbitrate, client }: Workflow): readonly string[] => {
  const share = (of: number): string => formatShare(of, 0), isCompared = overlap > 1
  return [
    overlap === 1 ? t(w.saysOne) : t(w.saysMany, { n: overlap }),
    extend && t(w.saysExtend, { below: share(extend.below), to: extend.to }),
    arbitrate && (isCompared ? t(w.saysArbitrate, { below: share(arbitrate.below) }) : t(w.saysDispute)),
    review && (review.percent === 100 ? t(w.saysReviewAll) : t(w.saysReviewSome, { percent: share(review.percent / 100) })),
    isCompared && arbitrate && review && t(w.saysDispute),
    review?.percent !== 100 && (isCompared ? t(w.saysChosen) : review ? t(w.saysRest) : t(w.saysStands)),
    client && t(w.saysClient),
  ].filter(sentence => typeof sentence === 'string')
}

export interface StripStep { readonly id: 'annotate' | 'review' | 'arbitrate' | 'approved' | 'client', readonly count: number }
const count = (counts: BatchView['counts'], ...states: readonly string[]): number => states.reduce((sum, state) => sum + (counts[state] ?? 0), 0)

/** Where the tasks of a batch are in its workflow. What is submitted and waits for nobody is approved at once, so it waits for a review. */
export const stripOf = ({ workflow, counts, state }: Pick<BatchView, 'workflow' | 'counts' | 'state'>): readonly StripStep[] => {
  const isWithClient = state === 'delivered' || state === 'client_accepted' || state === 'closed', approved = count(counts, 'approved')
  return [
    { id: 'annotate', count: count(counts, 'open', 'taken') },
    ...(workflow.review ? [{ id: 'review' as const, count: count(counts, 'submitted', 'in_review') }] : []),
    ...(workflow.arbitrate ? [{ id: 'arbitrate' as const, count: count(counts, 'disputed') }] : []),
    { id: 'approved', count: isWithClient ? 0 : approved },
    ...(workflow.client ? [{ id: 'client' as const, count: isWithClient ? approved : 0 }] : []),
  ]
}
