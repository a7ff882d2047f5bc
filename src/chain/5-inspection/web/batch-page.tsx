import { useMemo, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import { readProject } from '../../../workspace/project/contract.ts'
import { buttonClass } from '../../../ui/button.tsx'
import { useCommands, type Command } from '../../../ui/commands.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useLocale, useT, type Translate } from '../../../ui/i18n.tsx'
import { usePoll } from '../../../ui/live.ts'
import { usePageExists } from '../../../ui/page-exists.ts'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { readBatch, type BatchView } from '../../3-production/contract.ts'
import { productionPolicy } from '../../3-production/policy.ts'
import { inspectionPolicy } from '../policy.ts'
import { AgreementCard } from './agreement-card.tsx'
import { BatchActions, useOpening } from './batch-actions.tsx'
import { BatchFacts } from './batch-facts.tsx'
import { batchContentMessages as c, batchFormMessages as f, batchMessages as m } from './batch-messages.ts'
import { BatchPill } from './batch-pieces.tsx'
import { progressOf, stepsOf } from './batch-words.ts'
import { CorrectionLedger } from './correction-ledger.tsx'
import { DefectReportSection } from './defect-report.tsx'
import { reportMessages as r } from './report-messages.ts'
import { RulingList } from './ruling-list.tsx'
import { TaskList } from './task-list.tsx'
import { VoidNotice } from './void-request.tsx'
import { workflowMessages as w } from './workflow-messages.ts'
import { WorkflowStrip } from './workflow-strip.tsx'
import './batch.css'

/** How the batch stands, and who can take the next step. */
const standingInWords = (t: Translate, batch: BatchView, between: string): string => {
  const { unfinished } = progressOf(batch), parked = batch.counts['parked'] ?? 0
  if (batch.state === 'submitted' && unfinished > 0) return t(m.nowUnfinished, { n: unfinished })
  if (batch.state === 'submitted' && batch.plan === null) return t(m.nowPlain)
  return [t(m.now, { state: batch.state }), batch.state === 'open' && parked > 0 && t(m.parkedHold, { n: parked })].filter(Boolean).join(between)
}

const Contents = ({ batch, roles, seesTasks, seesCorrections }: { readonly batch: BatchView, readonly roles: readonly string[], readonly seesTasks: boolean, readonly seesCorrections: boolean }): ReactNode => {
  const t = useT(), [tab, setTab] = useUrlState('tab', 'tasks', { push: true })
  const tabs = [...(seesTasks ? [{ value: 'tasks', label: t(c.tasks), count: batch.tasks }] : []), ...(seesCorrections && batch.workflow.arbitrate ? [{ value: 'rulings', label: t(w.rulings) }] : []), ...(seesCorrections ? [{ value: 'defects', label: t(r.defects) }, { value: 'corrections', label: t(c.corrections) }] : [])]
  const shown = tabs.find(x => x.value === tab) ?? tabs[0]
  if (!shown) return null
  return (
    <Tabs label={t(m.contents)} tabs={tabs} value={shown.value} onChange={setTab}>
      {shown.value === 'tasks' ? <TaskList batch={batch} roles={roles} /> : shown.value === 'rulings' ? <RulingList batch={batch} roles={roles} taskHref={seesTasks ? number => `?task=${number}` : null} /> : shown.value === 'defects' ? <DefectReportSection batch={batch} roles={roles} /> : <CorrectionLedger batch={batch} roles={roles} taskHref={seesTasks ? number => `?task=${number}` : null} />}
    </Tabs>
  )
}

const Batch = ({ batch, roles }: { readonly batch: BatchView, readonly roles: readonly string[] }): ReactNode => {
  const t = useT(), { locale } = useLocale(), exists = usePageExists(), opening = useOpening(batch), steps = stepsOf(batch, roles)
  const seesTasks = isAllowed(productionPolicy['task.read'], roles), seesInspections = isAllowed(inspectionPolicy['inspection.read'], roles)
  const hasInspection = batch.plan !== null && batch.state !== 'draft' && seesInspections && exists('/p/$project/b/$batch/inspection')
  const hasDelivery = batch.deliveredAt !== null && isAllowed(inspectionPolicy['delivery.read'], roles) && exists('/p/$project/b/$batch/delivery')
  const { run } = opening, mayOpen = steps.opening
  useCommands(useMemo((): readonly Command[] => mayOpen ? [{ id: `batch:${mayOpen}`, group: 'do', icon: 'play', title: t(mayOpen === 'open' ? m.open : m.reopen), run }] : [], [mayOpen, run, t]))
  return (
    <>
      <PageHead title={`${batch.display} ${batch.name}`} aside={<BatchPill state={batch.state} />} actions={<BatchActions batch={batch} steps={steps} opening={opening} deliveryHref={hasDelivery ? `/p/${batch.project}/b/${batch.id}/delivery` : null} inspectionHref={hasInspection ? `/p/${batch.project}/b/${batch.id}/inspection` : null} />}>{standingInWords(t, batch, locale === 'en' ? ' ' : '')}</PageHead>
      {opening.error && <FailureState failure={server().failureOf(opening.error)} />}
      <VoidNotice batch={batch} roles={roles} />
      <WorkflowStrip batch={batch} seesTasks={seesTasks} />
      {batch.overlap > 1 && seesInspections && <AgreementCard batch={batch} seesTasks={seesTasks} />}
      <BatchFacts batch={batch} roles={roles} seesTasks={seesTasks} />
      <Contents batch={batch} roles={roles} seesTasks={seesTasks} seesCorrections={seesInspections} />
    </>
  )
}

/** `/p/:project/b/:batch`: one batch, its workflow, its tasks, rulings and correction ledger. */
export const BatchPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), poll = usePoll(), project = params['project'] ?? '', id = params['batch'] ?? ''
  const head = useQuery(serverQuery(readProject, { params: { project } })), batch = useQuery({ ...serverQuery(readBatch, { params: { batch: id } }), refetchInterval: poll(5000) })
  const name = head.data?.name ?? '', title = batch.data ? `${batch.data.display} ${batch.data.name}` : ''
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(m.annotate), href: `/p/${project}/annotate` }, { label: title }], [name, project, title, t]))
  const error = head.error ?? batch.error
  if (error) return <><PageHead title={t(m.batch)} /><FailureState failure={server().failureOf(error)} action={<a className={buttonClass({})} href={`/p/${project}/annotate`}>{t(f.toBoard)}</a>} /></>
  if (!head.data || !batch.data) return <><PageHead title={t(m.batch)} /><SkeletonRows rows={8} /></>
  return <Batch key={batch.data.id} batch={batch.data} roles={head.data.roles} />
}
