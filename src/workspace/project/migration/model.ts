import { Type, type Static } from 'typebox'
import { fail, ok, type Result } from '../../../kernel/result.ts'
import { LocalisedTextSchema, SchemaId, SchemaPlace, type LabelClass, type LabelSchemaDocument, type RelationType, type Retired } from '../../../sockets/label-schema.ts'
import { projectFailures } from '../errors.ts'

/** One step of a migration; `at` says in which list of the schema the ids stand. */
export const MigrationStep = Type.Union([
  Type.Object({ step: Type.Literal('rename'), at: SchemaPlace, id: SchemaId, text: LocalisedTextSchema }, { additionalProperties: false }),
  Type.Object({ step: Type.Literal('merge'), at: SchemaPlace, from: Type.Array(SchemaId, { minItems: 1, maxItems: 1000 }), into: SchemaId }, { additionalProperties: false }),
  Type.Object({
    step: Type.Literal('split'), at: SchemaPlace, from: SchemaId,
    /** Successors; one that is not there yet is made with this name and what the old one had. */
    into: Type.Array(Type.Object({ id: SchemaId, name: Type.Optional(LocalisedTextSchema) }, { additionalProperties: false }), { minItems: 2, maxItems: 100 }),
  }, { additionalProperties: false }),
  Type.Object({ step: Type.Literal('retire'), at: SchemaPlace, id: SchemaId, to: Type.Union([SchemaId, Type.Null()]) }, { additionalProperties: false }),
])
export type MigrationStep = Static<typeof MigrationStep>
export const MigrationSteps = Type.Array(MigrationStep, { minItems: 1, maxItems: 200 })
/** What a version keeps of how it came about: its steps, or the version that it takes back. */
export const MigrationRecord = Type.Union([
  Type.Object({ steps: MigrationSteps }, { additionalProperties: false }), Type.Object({ undoes: Type.Integer() }, { additionalProperties: false }),
])
export type MigrationRecord = Static<typeof MigrationRecord>

/** Entries whose annotations a step concerns, with every older id that has become one of them. */
export interface AffectedPlace { readonly at: SchemaPlace, readonly ids: readonly string[], /** Ids that the class has had. */ readonly classes: readonly string[] }

interface Entry { readonly id: string }
const samePlace = (a: SchemaPlace, b: SchemaPlace): boolean => a.list === b.list && a.class === b.class && a.attribute === b.attribute && a.question === b.question

/** The id and every retired one that leads to it alone. */
const aliases = (retired: readonly Retired[], at: SchemaPlace, id: string): string[] => {
  const found = [id]
  for (const entry of retired.toReversed()) if (samePlace(at, entry) && typeof entry.into === 'string' && found.includes(entry.into)) found.push(entry.id)
  return found
}
const idsOf = (step: MigrationStep): string[] => step.step === 'merge' ? step.from.filter(id => id !== step.into) : step.step === 'split' ? [step.from] : [step.id]

export const affectedPlace = ({ retired = [] }: LabelSchemaDocument, at: SchemaPlace, ids: readonly string[]): AffectedPlace =>
  ({ at, ids: ids.flatMap(id => aliases(retired, at, id)), classes: at.class === undefined ? [] : aliases(retired, { list: 'classes' }, at.class) })
export const placeOfStep = (document: LabelSchemaDocument, step: MigrationStep): AffectedPlace => affectedPlace(document, step.at, idsOf(step))

/**
 * Does a person have to choose again? Where an entry has several successors or none: of a class, an option or an answer. An
 * attribute or a question that goes as a whole leaves nothing to choose; a relation that goes falls, and somebody looks whether
 * another ties its two ends.
 */
export const needsPerson = (step: MigrationStep): boolean =>
  step.step === 'split' || (step.step === 'retire' && step.to === null && step.at.list !== 'attributes' && step.at.list !== 'questions')

/** Replaces one list of the document; null when the place does not exist. */
const withList = (document: LabelSchemaDocument, at: SchemaPlace, change: (list: Entry[]) => Entry[]): LabelSchemaDocument | null => {
  // Every list holds entries by id and `change` keeps their kind: what comes back is what went in, less, renamed or copied.
  const next = <T extends Entry>(list: readonly T[]): T[] => change([...list]) as T[]
  if (at.list === 'classes') return { ...document, classes: next(document.classes) }
  if (at.list === 'questions') return { ...document, questions: next(document.questions) }
  if (at.list === 'relations') return document.relations ? { ...document, relations: next(document.relations) } : null
  if (at.list === 'answers') {
    if (!document.questions.some(q => q.id === at.question && q.options)) return null
    return { ...document, questions: document.questions.map(q => q.id === at.question ? { ...q, options: next(q.options ?? []) } : q) }
  }
  const owner = document.classes.find(c => c.id === at.class)
  if (!owner || (at.list === 'options' && !owner.attributes.some(a => a.id === at.attribute && a.options))) return null
  const attributes = at.list === 'attributes' ? next(owner.attributes) : owner.attributes.map(a => a.id === at.attribute ? { ...a, options: next(a.options ?? []) } : a)
  return { ...document, classes: document.classes.map(c => c === owner ? { ...c, attributes } : c) }
}
const listAt = (document: LabelSchemaDocument, at: SchemaPlace): readonly (Entry & { name?: object, title?: object, kind?: string, symmetric?: boolean })[] | null => {
  let found: readonly Entry[] | null = null
  return withList(document, at, list => { found = list; return list }) ? found : null
}

type Reason = 'unknown' | 'same' | 'kind' | 'unsplittable' | 'last' | 'condition'
const wrong = (index: number, field: string, reason: Reason, id: string): Result<never> => fail(projectFailures.migrationBroken({ step: index + 1, reason, id }, { field: `steps[${index}].${field}` }))

/** What no step may do: name what is not there, join what is of another kind, split what cannot be chosen again. */
const stepProblem = (document: LabelSchemaDocument, step: MigrationStep, index: number): Result<null> => {
  const list = listAt(document, step.at), has = (id: string): boolean => list?.some(entry => entry.id === id) ?? false, kindOf = (id: string): string | undefined => { const entry = list?.find(known => known.id === id); return entry?.symmetric ? 'symmetric' : entry?.kind }
  if (!list) return wrong(index, 'at', 'unknown', step.at.class ?? step.at.question ?? '')
  const missing = idsOf(step).find(id => !has(id))
  if (missing !== undefined) return wrong(index, step.step === 'merge' || step.step === 'split' ? 'from' : 'id', 'unknown', missing)
  if (step.step === 'split') {
    if (step.at.list === 'attributes' || step.at.list === 'questions' || step.at.list === 'relations') return wrong(index, 'at', 'unsplittable', step.from)
    const ids = step.into.map(entry => entry.id), nameless = step.into.find(entry => !has(entry.id) && !entry.name)
    if (nameless) return wrong(index, 'into', 'unknown', nameless.id)
    return new Set(ids).size < ids.length || ids.includes(step.from) ? wrong(index, 'into', 'same', step.from) : ok(null)
  }
  const into = step.step === 'merge' ? step.into : step.step === 'retire' ? step.to : null
  if (into === null) return ok(null)
  if (!has(into)) return wrong(index, step.step === 'merge' ? 'into' : 'to', 'unknown', into)
  if (step.at.list === 'questions') return wrong(index, 'at', 'unsplittable', into)
  if (idsOf(step).length === 0 || idsOf(step).includes(into)) return wrong(index, 'from', 'same', into)
  const other = idsOf(step).find(id => kindOf(id) !== kindOf(into))
  return other === undefined ? ok(null) : wrong(index, 'from', 'kind', other)
}

/** Of classes that become one, the shapes of all may be drawn: nothing that stands becomes forbidden. */
const joinKinds = (list: readonly Entry[], gone: readonly string[], into: string): Entry[] => {
  const kindsOf = (entry: Entry): string[] => 'kinds' in entry ? (entry as LabelClass).kinds : []
  const kinds = [...new Set(list.filter(entry => entry.id === into || gone.includes(entry.id)).flatMap(kindsOf))]
  return list.map(entry => entry.id === into && kinds.length > 0 ? { ...entry, kinds } : entry)
}

/** Of relation types that become one, the ends of all may be tied. */
const joinEnds = (list: readonly Entry[], gone: readonly string[], into: string): Entry[] => {
  const joined = list.filter(entry => entry.id === into || gone.includes(entry.id)).filter((entry): entry is RelationType => 'from' in entry)
  const all = (end: 'from' | 'to'): string[] => [...new Set(joined.flatMap(entry => entry[end]))]
  return joined.length < 2 ? [...list] : list.map(entry => entry.id === into ? { ...entry, from: all('from'), to: all('to') } : entry)
}

/** What a retired id is to conditions and relations: its successors. */
const successors = (ids: readonly string[], gone: string, into: Retired['into']): string[] =>
  [...new Set(ids.flatMap(id => id !== gone ? [id] : into === null ? [] : typeof into === 'string' ? [into] : into))]

/** Conditions and relations follow the ids; null when one would have nothing left to be about. */
const followIds = (document: LabelSchemaDocument, { list, class: owner, attribute, question, id, into }: Omit<Retired, 'name' | 'since'>): LabelSchemaDocument | null => {
  let isLost = false
  const values = <T extends string | number | boolean>(is: readonly T[]): T[] => {
    const kept = is.flatMap(value => value === id ? successors([id], id, into) as T[] : [value])
    if (kept.length === 0) isLost = true
    return [...new Set(kept)]
  }
  const about = (held: string): string => { if (held !== id) return held; if (typeof into !== 'string') isLost = true; return typeof into === 'string' ? into : held }
  const ends = (ids: readonly string[]): string[] => { const kept = successors(ids, id, into); if (kept.length === 0) isLost = true; return kept }
  const next = {
    ...document,
    classes: document.classes.map(c => c.id !== owner ? c : { ...c, attributes: c.attributes.map(a => !a.when ? a
      : list === 'attributes' ? { ...a, when: { ...a.when, attribute: about(a.when.attribute) } }
        : list === 'options' && a.when.attribute === attribute ? { ...a, when: { ...a.when, is: values(a.when.is) } } : a) }),
    questions: document.questions.map(q => !q.when ? q : list === 'questions' ? { ...q, when: { ...q.when, question: about(q.when.question) } }
      : list === 'answers' && q.when.question === question ? { ...q, when: { ...q.when, is: values(q.when.is) } } : q),
    ...(document.relations && { relations: list !== 'classes' ? document.relations : document.relations.map(r => ({ ...r, from: ends(r.from), to: ends(r.to) })) }),
  }
  return isLost ? null : next
}

const applyStep = (document: LabelSchemaDocument, step: MigrationStep, version: number, index: number): Result<LabelSchemaDocument> => {
  const problem = stepProblem(document, step, index), { at } = step
  if (!problem.ok) return problem
  const before = listAt(document, at)!
  if (step.step === 'rename') return ok(withList(document, at, list => list.map(entry => entry.id !== step.id ? entry : 'title' in entry ? { ...entry, title: step.text } : { ...entry, name: step.text }))!)
  const gone = idsOf(step), into = step.step === 'merge' ? step.into : step.step === 'retire' ? step.to : step.into.map(entry => entry.id)
  const made = step.step !== 'split' ? [] : step.into.filter(entry => !before.some(known => known.id === entry.id)).map(({ id, name }, i) => {
    const model = { ...before.find(entry => entry.id === step.from)!, id, name }
    return 'colour' in model ? withoutHotkey({ ...model, colour: (before.length + i) % 24 + 1 }) : model
  })
  let next = withList(document, at, list => [...(typeof into === 'string' ? joinEnds(joinKinds(list, gone, into), gone, into) : list).filter(entry => !gone.includes(entry.id)), ...made])!
  for (const id of gone) {
    const entry = before.find(known => known.id === id)!, followed = followIds(next, { ...at, id, into })
    if (!followed) return wrong(index, 'at', 'condition', id)
    next = { ...followed, retired: [...followed.retired ?? [], { ...at, id, name: entry.name ?? entry.title ?? {}, into, since: version }] }
  }
  return at.list === 'options' || at.list === 'answers' ? (listAt(next, at)!.length > 0 ? ok(next) : wrong(index, 'id', 'last', gone[0]!)) : ok(next)
}
/** A key belongs to one class. */
const withoutHotkey = <T extends object>(entry: T): T => { const rest: T & { hotkey?: string } = { ...entry }; delete rest.hotkey; return rest }

/**
 * The document of the version that the steps make, applied in their order. Ids that go stand in `retired` from then on, so that
 * annotations made before can be read under it (`mapForward`); nothing stored is rewritten.
 * @param version the number of the new version
 */
export const migrate = (document: LabelSchemaDocument, steps: readonly MigrationStep[], version: number): Result<LabelSchemaDocument> =>
  steps.reduce<Result<LabelSchemaDocument>>((made, step, index) => made.ok ? applyStep(made.value, step, version, index) : made, ok(document))

/** Entries of `newer` that `older` lacks: what a version that takes `newer` back cannot hold. */
export const lackingIn = (older: LabelSchemaDocument, newer: LabelSchemaDocument): AffectedPlace[] => {
  const missing = (at: SchemaPlace): AffectedPlace[] => {
    const known = new Set(listAt(older, at)?.map(entry => entry.id)), ids = (listAt(newer, at) ?? []).map(entry => entry.id).filter(id => !known.has(id))
    return ids.length > 0 ? [affectedPlace(newer, at, ids)] : []
  }
  // What belongs to a whole new entry is counted with it.
  const stays = (list: readonly Entry[], { id }: Entry): boolean => list.some(entry => entry.id === id)
  return [
    ...missing({ list: 'classes' }), ...missing({ list: 'questions' }), ...missing({ list: 'relations' }), ...newer.questions.filter(q => q.options && stays(older.questions, q)).flatMap(q => missing({ list: 'answers', question: q.id })),
    ...newer.classes.filter(c => stays(older.classes, c)).flatMap(c => [...missing({ list: 'attributes', class: c.id }), ...c.attributes.filter(a => a.options).flatMap(a => missing({ list: 'options', class: c.id, attribute: a.id }))]),
  ]
}
