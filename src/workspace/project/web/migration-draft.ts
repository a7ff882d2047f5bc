import { pick, type Locale, type LocalisedText } from '../../../kernel/messages.ts'
import type { LabelSchemaDocument, SchemaPlace } from '../../../sockets/label-schema.ts'
import type { MigrationStep } from '../migration/model.ts'
import { idFor } from './schema-draft.ts'

/** One entry of a list, by the name that people know. */
export interface Named { readonly id: string, readonly name: LocalisedText }
/** A list of the schema that steps can be about; `of` are the names on the way to it. */
export interface PlaceChoice { readonly key: string, readonly at: SchemaPlace, readonly of: readonly LocalisedText[], readonly entries: readonly Named[] }

/** Every list with at least one entry, in the order in which it stands. */
export const placesOf = ({ classes, questions, relations = [] }: LabelSchemaDocument): readonly PlaceChoice[] => {
  const place = (at: SchemaPlace, of: readonly LocalisedText[], entries: readonly Named[]): PlaceChoice => ({ key: [at.list, at.class ?? at.question, at.attribute].filter(Boolean).join('/'), at, of, entries })
  return [
    place({ list: 'classes' }, [], classes),
    ...classes.flatMap(c => [place({ list: 'attributes', class: c.id }, [c.name], c.attributes), ...c.attributes.flatMap(a => a.options ? [place({ list: 'options', class: c.id, attribute: a.id }, [c.name, a.name], a.options)] : [])]),
    place({ list: 'questions' }, [], questions.map(({ id, title }) => ({ id, name: title }))),
    place({ list: 'relations' }, [], relations),
    ...questions.flatMap(q => q.options ? [place({ list: 'answers', question: q.id }, [q.title], q.options)] : []),
  ].filter(choice => choice.entries.length > 0)
}

export const actions = ['rename', 'merge', 'split', 'retire'] as const
export type Action = (typeof actions)[number]
/** What can be done to the entries of a list. */
export const actionsAt = (list: SchemaPlace['list']): readonly Action[] => list === 'questions' ? ['rename', 'retire'] : list === 'attributes' || list === 'relations' ? ['rename', 'merge', 'retire'] : actions

export interface StepDraft {
  readonly action: Action
  readonly entry: string
  /** Of a merge: which become `into`. */
  readonly from: ReadonlySet<string>
  /** Empty: nothing. */
  readonly into: string
  readonly text: LocalisedText
  /** Of a split: one name per line. */
  readonly lines: string
}
export const emptyDraft = (action: Action): StepDraft => ({ action, entry: '', from: new Set(), into: '', text: {}, lines: '' })

/** Names that exist mean what exists; for the others an id is made that nothing at this place has or had. */
const successors = (lines: string, { at, entries }: PlaceChoice, { retired = [] }: LabelSchemaDocument, locale: Locale): { id: string, name?: LocalisedText }[] => {
  const taken = new Set([...entries.map(entry => entry.id), ...retired.filter(entry => entry.list === at.list).map(entry => entry.id)])
  return lines.split('\n').map(line => line.trim()).filter(line => line !== '').map(line => {
    const known = entries.find(entry => Object.values(entry.name).some(name => name.trim().toLowerCase() === line.toLowerCase()))
    if (known) return { id: known.id }
    const id = idFor(line, taken, 'entry')
    taken.add(id)
    return { id, name: { [locale]: line } }
  })
}

/** The step that was filled in; null while something is missing. */
export const stepOf = (draft: StepDraft, place: PlaceChoice, document: LabelSchemaDocument, locale: Locale): MigrationStep | null => {
  const { at } = place, has = (id: string): boolean => place.entries.some(entry => entry.id === id)
  switch (draft.action) {
    case 'rename': return has(draft.entry) && Object.values(draft.text).some(text => text.trim() !== '') ? { step: 'rename', at, id: draft.entry, text: draft.text } : null
    case 'merge': {
      const from = [...draft.from].filter(id => has(id) && id !== draft.into)
      return from.length > 0 && has(draft.into) ? { step: 'merge', at, from, into: draft.into } : null
    }
    case 'split': {
      const into = successors(draft.lines, place, document, locale)
      return has(draft.entry) && into.length > 1 ? { step: 'split', at, from: draft.entry, into } : null
    }
    case 'retire': return has(draft.entry) && draft.entry !== draft.into ? { step: 'retire', at, id: draft.entry, to: draft.into === '' ? null : draft.into } : null
  }
}

/** The name of an id at a place, before the step. */
export const nameAt = (document: LabelSchemaDocument, at: SchemaPlace, id: string, locale: Locale): string => {
  const place = placesOf(document).find(choice => choice.at.list === at.list && choice.at.class === at.class && choice.at.attribute === at.attribute && choice.at.question === at.question)
  return pick(place?.entries.find(entry => entry.id === id)?.name ?? {}, locale) || id
}
