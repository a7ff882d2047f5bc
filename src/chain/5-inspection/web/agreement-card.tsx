import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { pick } from '../../../kernel/messages.ts'
import { readSchema } from '../../../workspace/project/contract.ts'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatShare } from '../../../ui/format.ts'
import { useLocale, useT, type Translate } from '../../../ui/i18n.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import type { BatchView } from '../../3-production/contract.ts'
import { readAgreement, type AgreementView } from '../contract.ts'
import { workflowMessages as w } from './workflow-messages.ts'

type Estimate = NonNullable<AgreementView['mean']>
const estimateWords = (t: Translate, estimate: Estimate | null, write: (value: number) => string): string => {
  if (!estimate) return t(w.noEstimate)
  const { value, interval, n } = estimate
  return t(w.estimate, { value: write(value), interval: interval ? ` [${write(interval[0])}, ${write(interval[1])}]` : '', n: formatCount(n) })
}
const percent = (value: number): string => formatShare(value, 0)
/** A coefficient, as the literature writes it. */
const coefficient = (value: number): string => value.toFixed(2)

/** Tasks by agreement in ten steps; in words for those who do not see it. */
const Histogram = ({ bins }: { readonly bins: readonly number[] }): ReactNode => {
  const t = useT(), most = Math.max(1, ...bins), height = 48, width = 20
  const words = bins.map((n, i) => `${i * 10}–${i * 10 + 10} %: ${n}`).join(', ')
  return (
    <svg className="histogram" viewBox={`0 0 ${bins.length * width} ${height + 14}`} width={bins.length * width} height={height + 14} role="img" aria-label={t(w.histogram, { bins: words })}>
      {bins.map((n, i) => <rect key={i} x={i * width + 2} y={height - n / most * height} width={width - 4} height={n / most * height} fill="var(--accent)" />)}
      <line x1={0} x2={bins.length * width} y1={height + 0.5} y2={height + 0.5} stroke="var(--line-2)" />
      <text x={0} y={height + 12} fontSize={11} fill="var(--ink-2)">0 %</text><text x={bins.length * width} y={height + 12} fontSize={11} textAnchor="end" fill="var(--ink-2)">100 %</text>
    </svg>
  )
}

const Figures = ({ batch, agreement, seesTasks }: { readonly batch: BatchView, readonly agreement: AgreementView, readonly seesTasks: boolean }): ReactNode => {
  const t = useT(), { locale } = useLocale(), { questions, disputed } = agreement
  const schema = useQuery({ ...serverQuery(readSchema, { params: { project: batch.project }, query: { version: batch.schemaVersion } }), enabled: questions.length > 0, staleTime: Infinity })
  const titleOf = (id: string): string => { const found = schema.data?.document.questions.find(q => q.id === id); return found ? pick(found.title, locale) : id }
  return (
    <div className="body agreement">
      <Histogram bins={agreement.bins} />
      <dl className="facts">
        <dt>{t(w.mean)}</dt><dd>{estimateWords(t, agreement.mean, percent)}</dd>
        {questions.map(q => [<dt key={q.question}>{t(w.alpha, { question: titleOf(q.question) })}</dt>, <dd key={`${q.question} value`}>{estimateWords(t, q.alpha, coefficient)}</dd>])}
        <dt>{t(w.extendedTasks)}</dt><dd>{formatCount(agreement.extended)}</dd>
        <dt>{t(w.disputedTasks)}</dt><dd>{seesTasks && disputed > 0 ? <a href="?state=disputed">{formatCount(disputed)}</a> : formatCount(disputed)}</dd>
      </dl>
    </div>
  )
}

/** How far those who read the same tasks agree, where several do. */
export const AgreementCard = ({ batch, seesTasks }: { readonly batch: BatchView, readonly seesTasks: boolean }): ReactNode => {
  const t = useT(), { data, error } = useQuery(serverQuery(readAgreement, { params: { batch: batch.id } }))
  return (
    <section className="card" aria-labelledby="batch-agreement">
      <header><h2 id="batch-agreement">{t(w.consistency)}</h2>{data && <span className="meta quiet">{t(w.measured, { n: formatCount(data.measured) })}</span>}</header>
      {error ? <FailureState failure={server().failureOf(error)} /> : !data ? <SkeletonRows rows={3} /> : data.measured === 0 ? <p className="body secondary">{t(w.notMeasured)}</p> : <Figures batch={batch} agreement={data} seesTasks={seesTasks} />}
    </section>
  )
}
