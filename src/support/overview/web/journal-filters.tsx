import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { Field } from '../../../ui/field.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { isFiltered, type JournalFilter } from './journal-filter.ts'
import { journalMessages as m } from './journal-messages.ts'
import { kindMessages, verbMessages } from './journal-verbs.ts'

interface Choice { readonly value: string, readonly label: string }
type Setters = { readonly [K in keyof JournalFilter]: (value: string) => void }

/** The filter as the address says it. @param project of a page that stands in one: it cannot be chosen there */
export const useJournalFilter = (project: string | undefined): { readonly filter: JournalFilter, readonly set: Setters } => {
  const [chosen, setProject] = useUrlState('project'), [who, setWho] = useUrlState('who'), [kind, setKind] = useUrlState('kind'), [verb, setVerb] = useUrlState('verb')
  const [object, setObject] = useUrlState('object'), [from, setFrom] = useUrlState('from'), [to, setTo] = useUrlState('to')
  return { filter: { project: project ?? chosen, who, kind, verb, object, from, to }, set: { project: setProject, who: setWho, kind: setKind, verb: setVerb, object: setObject, from: setFrom, to: setTo } }
}

/** An id is looked for when it is whole: on Enter, or when the field is left. */
const ObjectField = ({ value, onChange }: { readonly value: string, onChange(value: string): void }): ReactNode => {
  const t = useT(), [draft, setDraft] = useState(value)
  return <Field label={t(m.objectId)} size="s" value={draft} spellCheck={false} onChange={event => setDraft(event.target.value)} onBlur={() => onChange(draft.trim())} onKeyDown={event => { if (event.key === 'Enter') onChange(draft.trim()) }} />
}

export interface JournalFiltersProps { readonly filter: JournalFilter, readonly set: Setters, readonly people: readonly Choice[], /** Null where the page stands in one project. */ readonly projects: readonly Choice[] | null }

export const JournalFilters = ({ filter, set, people, projects }: JournalFiltersProps): ReactNode => {
  const t = useT(), { locale } = useLocale()
  const sorted = (messages: Readonly<Record<string, Parameters<typeof t>[0]>>): Choice[] => Object.entries(messages).map(([value, text]) => ({ value, label: t(text) })).sort((a, b) => a.label.localeCompare(b.label, locale))
  const clear = (): void => { for (const name of ['who', 'kind', 'verb', 'object', 'from', 'to'] as const) if (filter[name] !== '') set[name]('') }
  return (
    <div className="journal-filters" role="search" aria-label={t(m.filters)}>
      {projects && <ChoiceField label={t(m.project)} size="s" value={filter.project} onChange={set.project} options={[{ value: '', label: t(m.allProjects) }, ...projects]} />}
      <ChoiceField label={t(m.who)} size="s" value={filter.who} onChange={set.who} options={[{ value: '', label: t(m.everybody) }, ...people]} />
      <ChoiceField label={t(m.object)} size="s" value={filter.kind} onChange={set.kind} options={[{ value: '', label: t(m.everyKind) }, ...sorted(kindMessages)]} />
      <ChoiceField label={t(m.verb)} size="s" value={filter.verb} onChange={set.verb} options={[{ value: '', label: t(m.everyVerb) }, ...sorted(verbMessages)]} />
      <Field label={t(m.from)} size="s" type="date" value={filter.from} onChange={event => set.from(event.target.value)} />
      <Field label={t(m.to)} size="s" type="date" value={filter.to} onChange={event => set.to(event.target.value)} />
      <ObjectField key={filter.object} value={filter.object} onChange={set.object} />
      {isFiltered(filter) && <Button size="s" variant="quiet" onClick={clear}>{t(m.clear)}</Button>}
    </div>
  )
}
