import { useState, type ReactNode } from 'react'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { TextAreaField } from '../../../ui/choice-field.tsx'
import type { Provenance } from '../model.ts'
import { sourceMessages as m } from './messages.ts'

type Kind = Provenance['kind']
/** What was typed, of all four kinds: switching between them loses nothing. */
export interface ProvenanceDraft { readonly kind: Kind, readonly licence: string, readonly source: string, readonly record: string, readonly contract: string, readonly authorisation: string }
export const emptyProvenance: ProvenanceDraft = { kind: 'self_collected', licence: '', source: '', record: '', contract: '', authorisation: '' }

/** The provenance as the server takes it, or null while something that its kind needs is missing. */
export const provenanceOf = (draft: ProvenanceDraft): Provenance | null => {
  const licence = draft.licence.trim(), source = draft.source.trim(), record = draft.record.trim(), contract = draft.contract.trim(), authorisation = draft.authorisation.trim()
  switch (draft.kind) {
    case 'open': return licence && source ? { kind: 'open', licence, source } : null
    case 'self_collected': return record ? { kind: 'self_collected', record } : null
    case 'commercial': return contract ? { kind: 'commercial', contract, ...(licence && { licence }) } : null
    case 'user_input': return authorisation ? { kind: 'user_input', authorisation } : null
  }
}

export interface ProvenanceFormProps { readonly value: ProvenanceDraft, onChange(value: ProvenanceDraft): void }

/** One of four kinds of source and the paper that it needs. */
export const ProvenanceForm = ({ value, onChange }: ProvenanceFormProps): ReactNode => {
  const t = useT()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const field = (name: Exclude<keyof ProvenanceDraft, 'kind'>, required = true) => ({
    value: value[name], required, error: required && left.has(name) && value[name].trim() === '' ? t(m.required) : undefined,
    onChange: (event: { readonly target: { readonly value: string } }) => onChange({ ...value, [name]: event.target.value }),
    onBlur: () => setLeft(new Set(left).add(name)),
  })
  const kinds: readonly Kind[] = ['self_collected', 'open', 'commercial', 'user_input']
  return (
    <div className="stack">
      <div><Segmented label={t(m.provenance)} segments={kinds.map(kind => ({ value: kind, label: t(m[kind]) }))} value={value.kind} onChange={kind => onChange({ ...value, kind })} /></div>
      {value.kind === 'open' && <><Field {...field('licence')} label={t(m.licence)} placeholder="CC BY 4.0" maxLength={200} /><Field {...field('source')} label={t(m.openSource)} maxLength={2000} /></>}
      {value.kind === 'self_collected' && <TextAreaField {...field('record')} label={t(m.record)} maxLength={2000} />}
      {value.kind === 'commercial' && <><TextAreaField {...field('contract')} label={t(m.contract)} maxLength={2000} /><Field {...field('licence', false)} label={t(m.licenceOptional)} maxLength={200} /></>}
      {value.kind === 'user_input' && <TextAreaField {...field('authorisation')} label={t(m.authorisation)} maxLength={2000} />}
      <p className="meta quiet">{t(m.provenanceHint)}</p>
    </div>
  )
}
