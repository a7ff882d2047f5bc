import type { ReactNode, RefObject } from 'react'
import { pick } from '../../../kernel/messages.ts'
import type { Attribute } from '../../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { editedBy } from '../../../editor/tools/select.ts'
import { Switch } from '../../../ui/choice.tsx'
import { ClassSwatch } from '../../../ui/class-swatch.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { askedOfAll, withValue } from './attribute-values.ts'
import { workbenchMessages as m } from './messages.ts'
import type { AnySession } from './open-task.ts'
import { labelOf, type NamedShape } from './shape-names.ts'
import { TypedField } from './typed-field.tsx'
import { useFacts } from './use-session.ts'

type Value = ShapeRecord['attributes'][string]

const AttributeControl = ({ attribute, value, onChange }: { readonly attribute: Attribute, readonly value: Value, onChange(value: Value): void }): ReactNode => {
  const t = useT(), { locale } = useLocale()
  const name = pick(attribute.name, locale), label = attribute.required ? `${name} *` : name, options = attribute.options ?? []
  if (attribute.kind === 'switch') return <Switch label={label} checked={value === true} onChange={event => onChange(event.target.checked)} />
  if (attribute.kind === 'number') return <TypedField key={String(value)} label={label} type="number" value={typeof value === 'number' ? String(value) : ''} onCommit={text => onChange(text === '' ? null : Number(text))} />
  if (attribute.kind === 'text') return <TypedField key={String(value)} label={label} value={typeof value === 'string' ? value : ''} onCommit={text => onChange(text === '' ? null : text)} />
  const chosen = typeof value === 'string' ? value : ''
  if (options.length <= 4) {
    return (
      <div className="attribute"><span className="name">{label}</span>
        <Segmented label={label} value={chosen} segments={options.map(option => ({ value: option.id, label: pick(option.name, locale) }))} onChange={onChange} />
      </div>
    )
  }
  return (
    <label className="attribute"><span className="name">{label}</span>
      <select value={chosen} onChange={event => onChange(event.target.value === '' ? null : event.target.value)}>
        <option value="">{t(m.unset)}</option>
        {options.map(option => <option key={option.id} value={option.id}>{pick(option.name, locale)}</option>)}
      </select>
    </label>
  )
}

/** The value that all of them share; null when they differ. */
const shared = (records: readonly ShapeRecord[], id: string): Value => {
  const [first, ...rest] = records.map(record => record.attributes[id] ?? null)
  return rest.every(value => value === first) ? first ?? null : null
}

export interface AttributesPanelProps { readonly session: AnySession, readonly shapes: readonly NamedShape[], readonly panel: RefObject<HTMLElement | null> }

/** Attributes of the selection; several shapes of one class at once are one mark. */
export const AttributesPanel = ({ session, shapes, panel }: AttributesPanelProps): ReactNode => {
  const t = useT(), { locale } = useLocale(), { selection } = useFacts(session)
  const chosen = shapes.filter(shape => selection.has(shape.record.id)), [first] = chosen
  if (!first) return null
  const records = chosen.map(shape => shape.record), isOneClass = records.every(record => record.class === first.record.class)
  const label = isOneClass ? session.schema.classes.find(entry => entry.id === first.record.class) : undefined
  const set = (id: string, value: Value): void => {
    if (label) session.commit(records.map(record => ({ op: 'put', shape: { ...editedBy(record, record.payload), attributes: withValue(label, record.attributes, id, value) } })))
  }
  return (
    <section className="attributes" ref={panel} aria-label={t(m.attributes)}>
      <header>
        {first.colour > 0 && isOneClass && <ClassSwatch slot={first.colour} pattern={first.pattern} />}
        <h2 className="truncate">{chosen.length === 1 ? labelOf(first) : t(m.selectedMany, { n: chosen.length })}</h2>
        {label && first.text !== null && <span className="quiet meta end">{pick(label.name, locale)}</span>}
      </header>
      <fieldset disabled={session.readOnly}>
        {label && askedOfAll(label, records).map(attribute => <AttributeControl key={attribute.id} attribute={attribute} value={shared(records, attribute.id)} onChange={value => set(attribute.id, value)} />)}
      </fieldset>
      {label?.attributes.length === 0 && <p className="quiet meta">{t(m.noAttributes)}</p>}
    </section>
  )
}
