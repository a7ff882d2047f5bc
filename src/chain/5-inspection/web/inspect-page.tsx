import { useMemo, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { isAllowed } from '../../../workspace/access/model.ts'
import { readProject } from '../../../workspace/project/contract.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { usePageExists } from '../../../ui/page-exists.ts'
import { Note } from '../../../ui/note.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { claim, listBatches, listOwn, readQueue, type BatchView } from '../../3-production/contract.ts'
import { batchStateMessages } from '../../3-production/messages.ts'
import { productionPolicy } from '../../3-production/policy.ts'
import { listAppeals } from '../appeal/contract.ts'
import { listLots, type LotView } from '../contract.ts'
import { inspectionPolicy } from '../policy.ts'
import { appealMessages } from './appeal-messages.ts'
import { stepOf } from './lot-figures.ts'
import { lotMessages as m } from './lot-messages.ts'

interface Queued { readonly batch: string, readonly display: string, readonly name: string, readonly review: number }
/** A batch with the latest inspection of it. */
interface Lot { readonly batch: BatchView, readonly latest: LotView | null }

const unjudgedOf = (lot: LotView | null): number => (lot ? lot.plan.sampleSize - lot.judged : 0)
const stepOfLot = ({ batch, latest }: Lot): ReturnType<typeof stepOf> => stepOf(batch, latest, unjudgedOf(latest))
const verbs = { draw: m.openDraw, judge: m.openJudge, end: m.openEnd, accept: m.openAccept, wait: m.open, done: m.open } as const
const isWaiting = (lot: Lot): boolean => !['wait', 'done'].includes(stepOfLot(lot))

const BatchName = ({ project, batch }: { readonly project: string, readonly batch: { readonly id: string, readonly display: string, readonly name: string } }): ReactNode => {
  const exists = usePageExists()
  return (
    <td>
      {exists('/p/$project/b/$batch') ? <a className="strong" href={`/p/${project}/b/${batch.id}`}>{batch.display}</a> : <span className="strong">{batch.display}</span>} <span className="secondary">{batch.name}</span>
    </td>
  )
}

const ReviewQueue = ({ project, queue, busy, onClaim }: { readonly project: string, readonly queue: readonly Queued[], readonly busy: boolean, onClaim(batch: string): void }): ReactNode => {
  const t = useT()
  return (
    <section className="card" aria-labelledby="review-queue">
      <header><h2 id="review-queue">{t(m.waiting)}</h2><span className="quiet">{formatCount(queue.reduce((sum, q) => sum + q.review, 0))}</span></header>
      {queue.length === 0 ? <p className="body quiet">{t(m.nothingToReview)}</p> : (
        <table className="table">
          <thead><tr><th>{t(m.batch)}</th><th className="number">{t(m.tasksWaiting)}</th><th><span className="visually-hidden">{t(m.action)}</span></th></tr></thead>
          <tbody>{queue.map(q => (
            <tr key={q.batch}>
              <BatchName project={project} batch={{ id: q.batch, display: q.display, name: q.name }} />
              <td className="number">{formatCount(q.review)}</td>
              <td className="number"><Button size="s" aria-label={t(m.ofBatch, { verb: t(m.claimReview), batch: q.display })} busy={busy} onClick={() => onClaim(q.batch)}>{t(m.claimReview)}</Button></td>
            </tr>
          ))}</tbody>
        </table>
      )}
    </section>
  )
}

/** Where an inspection stands, in a word and a shape. */
export const InspectionState = ({ state, judged, n }: { readonly state: LotView['state'] | null, /** Null where it is not counted. */ readonly judged: number | null, readonly n: number }): ReactNode => {
  const t = useT()
  if (state === null) return <StatusPill shape="ring">{t(m.none)}</StatusPill>
  if (state === 'committed') return <StatusPill shape="ring">{t(m.committed)}</StatusPill>
  if (state === 'drawn') return <StatusPill shape="half" tone="accent">{judged === null ? t(m.judging) : t(m.drawn, { judged, n })}</StatusPill>
  return state === 'accepted' ? <StatusPill shape="tick" tone="ok">{t(m.accepted)}</StatusPill> : <StatusPill shape="cross" tone="bad">{t(m.rejected)}</StatusPill>
}

const Lots = ({ id, title, project, lots }: { readonly id: string, readonly title: string, readonly project: string, readonly lots: readonly Lot[] }): ReactNode => {
  const t = useT()
  if (lots.length === 0) return null
  return (
    <section className="card" aria-labelledby={id}>
      <header><h2 id={id}>{title}</h2><span className="quiet">{formatCount(lots.length)}</span></header>
      <table className="table">
        <thead><tr>
          <th>{t(m.batch)}</th><th>{t(m.state)}</th><th>{t(m.plan)}</th><th>{t(m.inspection)}</th><th className="number">{t(m.sampleSize)}</th><th className="number">{t(m.acRe)}</th><th className="number">{t(m.found)}</th><th><span className="visually-hidden">{t(m.action)}</span></th>
        </tr></thead>
        <tbody>{lots.map(lot => {
          const { batch, latest } = lot, verb = t(verbs[stepOfLot(lot)]), isSeen = latest !== null && latest.state !== 'committed'
          return (
            <tr key={batch.id}>
              <BatchName project={project} batch={batch} />
              <td>{t(batchStateMessages[batch.state])}</td>
              <td className="secondary">{batch.plan ? t(m.planShort, { ...batch.plan }) : t(m.noPlan)}</td>
              <td>{batch.plan && <span className="row"><InspectionState state={latest?.state ?? null} judged={latest?.judged ?? 0} n={latest?.plan.sampleSize ?? 0} />{latest && latest.round > 1 && <span className="quiet">{t(m.round, { n: latest.round })}</span>}{latest && latest.appeals > 0 && <StatusPill shape="half" tone="warn">{t(appealMessages.wait, { n: latest.appeals })}</StatusPill>}</span>}</td>
              <td className="number">{latest ? formatCount(latest.plan.sampleSize) : ''}</td>
              <td className="number">{latest ? `${latest.plan.acceptance} / ${latest.plan.rejection}` : ''}</td>
              <td className="number">{isSeen ? formatCount(latest.found) : ''}</td>
              <td className="number"><a href={`/p/${project}/b/${batch.id}/inspection`} aria-label={t(m.ofBatch, { verb, batch: batch.display })}>{verb}</a></td>
            </tr>
          )
        })}</tbody>
      </table>
    </section>
  )
}

/** Batches that have a plan or wait for a word, the waiting ones oldest first. */
const lotsFrom = (batches: readonly BatchView[], lots: readonly LotView[]): { readonly waiting: readonly Lot[], readonly others: readonly Lot[] } => {
  const latest = new Map(lots.map(lot => [lot.batch, lot]))
  const all = batches.filter(batch => batch.state !== 'void' && (batch.plan !== null || batch.state === 'submitted')).map((batch): Lot => ({ batch, latest: latest.get(batch.id) ?? null }))
  return { waiting: all.filter(isWaiting).sort((a, b) => a.batch.number - b.batch.number), others: all.filter(lot => !isWaiting(lot)) }
}

/** `/p/:project/inspect`: what waits for review, which batches wait for a verdict, how the others stand. */
export const InspectPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), router = useRouter(), exists = usePageExists(), project = params['project'] ?? ''
  const head = useQuery(serverQuery(readProject, { params: { project } })), roles = head.data?.roles ?? [], name = head.data?.name ?? ''
  const reviews = isAllowed(productionPolicy['review.claim'], roles), inspects = isAllowed(inspectionPolicy['inspection.read'], roles)
  const queue = useQuery({ ...serverQuery(readQueue, { params: { project } }), enabled: reviews })
  const batches = useQuery({ ...serverQuery(listBatches, { params: { project } }), enabled: inspects }), lots = useQuery({ ...serverQuery(listLots, { params: { project } }), enabled: inspects })
  const arbitrates = isAllowed(inspectionPolicy['appeal.decide'], roles), appeals = useQuery({ ...serverQuery(listAppeals, { params: { project }, query: { state: 'open' } }), enabled: isAllowed(inspectionPolicy['appeal.read'], roles) })
  const claiming = useServerCommand(claim, [readQueue, listOwn]), appealsHref = `/p/${project}/appeals`, openAppeals = appeals.data?.appeals.length ?? 0
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(m.inspect) }], [name, project, t]))
  const take = (batch: string): void => claiming.mutate({ body: { project, batch, step: 'review' } }, { onSuccess: a => router.history.push(`/w/${a.id}`) })
  const error = head.error ?? queue.error ?? batches.error ?? lots.error
  if (error) return <><PageHead title={t(m.inspect)} /><FailureState failure={server().failureOf(error)} /></>
  if (!head.data || (reviews && !queue.data) || (inspects && (!batches.data || !lots.data))) return <><PageHead title={t(m.inspect)} /><SkeletonRows rows={8} /></>
  const queued = (queue.data?.batches ?? []).filter(b => b.review > 0), { waiting, others } = lotsFrom(batches.data?.batches ?? [], lots.data?.lots ?? [])
  const [firstQueued] = queued, [firstLot] = waiting
  const primary = firstQueued ? <Button variant="primary" icon="play" busy={claiming.isPending} onClick={() => take(firstQueued.batch)}>{t(m.ofBatch, { verb: t(m.claimReview), batch: firstQueued.display })}</Button>
    : firstLot && <a className={buttonClass({ variant: 'primary' })} href={`/p/${project}/b/${firstLot.batch.id}/inspection`}>{t(m.ofBatch, { verb: t(verbs[stepOfLot(firstLot)]), batch: firstLot.batch.display })}</a>
  return (
    <>
      <PageHead title={t(m.inspect)} actions={primary}>{t(m.purpose)}</PageHead>
      {claiming.error && <FailureState failure={server().failureOf(claiming.error)} />}
      {appeals.data && exists('/p/$project/appeals') && <Note tone={openAppeals > 0 && arbitrates ? 'warn' : 'neutral'}><a href={appealsHref}>{openAppeals > 0 ? t(appealMessages.wait, { n: openAppeals }) : t(appealMessages.appeals)}</a></Note>}
      {reviews && <ReviewQueue project={project} queue={queued} busy={claiming.isPending} onClaim={take} />}
      <Lots id="lots-waiting" title={t(m.decide)} project={project} lots={waiting} />
      <Lots id="lots-other" title={t(m.otherLots)} project={project} lots={others} />
      {inspects && waiting.length + others.length === 0 && <section className="card"><EmptyState what={t(m.noLots)} next={t(m.noLotsNext)} action={exists('/p/$project/annotate') && <a className={buttonClass()} href={`/p/${project}/annotate`}>{t(m.toBatches)}</a>} /></section>}
      {!reviews && !inspects && <EmptyState what={t(m.noRole)} next={t(m.noRoleNext)} />}
    </>
  )
}
