import type { ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import type { LabelClass, RelationType } from '../../../sockets/label-schema.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Checkbox, Switch } from '../../../ui/choice.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { AddField } from './add-field.tsx'
import { NameFields, useEditing } from './editing.tsx'
import { LockedMark } from './option-list.tsx'
import { addRelation, limits } from './schema-draft.ts'
import { schemaMessages as m } from './schema-messages.ts'

interface EndsProps { readonly label: string, readonly classes: readonly LabelClass[], readonly chosen: readonly string[], onChange(ids: string[]): void }

/** The last class stays: a relation of nothing ties nothing. */
const Ends = ({ label, classes, chosen, onChange }: EndsProps): ReactNode => {
  const { locale } = useLocale()
  const toggle = (id: string): void => { const next = chosen.includes(id) ? chosen.filter(other => other !== id) : [...chosen, id]; if (next.length > 0) onChange(next) }
  return (
    <details><summary>{label} · {chosen.map(id => pick(classes.find(entry => entry.id === id)?.name ?? {}, locale) || id).slice(0, 3).join(' · ')}{chosen.length > 3 && ' …'}</summary>
      <div className="ends">{classes.map(entry => <Checkbox key={entry.id} label={pick(entry.name, locale) || entry.id} checked={chosen.includes(entry.id)} onChange={() => toggle(entry.id)} />)}</div>
    </details>
  )
}

export interface RelationTypesProps { readonly relations: readonly RelationType[], readonly classes: readonly LabelClass[], onChange(relations: RelationType[]): void }

/** What may tie two shapes: a name, the classes at either end, and whether it has a direction. */
export const RelationTypes = ({ relations, classes, onChange }: RelationTypesProps): ReactNode => {
  const t = useT(), { locale } = useLocale(), { isReadOnly, isSaved } = useEditing()
  if (classes.length === 0 || (isReadOnly && relations.length === 0)) return null
  return (
    <section className="card relation-types" aria-labelledby="relation-types">
      <header><h2 id="relation-types">{t(m.relations)}</h2></header>
      <div className="body stack">
        {relations.length === 0 && <p className="quiet">{t(m.noRelations)}</p>}
        {relations.map((relation, i) => {
          const path = `relation:${relation.id}`, set = (change: Partial<RelationType>): void => onChange(relations.with(i, { ...relation, ...change })), name = pick(relation.name, locale) || relation.id
          return (
            <section key={relation.id} className="stack" aria-label={name}>
              <div className="row"><div className="grow"><NameFields isCompact label={t(m.name)} path={path} text={relation.name} onChange={text => set({ name: text })} /></div>
                {!isReadOnly && (isSaved(path) ? <LockedMark /> : <IconButton icon="trash" label={t(m.remove, { name })} onClick={() => onChange(relations.toSpliced(i, 1))} />)}</div>
              <fieldset disabled={isReadOnly}>
                <Ends label={t(m.relationFrom)} classes={classes} chosen={relation.from} onChange={from => set({ from })} /><Ends label={t(m.relationTo)} classes={classes} chosen={relation.to} onChange={to => set({ to })} />
                <Switch label={t(m.symmetric)} checked={relation.symmetric === true} onChange={event => set({ symmetric: event.target.checked })} />
              </fieldset>
            </section>
          )
        })}
        {!isReadOnly && <AddField label={t(m.newRelation)} isFull={relations.length >= limits.relations} limit={limits.relations} onAdd={added => onChange(addRelation(relations, added, locale, classes))} />}
      </div>
    </section>
  )
}
