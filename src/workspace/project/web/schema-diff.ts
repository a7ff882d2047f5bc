import { locales, type Locale, type LocalisedText } from '../../../kernel/messages.ts'
import type { Attribute, LabelClass, LabelSchemaDocument, Question, RelationType } from '../../../sockets/label-schema.ts'
import { same } from './three-way.ts'

export type Field = 'name' | 'colour' | 'pattern' | 'hotkey' | 'when' | 'ends' | 'kinds' | 'attributes' | 'options' | 'required' | 'kind' | 'range'
/** One line of what changed between two versions. */
export type Change =
  | { readonly what: 'class' | 'question' | 'relation', readonly id: string, readonly name: LocalisedText, readonly change: 'added' | 'removed' }
  | { readonly what: 'class' | 'question' | 'relation', readonly id: string, readonly name: LocalisedText, readonly change: 'changed', readonly fields: readonly Field[], /** Of a name alone: what it was. */ readonly was?: LocalisedText }
  | { readonly what: 'classes' | 'questions' | 'relations', readonly change: 'order' }

const fieldsOfClass = (a: LabelClass, b: LabelClass): Field[] =>
  (['name', 'colour', 'pattern', 'hotkey', 'kinds', 'attributes'] as const).filter(field => !same(a[field], b[field]))
const fieldsOfQuestion = (a: Question, b: Question): Field[] => [
  ...(same(a.title, b.title) ? [] : ['name' as const]), ...(['kind', 'options', 'required', 'when'] as const).filter(field => !same(a[field], b[field])),
  ...(a.min === b.min && a.max === b.max ? [] : ['range' as const]),
]

const fieldsOfRelation = (a: RelationType, b: RelationType): Field[] =>
  [...(same(a.name, b.name) ? [] : ['name' as const]), ...(same([a.from, a.to, a.symmetric === true], [b.from, b.to, b.symmetric === true]) ? [] : ['ends' as const])]

interface Entry { readonly id: string }
const compared = <T extends Entry>(what: 'class' | 'question' | 'relation', before: readonly T[], after: readonly T[], nameOf: (item: T) => LocalisedText, fieldsOf: (a: T, b: T) => Field[]): Change[] => {
  const old = new Map(before.map(item => [item.id, item])), now = new Map(after.map(item => [item.id, item]))
  const added = after.filter(item => !old.has(item.id)), removed = before.filter(item => !now.has(item.id))
  const changed = after.flatMap((item): Change[] => {
    const was = old.get(item.id), fields = was && was !== item ? fieldsOf(was, item) : []
    return was && fields.length > 0 ? [{ what, id: item.id, name: nameOf(item), change: 'changed', fields, ...(fields.includes('name') && { was: nameOf(was) }) }] : []
  })
  const orderOf = (items: readonly T[], others: ReadonlyMap<string, T>): string[] => items.map(item => item.id).filter(id => others.has(id))
  const isReordered = !same(orderOf(before, now), orderOf(after, old))
  return [
    ...added.map((item): Change => ({ what, id: item.id, name: nameOf(item), change: 'added' })),
    ...removed.map((item): Change => ({ what, id: item.id, name: nameOf(item), change: 'removed' })),
    ...changed,
    ...(isReordered ? [{ what: ({ class: 'classes', question: 'questions', relation: 'relations' } as const)[what], change: 'order' } as const] : []),
  ]
}

/** What a reader of `after` finds different from `before`: added, removed, changed by field, reordered. */
export const schemaChanges = (before: LabelSchemaDocument, after: LabelSchemaDocument): readonly Change[] => [
  ...compared('class', before.classes, after.classes, item => item.name, fieldsOfClass),
  ...compared('question', before.questions, after.questions, item => item.title, fieldsOfQuestion),
  ...compared('relation', before.relations ?? [], after.relations ?? [], item => item.name, fieldsOfRelation),
]

/** Ids that the saved version holds: they stay, whatever becomes of their names. */
export interface SavedIds { has(path: string): boolean }
const asked = (path: string, { options }: Pick<Attribute, 'options'>): string[] => [path, ...(options ?? []).map(option => `${path}/option:${option.id}`)]
export const savedIds = (document: LabelSchemaDocument): SavedIds => new Set([
  ...document.classes.flatMap(entry => [`class:${entry.id}`, ...entry.attributes.flatMap(attribute => asked(`class:${entry.id}/attribute:${attribute.id}`, attribute))]),
  ...document.questions.flatMap(question => asked(`question:${question.id}`, question)), ...(document.relations ?? []).map(({ id }) => `relation:${id}`),
])

/** What a name was and is, in the reader's language or else in the first one in which it changed: `Bus → Coach`; null when none was replaced. */
export const renaming = (was: LocalisedText, now: LocalisedText, locale: Locale): readonly [string, string] | null => {
  for (const language of [locale, ...locales]) {
    const before = was[language] ?? '', after = now[language] ?? ''
    if (before !== '' && after !== '' && before !== after) return [before, after]
  }
  return null
}
