import type { ReactNode } from 'react'
import { pick, type Locale } from '../../../kernel/messages.ts'
import type { Attribute, Question } from '../../../sockets/label-schema.ts'
import { Checkbox } from '../../../ui/choice.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { useT, type Translate } from '../../../ui/i18n.tsx'
import { useEditing } from './editing.tsx'
import { schemaMessages as m } from './schema-messages.ts'

type Value = string | number | boolean
/** Another entry on whose value it may depend. */
export interface Ground { readonly id: string, readonly name: string, readonly values: readonly { readonly value: Value, readonly label: string }[] }

export const groundsOfAttribute = (attributes: readonly Attribute[], own: string, t: Translate, locale: Locale): readonly Ground[] => attributes.flatMap(({ id, name, kind, options }): Ground[] => {
  const values = kind === 'switch' ? [{ value: true, label: t(m.on) }, { value: false, label: t(m.off) }] : (options ?? []).map(option => ({ value: option.id, label: pick(option.name, locale) || option.id }))
  return id === own || values.length === 0 ? [] : [{ id, name: pick(name, locale) || id, values }]
})
/** A scale of more steps than this is no ground: nobody ticks a hundred boxes. */
const mostSteps = 20
export const groundsOfQuestion = (questions: readonly Question[], own: string, locale: Locale): readonly Ground[] => questions.flatMap(({ id, title, kind, options, min = 0, max = -1 }): Ground[] => {
  const values = kind === 'rating' && max - min < mostSteps ? Array.from({ length: Math.max(0, max - min + 1) }, (_, i) => ({ value: min + i, label: String(min + i) })) : (options ?? []).map(option => ({ value: option.id, label: pick(option.name, locale) || option.id }))
  return id === own || values.length === 0 ? [] : [{ id, name: pick(title, locale) || id, values }]
})

export interface ConditionFormProps { readonly grounds: readonly Ground[], readonly about: string | undefined, readonly is: readonly Value[], onChange(condition: { readonly about: string, readonly is: readonly Value[] } | null): void }

/** Always, or only where another entry has one of some values. */
export const ConditionForm = ({ grounds, about, is, onChange }: ConditionFormProps): ReactNode => {
  const t = useT(), { isReadOnly } = useEditing(), ground = grounds.find(entry => entry.id === about)
  if (grounds.length === 0 || (isReadOnly && about === undefined)) return null
  const choose = (id: string): void => { const next = grounds.find(entry => entry.id === id); onChange(next ? { about: id, is: [next.values[0]!.value] } : null) }
  // The last value stays: a condition that nothing fulfils would hide the entry for good.
  const toggle = (value: Value): void => { const next = is.includes(value) ? is.filter(other => other !== value) : [...is, value]; if (about !== undefined && next.length > 0) onChange({ about, is: next }) }
  return (
    <fieldset className="condition" disabled={isReadOnly}>
      <ChoiceField label={t(m.when)} size="s" value={about ?? ''} options={[{ value: '', label: t(m.always) }, ...grounds.map(entry => ({ value: entry.id, label: t(m.whenIs, { name: entry.name }) }))]} onChange={choose} />
      {ground && <div className="row wrap">{ground.values.map(({ value, label }) => <Checkbox key={String(value)} label={label} checked={is.includes(value)} onChange={() => toggle(value)} />)}</div>}
    </fieldset>
  )
}
