import { useMemo, type ReactNode } from 'react'
import { formatCount, formatShare } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { planPreview, type BatchDraft } from './batch-draft.ts'
import { batchFormMessages as f } from './batch-messages.ts'

/** What the chosen plan means for a lot of so many tasks: the figures, what it decides, and what it does not prove. */
export const PlanResult = ({ draft, lot }: { readonly draft: Pick<BatchDraft, 'plan' | 'level' | 'aql'>, readonly lot: number }): ReactNode => {
  const t = useT(), { plan: kind, level, aql } = draft
  const plan = useMemo(() => planPreview({ plan: kind, level, aql }, lot), [kind, level, aql, lot])
  if (!plan) return <p className="meta secondary" role="status">{t(f.planNeedsSelection)}</p>
  const figures = [[f.lot, formatCount(plan.lot)], [f.letter, plan.letter], [f.sampleSize, formatCount(plan.sampleSize)], [f.acRe, `${plan.acceptance} / ${plan.rejection}`]] as const
  return (
    <div className="stack" role="status">
      <dl className="plan-figures">{figures.map(([label, figure]) => <div key={label.en}><dt>{t(label)}</dt><dd>{figure}</dd></div>)}</dl>
      <p>{t(plan.full ? f.planFull : f.planSays, { lot: formatCount(plan.lot), n: formatCount(plan.sampleSize), ac: plan.acceptance, re: plan.rejection })}</p>
      {plan.limit !== null && <p className="meta secondary">{t(f.planLimit, { limit: formatShare(plan.limit) })}</p>}
      {!plan.full && <p className="meta secondary">{t(plan.proof > plan.lot ? f.planProofBeyond : f.planProof, { aql, proof: formatCount(plan.proof), lot: formatCount(plan.lot) })}</p>}
    </div>
  )
}
