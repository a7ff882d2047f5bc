import type { ReactNode } from 'react'
import { clopperPearsonInterval } from '../../../kernel/interval.ts'
import { Estimate } from '../../../ui/estimate.tsx'
import { formatCount, formatInterval, formatShare } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import type { InspectionView } from '../contract.ts'
import { lotResult } from '../model.ts'
import { aqlPoint, limitingShare, proofOf, type LotPlanView } from './lot-figures.ts'
import { lotMessages as m } from './lot-messages.ts'

/** What is known of a drawn sample. */
export interface SampleCounts { readonly n: number, readonly judged: number, readonly found: number }

/** Worded as what it shows and what it does not (ux 5 h). */
const Proof = ({ plan, found }: { readonly plan: LotPlanView, readonly found: number }): ReactNode => {
  const t = useT(), proof = proofOf(plan, found), lot = formatCount(plan.lotSize)
  // In a small lot the AQL is less than one task, or one that the plan allows.
  const reworked = 1 - (aqlPoint(plan)?.chance ?? 1)
  return (
    <div className="stack lot-proof">
      <h3>{t(m.provesHead)}</h3>
      <p>{plan.full ? t(m.provesFull) : t(m.proves, { rate: formatShare(limitingShare(plan)) })}</p>
      <h3>{t(m.provesNotHead)}</h3>
      <ul>
        {!plan.full && proof !== null && <li>{proof >= plan.lotSize ? t(m.provesNotSmall, { aql: plan.aql, lot }) : t(m.provesNot, { aql: plan.aql, found, proof: formatCount(proof), n: formatCount(plan.sampleSize) })}</li>}
        {!plan.full && reworked >= 0.005 && <li>{t(m.goodRejected, { p: formatShare(reworked, 0) })}</li>}
        <li>{t(m.judgesErr)}</li>
      </ul>
    </div>
  )
}

const Figures = ({ plan, counts: { judged, found, n }, href }: { readonly plan: LotPlanView, readonly counts: SampleCounts, readonly href: string }): ReactNode => {
  const t = useT(), good = judged - found
  if (judged === 0) return null
  if (plan.full && judged === n) return <p className="strong">{t(m.exactRate, { good: formatCount(good), n: formatCount(n) })}</p>
  const { low, high } = clopperPearsonInterval(good, judged)
  return (
    <div className="stack">
      <Estimate label={t(m.rate)} value={good / judged} interval={[low, high]} n={judged} href={href} />
      <p className="meta quiet">{t(m.intervalNote, { interval: `${formatInterval([low, high])} %`, n: formatCount(judged) })}</p>
    </div>
  )
}

export interface LotResultProps { readonly inspection: InspectionView, /** Null until the sample is drawn. */ readonly counts: SampleCounts | null, /** The items behind the figure. */ readonly href: string }

export const LotResult = ({ inspection: { plan }, counts, href }: LotResultProps): ReactNode => {
  const t = useT(), isBad = counts !== null && counts.found >= plan.rejection, isComplete = counts !== null && counts.judged === counts.n
  const isGood = isComplete && lotResult(counts.found, plan.acceptance) === 'accepted'
  return (
    <section className="card" aria-labelledby="lot-result">
      <header><h2 id="lot-result">{t(m.result)}</h2>
        {counts && (isBad ? <StatusPill shape="cross" tone="bad">{t(m.toRework, { found: counts.found, re: plan.rejection })}</StatusPill> : isGood ? <StatusPill shape="tick" tone="ok">{t(m.acceptable, { found: counts.found, ac: plan.acceptance })}</StatusPill> : null)}
        {counts && !isComplete && <StatusPill shape="half" tone="accent">{t(m.stillJudging, { judged: counts.judged, n: counts.n })}</StatusPill>}
      </header>
      <div className="body stack loose">
        {counts ? <Figures plan={plan} counts={counts} href={href} /> : <p className="quiet">{t(m.noResult)}</p>}
        <Proof plan={plan} found={counts?.found ?? 0} />
      </div>
    </section>
  )
}
