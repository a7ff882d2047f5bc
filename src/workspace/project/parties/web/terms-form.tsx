import type { ReactNode } from 'react'
import { Checkbox } from '../../../../ui/choice.tsx'
import { ChoiceField } from '../../../../ui/choice-field.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useT } from '../../../../ui/i18n.tsx'
import { partyFields, partyKinds, stepsOfKind, type PartyField, type PartyKind, type PartyStep } from '../../../access/model.ts'
import { partyFieldMessages, partyKindMessages, partyMessages as m, partyStepMessages } from './messages.ts'

/** What is being agreed, before it is sent. `until` is a day of the reader's calendar, empty for no end. */
export interface Draft { readonly kind: PartyKind, readonly name: string, readonly steps: readonly PartyStep[], readonly batches: readonly string[] | null, readonly hidden: readonly PartyField[], readonly until: string }
export interface BatchOption { readonly id: string, readonly label: string }

/** A party of a kind begins with what such a party usually does; a client is usually not told who did the work. */
export const beginning = (kind: PartyKind): Pick<Draft, 'kind' | 'steps' | 'hidden'> =>
  ({ kind, steps: kind === 'supplier' ? ['annotate', 'review'] : kind === 'client' ? ['client'] : [...stepsOfKind[kind]], hidden: kind === 'client' ? ['people', 'journal'] : kind === 'supplier' ? ['provenance', 'journal'] : [] })

/** The end of that day where the reader is; null for no end. */
export const endOf = (day: string): string | null => (day === '' ? null : new Date(`${day}T23:59:59`).toISOString())
/** The day of an instant where the reader is. */
export const dayOf = (instant: string | null): string => {
  if (instant === null) return ''
  const at = new Date(instant), two = (n: number): string => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
export const missingIn = (draft: Draft): 'nameMissing' | 'oneMissing' | 'batchMissing' | null =>
  draft.name.trim() === '' ? 'nameMissing' : draft.steps.length === 0 ? 'oneMissing' : draft.batches?.length === 0 ? 'batchMissing' : null

const toggled = <T,>(list: readonly T[], item: T): T[] => (list.includes(item) ? list.filter(i => i !== item) : [...list, item])

interface PicksProps<T extends string> { readonly legend: string, readonly all: readonly T[], readonly chosen: readonly T[], label(item: T): string, onChange(chosen: T[]): void }
const Picks = <T extends string>({ legend, all, chosen, label, onChange }: PicksProps<T>): ReactNode => (
  <fieldset className="party-picks"><legend>{legend}</legend>{all.map(item => <Checkbox key={item} checked={chosen.includes(item)} onChange={() => onChange(toggled(chosen, item))} label={label(item)} />)}</fieldset>
)

export interface TermsFormProps {
  readonly draft: Draft
  /** A party keeps the kind that it came as. */
  readonly kinds: readonly PartyKind[]
  /** The most that may be given, of a subcontractor: its principal's steps and batches. */
  readonly within?: { readonly steps: readonly PartyStep[], readonly hidden: readonly PartyField[] }
  readonly batches: readonly BatchOption[]
  onChange(draft: Draft): void
}

export const TermsForm = ({ draft, kinds, within, batches, onChange }: TermsFormProps): ReactNode => {
  const t = useT(), set = (change: Partial<Draft>): void => onChange({ ...draft, ...change })
  const offered = stepsOfKind[draft.kind].filter(step => !within || within.steps.includes(step))
  return (
    <>
      <Field label={t(m.name)} hint={t(m.nameHint)} value={draft.name} maxLength={200} autoFocus onChange={event => set({ name: event.target.value })} />
      {kinds.length > 1 && <ChoiceField label={t(m.kind)} value={draft.kind} options={partyKinds.filter(k => kinds.includes(k)).map(kind => ({ value: kind, label: t(partyKindMessages[kind]) }))} onChange={kind => set(beginning(kind))} />}
      <Picks legend={t(m.steps)} all={offered} chosen={draft.steps} label={step => t(partyStepMessages[step])} onChange={steps => set({ steps })} />
      <ChoiceField label={t(m.batches)} value={draft.batches === null ? 'all' : 'some'} options={[{ value: 'all', label: t(m.allBatches) }, { value: 'some', label: t(m.someBatches) }]} onChange={which => set({ batches: which === 'all' ? null : [] })} />
      {draft.batches !== null && (batches.length === 0 ? <p className="quiet">{t(m.noBatches)}</p>
        : <div className="party-batches"><Picks legend={t(m.someBatches)} all={batches.map(b => b.id)} chosen={draft.batches} label={id => batches.find(b => b.id === id)!.label} onChange={chosen => set({ batches: chosen })} /></div>)}
      <Picks legend={t(m.hidden)} all={partyFields} chosen={draft.hidden} label={field => t(partyFieldMessages[field])} onChange={hidden => set({ hidden: [...new Set([...hidden, ...(within?.hidden ?? [])])] })} />
      <Field label={t(m.until)} hint={t(m.untilHint)} type="date" value={draft.until} onChange={event => set({ until: event.target.value })} />
    </>
  )
}
