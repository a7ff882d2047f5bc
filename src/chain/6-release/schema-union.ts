import { locales, type Locale, type LocalisedText } from '../../kernel/messages.ts'
import type { LabelSchemaDocument } from '../../sockets/label-schema.ts'

interface Named { readonly id: string }
type Merge<T> = (newer: T, older: T) => T

/** The newer entries in their order, then the older ones that it no longer has. */
const union = <T extends Named>(newer: readonly T[], older: readonly T[], merge: Merge<T>): T[] => {
  const before = new Map(older.map(entry => [entry.id, entry])), known = new Set(newer.map(entry => entry.id))
  return [...newer.map(entry => { const old = before.get(entry.id); return old ? merge(entry, old) : entry }), ...older.filter(entry => !known.has(entry.id))]
}
const newest = <T>(newer: T): T => newer
const withOptions = <T extends { options?: Named[] }>(newer: T, older: T): T => (newer.options ?? older.options ? { ...newer, options: union(newer.options ?? [], older.options ?? [], newest) } : newer)

/**
 * What the versions that a release was made under say together: every class, attribute, question and option that stands in one of
 * its annotations, each under the newest of its names. So a renamed class is one class of the export, and a retired one is still there.
 * @param documents oldest first, at least one
 */
export const schemaUnion = (documents: readonly LabelSchemaDocument[]): LabelSchemaDocument => documents.reduce((older, newer) => ({
  classes: union(newer.classes, older.classes, (entry, old) => ({ ...entry, kinds: [...new Set([...entry.kinds, ...old.kinds])], attributes: union(entry.attributes, old.attributes, withOptions) })),
  questions: union(newer.questions, older.questions, withOptions),
  ...((newer.relations ?? older.relations) && { relations: union(newer.relations ?? [], older.relations ?? [], newest) }),
}))

/** The first language, Simplified Chinese before the others, in which every class and question has a name of its own. */
export const usualLanguage = (schema: LabelSchemaDocument): Locale => {
  const names: readonly LocalisedText[] = [...schema.classes.map(c => c.name), ...schema.questions.map(q => q.title)]
  return locales.find(locale => names.every(name => name[locale])) ?? 'zh-Hans'
}
