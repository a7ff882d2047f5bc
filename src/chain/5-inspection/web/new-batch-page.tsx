import { useEffect, useId, useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { isAllowed } from '../../../workspace/access/model.ts'
import { readGuideline, readProject, readSchema } from '../../../workspace/project/contract.ts'
import { guidelineGaps } from '../../../workspace/project/model.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { Checkbox, Radio } from '../../../ui/choice.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { Note } from '../../../ui/note.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { listSelections, type SelectionView } from '../../2-preparation/contract.ts'
import { createBatch, listBatches } from '../../3-production/contract.ts'
import { productionPolicy } from '../../3-production/policy.ts'
import { lotAqls } from '../../3-production/model.ts'
import { levels } from '../model.ts'
import { bodyOf, draftOf, goldOf, kinds, leaseOf, planPreview, problemOf, searchOf, type BatchDraft, type DraftProblem } from './batch-draft.ts'
import { batchContentMessages as c, batchFormMessages as f, batchMessages as m } from './batch-messages.ts'
import { groupingFrom } from './grouping-draft.ts'
import { GroupingFields, usePreview } from './grouping-fields.tsx'
import { groupingMessages as g } from './grouping-messages.ts'
import { PartyFields } from './party-fields.tsx'
import { plannedFrom, planningProblem, usualPlanning } from './planning-draft.ts'
import { planningMessages as pm } from './planning-messages.ts'
import { PlanningFields } from './planning-panel.tsx'
import { PlanResult } from './plan-result.tsx'
import { workflowFrom } from './workflow-draft.ts'
import { WorkflowFields } from './workflow-fields.tsx'
import { workflowMessages as w } from './workflow-messages.ts'
import './batch.css'

interface PartProps { readonly draft: BatchDraft, change(part: Partial<BatchDraft>): void }

const Part = ({ title, children }: { readonly title: string, readonly children: ReactNode }): ReactNode => {
  const id = useId()
  return <section className="card" aria-labelledby={id}><header><h2 id={id}>{title}</h2></header><div className="body">{children}</div></section>
}

const What = ({ draft, change, selections }: PartProps & { readonly selections: readonly SelectionView[] }): ReactNode => {
  const t = useT(), options = selections.map(s => ({ value: s.id, label: t(f.selectionOption, { display: s.display, name: s.name, n: s.assets }) }))
  // A name is proposed only while the person has not chosen another.
  const choose = (selection: string): void => {
    const before = selections.find(s => s.id === draft.selection)?.name ?? '', next = selections.find(s => s.id === selection)?.name ?? ''
    change({ selection, ...(draft.name === before && { name: next }) })
  }
  return (
    <Part title={t(f.what)}>
      <ChoiceField label={t(m.selection)} value={draft.selection} options={[...(options.some(o => o.value === draft.selection) ? [] : [{ value: draft.selection, label: t(f.chooseSelection) }]), ...options]} hint={t(f.selectionHint)} onChange={choose} />
      <Field label={t(m.name)} value={draft.name} maxLength={200} onChange={event => change({ name: event.target.value })} />
      <ChoiceField label={t(m.kind)} value={draft.kind} options={kinds.map(kind => ({ value: kind, label: t(m[kind]) }))} hint={t(f.kindHint, { kind: draft.kind })} onChange={kind => change({ kind })} />
    </Part>
  )
}

const How = ({ draft, change, project }: PartProps & { readonly project: string }): ReactNode => {
  const t = useT(), typed = workflowFrom(draft)
  return (
    <Part title={t(f.how)}>
      <WorkflowFields project={project} draft={draft} change={change} />
      <PartyFields project={project} workflow={typed.ok ? typed.workflow : null} draft={draft} change={change} />
      <div className="pair"><Field label={t(m.lease)} inputMode="numeric" value={draft.lease} unit={t(m.minutes)} hint={t(f.leaseHint)} error={leaseOf(draft) === null ? t(f.problem, { problem: 'lease' }) : undefined} onChange={event => change({ lease: event.target.value })} /></div>
    </Part>
  )
}

const Acceptance = ({ draft, change, lot }: PartProps & { readonly lot: number }): ReactNode => {
  const t = useT(), name = useId()
  return (
    <Part title={t(f.acceptance)}>
      <fieldset>
        <legend className="visually-hidden">{t(m.plan)}</legend>
        <div className="choices">
          <Radio label={t(f.planNone)} name={name} checked={draft.plan === 'none'} onChange={() => change({ plan: 'none' })} />
          <Radio label={t(f.planSample)} name={name} checked={draft.plan === 'sample'} onChange={() => change({ plan: 'sample' })} />
        </div>
      </fieldset>
      {draft.plan === 'none' ? <p className="meta secondary">{t(f.planNoneHint)}</p> : <>
        <div className="pair">
          <ChoiceField label={t(f.level)} value={draft.level} options={levels.map(level => ({ value: level, label: level }))} onChange={level => change({ level })} />
          <ChoiceField label={t(f.aql)} value={draft.aql} options={lotAqls.map(aql => ({ value: aql, label: aql }))} onChange={aql => change({ aql })} />
        </div>
        <PlanResult draft={draft} lot={lot} />
      </>}
      <Field label={t(f.gold)} inputMode="decimal" value={draft.gold} unit="%" hint={t(f.goldHint)} error={goldOf(draft) === null ? t(f.problem, { problem: 'gold' }) : undefined} onChange={event => change({ gold: event.target.value })} />
      <Checkbox label={t(f.safety)} checked={draft.safety} onChange={event => change({ safety: event.target.checked })} />
      <p className="meta secondary">{t(f.safetyHint)}</p>
    </Part>
  )
}

/** The batch that the form would make, as far as it is known. */
const Outcome = ({ draft, lot }: { readonly draft: BatchDraft, readonly lot: number }): ReactNode => {
  const t = useT(), typed = workflowFrom(draft), workflow = typed.ok ? typed.workflow : null, overlap = workflow?.annotate.overlap ?? null, plan = planPreview(draft, lot), n = formatCount(lot)
  return (
    <dl className="facts">
      <dt>{t(c.tasks)}</dt><dd>{t(f.sumTasks, { n })}</dd>
      {overlap !== null && <><dt>{t(f.annotations)}</dt><dd>{t(f.sumAnnotations, { n, overlap, sum: formatCount(lot * overlap) })}</dd></>}
      <dt>{t(m.review)}</dt><dd>{t(draft.review === 'all' ? m.reviewAll : draft.review === 'none' ? m.reviewNone : w.reviewSample)}</dd>
      <dt>{t(f.acceptance)}</dt><dd>{plan ? t(f.sumPlan, { n: formatCount(plan.sampleSize), ac: plan.acceptance }) : draft.plan === 'none' ? t(f.sumNoPlan) : ''}</dd>
      <dt>{t(f.opening)}</dt><dd>{t(draft.opens ? f.atOnce : f.later)}</dd>
    </dl>
  )
}

/** A production batch that would open under a guideline with gaps says so; the gaps are listed where they are filled. */
const GuidelineWarning = ({ project, draft }: { readonly project: string, readonly draft: BatchDraft }): ReactNode => {
  const t = useT(), guideline = useQuery(serverQuery(readGuideline, { params: { project }, query: {} })), schema = useQuery(serverQuery(readSchema, { params: { project }, query: {} }))
  const n = guideline.data && schema.data ? guidelineGaps(guideline.data.document, schema.data.document.classes.map(({ id }) => id)).length : 0
  return draft.kind === 'production' && draft.opens && n > 0 && <Note tone="warn"><span className="row wrap">{t(f.guidelineGaps, { n })}<a href={`/p/${project}/guideline`}>{t(f.toGuideline)}</a></span></Note>
}

/** The draft as typed at once, in the address a moment later. */
const useDraft = (): readonly [BatchDraft, (part: Partial<BatchDraft>) => void] => {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false }), navigate = useNavigate()
  const [draft, setDraft] = useState(() => draftOf(search))
  useEffect(() => {
    const timer = setTimeout(() => void navigate({ to: '.', replace: true, resetScroll: false, search: () => searchOf(draft) }), 250)
    return () => clearTimeout(timer)
  }, [draft, navigate])
  return [draft, part => setDraft(old => ({ ...old, ...part }))]
}

const Form = ({ project, selections }: { readonly project: string, readonly selections: readonly SelectionView[] }): ReactNode => {
  const t = useT(), toast = useToast(), router = useRouter()
  const [draft, change] = useDraft()
  const command = useServerCommand(createBatch, [listBatches])
  const [planning, setPlanning] = useState(usualPlanning), planned = plannedFrom(planning), planningWrong = planningProblem(planning)
  const selection = selections.find(s => s.id === draft.selection), { preview, error: previewError } = usePreview(project, draft.selection, draft)
  const isGrouped = draft.group !== 'none', lot = isGrouped ? preview?.tasks ?? 0 : selection?.assets ?? 0, problem = selection ? problemOf(draft) : 'selection', body = bodyOf(draft)
  const make = (): void => {
    if (body && planned) command.mutate({ params: { project }, body: { ...body, ...planned } }, { onSuccess: made => { toast({ text: t(f.made, { display: made.display, n: made.tasks }) }); router.history.push(`/p/${project}/b/${made.id}`) } })
  }
  const wordsOf = (wrong: DraftProblem): string => {
    if (wrong === 'grouping') { const typed = groupingFrom(draft); return typed.ok ? '' : t(g.problem, { problem: typed.problem }) }
    return wrong === 'selection' || wrong === 'name' || wrong === 'lease' || wrong === 'gold' ? t(f.problem, { problem: wrong }) : t(w.problem, { problem: wrong })
  }
  const uncut = !isGrouped ? t(f.emptySelection) : preview ? t(g.noTasks) : t(g.counting)
  const blocked = problem ? wordsOf(problem) : planningWrong ? t(pm[planningWrong]) : lot === 0 ? uncut : undefined
  return (
    <form className="batch-form" onSubmit={event => { event.preventDefault(); if (blocked === undefined && !command.isPending) make() }}>
      <div className="questions">
        <What draft={draft} change={change} selections={selections} />
        <Part title={t(g.title)}><GroupingFields draft={draft} preview={preview} error={previewError} change={change} /></Part>
        <How draft={draft} change={change} project={project} />
        <Acceptance draft={draft} change={change} lot={lot} />
        <Part title={t(pm.limits)}><PlanningFields project={project} draft={planning} withLease={false} set={part => setPlanning(old => ({ ...old, ...part }))} /></Part>
        <Part title={t(f.when)}>
          <Checkbox label={t(f.opens)} checked={draft.opens} onChange={event => change({ opens: event.target.checked })} />
          <p className="meta secondary">{t(f.opensHint)}</p>
        </Part>
      </div>
      <div className="outcome">
        <Part title={t(f.outcome)}>
          <Outcome draft={draft} lot={lot} />
          <GuidelineWarning project={project} draft={draft} />
          {command.error && <FailureState failure={server().failureOf(command.error)} />}
          <div className="acts">
            <a className={buttonClass({})} href={`/p/${project}/annotate`}>{t(uiMessages.cancel)}</a>
            <Button type="submit" variant="primary" busy={command.isPending} blocked={blocked}>{t(f.make, { opens: draft.opens ? 'yes' : 'no', n: formatCount(lot) })}</Button>
          </div>
        </Part>
      </div>
    </form>
  )
}

/** `/p/:project/annotate/new`: cuts a batch from a selection. Split by question; the workflow says in words what it does. */
export const NewBatchPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), project = params['project'] ?? ''
  const head = useQuery(serverQuery(readProject, { params: { project } })), manages = isAllowed(productionPolicy['batch.manage'], head.data?.roles ?? [])
  const selections = useQuery({ ...serverQuery(listSelections, { params: { project } }), enabled: manages })
  const name = head.data?.name ?? ''
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(m.annotate), href: `/p/${project}/annotate` }, { label: t(f.title) }], [name, project, t]))
  const error = head.error ?? selections.error, content = (): ReactNode => {
    if (error) return <FailureState failure={server().failureOf(error)} />
    if (head.data && !manages) return <EmptyState what={t(f.forbidden)} next={t(f.forbiddenNext)} action={<a className={buttonClass({})} href={`/p/${project}/annotate`}>{t(f.toBoard)}</a>} />
    if (!selections.data) return <SkeletonRows rows={8} />
    return selections.data.selections.length > 0 ? <Form project={project} selections={selections.data.selections} />
      : <EmptyState what={t(f.noSelection)} next={t(f.noSelectionNext)} action={<a className={buttonClass({ variant: 'primary' })} href={`/p/${project}/screen`}>{t(f.toScreen)}</a>} />
  }
  return <><PageHead title={t(f.title)} />{content()}</>
}
