import { locales, type Locale, type LocalisedText } from '../../../kernel/messages.ts'
import type { Attribute, LabelClass, LabelSchemaDocument, Option, Question, RelationType } from '../../../sockets/label-schema.ts'
import { initialsOf } from '../../../ui/pinyin.ts'

/** What the contract allows at most. */
export const limits = { classes: 5000, questions: 200, attributes: 100, options: 1000, relations: 200 } as const
/** Classes that have a number key: 1 to 9, then 0. */
export const keyedClasses = 10
/** @param place from 0 */
export const keyOfPlace = (place: number): string => place < keyedClasses ? String((place + 1) % 10) : ''

/** An empty text is a missing one: it is asked for, not stored. */
export const withText = (text: LocalisedText, locale: Locale, value: string): LocalisedText => {
  const rest = { ...text }
  delete rest[locale]
  return value === '' ? rest : { ...rest, [locale]: value }
}
export const missingLanguages = (text: LocalisedText): readonly Locale[] => locales.filter(locale => !text[locale]?.trim())

const slug = (text: string): string => text.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 48)
const initials = (text: string): string => slug([...text].map(character => initialsOf(character)[0] ?? ' ').join(''))

/**
 * An id for a name, made once: the Latin letters of the name, else pinyin initials, with a number behind it when it is taken.
 * @param fallback what it is called when the name has neither
 */
export const idFor = (name: string, taken: ReadonlySet<string>, fallback: string): string => {
  const stem = slug(name) || initials(name) || fallback
  if (!taken.has(stem)) return stem
  for (let n = 2; ; n++) if (!taken.has(`${stem}-${n}`)) return `${stem}-${n}`
}
const idsOf = (items: readonly { readonly id: string }[]): Set<string> => new Set(items.map(item => item.id))

const colours = Array.from({ length: 24 }, (_, i) => i + 1)
/** The first of the colours that fewest classes have: the first k of the palette are the best k. */
export const nextColour = (classes: readonly LabelClass[]): number => {
  const uses = new Map<number, number>()
  for (const { colour } of classes) uses.set(colour, (uses.get(colour) ?? 0) + 1)
  return colours.reduce((best, colour) => (uses.get(colour) ?? 0) < (uses.get(best) ?? 0) ? colour : best, 1)
}

export interface NewClasses { readonly names: readonly string[], readonly locale: Locale, readonly kinds: readonly string[] }

/** Adds classes behind the last one. @returns the ids made for them as well */
export const addClasses = (document: LabelSchemaDocument, { names, locale, kinds }: NewClasses): { readonly document: LabelSchemaDocument, readonly ids: readonly string[] } => {
  const classes = [...document.classes], taken = idsOf(classes), ids: string[] = []
  for (const name of names) {
    const id = idFor(name, taken, 'class')
    taken.add(id)
    ids.push(id)
    // Beyond the palette the least used colour comes round in turn; counting anew for each of 5,000 would be quadratic.
    classes.push({ id, name: { [locale]: name }, colour: classes.length < colours.length ? nextColour(classes) : classes.length % colours.length + 1, kinds: [...kinds], attributes: [] })
  }
  return { document: { ...document, classes }, ids }
}

export const addQuestion = (document: LabelSchemaDocument, title: string, locale: Locale): { readonly document: LabelSchemaDocument, readonly id: string } => {
  const id = idFor(title, idsOf(document.questions), 'question')
  return { document: { ...document, questions: [...document.questions, { id, title: { [locale]: title }, kind: 'choice', options: [], required: true }] }, id }
}
export const addAttribute = (attributes: readonly Attribute[], name: string, locale: Locale): Attribute[] =>
  [...attributes, { id: idFor(name, idsOf(attributes), 'attribute'), name: { [locale]: name }, kind: 'select', options: [], required: false }]
/** Between any two classes until it is said. */
export const addRelation = (relations: readonly RelationType[], name: string, locale: Locale, classes: readonly LabelClass[]): RelationType[] => {
  const ends = classes.map(({ id }) => id)
  return [...relations, { id: idFor(name, idsOf(relations), 'relation'), name: { [locale]: name }, from: ends, to: ends }]
}
export const addOptions = (options: readonly Option[], names: readonly string[], locale: Locale): Option[] => {
  const taken = idsOf(options)
  return [...options, ...names.map(name => { const id = idFor(name, taken, 'option'); taken.add(id); return { id, name: { [locale]: name } } })]
}

/** An attribute of another kind, with what that kind needs and nothing else. */
export const attributeAs = ({ id, name, required, options, when }: Attribute, kind: Attribute['kind']): Attribute =>
  ({ id, name, kind, ...(kind === 'select' && { options: options ?? [] }), required, ...(when && { when }) })
export const questionAs = ({ id, title, required, options, min, max, when }: Question, kind: Question['kind']): Question => {
  const asked = when && { when }
  if (kind === 'text') return { id, title, kind, required, ...asked }
  return kind === 'rating' ? { id, title, kind, min: min ?? 1, max: max ?? 5, required, ...asked } : { id, title, kind, options: options ?? [], required, ...asked }
}

/** @returns the same list when there is no such place */
export const moved = <T>(items: readonly T[], from: number, to: number): readonly T[] => {
  const item = items[from]
  return item === undefined || to < 0 || to >= items.length || from === to ? items : items.toSpliced(from, 1).toSpliced(to, 0, item)
}

/** What pasted lines would add: one name per line, empty ones and those that exist already left out. */
export const pastedNames = (text: string, existing: readonly LocalisedText[]): { readonly names: readonly string[], readonly known: number } => {
  const seen = new Set(existing.flatMap(name => Object.values(name).map(value => value.trim().toLowerCase())))
  const lines = text.split(/\r\n|\r|\n/).map(line => line.trim()).filter(line => line !== ''), names: string[] = []
  for (const line of lines) {
    if (seen.has(line.toLowerCase())) continue
    seen.add(line.toLowerCase())
    names.push(line)
  }
  return { names, known: lines.length - names.length }
}

const trimmed = (text: LocalisedText): LocalisedText => Object.fromEntries(Object.entries(text).map(([locale, value]) => [locale, value.trim()]).filter(([, value]) => value !== ''))
const trimmedOptions = <T extends { options?: Option[] }>(item: T): T => item.options ? { ...item, options: item.options.map(option => ({ ...option, name: trimmed(option.name) })) } : item

/** What is saved: texts without blanks around them. */
export const tidy = (document: LabelSchemaDocument): LabelSchemaDocument => ({
  ...document,
  classes: document.classes.map(entry => ({ ...entry, name: trimmed(entry.name), attributes: entry.attributes.map(attribute => trimmedOptions({ ...attribute, name: trimmed(attribute.name) })) })),
  questions: document.questions.map(question => trimmedOptions({ ...question, title: trimmed(question.title) })),
  ...(document.relations && { relations: document.relations.map(relation => ({ ...relation, name: trimmed(relation.name) })) }),
})
