import type { Input } from '../../../kernel/contract.ts'
import { locales, type Locale } from '../../../kernel/messages.ts'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import type { createRelease, ReleaseView } from '../contract.ts'
import type { GroupKey } from '../model.ts'

export interface SplitDraft { readonly key: number, readonly name: string, /** As typed. */ readonly percent: string }
/** The same shares as when nobody says otherwise. */
export const usualSplits: readonly SplitDraft[] = [{ key: 1, name: 'train', percent: '80' }, { key: 2, name: 'validation', percent: '10' }, { key: 3, name: 'test', percent: '10' }]

export const percentOf = (typed: string): number | null => (/^\d{1,3}(\.\d{1,6})?$/.test(typed.trim()) && Number(typed) <= 100 ? Number(typed) : null)
/** What is a number so far, in percent; rounded to what can be typed. */
export const sumOfSplits = (splits: readonly SplitDraft[]): number => Number(splits.reduce((sum, s) => sum + (percentOf(s.percent) ?? 0), 0).toFixed(6))

/** The first thing that keeps the splits from being sound. */
export const splitProblem = (splits: readonly SplitDraft[]): 'split-name' | 'split-twice' | 'split-percent' | 'split-sum' | null => {
  if (splits.some(s => !/^[a-z][a-z0-9-]{0,31}$/.test(s.name))) return 'split-name'
  if (new Set(splits.map(s => s.name)).size !== splits.length) return 'split-twice'
  if (splits.some(s => percentOf(s.percent) === null)) return 'split-percent'
  return sumOfSplits(splits) === 100 ? null : 'split-sum'
}
export const addSplit = (splits: readonly SplitDraft[]): readonly SplitDraft[] => [...splits, { key: Math.max(0, ...splits.map(s => s.key)) + 1, name: '', percent: String(Math.max(0, Number((100 - sumOfSplits(splits)).toFixed(6)))) }]

/** 64 random bits in groups of four, short enough to read aloud. */
export const newSeed = (): string => [...crypto.getRandomValues(new Uint16Array(4))].map(n => n.toString(16).padStart(4, '0')).join('-')

export interface ReleaseDraft {
  readonly name: string
  readonly splits: readonly SplitDraft[]
  readonly seed: string
  readonly formats: ReadonlySet<string>
  readonly media: boolean
  /** What stays on one side of a split: a pattern on paths, the name of a facet, or a field of the provenance; empty for none. */
  readonly groupBy: GroupKey['by']
  readonly group: string
  readonly language: Locale
}

/** Classes without a name in the language. */
export const unnamedIn = (schema: LabelSchemaDocument, language: Locale): number => schema.classes.filter(c => !c.name[language]).length
/** The reader's own language when every class has a name in it, else the first that has. */
export const likelyLanguage = (schema: LabelSchemaDocument, own: Locale): Locale => [own, ...locales].find(l => unnamedIn(schema, l) === 0) ?? 'zh-Hans'

const isLocale = (language: string): language is Locale => locales.some(l => l === language)
const groupOf = (group: GroupKey | undefined): Pick<ReleaseDraft, 'group' | 'groupBy'> => ({ groupBy: group?.by ?? 'path', group: group === undefined ? '' : group.by === 'path' ? group.pattern : group.key })
/** A draft with the settings of another release; a new seed, so that nobody takes two releases for one. */
export const draftFrom = (model: ReleaseView | null, language: Locale, seed: string): ReleaseDraft => ({
  name: model?.name ?? '', seed, splits: model ? model.spec.splits.map((s, i) => ({ key: i + 1, name: s.name, percent: String(s.percent) })) : usualSplits,
  formats: new Set(model?.spec.formats ?? []), media: model?.spec.media ?? false, ...groupOf(model?.spec.group), language: model && isLocale(model.spec.language) ? model.spec.language : language,
})

/** @returns what the server is asked for; the splits must be sound */
export const bodyOf = (draft: ReleaseDraft, batches: readonly string[]): Input<typeof createRelease>['body'] => ({
  name: draft.name.trim(), batches: [...batches], splits: draft.splits.map(s => ({ name: s.name, percent: percentOf(s.percent) ?? 0 })), seed: draft.seed.trim(), formats: [...draft.formats], media: draft.media, language: draft.language,
  ...(draft.group.trim() !== '' && { group: draft.groupBy === 'path' ? { by: draft.groupBy, pattern: draft.group.trim() } : { by: draft.groupBy, key: draft.group.trim() } }),
})
