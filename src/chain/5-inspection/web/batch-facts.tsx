import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { usePageExists } from '../../../ui/page-exists.ts'
import { serverQuery } from '../../../ui/server.ts'
import { listSelections } from '../../2-preparation/contract.ts'
import { preparationPolicy } from '../../2-preparation/policy.ts'
import type { BatchView } from '../../3-production/contract.ts'
import { taskStates } from '../../3-production/model.ts'
import { batchContentMessages as c, batchMessages as m } from './batch-messages.ts'
import { BatchProgress, planWords, TaskPill, useKindWord } from './batch-pieces.tsx'

const Facts = ({ batch, roles }: { readonly batch: BatchView, readonly roles: readonly string[] }): ReactNode => {
  const t = useT(), kindWord = useKindWord(), exists = usePageExists(), seesSelections = isAllowed(preparationPolicy['selection.read'], roles)
  const selections = useQuery({ ...serverQuery(listSelections, { params: { project: batch.project } }), enabled: seesSelections })
  const selection = selections.data?.selections.find(s => s.id === batch.selection), schema = t(m.version, { n: batch.schemaVersion }), guideline = t(m.version, { n: batch.guidelineVersion }), hasSchemaPage = exists('/p/$project/schema')
  return (
    <section className="card" aria-labelledby="batch-facts">
      <header><h2 id="batch-facts">{t(m.facts)}</h2></header>
      <dl className="facts body">
        {selection && <><dt>{t(m.selection)}</dt><dd>{`${selection.display} ${selection.name} · ${t(m.assets, { n: selection.assets })}`}</dd></>}
        <dt>{t(m.kind)}</dt><dd>{kindWord(batch.kind)}</dd>
        <dt>{t(m.schemaVersion)}</dt><dd>{hasSchemaPage ? <a href={`/p/${batch.project}/schema?version=${batch.schemaVersion}`}>{schema}</a> : schema}</dd>
        <dt>{t(m.guidelineVersion)}</dt><dd>{guideline}</dd>
        <dt>{t(m.overlap)}</dt><dd>{batch.overlap}</dd>
        <dt>{t(m.review)}</dt><dd>{t(batch.review === 'all' ? m.reviewAll : m.reviewNone)}</dd>
        <dt>{t(m.lease)}</dt><dd>{t(m.leaseMinutes, { n: formatCount(batch.leaseMinutes) })}</dd>
        <dt>{t(m.plan)}</dt><dd>{batch.plan ? `GB/T 2828.1 · ${planWords(t, batch.plan)}` : t(m.noPlan)}</dd>
        {(batch.gold ?? 0) > 0 && <><dt>{t(m.goldMixed)}</dt><dd><a href={`/p/${batch.project}/gold`}>{formatCount(batch.gold ?? 0)}</a></dd></>}
        {batch.clientRounds > 0 && <><dt>{t(m.clientRounds)}</dt><dd>{formatCount(batch.clientRounds)}</dd></>}
        <dt>{t(m.created)}</dt><dd>{formatTime(new Date(batch.createdAt))}</dd>
      </dl>
    </section>
  )
}

/** Every state with its count; a link to those tasks for whoever sees tasks. */
const States = ({ batch, seesTasks }: { readonly batch: BatchView, readonly seesTasks: boolean }): ReactNode => {
  const t = useT()
  return (
    <section className="card" aria-labelledby="batch-progress">
      <header><h2 id="batch-progress">{t(m.progress)}</h2><span className="meta quiet">{`${t(c.tasks)} ${formatCount(batch.tasks)}`}</span></header>
      <div className="body">
        <div className="bar"><BatchProgress batch={batch} /></div>
        <ul className="states">{taskStates.map(state => {
          const count = batch.counts[state] ?? 0, content = <><TaskPill state={state} /><b>{formatCount(count)}</b></>
          return <li key={state}>{seesTasks && count > 0 ? <a className="row" href={`?state=${state}`}>{content}</a> : content}</li>
        })}</ul>
      </div>
    </section>
  )
}

export interface BatchFactsProps { readonly batch: BatchView, readonly roles: readonly string[], readonly seesTasks: boolean }
export const BatchFacts = ({ batch, roles, seesTasks }: BatchFactsProps): ReactNode => (
  <div className="batch-facts"><Facts batch={batch} roles={roles} /><States batch={batch} seesTasks={seesTasks} /></div>
)
