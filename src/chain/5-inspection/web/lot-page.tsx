import { useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import { readProject, type ProjectView } from '../../../workspace/project/contract.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { Note } from '../../../ui/note.tsx'
import { usePageExists } from '../../../ui/page-exists.ts'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Tag } from '../../../ui/status-pill.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { listBatches, readBatch, type BatchView } from '../../3-production/contract.ts'
import { batchStateMessages } from '../../3-production/messages.ts'
import { acceptBatch, drawInspection, endInspection, listInspections, listLots, listSample, type InspectionItemView, type InspectionView } from '../contract.ts'
import { lotResult } from '../model.ts'
import { inspectionPolicy } from '../policy.ts'
import { InspectionState } from './inspect-page.tsx'
import { LotDraw } from './lot-draw.tsx'
import { finishedTasks, stepOf, type LotStep } from './lot-figures.ts'
import { lotMessages as m } from './lot-messages.ts'
import { LotAppeals } from './lot-appeals.tsx'
import { LotPlan } from './lot-plan.tsx'
import { LotResult, type SampleCounts } from './lot-result.tsx'
import { LotSample } from './lot-sample.tsx'
import './lot.css'

const countsOf = (items: readonly InspectionItemView[]): SampleCounts =>
  ({ n: items.length, judged: items.filter(i => i.conforms !== null).length, found: items.filter(i => i.conforms === false).length })

const changed = [readBatch, listBatches, listInspections, listLots, listSample] as const

interface ActionProps { readonly project: ProjectView, readonly batch: BatchView, readonly inspection: InspectionView | null, readonly items: readonly InspectionItemView[], readonly step: LotStep }

/** The decision with its consequence; the same verb on button, title and button of the dialog. */
const Ending = ({ inspection, counts }: { readonly inspection: InspectionView, readonly counts: SampleCounts }): ReactNode => {
  const t = useT(), [isOpen, open] = useState(false), ending = useServerCommand(endInspection, changed), { acceptance, rejection } = inspection.plan
  const isGood = lotResult(counts.found, acceptance) === 'accepted', verb = t(isGood ? m.acceptDo : m.reworkDo)
  return (
    <>
      <Button variant="primary" icon={isGood ? 'tick' : 'undo'} onClick={() => open(true)}>{t(isGood ? m.accept : m.rework)}</Button>
      <Dialog open={isOpen} title={verb} onClose={() => open(false)} actions={<><Button onClick={() => open(false)}>{t(uiMessages.cancel)}</Button>
        <Button variant="primary" busy={ending.isPending} onClick={() => ending.mutate({ params: { inspection: inspection.id } }, { onSuccess: () => open(false) })}>{verb}</Button></>}>
        <p>{t(isGood ? m.acceptText : m.reworkText, { n: counts.n, found: counts.found, ac: acceptance, re: rejection })}</p>
        {ending.error && <FailureState failure={server().failureOf(ending.error)} />}
      </Dialog>
    </>
  )
}

const AcceptUninspected = ({ batch }: { readonly batch: BatchView }): ReactNode => {
  const t = useT(), [isOpen, open] = useState(false), accepting = useServerCommand(acceptBatch, changed)
  return (
    <>
      <Button variant="primary" icon="tick" onClick={() => open(true)}>{t(m.accept)}</Button>
      <Dialog open={isOpen} title={t(m.acceptDo)} onClose={() => open(false)} actions={<><Button onClick={() => open(false)}>{t(uiMessages.cancel)}</Button>
        <Button variant="primary" busy={accepting.isPending} onClick={() => accepting.mutate({ params: { batch: batch.id } }, { onSuccess: () => open(false) })}>{t(m.acceptDo)}</Button></>}>
        <p>{t(m.acceptNoPlanText)}</p>
        {accepting.error && <FailureState failure={server().failureOf(accepting.error)} />}
      </Dialog>
    </>
  )
}

/** The one thing to do next, for those whose move it is. */
const NextAction = ({ project, batch, inspection, items, step, onDraw, drawing }: ActionProps & { onDraw(): void, readonly drawing: boolean }): ReactNode => {
  const t = useT(), exists = usePageExists(), judges = isAllowed(inspectionPolicy['inspection.judge'], project.roles), counts = countsOf(items)
  if (step === 'accept') return isAllowed(inspectionPolicy['batch.accept'], project.roles) ? <AcceptUninspected batch={batch} /> : null
  if (step === 'done' && batch.state === 'accepted' && exists('/p/$project/releases')) return <a className={buttonClass({ variant: 'primary' })} href={`/p/${project.id}/releases`}>{t(m.toReleases)}</a>
  if (!judges || !inspection) return null
  if (step === 'draw') return <Button variant="primary" icon="eye" busy={drawing} onClick={onDraw}>{t(m.drawSample)}</Button>
  if (step === 'judge') return <a className={buttonClass({ variant: 'primary' })} href={`/i/${inspection.id}?task=${items.find(i => i.conforms === null)?.task ?? ''}`}>{t(m.judgeSample, { n: counts.n - counts.judged })}</a>
  return step === 'end' ? <Ending inspection={inspection} counts={counts} /> : null
}

/** What the page waits for, or what was decided. */
const Standing = ({ project, batch, inspection, before, step, items }: ActionProps & { readonly before: InspectionView | null }): ReactNode => {
  const t = useT(), judges = isAllowed(inspectionPolicy['inspection.judge'], project.roles), progress = { done: formatCount(finishedTasks(batch)), n: formatCount(batch.tasks) }
  if (!batch.plan) return <Note tone={step === 'done' ? 'ok' : 'neutral'}><div className="strong">{t(m.noPlanTitle)}</div><p>{step === 'wait' ? t(m.waitAccept, progress) : t(step === 'done' ? m.noPlanAccepted : m.acceptNoPlanText)}</p></Note>
  if (inspection?.state === 'rejected') return <Note tone="warn">{t(m.sentBackNote, { found: inspection.nonconforming ?? countsOf(items).found, re: inspection.plan.rejection })}</Note>
  if (inspection?.state === 'accepted') return <Note tone="ok">{t(m.acceptedNote, { found: inspection.nonconforming ?? countsOf(items).found, ac: inspection.plan.acceptance })}</Note>
  if (step === 'wait') return <Note tone={before ? 'warn' : 'neutral'}>{before && <p>{t(m.sentBackNote, { found: before.nonconforming ?? 0, re: before.plan.rejection })}</p>}<p>{t(m.waitSubmit, progress)}</p></Note>
  return judges ? null : <Note>{t(m.waitJudge)}</Note>
}

const Rounds = ({ inspections, shown, onShow }: { readonly inspections: readonly InspectionView[], readonly shown: number, onShow(round: number): void }): ReactNode => {
  const t = useT()
  if (inspections.length < 2) return null
  return (
    <section className="card" aria-labelledby="lot-rounds">
      <header><h2 id="lot-rounds">{t(m.rounds)}</h2><span className="quiet">{inspections.length}</span></header>
      <table className="table">
        <thead><tr><th>{t(m.inspection)}</th><th>{t(m.state)}</th><th className="number">{t(m.sampleSize)}</th><th className="number">{t(m.acRe)}</th><th className="number">{t(m.found)}</th><th>{t(m.endedAt)}</th></tr></thead>
        <tbody>{inspections.map(i => (
          <tr key={i.id} aria-selected={i.round === shown}>
            <td><button type="button" className="ui-link" aria-current={i.round === shown ? 'true' : undefined} onClick={() => onShow(i.round)}>{t(m.round, { n: i.round })}</button></td>
            <td><InspectionState state={i.state} judged={null} n={i.plan.sampleSize} /></td>
            <td className="number">{formatCount(i.plan.sampleSize)}</td><td className="number">{`${i.plan.acceptance} / ${i.plan.rejection}`}</td><td className="number">{i.nonconforming ?? ''}</td><td>{i.endedAt && formatTime(new Date(i.endedAt))}</td>
          </tr>
        ))}</tbody>
      </table>
    </section>
  )
}

interface LotProps { readonly project: ProjectView, readonly batch: BatchView, readonly inspections: readonly InspectionView[] }

const Lot = ({ project, batch, inspections }: LotProps): ReactNode => {
  const t = useT(), exists = usePageExists(), [round, chooseRound] = useUrlState('round')
  const latest = inspections.at(-1) ?? null, shown = inspections.find(i => String(i.round) === round) ?? latest, isLatest = shown === latest
  const ended = shown?.endedAt ? shown : inspections.findLast(i => i.endedAt !== null)
  const isDrawn = shown !== null && shown.state !== 'committed'
  const sample = useQuery({ ...serverQuery(listSample, { params: { inspection: shown?.id ?? '' } }), enabled: isDrawn })
  const drawing = useServerCommand(drawInspection, changed), items = sample.data?.items ?? null
  const counts = items && countsOf(items), step = stepOf(batch, latest, counts ? counts.n - counts.judged : 1), action = { project, batch, inspection: shown, items: items ?? [], step }
  const isReady = !isDrawn || items !== null, measured = counts && counts.judged > 0 ? counts.found / counts.judged : null
  const failure = drawing.error ?? sample.error
  return (
    <>
      <PageHead title={t(m.title, { display: batch.display, name: batch.name })} aside={<><Tag>{t(batchStateMessages[batch.state])}</Tag>{batch.plan && <InspectionState state={shown?.state ?? null} judged={counts?.judged ?? 0} n={counts?.n ?? shown?.plan.sampleSize ?? 0} />}</>}
        actions={<>
          {exists('/p/$project/b/$batch') && <a className={buttonClass()} href={`/p/${project.id}/b/${batch.id}`}>{t(m.batch)}</a>}
          {isLatest && isReady && <NextAction {...action} drawing={drawing.isPending} onDraw={() => latest && drawing.mutate({ params: { inspection: latest.id } })} />}
        </>}>{shown ? t(m.lotOf, { n: batch.tasks, round: shown.round }) : t(m.tasksOf, { n: batch.tasks })}</PageHead>
      {failure && <FailureState failure={server().failureOf(failure)} />}
      {!isLatest && shown && <Note><div className="row"><span className="grow">{t(m.earlierRound, { round: shown.round })}</span><Button size="s" onClick={() => chooseRound('')}>{t(m.latestRound)}</Button></div></Note>}
      <Standing {...action} before={inspections.find(i => i.round === (shown?.round ?? 0) - 1) ?? null} />
      {ended && <LotAppeals key={ended.id} project={project} batch={batch} inspection={ended} />}
      {shown && <div className="lot-grid">
        <div className="stack loose">
          <LotPlan plan={shown.plan} measured={measured} />
          {isDrawn && (items ? <LotSample inspection={shown.id} items={items} /> : !sample.error && <SkeletonRows rows={6} />)}
          <Rounds inspections={inspections} shown={shown.round} onShow={n => chooseRound(n === latest?.round ? '' : String(n))} />
        </div>
        <div className="stack loose">
          <LotResult inspection={shown} counts={counts} href="#lot-sample" />
          <LotDraw key={shown.id} inspection={shown} display={batch.display} items={items} />
        </div>
      </div>}
    </>
  )
}

/** `/p/:project/b/:batch/inspection`: the plan, the draw that nobody can steer, the sample, the verdict on the lot. */
export const LotPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), project = params['project'] ?? '', batch = params['batch'] ?? ''
  const head = useQuery(serverQuery(readProject, { params: { project } })), lot = useQuery(serverQuery(readBatch, { params: { batch } })), inspections = useQuery(serverQuery(listInspections, { params: { batch } }))
  const name = head.data?.name ?? '', display = lot.data?.display ?? ''
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(m.inspect), href: `/p/${project}/inspect` }, { label: display && `${t(m.batch)} ${display}` }], [name, project, display, t]))
  const error = head.error ?? lot.error ?? inspections.error
  if (error) return <><PageHead title={t(m.acceptance)} /><FailureState failure={server().failureOf(error)} /></>
  if (!head.data || !lot.data || !inspections.data) return <><PageHead title={t(m.acceptance)} /><SkeletonRows rows={8} /></>
  return <Lot key={batch} project={head.data} batch={lot.data} inspections={inspections.data.inspections} />
}
