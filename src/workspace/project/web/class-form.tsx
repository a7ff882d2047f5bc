import type { ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import { roomLetters } from '../../../sockets/asked.ts'
import { classPatterns, type Attribute, type LabelClass } from '../../../sockets/label-schema.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Switch } from '../../../ui/choice.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { classColour, classColourCount } from '../../../ui/class-colour.ts'
import { ClassSwatch } from '../../../ui/class-swatch.tsx'
import { Field } from '../../../ui/field.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import type { ShapeView } from '../contract.ts'
import { AddField } from './add-field.tsx'
import { ConditionForm, groundsOfAttribute, type ConditionFormProps } from './condition-form.tsx'
import { NameFields, TroubleLine, useEditing } from './editing.tsx'
import { LockedMark, OptionList } from './option-list.tsx'
import { addAttribute, attributeAs, keyOfPlace, limits, moved } from './schema-draft.ts'
import { schemaMessages as m } from './schema-messages.ts'
import { ShapeChoice } from './shape-choice.tsx'

const slots = Array.from({ length: classColourCount }, (_, i) => i + 1)

const ColourChoice = ({ colour, onChange }: { readonly colour: number, onChange(colour: number): void }): ReactNode => {
  const t = useT(), { isReadOnly } = useEditing()
  return (
    <fieldset className="colour-choice" disabled={isReadOnly}>
      <legend>{t(m.colour)}</legend>
      <div>{slots.map(slot => {
        const name = t(m.colourName, { n: slot, pattern: classColour(slot).pattern })
        return <label key={slot} title={name}><input type="radio" name="colour" aria-label={name} checked={slot === colour} onChange={() => onChange(slot)} /><ClassSwatch slot={slot} large /></label>
      })}</div>
    </fieldset>
  )
}

const attributeKinds = ['select', 'switch', 'number', 'text'] as const

interface AttributeFormProps { /** All of the class, for conditions. */ readonly all: readonly Attribute[], readonly path: string, readonly attribute: Attribute, readonly isLast: boolean, onChange(attribute: Attribute): void, onDown(): void, onRemove(): void }

const AttributeForm = ({ all, path, attribute, isLast, onChange, onDown, onRemove }: AttributeFormProps): ReactNode => {
  const t = useT(), { locale } = useLocale(), { isReadOnly, isSaved } = useEditing()
  const name = pick(attribute.name, locale) || attribute.id, isLocked = isSaved(path)
  return (
    <section className="attribute-form" aria-label={name}>
      <div className="row">
        <div className="grow"><NameFields isCompact label={t(m.name)} path={path} text={attribute.name} onChange={text => onChange({ ...attribute, name: text })} /></div>
        {!isReadOnly && <span className="acts">
          <IconButton icon="chevron-down" label={`${t(m.moveDown)} ${name}`} aria-disabled={isLast || undefined} onClick={onDown} />
          {isLocked ? <LockedMark /> : <IconButton icon="trash" label={t(m.remove, { name })} onClick={onRemove} />}
        </span>}
      </div>
      <div className="row wrap">
        {isReadOnly || isLocked ? <span className="secondary" title={isLocked ? t(m.kindLocked) : undefined}>{t(m.kind)} · {t(m[attribute.kind])}</span>
          : <ChoiceField label={t(m.kind)} quietLabel size="s" value={attribute.kind} options={attributeKinds.map(value => ({ value, label: t(m[value]) }))} onChange={kind => onChange(attributeAs(attribute, kind))} />}
        <Switch label={t(m.required)} checked={attribute.required} disabled={isReadOnly} onChange={event => onChange({ ...attribute, required: event.target.checked })} />
      </div>
      <ConditionForm grounds={groundsOfAttribute(all, attribute.id, t, locale)} about={attribute.when?.attribute} is={attribute.when?.is ?? []} onChange={condition => onChange(withCondition(attribute, condition))} />
      {attribute.kind === 'select' && <OptionList path={path} options={attribute.options ?? []} onChange={options => onChange({ ...attribute, options })} />}
    </section>
  )
}

/** Conditions over attributes name options and switches only. */
const withCondition = ({ when: _, ...attribute }: Attribute, condition: Parameters<ConditionFormProps['onChange']>[0]): Attribute => {
  const is = condition?.is.filter(value => typeof value !== 'number') ?? []
  return condition && is.length > 0 ? { ...attribute, when: { attribute: condition.about, is } } : attribute
}

/** Pattern and key of one's own, where those of colour and place do not do. */
const OwnLook = ({ entry, path, onChange }: { readonly entry: LabelClass, readonly path: string, onChange(entry: LabelClass): void }): ReactNode => {
  const t = useT(), { isReadOnly, touch, troubleAt } = useEditing(), trouble = troubleAt(`${path}/hotkey`), { pattern, hotkey, ...rest } = entry
  const choose = (value: string): void => { const own = classPatterns.find(known => known === value); onChange({ ...rest, ...(hotkey !== undefined && { hotkey }), ...(own && { pattern: own }) }) }
  const type = (value: string): void => { const key = /[a-z0-9]/.exec(value.toLowerCase())?.[0]; onChange({ ...rest, ...(pattern && { pattern }), ...(key !== undefined && { hotkey: key }) }) }
  return (
    <fieldset className="row wrap own-look" disabled={isReadOnly}>
      <ChoiceField label={t(m.pattern)} size="s" value={pattern ?? ''} options={[{ value: '', label: t(m.usualPattern) }, ...classPatterns.map(value => ({ value, label: t(m.patternName, { pattern: value }) }))]} onChange={choose} />
      <Field label={t(m.ownKey)} size="s" maxLength={1} autoComplete="off" data-path={`${path}/hotkey`} value={hotkey?.toUpperCase() ?? ''} hint={t(m.ownKeyHint, { letters: [...roomLetters].join(' ').toUpperCase() })}
        {...trouble && { error: t(m.trouble, { trouble: trouble.trouble }) }} onBlur={() => touch(`${path}/hotkey`)} onChange={event => type(event.target.value.slice(-1))} />
    </fieldset>
  )
}

/** Whether an entry may be removed, and if not, why. */
export const RemoveEntry = ({ path, name, onRemove }: { readonly path: string, readonly name: string, onRemove(): void }): ReactNode => {
  const t = useT(), { isReadOnly, isSaved } = useEditing()
  if (isReadOnly) return null
  return isSaved(path) ? <p className="meta secondary row"><LockedMark /><span aria-hidden="true">{t(m.locked)}</span></p> : <div><Button variant="danger" size="s" icon="trash" onClick={onRemove}>{t(m.remove, { name })}</Button></div>
}

export interface ClassFormProps {
  readonly entry: LabelClass
  /** From 0. */
  readonly place: number
  readonly shapes: readonly ShapeView[]
  onChange(entry: LabelClass): void
  onRemove(): void
}

/** One class: names, colour, shapes, attributes. */
export const ClassForm = ({ entry, place, shapes, onChange, onRemove }: ClassFormProps): ReactNode => {
  const t = useT(), { locale } = useLocale(), { isReadOnly } = useEditing()
  const path = `class:${entry.id}`, key = entry.hotkey?.toUpperCase() ?? keyOfPlace(place), { attributes } = entry
  const setAttributes = (next: readonly Attribute[]): void => onChange({ ...entry, attributes: [...next] })
  return (
    <>
      <header><ClassSwatch slot={entry.colour} pattern={entry.pattern} large /><h2 className="truncate">{pick(entry.name, locale) || entry.id}</h2><span className="meta quiet">{t(m.place, { n: place + 1 })}</span>
        <span className="end meta quiet row">{key ? <>{t(m.key)} <KeyHint keys={key} /></> : t(m.noKey)}</span></header>
      <div className="body stack loose">
        <NameFields label={t(m.name)} path={path} text={entry.name} onChange={name => onChange({ ...entry, name })} />
        <ColourChoice colour={entry.colour} onChange={colour => onChange({ ...entry, colour })} />
        <OwnLook entry={entry} path={path} onChange={onChange} />
        <div><ShapeChoice shapes={shapes} chosen={entry.kinds} isReadOnly={isReadOnly} path={`${path}/kinds`} onChange={kinds => onChange({ ...entry, kinds })} /><TroubleLine path={`${path}/kinds`} /></div>
        <section className="stack" aria-label={t(m.attributes)}>
          <h3>{t(m.attributes)}</h3>
          {attributes.length === 0 && <p className="quiet">{t(m.noAttributes)}</p>}
          {attributes.map((attribute, i) => (
            <AttributeForm key={attribute.id} all={attributes} path={`${path}/attribute:${attribute.id}`} attribute={attribute} isLast={i === attributes.length - 1} onChange={next => setAttributes(attributes.with(i, next))}
              onDown={() => setAttributes(moved(attributes, i, i + 1))} onRemove={() => setAttributes(attributes.toSpliced(i, 1))} />
          ))}
          {!isReadOnly && <AddField label={t(m.newAttribute)} isFull={attributes.length >= limits.attributes} limit={limits.attributes} onAdd={name => setAttributes(addAttribute(attributes, name, locale))} />}
        </section>
        <p className="meta quiet">{t(m.idNote)}</p>
        <RemoveEntry path={path} name={pick(entry.name, locale)} onRemove={onRemove} />
      </div>
    </>
  )
}
