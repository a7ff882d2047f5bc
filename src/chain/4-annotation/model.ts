import type { LabelSchemaDocument } from '../../sockets/label-schema.ts'
import type { ShapeOperation, ShapeRecord } from '../../sockets/shape.ts'

/** An operation that was not applied, and why: the rest of the change goes through. */
export interface Refused { readonly index: number, readonly code: string, readonly field: string }
/** A shape that somebody else changed since the base that the change names. */
export interface Conflict { readonly shape: string, readonly theirs: ShapeRecord | null }
export interface Reply { readonly revision: number, readonly applied: readonly string[], readonly conflicts: readonly Conflict[], readonly refused: readonly Refused[] }

/** What the rules need of a kind of shape: its version, whether it lies anywhere, and whether a payload is sound. */
export interface KindRules {
  readonly version: number
  readonly space: 'raster' | 'document' | 'answer'
  problem(payload: unknown): string | null
  /** One past the last code point of a sound payload; null where it lies in no text. */
  end(payload: unknown): number | null
}
/** What lies in one place of the task: of a text its length, in code points. */
export interface SlotFacts { readonly codePoints: number | null }
export interface Rules { readonly schema: LabelSchemaDocument, readonly slots: ReadonlyMap<string, SlotFacts>, kind(id: string): KindRules | undefined }

const answerKinds: Readonly<Record<string, string>> = { choice: 'choice', choices: 'choice', rating: 'rating', text: 'text' }

/** The first thing wrong with one shape under the label schema; null when it may be stored. */
export const shapeProblem = (shape: ShapeRecord, rules: Rules): { code: string, field: string } | null => {
  const kind = rules.kind(shape.kind)
  if (!kind) return { code: 'shape.unknown-kind', field: 'kind' }
  if (shape.version !== kind.version) return { code: 'shape.wrong-version', field: 'version' }
  const slot = rules.slots.get(shape.slot)
  if (!slot) return { code: 'shape.unknown-slot', field: 'slot' }
  const payload = kind.problem(shape.payload)
  if (payload) return { code: payload, field: 'payload' }
  const end = kind.end(shape.payload)
  if (end !== null && slot.codePoints !== null && end > slot.codePoints) return { code: 'shape.outside-text', field: 'payload' }
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
  for (const [id, value] of Object.entries(shape.attributes)) {
    const attribute = labelClass.attributes.find(a => a.id === id)
    if (!attribute) return { code: 'shape.unknown-attribute', field: `attributes.${id}` }
    if (value === null) continue
    const fits = attribute.kind === 'switch' ? typeof value === 'boolean' : attribute.kind === 'number' ? typeof value === 'number' && Number.isFinite(value)
      : attribute.kind === 'select' ? attribute.options?.some(o => o.id === value) : typeof value === 'string'
    if (!fits) return { code: 'shape.wrong-attribute', field: `attributes.${id}` }
  }
  return null
}

/** What still has to be done before an annotation can be submitted. */
export interface Missing { readonly code: 'shape.no-class' | 'shape.missing-attribute' | 'question.unanswered', readonly shape: string | null, readonly field: string }

export const missingForSubmit = (shapes: readonly ShapeRecord[], schema: LabelSchemaDocument, isAnswer: (kind: string) => boolean): Missing[] => {
  const missing: Missing[] = []
  for (const shape of shapes) {
    if (isAnswer(shape.kind)) continue
    if (shape.class === null) { missing.push({ code: 'shape.no-class', shape: shape.id, field: 'class' }); continue }
    for (const a of schema.classes.find(c => c.id === shape.class)?.attributes ?? [])
      if (a.required && (shape.attributes[a.id] ?? null) === null) missing.push({ code: 'shape.missing-attribute', shape: shape.id, field: a.id })
  }
  for (const q of schema.questions)
    if (q.required && !shapes.some(s => s.question === q.id)) missing.push({ code: 'question.unanswered', shape: null, field: q.id })
  return missing
}

/** The head of an annotation: every shape with the revision that last touched it; removed ones keep their mark. */
export type Head = ReadonlyMap<string, { readonly shape: ShapeRecord, readonly revision: number }>

/**
 * Applies a change that was made on `base` to the head: shapes that nobody touched since then take the operation,
 * the others come back as conflicts. A put that says what stands already is applied (and changes nothing).
 * @param touched revision that last touched each shape, removed ones included
 */
export const merge = (head: Head, touched: ReadonlyMap<string, number>, base: number, operations: readonly ShapeOperation[], rules: Rules): { accepted: ShapeOperation[], conflicts: Conflict[], refused: Refused[] } => {
  const accepted: ShapeOperation[] = [], conflicts: Conflict[] = [], refused: Refused[] = []
  for (const [index, operation] of operations.entries()) {
    const id = operation.op === 'put' ? operation.shape.id : operation.id
    const problem = operation.op === 'put' ? shapeProblem(operation.shape, rules) : null
    if (problem) refused.push({ index, ...problem })
    else if ((touched.get(id) ?? 0) > base) conflicts.push({ shape: id, theirs: head.get(id)?.shape ?? null })
    else accepted.push(operation)
  }
  return { accepted, conflicts, refused }
}

/** Shapes in their one order, so that equal annotations have equal bytes. */
export const frozen = (shapes: Iterable<ShapeRecord>): ShapeRecord[] => [...shapes].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
