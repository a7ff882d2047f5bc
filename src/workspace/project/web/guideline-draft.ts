import { locales, type Locale, type LocalisedText } from '../../../kernel/messages.ts'
import { allParts, guidelineParts, type GuidelineDocument, type GuidelineGap, type GuidelinePart } from '../model.ts'
import { missingLanguages } from './schema-draft.ts'
import { hasName } from './schema-issues.ts'
import { same, threeWay, type Choices, type Clash } from './three-way.ts'

export type Rule = GuidelineDocument['rules'][number]
/** What the contract allows at most. */
export const mostRules = 2000

export type GuidelineTrouble = 'emptyPart' | 'emptyRule' | 'noPositive' | 'noNegative'
export interface GuidelineIssue {
  readonly trouble: GuidelineTrouble
  /** Where it is shown: a part, or the class of a rule (null = all). */
  readonly section: Section
  /** Place in `rules`, of a rule. */
  readonly rule?: number
}
export type Section = { readonly part: GuidelinePart } | { readonly class: string | null }

/** What keeps a guideline from being published, in the order in which it stands. */
export const guidelineIssues = (document: GuidelineDocument): readonly GuidelineIssue[] => [
  ...guidelineParts.filter(part => !hasName(document[part])).map((part): GuidelineIssue => ({ trouble: 'emptyPart', section: { part } })),
  ...document.rules.flatMap((rule, i): GuidelineIssue[] => hasName(rule.text) ? [] : [{ trouble: 'emptyRule', section: { class: rule.class }, rule: i }]),
  ...(['positive', 'negative'] as const).filter(kind => !document.rules.some(rule => rule.kind === kind)).map((kind): GuidelineIssue => ({ trouble: kind === 'positive' ? 'noPositive' : 'noNegative', section: { class: null } })),
]

/** The document with one part written anew; a further part that says nothing is none. */
export const withPart = (document: GuidelineDocument, part: GuidelinePart, text: LocalisedText): GuidelineDocument => {
  const next = { ...document, [part]: text }
  if (part !== 'goal' && part !== 'format' && part !== 'method' && part !== 'quality' && !hasName(text)) delete next[part]
  return next
}
/** Where a gap is filled. */
export const sectionOfGap = (gap: GuidelineGap): Section => 'part' in gap ? { part: gap.part } : { class: gap.class }

/** Where a section is in the address: `part:goal`, `class:car`, `all`. */
export const addressOfSection = (section: Section): string => 'part' in section ? `part:${section.part}` : section.class === null ? 'all' : `class:${section.class}`
export const sectionAt = (address: string): Section => {
  if (address === 'all') return { class: null }
  if (address.startsWith('class:')) return { class: address.slice('class:'.length) }
  return { part: allParts.find(part => address === `part:${part}`) ?? 'goal' }
}

/** Languages in which something of a section is missing while it is there in another. */
export const missingIn = (document: GuidelineDocument, section: Section): readonly Locale[] => {
  const texts: readonly LocalisedText[] = 'part' in section ? [document[section.part] ?? {}] : document.rules.filter(rule => rule.class === section.class).map(rule => rule.text)
  const missing = new Set(texts.flatMap(missingLanguages))
  return locales.filter(locale => missing.has(locale))
}

/** Moves a rule behind the next one of the same class; the others keep their places. */
export const ruleDown = (rules: readonly Rule[], at: number): Rule[] => {
  const rule = rules[at], next = rule ? rules.findIndex((other, i) => i > at && other.class === rule.class) : -1
  return rule && next > 0 ? rules.toSpliced(at, 1).toSpliced(next, 0, rule) : [...rules]
}

export type GuidelineChange = { readonly part: GuidelinePart } | { readonly rules: 'added' | 'removed', readonly list: readonly Rule[] }

/** Rules of `a` that are not in `b`, each counted as often as it stands there. */
const without = (a: readonly Rule[], b: readonly Rule[]): Rule[] => {
  const left = [...b]
  return a.filter(rule => {
    const at = left.findIndex(other => same(other, rule))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** What a reader of `after` finds different from `before`. */
export const guidelineChanges = (before: GuidelineDocument, after: GuidelineDocument): readonly GuidelineChange[] => {
  const added = without(after.rules, before.rules), removed = without(before.rules, after.rules)
  return [
    ...allParts.filter(part => !same(before[part], after[part])).map(part => ({ part })),
    ...(added.length > 0 ? [{ rules: 'added' as const, list: added }] : []), ...(removed.length > 0 ? [{ rules: 'removed' as const, list: removed }] : []),
  ]
}

/**
 * Two changes brought together. Rules have no ids: those of both sides stand, those that either removed go; a rule that both
 * reworded stands twice, and a person drops one.
 */
export const mergeGuidelines = (base: GuidelineDocument, mine: GuidelineDocument, theirs: GuidelineDocument, choices: Choices): { readonly merged: GuidelineDocument, readonly clashes: readonly Clash[] } => {
  const parts = ({ rules: _, ...rest }: GuidelineDocument) => rest
  const { merged, clashes } = threeWay(parts(base), parts(mine), parts(theirs), choices)
  const added = without(without(mine.rules, base.rules), without(theirs.rules, base.rules)), removed = without(base.rules, mine.rules)
  return { merged: { ...merged, rules: [...without(theirs.rules, removed), ...added] }, clashes }
}
