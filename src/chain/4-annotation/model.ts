import type { LabelSchemaDocument } from '../../sockets/label-schema.ts'
import { askedAttributes, askedQuestions } from '../../sockets/asked.ts'
import type { ShapeOperation, ShapeRecord, ShapeSpace } from '../../sockets/shape.ts'

/** An operation that was not applied, and why: the rest of the change goes through. */
export interface Refused { readonly index: number, readonly code: string, readonly field: string }
/** A shape that somebody else changed since the base that the change names. */
export interface Conflict { readonly shape: string, readonly theirs: ShapeRecord | null }
export interface Reply { readonly revision: number, readonly applied: readonly string[], readonly conflicts: readonly Conflict[], readonly refused: readonly Refused[] }

/** What the rules need of a kind of shape: its version, whether it lies anywhere, and whether a payload is sound. */
export interface KindRules {
  readonly version: number
  readonly space: ShapeSpace
  problem(payload: unknown): string | null
  /** One past the last code point of a sound payload; null where it lies in no text. */
  end(payload: unknown): number | null
  /** Ids of the two shapes that a sound relation ties; null of any other shape. */
  ends(payload: unknown): readonly [from: string, to: string] | null
}
/** What lies in one place of the task: where its shapes lie, and of a text its length, in code points. */
export interface SlotFacts { readonly codePoints: number | null, readonly space: 'raster' | 'document' }
export interface Rules { readonly schema: LabelSchemaDocument, readonly slots: ReadonlyMap<string, SlotFacts>, kind(id: string): KindRules | undefined }

const answerKinds: Readonly<Record<string, string>> = { choice: 'choice', choices: 'choice', rating: 'rating', text: 'text' }

/** The first thing wrong with one shape under the label schema; null when it may be stored. */
export const shapeProblem = (shape: ShapeRecord, rules: Rules): { code: string, field: string } | null => {
  const kind = rules.kind(shape.kind)
  if (!kind) return { code: 'shape.unknown-kind', field: 'kind' }
  if (shape.version !== kind.version) return { code: 'shape.wrong-version', field: 'version' }
  const slot = rules.slots.get(shape.slot)
  if (!slot) return { code: 'shape.unknown-slot', field: 'slot' }
  if ((kind.space === 'raster' || kind.space === 'document') && kind.space !== slot.space) return { code: 'shape.wrong-slot', field: 'slot' }
  const payload = kind.problem(shape.payload)
  if (payload) return { code: payload, field: 'payload' }
  const end = kind.end(shape.payload)
  if (end !== null && slot.codePoints !== null && end > slot.codePoints) return { code: 'shape.outside-text', field: 'payload' }
  if (kind.space === 'relation') return rules.schema.relations?.some(type => type.id === shape.class) && shape.question === null ? null : { code: 'shape.unknown-relation', field: 'class' }
  return kind.space === 'answer' ? answerProblem(shape, rules.schema) : labelProblem(shape, rules.schema)
}

const answerProblem = (shape: ShapeRecord, schema: LabelSchemaDocument): { code: string, field: string } | null => {
  const question = schema.questions.find(q => q.id === shape.question)
  if (!question || answerKinds[question.kind] !== shape.kind) return { code: 'shape.unknown-question', field: 'question' }
  if (shape.kind === 'choice' && !question.options?.some(o => o.id === shape.class)) return { code: 'shape.unknown-option', field: 'class' }
  if (shape.kind === 'rating') {
    const { value } = shape.payload as { value: number }
    if (value < (question.min ?? -Infinity) || value > (question.max ?? Infinity)) return { code: 'shape.out-of-range', field: 'payload.value' }
  }
  return null
}

const labelProblem = (shape: ShapeRecord, schema: LabelSchemaDocument): { code: string, field: string } | null => {
  if (shape.question !== null) return { code: 'shape.unknown-question', field: 'question' }
  // Without a class it may be drawn and kept, but not submitted.
  if (shape.class === null) return null
  const labelClass = schema.classes.find(c => c.id === shape.class)
  if (!labelClass) return { code: 'shape.unknown-class', field: 'class' }
  if (!labelClass.kinds.includes(shape.kind)) return { code: 'shape.kind-not-allowed', field: 'kind' }
  const asked = new Set(askedAttributes(labelClass, shape.attributes).map(a => a.id))
  for (const [id, value] of Object.entries(shape.attributes)) {
    const attribute = labelClass.attributes.find(a => a.id === id)
    if (!attribute) return { code: 'shape.unknown-attribute', field: `attributes.${id}` }
    if (value === null) continue
    if (!asked.has(id)) return { code: 'shape.attribute-not-asked', field: `attributes.${id}` }
    const fits = attribute.kind === 'switch' ? typeof value === 'boolean' : attribute.kind === 'number' ? typeof value === 'number' && Number.isFinite(value)
      : attribute.kind === 'select' ? attribute.options?.some(o => o.id === value) : typeof value === 'string'
    if (!fits) return { code: 'shape.wrong-attribute', field: `attributes.${id}` }
  }
  return null
}

/** What still has to be done before an annotation can be submitted. */
export interface Missing { readonly code: 'shape.no-class' | 'shape.missing-attribute' | 'shape.wrong-end' | 'question.unanswered' | 'question.not-asked', readonly shape: string | null, readonly field: string }
/** What the check needs of kinds: which are answers, and what a relation ties. */
export interface KindFacts { isAnswer(kind: string): boolean, ends(shape: ShapeRecord): readonly [from: string, to: string] | null }

/** Do both ends stand in the annotation, with classes that the type of the relation allows? Turned round counts for a symmetric one. */
const fitsEnds = ({ class: type }: ShapeRecord, [from, to]: readonly [string, string], shapes: ReadonlyMap<string, ShapeRecord>, schema: LabelSchemaDocument): boolean => {
  const relation = schema.relations?.find(entry => entry.id === type), [a, b] = [shapes.get(from)?.class, shapes.get(to)?.class]
  if (!relation || !a || !b) return false
  return (relation.from.includes(a) && relation.to.includes(b)) || (relation.symmetric === true && relation.from.includes(b) && relation.to.includes(a))
}

/** What is wrong with a relation among the shapes that stand: its ends, or that it and they do not lie in one place of the task. */
const tieProblem = (relation: ShapeRecord, ends: readonly [string, string], standing: ReadonlyMap<string, ShapeRecord>, schema: LabelSchemaDocument): { code: string, field: string } | null => {
  if (!fitsEnds(relation, ends, standing, schema)) return { code: 'shape.wrong-end', field: 'payload' }
  const [from, to] = ends.map(id => standing.get(id)?.slot)
  return from !== to ? { code: 'shape.wrong-slot', field: 'payload' } : relation.slot !== from ? { code: 'shape.wrong-slot', field: 'slot' } : null
}

export const missingForSubmit = (shapes: readonly ShapeRecord[], schema: LabelSchemaDocument, { isAnswer, ends }: KindFacts): Missing[] => {
  const missing: Missing[] = [], classes = new Map(schema.classes.map(c => [c.id, c])), byId = new Map(shapes.map(s => [s.id, s]))
  for (const shape of shapes) {
    if (isAnswer(shape.kind)) continue
    if (shape.class === null) { missing.push({ code: 'shape.no-class', shape: shape.id, field: 'class' }); continue }
    const tied = ends(shape)
    if (tied) { if (!fitsEnds(shape, tied, byId, schema)) missing.push({ code: 'shape.wrong-end', shape: shape.id, field: 'class' }); continue }
    const labelClass = classes.get(shape.class)
    for (const a of labelClass ? askedAttributes(labelClass, shape.attributes) : [])
      if (a.required && (shape.attributes[a.id] ?? null) === null) missing.push({ code: 'shape.missing-attribute', shape: shape.id, field: a.id })
  }
  const asked = new Set(askedQuestions(schema, shapes).map(q => q.id))
  for (const q of schema.questions) {
    const isAnswered = shapes.some(s => s.question === q.id)
    if (q.required && asked.has(q.id) && !isAnswered) missing.push({ code: 'question.unanswered', shape: null, field: q.id })
    // An answer given before another one made its question fall away: it must not be submitted unseen.
    if (!asked.has(q.id) && isAnswered) missing.push({ code: 'question.not-asked', shape: null, field: q.id })
  }
  return missing
}

/** The head of an annotation: every shape with the revision that last touched it; removed ones keep their mark. */
export type Head = ReadonlyMap<string, { readonly shape: ShapeRecord, readonly revision: number }>

/** The shapes as they stand after what was accepted so far. */
const after = (head: Head, accepted: readonly ShapeOperation[]): ReadonlyMap<string, ShapeRecord> => {
  const standing = new Map([...head].map(([id, { shape }]) => [id, shape]))
  for (const operation of accepted) { if (operation.op === 'put') standing.set(operation.shape.id, operation.shape); else standing.delete(operation.id) }
  return standing
}

/**
 * What a relation needs when the whole change is done: both ends in the annotation, in its own place of the task, of classes that its
 * type allows, and no end taken away or put into another place under it. What breaks that is set aside; what it leaves broken in turn is set aside too.
 */
const setAsideUntied = (head: Head, accepted: readonly (readonly [index: number, operation: ShapeOperation])[], rules: Rules): { accepted: ShapeOperation[], refused: Refused[] } => {
  const refused: Refused[] = []
  for (let left = accepted; ;) {
    const standing = after(head, left.map(([, operation]) => operation)), tied = new Set<string>()
    for (const shape of standing.values()) for (const id of rules.kind(shape.kind)?.ends(shape.payload) ?? []) tied.add(id)
    const broken = left.flatMap(([index, operation]): Refused[] => {
      if (operation.op === 'remove') return tied.has(operation.id) && !standing.has(operation.id) ? [{ index, code: 'shape.held-by-relation', field: 'id' }] : []
      const { shape } = operation, ends = rules.kind(shape.kind)?.ends(shape.payload), problem = ends && tieProblem(shape, ends, standing, rules.schema)
      if (problem) return [{ index, ...problem }]
      const was = head.get(shape.id)?.shape.slot
      return tied.has(shape.id) && was !== undefined && was !== shape.slot ? [{ index, code: 'shape.held-by-relation', field: 'slot' }] : []
    })
    // A removal or a move is refused for a relation that stays; a relation that this change puts on what it takes away falls by itself.
    const relations = broken.filter(r => r.code !== 'shape.held-by-relation'), now = relations.length > 0 ? relations : broken
    if (now.length === 0) return { accepted: left.map(([, operation]) => operation), refused }
    refused.push(...now)
    left = left.filter(([index]) => !now.some(r => r.index === index))
  }
}

/**
 * Applies a change that was made on `base` to the head: shapes that nobody touched since then take the operation,
 * the others come back as conflicts. A put that says what stands already is applied (and changes nothing).
 * @param head needed only where something was touched since the base, or the schema has relations
 * @param touched revision that last touched each shape, removed ones included
 */
export const merge = (head: Head, touched: ReadonlyMap<string, number>, base: number, operations: readonly ShapeOperation[], rules: Rules): { accepted: ShapeOperation[], conflicts: Conflict[], refused: Refused[] } => {
  const accepted: (readonly [number, ShapeOperation])[] = [], conflicts: Conflict[] = [], refused: Refused[] = []
  for (const [index, operation] of operations.entries()) {
    const id = operation.op === 'put' ? operation.shape.id : operation.id
    const problem = operation.op === 'put' ? shapeProblem(operation.shape, rules) : null
    if (problem) refused.push({ index, ...problem })
    else if ((touched.get(id) ?? 0) > base) conflicts.push({ shape: id, theirs: head.get(id)?.shape ?? null })
    else accepted.push([index, operation])
  }
  if (!rules.schema.relations?.length) return { accepted: accepted.map(([, operation]) => operation), conflicts, refused }
  const tied = setAsideUntied(head, accepted, rules)
  return { accepted: tied.accepted, conflicts, refused: [...refused, ...tied.refused].sort((a, b) => a.index - b.index) }
}

/** Shapes in their one order, so that equal annotations have equal bytes. */
export const frozen = (shapes: Iterable<ShapeRecord>): ShapeRecord[] => [...shapes].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
