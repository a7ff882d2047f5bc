import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Checkbox, Radio } from '../../../ui/choice.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill, type PillShape, type Tone } from '../../../ui/status-pill.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { listBatches, readBatch, type BatchView } from '../../3-production/contract.ts'
import { dispatches } from '../../3-production/model.ts'
import { changePlanning, listHands, readPace, type PaceView } from '../../3-production/planning/contract.ts'
import { bounds, figureOf, forecastOf, planningBody, planningDraft, planningProblem, type Figure, type PlanningDraft, type RuleDraft } from './planning-draft.ts'
import { planningMessages as m } from './planning-messages.ts'
import './planning.css'

const looks: { readonly [S in PaceView['state']]: readonly [PillShape, Tone] } = { 'no-deadline': ['ring', 'neutral'], done: ['tick', 'ok'], 'on-track': ['half', 'ok'], 'at-risk': ['triangle', 'warn'], overdue: ['cross', 'bad'] }
const rate = (n: number | null): string => (n === null ? '–' : formatCount(Math.round(n * 10) / 10))

/** The pace of the last days beside the one that the deadline asks for. */
export const Pace = ({ batch }: { readonly batch: BatchView }): ReactNode => {
  const t = useT(), { data: pace, error, dataUpdatedAt } = useQuery({ ...serverQuery(readPace, { params: { batch: batch.id } }), refetchInterval: 30_000 })
  const forecast = pace ? forecastOf(pace, new Date(dataUpdatedAt)) : null
  return (
    <section className="card" aria-labelledby="batch-pace">
      <header><h2 id="batch-pace">{t(m.pace)}</h2>{pace && <StatusPill shape={looks[pace.state][0]} tone={looks[pace.state][1]}>{t(m[pace.state])}</StatusPill>}</header>
      <div className="body">
        {error ? <FailureState failure={server().failureOf(error)} /> : !pace ? <SkeletonRows rows={4} /> : (
          <dl className="facts">
            <dt>{t(m.handedIn)}</dt><dd>{formatCount(pace.done)}</dd><dt>{t(m.left)}</dt><dd>{formatCount(pace.left)}</dd>
            <dt>{t(m.perDay)}</dt><dd>{rate(pace.perDay)}</dd><dt>{t(m.needed)}</dt><dd>{rate(pace.needed)}</dd>
            <dt>{t(m.forecast)}</dt><dd>{forecast ? <time dateTime={forecast.toISOString()}>{formatTime(forecast).slice(0, 10)}</time> : '–'}</dd>
            {batch.dueAt && <><dt>{t(m.dueAt)}</dt><dd>{formatTime(new Date(batch.dueAt))}</dd></>}
          </dl>
        )}
      </div>
    </section>
  )
}

interface FigureFieldProps { readonly name: Figure, readonly label: string, readonly value: string, readonly unit?: string, readonly hint?: string, onChange(value: string): void }
const FigureField = ({ name, label, value, unit, hint, onChange }: FigureFieldProps): ReactNode => {
  const t = useT(), { from, to } = bounds[name], isWrong = figureOf(name, value) === undefined
  return <Field label={label} value={value} inputMode="decimal" autoComplete="off" {...unit && { unit }} {...hint && { hint }} {...isWrong && { error: t(m.wrong, { from, to: formatCount(to) }) }} onChange={event => onChange(event.target.value)} />
}

const RuleEditor = ({ draft, people, onChange }: { readonly draft: PlanningDraft, readonly people: readonly { readonly value: string, readonly label: string }[], onChange(change: Partial<PlanningDraft>): void }): ReactNode => {
  const t = useT(), { lines } = draft
  const set = (at: number, change: Partial<RuleDraft>): void => onChange({ lines: lines.map((line, i) => (i === at ? { ...line, ...change } : line)) })
  const free = people.find(p => !lines.some(line => line.person === p.value)) ?? { value: '' }
  return (
    <div className="stack">
      {lines.map((line, i) => (
        <div key={i} className="rule-line">
          <ChoiceField label={t(m.ruleFor)} value={line.person} options={[...people, { value: '', label: t(m.everybodyElse) }]} onChange={person => set(i, { person })} />
          <FigureField name="weight" label={t(m.weight)} value={line.weight} hint={t(m.weightHint)} onChange={weight => set(i, { weight })} />
          <FigureField name="maxHeld" label={t(m.maxHeld)} value={line.maxHeld} unit={t(m.tasks)} onChange={maxHeld => set(i, { maxHeld })} />
          <IconButton icon="trash" label={t(m.removeLine)} onClick={() => onChange({ lines: lines.filter((_, at) => at !== i) })} />
        </div>
      ))}
      <div className="row wrap">
        <Button size="s" icon="plus" onClick={() => onChange({ lines: [...lines, { person: free.value, weight: '', maxHeld: '10' }] })}>{t(m.addLine)}</Button>
        <Checkbox label={t(m.sticky)} checked={draft.sticky} onChange={event => onChange({ sticky: event.target.checked })} />
      </div>
    </div>
  )
}

export interface PlanningFieldsProps { readonly project: string, readonly batch?: string, readonly draft: PlanningDraft, readonly withLease: boolean, set(change: Partial<PlanningDraft>): void }

/** Deadline, priority, limits, and how work reaches people. */
export const PlanningFields = ({ project, batch, draft, withLease, set }: PlanningFieldsProps): ReactNode => {
  const t = useT(), hands = useQuery(serverQuery(listHands, { params: { project }, query: { ...batch && { batch } } }))
  const people = (hands.data?.workers ?? []).filter(w => w.active).map(w => ({ value: w.person, label: w.name }))
  return (
    <>
      <div className="figures">
        <Field label={t(m.dueAt)} type="datetime-local" value={draft.due} hint={t(m.dueHint)} onChange={event => set({ due: event.target.value })} />
        <FigureField name="priority" label={t(m.priority)} value={draft.priority} hint={t(m.priorityHint)} onChange={priority => set({ priority })} />
        <FigureField name="quota" label={t(m.quota)} value={draft.quota} unit={t(m.tasks)} hint={t(m.weightHint)} onChange={quota => set({ quota })} />
        <FigureField name="reserve" label={t(m.reserve)} value={draft.reserve} unit={t(m.minutes)} hint={t(m.reserveHint)} onChange={reserve => set({ reserve })} />
        <FigureField name="day" label={t(m.day)} value={draft.day} unit={t(m.minutes)} onChange={day => set({ day })} />
        {withLease && <FigureField name="lease" label={t(m.lease)} value={draft.lease} unit={t(m.minutes)} hint={t(m.leaseHint)} onChange={lease => set({ lease })} />}
      </div>
      <fieldset className="plain stack"><legend className="meta quiet">{t(m.dispatch)}</legend>
        <div className="row wrap">{dispatches.map(one => <Radio key={one} name="dispatch" label={t(m[one])} checked={draft.dispatch === one} onChange={() => set({ dispatch: one })} />)}</div>
      </fieldset>
      {draft.dispatch === 'rule' && <RuleEditor draft={draft} people={people} onChange={set} />}
    </>
  )
}

/** Deadline, limits and dispatch of a batch, and how it keeps up. */
export const PlanningPanel = ({ batch }: { readonly batch: BatchView }): ReactNode => {
  const t = useT(), toast = useToast(), [draft, setDraft] = useState(() => planningDraft(batch))
  const saving = useServerCommand(changePlanning, [readBatch, listBatches, readPace])
  const set = (change: Partial<PlanningDraft>): void => setDraft(old => ({ ...old, ...change })), body = planningBody(draft, batch.version), problem = planningProblem(draft)
  const save = (): void => { if (body) saving.mutate({ params: { batch: batch.id }, body }, { onSuccess: () => toast({ text: t(m.saved) }) }) }
  return (
    <div className="planning">
      <section className="card" aria-labelledby="batch-limits">
        <header><h2 id="batch-limits">{t(m.limits)}</h2></header>
        <div className="body stack loose">
          <PlanningFields project={batch.project} batch={batch.id} draft={draft} withLease set={set} />
          {saving.error && <FailureState failure={server().failureOf(saving.error)} />}
          <div className="acts"><Button busy={saving.isPending} blocked={problem ? t(m[problem]) : undefined} onClick={save}>{t(m.save)}</Button></div>
        </div>
      </section>
      <Pace batch={batch} />
    </div>
  )
}
