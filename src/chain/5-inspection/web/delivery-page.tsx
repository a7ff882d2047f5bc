import { useMemo, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import { readProject } from '../../../workspace/project/contract.ts'
import { buttonClass } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { listDelivered, listDeliveries, type DeliveryView } from '../delivery/contract.ts'
import { inspectionPolicy } from '../policy.ts'
import { batchMessages as b } from './batch-messages.ts'
import { CodeTable } from './defect-report.tsx'
import { deliveryMessages as d } from './delivery-messages.ts'
import { clientSample } from './delivery-sample.ts'
import { DeliveryVerdict, type Marks } from './delivery-verdict.tsx'
import { defectMessages } from './messages.ts'
import { reportMessages as r } from './report-messages.ts'

const noMarks: Marks = new Map()
const looks = { delivered: ['clock', 'warn'], accepted: ['tick', 'ok'], rework: ['triangle', 'bad'] } as const
const DeliveryPill = ({ state }: { readonly state: DeliveryView['state'] }): ReactNode => {
  const t = useT(), [shape, tone] = looks[state]
  return <StatusPill shape={shape} tone={tone}>{t(d[state])}</StatusPill>
}

/** The tasks that were drawn, each a way into the viewer. */
const Sample = ({ delivery }: { readonly delivery: DeliveryView }): ReactNode => {
  const t = useT(), { data, error } = useQuery(serverQuery(listDelivered, { params: { delivery: delivery.id }, query: { sample: clientSample } }))
  if (error) return <FailureState failure={server().failureOf(error)} />
  if (!data) return <SkeletonRows rows={4} />
  if (data.items.length === 0) return <EmptyState what={t(d.empty)} />
  return (
    <section className="card" aria-labelledby="delivered-sample">
      <header><h2 id="delivered-sample">{t(d.sample)}</h2><span className="meta secondary">{t(d.sampleText, { n: formatCount(delivery.tasks) })}</span></header>
      <ul className="body row wrap">{data.items.map(item => (
        <li key={item.task}><a className={buttonClass({ size: 's' })} href={`/deliveries/${delivery.id}?task=${item.task}`}>{item.number} <span className="secondary truncate">{item.assets[0]?.name}</span></a></li>
      ))}</ul>
    </section>
  )
}

const SentBack = ({ delivery }: { readonly delivery: DeliveryView }): ReactNode => {
  const t = useT()
  if (delivery.state !== 'rework') return null
  return (
    <Note tone="warn">
      <div>{delivery.reason}</div>
      {delivery.sentBack.length > 0 && <ul>{delivery.sentBack.map(x => <li key={x.task}>{`${x.number}: ${x.defects.map(y => [t(defectMessages[y.code]), y.note].filter(Boolean).join(' ')).join('; ')}`}</li>)}</ul>}
    </Note>
  )
}

const Delivered = ({ delivery }: { readonly delivery: DeliveryView }): ReactNode => {
  const t = useT()
  return (
    <div className="stack">
      {delivery.note && <Note>{delivery.note}</Note>}
      <SentBack delivery={delivery} />
      <section className="card" aria-labelledby="delivered-report"><header><h2 id="delivered-report">{t(r.report)}</h2><span className="meta secondary">{t(r.frozen)}</span></header><CodeTable report={delivery.report} /></section>
      <Sample delivery={delivery} />
    </div>
  )
}

const Earlier = ({ deliveries }: { readonly deliveries: readonly DeliveryView[] }): ReactNode => {
  const t = useT()
  if (deliveries.length === 0) return null
  return (
    <section className="card" aria-labelledby="earlier">
      <header><h2 id="earlier">{t(d.earlier)}</h2></header>
      <table className="table">
        <thead><tr><th>{t(b.batch)}</th><th>{t(b.state)}</th><th className="number">{t(d.tasks)}</th><th>{t(d.deliveredAt)}</th><th>{t(d.decidedAt)}</th><th>{t(d.reason)}</th></tr></thead>
        <tbody>{deliveries.map(x => (
          <tr key={x.id}><td className="strong">{t(d.round, { n: x.round })}</td><td><DeliveryPill state={x.state} /></td><td className="number">{formatCount(x.tasks)}</td><td>{formatTime(new Date(x.deliveredAt))}</td><td>{x.decidedAt && formatTime(new Date(x.decidedAt))}</td><td><SentBack delivery={x} /></td></tr>
        ))}</tbody>
      </table>
    </section>
  )
}

/** `/p/:project/b/:batch/delivery`: what the client was given, and the client's word. */
export const DeliveryPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), project = params['project'] ?? '', batch = params['batch'] ?? ''
  const head = useQuery(serverQuery(readProject, { params: { project } })), found = useQuery(serverQuery(listDeliveries, { params: { batch } }))
  const name = head.data?.name ?? '', display = found.data?.batch.display ?? '', batchHref = `/p/${project}/b/${batch}`
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(b.annotate), href: `/p/${project}/annotate` }, { label: display, href: batchHref }, { label: t(d.delivery) }], [name, project, display, batchHref, t]))
  const error = head.error ?? found.error
  if (error) return <><PageHead title={t(d.delivery)} /><FailureState failure={server().failureOf(error)} /></>
  if (!head.data || !found.data) return <><PageHead title={t(d.delivery)} /><SkeletonRows rows={8} /></>
  const [latest, ...earlier] = found.data.deliveries, judges = latest?.state === 'delivered' && isAllowed(inspectionPolicy['delivery.judge'], head.data.roles)
  if (!latest) return <><PageHead title={t(d.deliveryOf, { display })} /><EmptyState what={t(d.none)} next={t(d.noneNext)} action={<a className={buttonClass({ variant: 'primary' })} href={batchHref}>{`${display} ${found.data.batch.name}`}</a>} /></>
  const facts = [t(d.round, { n: latest.round }), `${t(d.tasks)} ${formatCount(latest.tasks)}`, `${t(d.deliveredAt)} ${formatTime(new Date(latest.deliveredAt))}`].join(' · ')
  return (
    <>
      <PageHead title={t(d.deliveryOf, { display })} aside={<DeliveryPill state={latest.state} />} actions={<>
        <a className={buttonClass(judges ? {} : { variant: 'primary' })} href={`/deliveries/${latest.id}`}>{t(d.look)}</a>
        {judges && <DeliveryVerdict delivery={latest} marks={noMarks} onDone={() => undefined} />}
      </>}>{facts}</PageHead>
      <Delivered delivery={latest} />
      <Earlier deliveries={earlier} />
    </>
  )
}
