import { Type, type Static } from 'typebox'
import { LocalisedTextSchema, SchemaId, type LabelSchemaDocument } from '../../sockets/label-schema.ts'

/** GB/T 45674-2025 6 a: goal, data format, method, quality index; GB/T 42755-2023: positive and negative examples. */
export const guidelineParts = ['goal', 'format', 'method', 'quality'] as const
export type GuidelinePart = (typeof guidelineParts)[number]

export const GuidelineDocument = Type.Object({
  goal: LocalisedTextSchema, format: LocalisedTextSchema, method: LocalisedTextSchema, quality: LocalisedTextSchema,
  /** Opened at the class in hand; `class` null = for all. Markdown. */
  rules: Type.Array(Type.Object({ class: Type.Union([SchemaId, Type.Null()]), kind: Type.Union([Type.Literal('rule'), Type.Literal('positive'), Type.Literal('negative')]), text: LocalisedTextSchema }, { additionalProperties: false }), { maxItems: 2000 }),
}, { additionalProperties: false })
export type GuidelineDocument = Static<typeof GuidelineDocument>

/** The first thing wrong with a label schema, as a place and a reason; null when it holds together. */
export const schemaProblem = (schema: LabelSchemaDocument, knownKinds: ReadonlySet<string>): { field: string, reason: 'duplicate' | 'kind' | 'options' | 'range' } | null => {
  const seen = new Set<string>()
  const twice = (id: string): boolean => seen.has(id) || !seen.add(id)
  for (const [i, c] of schema.classes.entries()) {
    if (twice(`class ${c.id}`)) return { field: `classes[${i}].id`, reason: 'duplicate' }
    if (c.kinds.some(kind => !knownKinds.has(kind))) return { field: `classes[${i}].kinds`, reason: 'kind' }
    for (const [j, a] of c.attributes.entries()) {
      if (twice(`attribute ${c.id} ${a.id}`)) return { field: `classes[${i}].attributes[${j}].id`, reason: 'duplicate' }
      if (a.kind === 'select' && !a.options?.length) return { field: `classes[${i}].attributes[${j}].options`, reason: 'options' }
    }
  }
  for (const [i, q] of schema.questions.entries()) {
    if (twice(`question ${q.id}`)) return { field: `questions[${i}].id`, reason: 'duplicate' }
    if ((q.kind === 'choice' || q.kind === 'choices') && !q.options?.length) return { field: `questions[${i}].options`, reason: 'options' }
    if (q.kind === 'rating' && !(q.min !== undefined && q.max !== undefined && q.min < q.max)) return { field: `questions[${i}].max`, reason: 'range' }
  }
  return null
}

/** `B-026`, `T-000143`, `R-3`: display numbers grow per project and kind and are never translated. */
export const displayNumber = (kind: 'batch' | 'selection' | 'release', number: number): string =>
  ({ batch: `B-${String(number).padStart(3, '0')}`, selection: `S-${String(number).padStart(3, '0')}`, release: `R-${number}` })[kind]

/** Where a person's one duty counts: the same task (the standard), the same batch, or the whole project. */
export const dutyScopes = ['task', 'batch', 'project'] as const
export type DutyScope = (typeof dutyScopes)[number]
