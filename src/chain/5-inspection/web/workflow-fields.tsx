import { useId, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { Checkbox, Radio } from '../../../ui/choice.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { useToast } from '../../../ui/toast.tsx'
import { listWorkflows, saveWorkflow } from '../../3-production/contract.ts'
import type { Workflow } from '../../3-production/model.ts'
import { batchFormMessages as f, batchMessages as m } from './batch-messages.ts'
import { draftOfWorkflow, templates, workflowFrom, workflowOf, type WorkflowDraft } from './workflow-draft.ts'
import { workflowMessages as w } from './workflow-messages.ts'
import { workflowSays } from './workflow-words.ts'

export interface WorkflowFieldsProps { readonly project: string, readonly draft: WorkflowDraft, change(part: Partial<WorkflowDraft>): void }

const isSame = (a: WorkflowDraft, b: WorkflowDraft): boolean => {
  const [p, q] = [workflowFrom(a), workflowFrom(b)]
  return p.ok && q.ok && JSON.stringify(p.workflow) === JSON.stringify(q.workflow)
}

/** A template or a workflow of the project; what it sets can be edited below. */
const Choice = ({ project, draft, change }: WorkflowFieldsProps): ReactNode => {
  const t = useT(), saved = useQuery(serverQuery(listWorkflows, { params: { project } }))
  const known = [
    ...(saved.data?.workflows ?? []).map(({ name, version, workflow }) => ({ value: `saved:${name}`, label: t(w.saved, { name, version }), workflow })),
    ...templates.map(template => ({ value: template as string, label: t(w[template]), workflow: workflowOf[template] })),
  ]
  const current = known.find(one => isSame(draftOfWorkflow(one.workflow), draft))?.value ?? 'own'
  const choose = (value: string): void => { const found = known.find(one => one.value === value); if (found) change(draftOfWorkflow(found.workflow)) }
  return (
    <>
      <ChoiceField label={t(w.workflow)} value={current} options={[...known.map(({ value, label }) => ({ value, label })), ...(current === 'own' ? [{ value: 'own', label: t(w.own) }] : [])]} onChange={choose} />
      {saved.error && <FailureState failure={server().failureOf(saved.error)} />}
    </>
  )
}

const Reviewing = ({ draft, change }: Omit<WorkflowFieldsProps, 'project'>): ReactNode => {
  const t = useT(), name = useId()
  return (
    <fieldset>
      <legend>{t(m.review)}</legend>
      <div className="choices">
        <Radio label={t(m.reviewAll)} name={name} checked={draft.review === 'all'} onChange={() => change({ review: 'all' })} />
        <Radio label={t(w.reviewSample)} name={name} checked={draft.review === 'sample'} onChange={() => change({ review: 'sample' })} />
        <Radio label={t(m.reviewNone)} name={name} checked={draft.review === 'none'} onChange={() => change({ review: 'none' })} />
      </div>
      {draft.review === 'sample' && <div className="pair"><Field label={t(w.percent)} inputMode="decimal" unit="%" value={draft.percent} onChange={event => change({ percent: event.target.value })} /></div>}
    </fieldset>
  )
}

/** Keeps the workflow for the batches to come, under a name. */
const Saving = ({ project, workflow }: { readonly project: string, readonly workflow: Workflow | null }): ReactNode => {
  const t = useT(), toast = useToast(), [typed, type] = useState(''), name = typed.trim(), command = useServerCommand(saveWorkflow, [listWorkflows])
  const saved = useQuery(serverQuery(listWorkflows, { params: { project } })), base = saved.data?.workflows.find(one => one.name === name)?.version ?? 0
  const save = (): void => { if (workflow) command.mutate({ params: { project }, body: { name, base, workflow } }, { onSuccess: ({ version }) => toast({ text: t(w.wasSaved, { name, version }) }) }) }
  return (
    <>
      <div className="pair save-workflow">
        <Field label={t(w.name)} value={typed} maxLength={100} onChange={event => type(event.target.value)} />
        <Button busy={command.isPending} blocked={name === '' ? t(w.nameMissing) : workflow === null ? t(w.own) : undefined} onClick={save}>{t(w.save)}</Button>
      </div>
      {command.error && <FailureState failure={server().failureOf(command.error)} />}
    </>
  )
}

/** Who does what to every task, and in plain words what that means. */
export const WorkflowFields = ({ project, draft, change }: WorkflowFieldsProps): ReactNode => {
  const t = useT(), typed = workflowFrom(draft), problem = typed.ok ? null : typed.problem, says = t(w.problem, { problem: problem ?? '' })
  const isSeveral = draft.overlap.trim() !== '1'
  return (
    <>
      <Choice project={project} draft={draft} change={change} />
      <div className="workflow-says" role="status">{typed.ok ? workflowSays(t, typed.workflow).map(sentence => <p key={sentence}>{sentence}</p>) : <p className="warn">{says}</p>}</div>
      <div className="pair">
        <Field label={t(m.overlap)} inputMode="numeric" value={draft.overlap} hint={t(f.overlapHint)} error={problem === 'overlap' ? says : undefined} onChange={event => change({ overlap: event.target.value })} />
        {isSeveral && <Field label={t(w.extendTo)} inputMode="numeric" value={draft.extendTo} error={problem === 'extendto' || problem === 'extendsnowhere' ? says : undefined} onChange={event => change({ extendTo: event.target.value })} />}
      </div>
      {isSeveral && draft.extendTo.trim() !== '' && <div className="pair"><Field label={t(w.extendBelow)} inputMode="decimal" unit="%" value={draft.extendBelow} error={problem === 'extendbelow' ? says : undefined} onChange={event => change({ extendBelow: event.target.value })} /></div>}
      <Reviewing draft={draft} change={change} />
      <Checkbox label={t(w.arbitrates)} checked={draft.arbitrates} onChange={event => change({ arbitrates: event.target.checked })} />
      {draft.arbitrates && isSeveral && <div className="pair"><Field label={t(w.below)} inputMode="decimal" unit="%" value={draft.below} error={problem === 'below' ? says : undefined} onChange={event => change({ below: event.target.value })} /></div>}
      <Checkbox label={t(w.hasClient)} checked={draft.client} onChange={event => change({ client: event.target.checked })} />
      <Saving project={project} workflow={typed.ok ? typed.workflow : null} />
    </>
  )
}
