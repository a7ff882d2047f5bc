import { useState, type ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { ChoiceField, TextAreaField } from '../../../ui/choice-field.tsx'
import { Field } from '../../../ui/field.tsx'
import { localeNames, locales, useLocale, useT } from '../../../ui/i18n.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import type { MigrationStep } from '../migration/model.ts'
import { actionsAt, emptyDraft, placesOf, stepOf, type PlaceChoice, type StepDraft } from './migration-draft.ts'
import { migrationMessages as m } from './migration-messages.ts'
import { withText } from './schema-draft.ts'

interface PartProps { readonly draft: StepDraft, readonly place: PlaceChoice, change(part: Partial<StepDraft>): void }

const Entry = ({ draft, place, change }: PartProps): ReactNode => {
  const t = useT(), { locale } = useLocale()
  return <ChoiceField label={t(m.entry)} value={draft.entry} options={[{ value: '', label: '—' }, ...place.entries.map(entry => ({ value: entry.id, label: pick(entry.name, locale) || entry.id }))]} onChange={entry => change({ entry })} />
}
const Into = ({ draft, place, change, label, none }: PartProps & { readonly label: string, readonly none: string }): ReactNode => {
  const { locale } = useLocale()
  return <ChoiceField label={label} value={draft.into} options={[{ value: '', label: none }, ...place.entries.filter(entry => entry.id !== draft.entry).map(entry => ({ value: entry.id, label: pick(entry.name, locale) || entry.id }))]} onChange={into => change({ into })} />
}
const Merged = ({ draft, place, change }: PartProps): ReactNode => {
  const t = useT(), { locale } = useLocale()
  const toggle = (id: string): void => { const from = new Set(draft.from); if (!from.delete(id)) from.add(id); change({ from }) }
  return <fieldset className="merge-from"><legend>{t(m.from)}</legend><div>{place.entries.map(entry => <Checkbox key={entry.id} label={pick(entry.name, locale) || entry.id} checked={draft.from.has(entry.id)} onChange={() => toggle(entry.id)} />)}</div></fieldset>
}

const Parts = (props: PartProps): ReactNode => {
  const t = useT(), { draft, change } = props
  switch (draft.action) {
    case 'rename': return <><Entry {...props} />{locales.map(locale => <Field key={locale} label={`${t(m.newName)} · ${localeNames[locale]}`} lang={locale} value={draft.text[locale] ?? ''} onChange={event => change({ text: withText(draft.text, locale, event.target.value) })} />)}</>
    case 'merge': return <><Merged {...props} /><Into {...props} label={t(m.into)} none="—" /></>
    case 'split': return <><Entry {...props} /><TextAreaField label={t(m.successors)} hint={t(m.successorsHint)} rows={4} value={draft.lines} onChange={event => change({ lines: event.target.value })} /></>
    case 'retire': return <><Entry {...props} /><Into {...props} label={t(m.becomes)} none={t(props.place.at.list === 'relations' ? m.noRelation : m.nothing)} /></>
  }
}

/** One step, filled in on what the steps before it made. */
export const StepForm = ({ document, onAdd }: { readonly document: LabelSchemaDocument, onAdd(step: MigrationStep): void }): ReactNode => {
  const t = useT(), { locale } = useLocale(), places = placesOf(document)
  const [key, choosePlace] = useState('classes'), [draft, setDraft] = useState<StepDraft>(emptyDraft('merge'))
  const place = places.find(choice => choice.key === key) ?? places[0]
  if (!place) return null
  const possible = actionsAt(place.at.list), shown = possible.includes(draft.action) ? draft : emptyDraft('rename'), step = stepOf(shown, place, document, locale)
  const placeName = ({ at, of }: PlaceChoice): string => {
    const name = of.map(part => pick(part, locale)).join(' · ')
    return at.list === 'classes' || at.list === 'questions' || at.list === 'relations' ? t(m[at.list]) : t(at.list === 'attributes' ? m.attributesOf : m.optionsOf, { name })
  }
  return (
    <section className="card" aria-label={t(m.add)}>
      <div className="body stack loose">
        <ChoiceField label={t(m.where)} value={place.key} options={places.map(choice => ({ value: choice.key, label: placeName(choice) }))} onChange={to => { choosePlace(to); setDraft(emptyDraft(shown.action)) }} />
        <Segmented label={t(m.action)} value={shown.action} segments={possible.map(value => ({ value, label: t(m[value]) }))} onChange={action => setDraft(emptyDraft(action))} />
        <Parts draft={shown} place={place} change={part => setDraft({ ...shown, ...part })} />
        <div><Button icon="plus" blocked={step ? undefined : t(m.incomplete)} onClick={() => { if (step) { onAdd(step); setDraft(emptyDraft(shown.action)) } }}>{t(m.add)}</Button></div>
      </div>
    </section>
  )
}
