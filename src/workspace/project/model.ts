import { Type, type Static } from 'typebox'
import type { LocalisedText } from '../../kernel/messages.ts'
import { hasCycle, roomLetters } from '../../sockets/asked.ts'
import { LocalisedTextSchema, SchemaId, type LabelClass, type LabelSchemaDocument, type Option, type SchemaPlace } from '../../sockets/label-schema.ts'
import { assetsShown, Shown } from './examples/model.ts'

/** GB/T 45674-2025 6 a: goal, data format, method, quality index; GB/T 42755-2023: positive and negative examples. No version is published without. */
export const guidelineParts = ['goal', 'format', 'method', 'quality'] as const
/**
 * What GB/T 45674-2025 6 asks for besides: rules of execution and review, of functional (b, d) and of safety annotation (b, f) by
 * themselves; how wrong labels are recognised and corrected (h); the method of verification (i); emergency response and notification (j).
 */
export const furtherParts = ['functionalExecution', 'functionalReview', 'safetyExecution', 'safetyReview', 'correction', 'verification', 'emergency'] as const
export const allParts = [...guidelineParts, ...furtherParts] as const
export type GuidelinePart = (typeof allParts)[number]

/** One sentence of the rules, or an example with what it shows and why it is right or wrong. Opened at the class in hand; `class` null = for all. Markdown. */
const Rule = Type.Object({
  class: Type.Union([SchemaId, Type.Null()]), kind: Type.Union([Type.Literal('rule'), Type.Literal('positive'), Type.Literal('negative')]), text: LocalisedTextSchema,
  reason: Type.Optional(LocalisedTextSchema), shown: Type.Optional(Shown),
}, { additionalProperties: false })

export const GuidelineDocument = Type.Object({
  goal: LocalisedTextSchema, format: LocalisedTextSchema, method: LocalisedTextSchema, quality: LocalisedTextSchema,
  functionalExecution: Type.Optional(LocalisedTextSchema), functionalReview: Type.Optional(LocalisedTextSchema), safetyExecution: Type.Optional(LocalisedTextSchema), safetyReview: Type.Optional(LocalisedTextSchema),
  correction: Type.Optional(LocalisedTextSchema), verification: Type.Optional(LocalisedTextSchema), emergency: Type.Optional(LocalisedTextSchema),
  rules: Type.Array(Rule, { maxItems: 2000 }),
}, { additionalProperties: false })
export type GuidelineDocument = Static<typeof GuidelineDocument>

/**
 * Something that the standard asks for and a guideline lacks: a part, or examples of a kind for a class (null: for all). Or what an
 * example shows is there no more: its asset was withdrawn; `rule` is its place.
 */
export type GuidelineGap = { readonly part: GuidelinePart } | { readonly examples: 'positive' | 'negative', readonly class: string | null } | { readonly withdrawn: string, readonly rule: number, readonly class: string | null }
const isWritten = (text: LocalisedText | undefined): boolean => Object.values(text ?? {}).some(value => value.trim() !== '')

/**
 * What a guideline lacks by GB/T 45674-2025 6, in its order. Examples that are for all classes count for each.
 * @param classes ids of the label schema @param withdrawn assets that examples may show no more
 */
export const guidelineGaps = (document: GuidelineDocument, classes: readonly string[], withdrawn: ReadonlySet<string> = new Set()): GuidelineGap[] => [
  ...allParts.filter(part => !isWritten(document[part])).map(part => ({ part })),
  ...(['positive', 'negative'] as const).flatMap((examples): GuidelineGap[] => {
    const of = new Set(document.rules.filter(rule => rule.kind === examples && isWritten(rule.text)).map(rule => rule.class))
    return of.has(null) ? [] : classes.length === 0 ? (of.size > 0 ? [] : [{ examples, class: null }]) : classes.filter(id => !of.has(id)).map(id => ({ examples, class: id }))
  }),
  ...document.rules.flatMap((rule, at): GuidelineGap[] => assetsShown([rule]).filter(asset => withdrawn.has(asset)).map(asset => ({ withdrawn: asset, rule: at, class: rule.class }))),
]

export interface SchemaProblem { readonly field: string, readonly reason: 'duplicate' | 'unknown' | 'optionless' | 'rangeless' | 'condition' | 'cycle' | 'key' }
const problem = (field: string, reason: SchemaProblem['reason']): SchemaProblem => ({ field, reason })

/** Values that a condition over this entry can name; null when it can name none. */
const namedValues = (entry: { readonly kind: string, readonly options?: readonly Option[] } | undefined): ((value: string | number | boolean) => boolean) | null =>
  entry?.kind === 'switch' ? value => typeof value === 'boolean' : entry?.kind === 'rating' ? value => typeof value === 'number' : entry?.options ? value => entry.options!.some(o => o.id === value) : null

/** A condition is about an entry of the same list that has such values, and leads back to itself nowhere. */
const conditionProblem = (list: string, entries: readonly { readonly id: string, readonly kind: string, readonly options?: readonly Option[], readonly about?: string, readonly is?: readonly (string | number | boolean)[] }[]): SchemaProblem | null => {
  for (const [i, { about, is }] of entries.entries()) {
    const can = about === undefined ? undefined : namedValues(entries.find(other => other.id === about))
    if (can === null || is?.some(value => !can?.(value))) return problem(`${list}[${i}].when`, 'condition')
  }
  return hasCycle(entries) ? problem(`${list}[${entries.findIndex(entry => entry.about !== undefined)}].when`, 'cycle') : null
}

const classProblem = (c: LabelClass, at: string, knownKinds: ReadonlySet<string>): SchemaProblem | null => {
  if (c.kinds.some(kind => !knownKinds.has(kind))) return problem(`${at}.kinds`, 'unknown')
  if (c.hotkey !== undefined && roomLetters.has(c.hotkey)) return problem(`${at}.hotkey`, 'key')
  const ids = new Set<string>()
  for (const [j, a] of c.attributes.entries()) {
    if (ids.has(a.id)) return problem(`${at}.attributes[${j}].id`, 'duplicate')
    ids.add(a.id)
    if (a.kind === 'select' && !a.options?.length) return problem(`${at}.attributes[${j}].options`, 'optionless')
  }
  return conditionProblem(`${at}.attributes`, c.attributes.map(({ when, ...a }) => ({ ...a, about: when?.attribute, is: when?.is })))
}
const relationProblem = ({ classes, relations = [] }: LabelSchemaDocument): SchemaProblem | null => {
  const known = new Set(classes.map(c => c.id)), ids = new Set<string>()
  for (const [i, r] of relations.entries()) {
    if (ids.has(r.id)) return problem(`relations[${i}].id`, 'duplicate')
    ids.add(r.id)
    for (const end of ['from', 'to'] as const) if (r[end].some(id => !known.has(id))) return problem(`relations[${i}].${end}`, 'condition')
  }
  return null
}

/** The first thing wrong with a label schema, as a place and a reason; null when it holds together. */
export const schemaProblem = (schema: LabelSchemaDocument, knownKinds: ReadonlySet<string>): SchemaProblem | null => {
  const seen = new Set<string>(), twice = (id: string): boolean => seen.has(id) || !seen.add(id)
  for (const [i, c] of schema.classes.entries()) {
    if (twice(`class ${c.id}`)) return problem(`classes[${i}].id`, 'duplicate')
    if (c.hotkey !== undefined && twice(`key ${c.hotkey}`)) return problem(`classes[${i}].hotkey`, 'key')
    const wrong = classProblem(c, `classes[${i}]`, knownKinds)
    if (wrong) return wrong
  }
  for (const [i, q] of schema.questions.entries()) {
    if (twice(`question ${q.id}`)) return problem(`questions[${i}].id`, 'duplicate')
    if ((q.kind === 'choice' || q.kind === 'choices') && !q.options?.length) return problem(`questions[${i}].options`, 'optionless')
    if (q.kind === 'rating' && !(q.min !== undefined && q.max !== undefined && q.min < q.max)) return problem(`questions[${i}].max`, 'rangeless')
  }
  return conditionProblem('questions', schema.questions.map(({ when, ...q }) => ({ ...q, about: when?.question, is: when?.is }))) ?? relationProblem(schema)
}

/** What a new version of a label schema would take from annotations made under the version before. */
export interface SchemaLoss { readonly field: string, readonly reason: 'vanished' | 'kind-changed', readonly what: 'class' | 'attribute' | 'question' | 'option' | 'relation', readonly id: string }
interface Asked { readonly id: string, readonly kind: string, readonly options?: readonly Option[] }

const optionLoss = (field: string, base: Asked, next: Asked): SchemaLoss | null => {
  const kept = new Set(next.options?.map(option => option.id)), gone = base.options?.find(option => !kept.has(option.id))
  return gone ? { field: `${field}.options`, reason: 'vanished', what: 'option', id: gone.id } : null
}
const askedLoss = (list: string, what: 'attribute' | 'question', base: readonly Asked[], next: readonly Asked[]): SchemaLoss | null => {
  const places = new Map(next.map((asked, place) => [asked.id, place]))
  for (const before of base) {
    const place = places.get(before.id), now = place === undefined ? undefined : next[place]
    if (!now) return { field: list, reason: 'vanished', what, id: before.id }
    if (now.kind !== before.kind) return { field: `${list}[${place}].kind`, reason: 'kind-changed', what, id: before.id }
    const loss = optionLoss(`${list}[${place}]`, before, now)
    if (loss) return loss
  }
  return null
}

/**
 * The first id of `base` that `next` no longer has, or whose values would mean something else; null when nothing is lost.
 * Annotations hold ids: an id that was ever saved stays, names and order may change.
 */
export const schemaLoss = (base: LabelSchemaDocument, next: LabelSchemaDocument): SchemaLoss | null => {
  const places = new Map(next.classes.map((entry, place) => [entry.id, place]))
  for (const before of base.classes) {
    const place = places.get(before.id), now = place === undefined ? undefined : next.classes[place]
    if (!now) return { field: 'classes', reason: 'vanished', what: 'class', id: before.id }
    const loss = askedLoss(`classes[${place}].attributes`, 'attribute', before.attributes, now.attributes)
    if (loss) return loss
  }
  const kept = new Set(next.relations?.map(relation => relation.id)), gone = base.relations?.find(relation => !kept.has(relation.id))
  return askedLoss('questions', 'question', base.questions, next.questions) ?? (gone ? { field: 'relations', reason: 'vanished', what: 'relation', id: gone.id } : null)
}

const placeKey = ({ list, class: owner, attribute, question }: SchemaPlace, id: string): string => [list, owner, attribute, question, id].join('/')
/** Every entry of a schema with its place. */
const entriesOf = ({ classes, questions, relations = [] }: LabelSchemaDocument): { readonly at: SchemaPlace, readonly id: string, readonly field: string }[] => [
  ...classes.flatMap((c, i) => [{ at: { list: 'classes' as const }, id: c.id, field: `classes[${i}].id` }, ...c.attributes.flatMap((a, j) => [
    { at: { list: 'attributes' as const, class: c.id }, id: a.id, field: `classes[${i}].attributes[${j}].id` },
    ...(a.options ?? []).map((o, k) => ({ at: { list: 'options' as const, class: c.id, attribute: a.id }, id: o.id, field: `classes[${i}].attributes[${j}].options[${k}].id` })),
  ])]),
  ...questions.flatMap((q, i) => [{ at: { list: 'questions' as const }, id: q.id, field: `questions[${i}].id` },
    ...(q.options ?? []).map((o, k) => ({ at: { list: 'answers' as const, question: q.id }, id: o.id, field: `questions[${i}].options[${k}].id` }))]),
  ...relations.map((r, i) => ({ at: { list: 'relations' as const }, id: r.id, field: `relations[${i}].id` })),
]
/** The first entry that takes an id which older annotations hold for something else; null when none does. */
export const revived = (document: LabelSchemaDocument): { readonly id: string, readonly field: string } | null => {
  const gone = new Set(document.retired?.map(entry => placeKey(entry, entry.id)))
  return gone.size === 0 ? null : entriesOf(document).find(({ at, id }) => gone.has(placeKey(at, id))) ?? null
}

/** `B-026`, `T-000143`, `R-3`: display numbers grow per project and kind and are never translated. */
export const displayNumber = (kind: 'batch' | 'selection' | 'release', number: number): string =>
  ({ batch: `B-${String(number).padStart(3, '0')}`, selection: `S-${String(number).padStart(3, '0')}`, release: `R-${number}` })[kind]

/** Where a person's one duty counts: the same task (the standard), the same batch, or the whole project. */
export const dutyScopes = ['task', 'batch', 'project'] as const
export type DutyScope = (typeof dutyScopes)[number]
