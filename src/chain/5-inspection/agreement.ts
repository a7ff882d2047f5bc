/**
 * How far blind annotations of one task agree, and where they do not. Pure: the server measures with it, the arbiter's room lists differences with it.
 *
 * Located shapes (on a picture, in a text) are matched one to one within place, kind and class, nearest first; a pair counts as matched up to `matchLimit`.
 * Their agreement is a soft F1: 2 x credit / (shapes of A + shapes of B), where a pair has the credit (1 - distance) x share of equal attributes.
 * Every question of the schema is one part more; so are all located shapes together. The agreement of two annotations is the mean of the parts,
 * that of a task the mean over all pairs of its annotations, in [0, 1].
 */
import type { LabelSchemaDocument } from '../../sockets/label-schema.ts'
import type { ShapeDefinition, ShapeRecord } from '../../sockets/shape.ts'

export type Shapes = readonly ShapeRecord[]
/** Kinds of shapes by id, as the registry of plug-ins holds them. */
export type Kinds = Pick<ReadonlyMap<string, ShapeDefinition>, 'get'>

/** Two shapes farther apart than this speak of different things: an overlap (IoU) of a half, as COCO counts. */
export const matchLimit = 0.5

export interface Pair { readonly a: ShapeRecord, readonly b: ShapeRecord, readonly distance: number }
export interface Matching { readonly pairs: readonly Pair[], readonly onlyA: Shapes, readonly onlyB: Shapes }

const isLocated = (kinds: Kinds) => (shape: ShapeRecord): boolean => kinds.get(shape.kind)?.space !== 'answer'
const placeOf = (shape: ShapeRecord): string => JSON.stringify([shape.slot, shape.kind])

/** Shapes with an area that lie apart share nothing: most pairs of a crowded picture need no geometry. */
const liesApart = (kind: ShapeDefinition, a: ShapeRecord, b: ShapeRecord): boolean => {
  if (kind.space !== 'raster') return false
  const p = kind.bounds(a.payload), q = kind.bounds(b.payload)
  if (!p || !q || p.width * p.height === 0 || q.width * q.height === 0) return false
  return p.x > q.x + q.width || q.x > p.x + p.width || p.y > q.y + q.height || q.y > p.y + p.height
}

const distanceOf = (kinds: Kinds, a: ShapeRecord, b: ShapeRecord): number => {
  const kind = kinds.get(a.kind)
  if (!kind || a.version !== b.version) return 1
  // Kinds without an area (points, lines) have a reach of their own in their distance; their bounds say nothing.
  if (kind.area(a.payload) > 0 && kind.area(b.payload) > 0 && liesApart(kind, a, b)) return 1
  return kind.equal(a.payload, b.payload) ? 0 : kind.distance(a.payload, b.payload)
}

/** Nearest first; ties by the ids of both sides, so that A against B pairs as B against A. */
const nearestFirst = (kinds: Kinds, as: Shapes, bs: Shapes): Pair[] => {
  const near = as.flatMap(a => bs.flatMap((b): Pair[] => { const distance = distanceOf(kinds, a, b); return distance <= matchLimit ? [{ a, b, distance }] : [] }))
  const key = ({ a, b }: Pair): string => (a.id < b.id ? a.id + b.id : b.id + a.id)
  const taken = new Set<ShapeRecord>()
  return near.map(pair => ({ pair, key: key(pair) })).sort((p, q) => p.pair.distance - q.pair.distance || (p.key < q.key ? -1 : 1))
    .flatMap(({ pair }) => (taken.has(pair.a) || taken.has(pair.b) ? [] : (taken.add(pair.a).add(pair.b), [pair])))
}

const matchWithin = (kinds: Kinds, as: Shapes, bs: Shapes, groupOf: (shape: ShapeRecord) => string): Matching => {
  const others = Map.groupBy(bs, groupOf), pairs = [...Map.groupBy(as, groupOf)].flatMap(([group, members]) => nearestFirst(kinds, members, others.get(group) ?? []))
  const matched = new Set(pairs.flatMap(({ a, b }) => [a, b]))
  return { pairs, onlyA: as.filter(a => !matched.has(a)), onlyB: bs.filter(b => !matched.has(b)) }
}

/** Located shapes of two annotations, matched within place, kind and class. */
export const matchShapes = (kinds: Kinds, a: Shapes, b: Shapes): Matching =>
  matchWithin(kinds, a.filter(isLocated(kinds)), b.filter(isLocated(kinds)), shape => JSON.stringify([shape.slot, shape.kind, shape.class]))

/** Attributes that the two do not say the same of; one that was left empty is one that was not set. */
export const differentAttributes = (a: ShapeRecord, b: ShapeRecord): string[] =>
  [...new Set([...Object.keys(a.attributes), ...Object.keys(b.attributes)])].filter(id => (a.attributes[id] ?? null) !== (b.attributes[id] ?? null)).sort()
const attributeShare = (a: ShapeRecord, b: ShapeRecord): number => {
  const named = new Set([...Object.keys(a.attributes), ...Object.keys(b.attributes)]).size
  return named === 0 ? 1 : 1 - differentAttributes(a, b).length / named
}

const locatedAgreement = (kinds: Kinds, a: Shapes, b: Shapes): number => {
  const total = a.filter(isLocated(kinds)).length + b.filter(isLocated(kinds)).length
  if (total === 0) return 1
  return 2 * matchShapes(kinds, a, b).pairs.reduce((credit, pair) => credit + (1 - pair.distance) * attributeShare(pair.a, pair.b), 0) / total
}

/** A choice is the set of options that were chosen (one, or several), each once; those that were ruled out are another thing. */
const chosen = (shapes: Shapes): ReadonlySet<string> => new Set(shapes.map(s => JSON.stringify([s.class, s.payload])))

const answerAgreement = (kinds: Kinds, question: LabelSchemaDocument['questions'][number], a: Shapes, b: Shapes): number => {
  if (a.length === 0 && b.length === 0) return 1
  if (a.length === 0 || b.length === 0) return 0
  if (question.kind === 'choice' || question.kind === 'choices') {
    const [p, q] = [chosen(a), chosen(b)], both = [...p].filter(option => q.has(option)).length
    return both / (p.size + q.size - both)
  }
  // A rating is ordinal: quadratic weights, as the weighted kappa has. A text agrees as far as its kind says.
  const distance = distanceOf(kinds, a[0]!, b[0]!)
  return question.kind === 'rating' ? 1 - distance ** 2 : 1 - distance
}

/** Agreement of two annotations of one task, in [0, 1]; symmetric. */
export const pairAgreement = (kinds: Kinds, schema: LabelSchemaDocument, a: Shapes, b: Shapes): number => {
  const answers = (shapes: Shapes, question: string): Shapes => shapes.filter(s => s.question === question)
  const parts = schema.questions.map(q => answerAgreement(kinds, q, answers(a, q.id), answers(b, q.id)))
  if (schema.classes.length > 0 || parts.length === 0) parts.push(locatedAgreement(kinds, a, b))
  return parts.reduce((total, part) => total + part, 0) / parts.length
}

export interface TaskAgreement {
  /** Mean over all pairs; 1 of a single annotation. */
  readonly mean: number
  /** Of each annotation, its mean agreement with the others. */
  readonly each: readonly number[]
}

export const taskAgreement = (kinds: Kinds, schema: LabelSchemaDocument, annotations: readonly Shapes[]): TaskAgreement => {
  const n = annotations.length
  if (n < 2) return { mean: 1, each: annotations.map(() => 1) }
  const sums = annotations.map(() => 0)
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) {
    const agreement = pairAgreement(kinds, schema, annotations[i]!, annotations[j]!)
    sums[i]! += agreement
    sums[j]! += agreement
  }
  return { mean: sums.reduce((total, s) => total + s, 0) / (n * (n - 1)), each: sums.map(s => s / (n - 1)) }
}

/** One thing that readers saw, or an answer: what each said of it, in the order of the readers; null = nothing. */
export interface Finding {
  readonly question: string | null
  readonly readers: readonly (ShapeRecord | null)[]
  /** How far apart the two that differ most are, of those who saw it. */
  readonly distance: number
  readonly difference: 'missing' | 'class' | 'attributes' | 'place' | 'answer' | null
  /** Attributes in conflict. */
  readonly attributes: readonly string[]
}

/** What is drawn alike up to here is not worth an arbiter's look. */
export const placeLimit = 0.1

/** Joins the readers' shapes one reader after another: first within the class, then whatever lies in the same place. */
const join = (kinds: Kinds, annotations: readonly Shapes[]): (ShapeRecord | null)[][] => {
  const groups: (ShapeRecord | null)[][] = []
  annotations.forEach((annotation, reader) => {
    const located = annotation.filter(isLocated(kinds)), latest = new Map(groups.map(group => [group.findLast(s => s !== null)!, group]))
    const sameClass = matchShapes(kinds, [...latest.keys()], located)
    const samePlace = matchWithin(kinds, sameClass.onlyA, sameClass.onlyB, placeOf)
    for (const { a, b } of [...sameClass.pairs, ...samePlace.pairs]) latest.get(a)![reader] = b
    for (const alone of samePlace.onlyB) groups.push(annotations.map((_, i) => (i === reader ? alone : null)))
  })
  return groups
}

const answersOf = (schema: LabelSchemaDocument, annotations: readonly Shapes[]): Finding[] => schema.questions.flatMap(({ id }): Finding[] => {
  const said = annotations.map(shapes => shapes.filter(s => s.question === id)), readers = said.map(shapes => shapes[0] ?? null)
  const words = said.map(shapes => [...chosen(shapes)].sort((a, b) => (a < b ? -1 : 1)).join())
  return readers.every(one => one === null) ? [] : [{ question: id, readers, distance: 0, difference: new Set(words).size > 1 ? 'answer' : null, attributes: [] }]
})

/** Everything that at least one reader said of a task, in the order first seen; what they agree on has no difference. */
export const findingsOf = (kinds: Kinds, schema: LabelSchemaDocument, annotations: readonly Shapes[]): Finding[] => {
  const located = join(kinds, annotations).map((readers): Finding => {
    const seen = readers.filter(one => one !== null), pairs = seen.flatMap((a, i) => seen.slice(i + 1).map(b => [a, b] as const))
    const distance = Math.max(0, ...pairs.map(([a, b]) => distanceOf(kinds, a, b))), attributes = [...new Set(pairs.flatMap(([a, b]) => differentAttributes(a, b)))]
    const difference = seen.length < readers.length ? 'missing' : pairs.some(([a, b]) => a.class !== b.class) ? 'class' : attributes.length > 0 ? 'attributes' : distance > placeLimit ? 'place' : null
    return { question: null, readers, distance, difference, attributes }
  })
  return [...located, ...answersOf(schema, annotations)]
}
