import type { BatchView } from '../../3-production/contract.ts'
import type { InspectionView } from '../contract.ts'
import type { LotDefectView } from '../lot-appeal/contract.ts'
import { lotVerdict, withoutDefects, type LotVerdict } from '../lot-appeal/model.ts'
import { acceptanceProbability, proofSize } from '../model.ts'

export type LotPlanView = InspectionView['plan']
/** Whose move it is: the lot's next step. */
export type LotStep = 'wait' | 'accept' | 'draw' | 'judge' | 'end' | 'done'

const unfinished: ReadonlySet<BatchView['state']> = new Set(['draft', 'open', 'rework', 'client_rework'])

/** @param unjudged items of the drawn sample without a verdict */
export const stepOf = (batch: Pick<BatchView, 'state' | 'plan'>, inspection: Pick<InspectionView, 'state'> | null, unjudged: number): LotStep => {
  if (!batch.plan) return batch.state === 'submitted' ? 'accept' : unfinished.has(batch.state) ? 'wait' : 'done'
  if (!inspection) return 'wait'
  if (inspection.state === 'committed') return batch.state === 'submitted' ? 'draw' : batch.state === 'void' ? 'done' : 'wait'
  if (inspection.state === 'drawn') return unjudged > 0 ? 'judge' : 'end'
  return 'done'
}

/** The word on the lot once these verdicts join those given before. */
export const lotAfter = (defects: readonly LotDefectView[], said: Readonly<Record<string, 'stands' | 'overturned'>>, acceptance: number, isSafety: boolean): LotVerdict => {
  const items = [...Map.groupBy(defects, d => d.task)].map(([task, found]) => ({ task, conforms: false, defects: found }))
  return lotVerdict(withoutDefects(items, new Set(defects.filter(d => (said[d.id] ?? d.appeal?.state) === 'overturned').map(d => d.id))), acceptance, isSafety)
}

/** How many tasks of a batch are done with. */
export const finishedTasks = ({ counts }: Pick<BatchView, 'counts'>): number => (counts['approved'] ?? 0) + (counts['discarded'] ?? 0)

/** The chance that a lot of this size and quality is accepted, 0 to 1. @param share of nonconforming items, 0 to 1 */
export const chanceOf = (plan: LotPlanView, share: number): number => acceptanceProbability(plan, share, plan.lotSize)

/** Consumer's risk at which a plan's limiting quality is read (GB/T 2828.1, 3.1.27). */
export const consumersRisk = 0.1

/** The least share of nonconforming items from which the plan accepts with at most the consumer's risk; counts of the lot, so it is exact. */
export const limitingShare = (plan: LotPlanView): number => {
  let low = plan.acceptance, high = plan.lotSize
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (chanceOf(plan, middle / plan.lotSize) <= consumersRisk) high = middle; else low = middle
  }
  return high / plan.lotSize
}

export interface CurvePoint { readonly share: number, readonly chance: number }
/** The operating characteristic from 0 to a little beyond the limiting quality, at most about 120 points. */
export const curveOf = (plan: LotPlanView): readonly CurvePoint[] => {
  const end = Math.min(plan.lotSize, Math.max(plan.acceptance + 2, Math.ceil(limitingShare(plan) * plan.lotSize * 1.7))), step = Math.max(1, Math.ceil(end / 120))
  const counts = Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step)
  return counts.map(count => ({ share: count / plan.lotSize, chance: chanceOf(plan, count / plan.lotSize) }))
}

/** AQL as a share; null above 10, where it counts nonconformities per 100 items and is no share of them. */
export const aqlShare = ({ aql }: Pick<LotPlanView, 'aql'>): number | null => { const percent = Number(aql); return percent <= 10 ? percent / 100 : null }

/** A lot of this size just within the AQL and its chance of acceptance; null where one task is more than the AQL already. */
export const aqlPoint = (plan: LotPlanView): CurvePoint | null => {
  const share = aqlShare(plan), count = share === null ? 0 : Math.floor(share * plan.lotSize + 1e-9)
  return count === 0 ? null : { share: count / plan.lotSize, chance: chanceOf(plan, count / plan.lotSize) }
}

/** How many items would have to be inspected to show, with 95 % confidence, that the share is below the AQL; null when the AQL is no share. */
export const proofOf = (plan: LotPlanView, found: number): number | null => {
  const share = aqlShare(plan)
  return share === null ? null : proofSize({ defectRate: share, confidence: 0.95, defects: found })
}
