import type { ReactNode } from 'react'
import { formatCount, formatShare } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { aqlPoint, chanceOf, curveOf, limitingShare, type LotPlanView } from './lot-figures.ts'
import { lotMessages as m } from './lot-messages.ts'

/** Units of the drawing: place of the axes, and their lengths. */
const left = 34, top = 14, width = 336, height = 190

/** Steps of a share axis that ends at `end`, at most five. */
const ticksOf = (end: number): readonly number[] => {
  const step = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25].find(s => end / s <= 5) ?? 0.5
  return Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, i) => i * step)
}
/** Per cent without the decimals that it does not need. */
const percent = (share: number): string => String(Number((share * 100).toFixed(2)))

/** How likely the plan accepts, by the true quality of the batch; the two points that are named in the text are marked. */
const Curve = ({ plan, measured }: { readonly plan: LotPlanView, readonly measured: number | null }): ReactNode => {
  const t = useT(), curve = curveOf(plan), aql = aqlPoint(plan), limit = limitingShare(plan), end = curve.at(-1)?.share ?? 1
  const x = (share: number): number => left + share / end * width, y = (chance: number): number => top + (1 - chance) * height
  const atLimit = chanceOf(plan, limit)
  const isFar = measured !== null && measured > end / 2
  const label = aql ? t(m.curveText, { aql: plan.aql, atAql: formatShare(aql.chance, 0), limit: formatShare(limit) }) : t(m.curveTextLimit, { limit: formatShare(limit) })
  return (
    <figure className="lot-curve">
      <figcaption className="meta secondary">{t(m.curve)}</figcaption>
      <svg viewBox="0 0 400 240" role="img" aria-label={label}>
        {[0, 0.25, 0.5, 0.75, 1].map(c => <g key={c}><line className="grid" x1={left} x2={left + width} y1={y(c)} y2={y(c)} /><text className="tick" x={left - 6} y={y(c) + 4} textAnchor="end">{c * 100}</text></g>)}
        {ticksOf(end).map(s => <text key={s} className="tick" x={x(s)} y={top + height + 16} textAnchor="middle">{percent(s)}</text>)}
        <text className="tick" x={left + width} y={top + height + 32} textAnchor="end">{t(m.trueRate)}</text>
        <polyline className="curve" points={curve.map(p => `${x(p.share)},${y(p.chance)}`).join(' ')} />
        {aql && aql.share <= end && <g className="good"><path d={`M${left} ${y(aql.chance)}H${x(aql.share)}V${top + height}`} /><circle cx={x(aql.share)} cy={y(aql.chance)} r="4" /><text x={x(aql.share) + 8} y={y(aql.chance) + 4}>{t(m.atAql, { aql: plan.aql, p: formatShare(aql.chance, 0) })}</text></g>}
        <g className="poor"><path d={`M${left} ${y(atLimit)}H${x(limit)}V${top + height}`} /><circle cx={x(limit)} cy={y(atLimit)} r="4" /><text x={Math.min(x(limit) + 8, left + width - 100)} y={y(atLimit) - 8}>{t(m.atLimit, { rate: formatShare(limit), p: formatShare(atLimit, 0) })}</text></g>
        {measured !== null && measured <= end && <g className="measured"><line x1={x(measured)} x2={x(measured)} y1={y(0.93)} y2={top + height} /><text x={x(measured) + (isFar ? -6 : 6)} y={y(0.3)} textAnchor={isFar ? 'end' : 'start'}>{t(m.measured, { rate: formatShare(measured) })}</text></g>}
      </svg>
    </figure>
  )
}

/** The plan in words, in numbers and as what it would let through. @param measured share of nonconforming items in the judged sample */
export const LotPlan = ({ plan, measured }: { readonly plan: LotPlanView, readonly measured: number | null }): ReactNode => {
  const t = useT()
  const facts = [[m.unit, t(m.task)], [m.lotSize, formatCount(plan.lotSize)], [m.level, t(m.normal, { level: plan.level })], [m.letter, plan.letter], [m.aql, `${plan.aql} %`], [m.sampleSize, formatCount(plan.sampleSize)], [m.acRe, `${plan.acceptance} / ${plan.rejection}`]] as const
  const numbers = { lot: formatCount(plan.lotSize), n: formatCount(plan.sampleSize), ac: plan.acceptance, re: plan.rejection }
  return (
    <section className="card" aria-labelledby="lot-plan">
      <header><h2 id="lot-plan">{t(m.plan)}</h2><span className="meta quiet">{t(m.standard)}</span></header>
      <div className="body lot-plan">
        <p>{t(plan.full ? m.planFull : m.planWords, numbers)}</p>
        <dl className="facts">{facts.map(([name, value]) => <div key={name.en} className="fact"><dt>{t(name)}</dt><dd>{value}</dd></div>)}</dl>
        <Curve plan={plan} measured={measured} />
      </div>
    </section>
  )
}
