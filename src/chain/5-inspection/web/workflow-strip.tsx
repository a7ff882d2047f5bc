import type { ReactNode } from 'react'
import { formatCount, formatShare } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import type { BatchView } from '../../3-production/contract.ts'
import { workflowMessages as w } from './workflow-messages.ts'
import { stripOf, workflowSays, type StripStep } from './workflow-words.ts'

/** States of the tasks that wait at a step, for the list of tasks below; two states are one address each, the first that has tasks. */
const waiting: Readonly<Record<StripStep['id'], readonly string[]>> = { annotate: ['open', 'taken'], review: ['submitted', 'in_review'], arbitrate: ['disputed'], approved: ['approved'], client: ['approved'] }

/** The steps of the batch's workflow with the tasks that are at each, and in words what they mean. */
export const WorkflowStrip = ({ batch, seesTasks }: { readonly batch: BatchView, readonly seesTasks: boolean }): ReactNode => {
  const t = useT(), { locale } = useLocale(), { annotate: { overlap, extend }, review } = batch.workflow
  const names: Readonly<Record<StripStep['id'], string>> = {
    annotate: extend ? t(w.annotateExtended, { n: overlap, to: extend.to }) : t(w.annotateStep, { n: overlap }),
    review: t(w.reviewStep, { percent: formatShare((review?.percent ?? 0) / 100, 0) }), arbitrate: t(w.arbitrateStep), approved: t(w.approvedStep), client: t(w.clientStep),
  }
  return (
    <section className="card workflow-strip" aria-labelledby="batch-workflow">
      <header><h2 id="batch-workflow">{t(w.workflow)}</h2></header>
      <ol className="body">{stripOf(batch).map(({ id, count }, i) => {
        const state = waiting[id].find(one => (batch.counts[one] ?? 0) > 0), tasks = t(w.tasksThere, { n: formatCount(count) })
        return <li key={id}>{i > 0 && <Icon name="chevron-right" size={14} />}<span className={count > 0 ? 'step busy' : 'step'}><b>{names[id]}</b>{seesTasks && count > 0 && state ? <a href={`?state=${state}`}>{tasks}</a> : <span className="secondary">{tasks}</span>}</span></li>
      })}</ol>
      <p className="body secondary says">{workflowSays(t, batch.workflow).join(locale === 'en' ? ' ' : '')}</p>
    </section>
  )
}
