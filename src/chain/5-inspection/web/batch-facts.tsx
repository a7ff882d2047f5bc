import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { usePageExists } from '../../../ui/page-exists.ts'
import { readProject } from '../../../workspace/project/contract.ts'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { useToast } from '../../../ui/toast.tsx'
import { listSelections } from '../../2-preparation/contract.ts'
import { preparationPolicy } from '../../2-preparation/policy.ts'
import { listBatches, listTasks, moveBatchSchema, readBatch, type BatchView } from '../../3-production/contract.ts'
import { mayMoveSchema, taskStates } from '../../3-production/model.ts'
import { productionPolicy } from '../../3-production/policy.ts'
import { batchContentMessages as c, batchMessages as m } from './batch-messages.ts'
import { BatchProgress, planWords, TaskPill, useKindWord } from './batch-pieces.tsx'

/** The way to the newest label schema, while the batch may still move and for whoever manages it. */
const MoveSchema = ({ batch, roles }: { readonly batch: BatchView, readonly roles: readonly string[] }): ReactNode => {
  const t = useT(), toast = useToast(), may = isAllowed(productionPolicy['batch.manage'], roles) && mayMoveSchema.has(batch.state)
  const project = useQuery({ ...serverQuery(readProject, { params: { project: batch.project } }), enabled: may }), command = useServerCommand(moveBatchSchema, [readBatch, listBatches, listTasks]), newest = project.data?.schemaVersion ?? 0
  if (!may || newest <= batch.schemaVersion) return null
  const move = (): void => command.mutate({ params: { batch: batch.id }, body: { version: batch.version } }, { onSuccess: moved => toast({ text: t(m.schemaMoved, { display: moved.display, n: moved.schemaVersion }) }) })
  return <>{' '}<Button size="s" busy={command.isPending} onClick={move}>{t(m.moveSchema, { n: newest })}</Button>{command.error && <FailureState failure={server().failureOf(command.error)} />}</>
}

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
        <dt>{t(m.schemaVersion)}</dt><dd>{hasSchemaPage ? <a href={`/p/${batch.project}/schema?version=${batch.schemaVersion}`}>{schema}</a> : schema}<MoveSchema batch={batch} roles={roles} /></dd>
        <dt>{t(m.guidelineVersion)}</dt><dd>{guideline}</dd>
        <dt>{t(m.lease)}</dt><dd>{t(m.leaseMinutes, { n: formatCount(batch.leaseMinutes) })}</dd>
        <dt>{t(m.plan)}</dt><dd>{batch.plan ? `GB/T 2828.1 · ${planWords(t, batch.plan)}` : t(m.noPlan)}</dd>
        {batch.reviewDraw && <><dt>{t(m.reviewDraw)}</dt><dd><code className="commitment" title={batch.reviewDraw.commitment}>{batch.reviewDraw.commitment.slice(0, 12)}</code>{batch.reviewDraw.seed && <> · <code>{batch.reviewDraw.seed}</code></>}</dd></>}
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
