import { pick, type Locale } from '../../../kernel/messages.ts'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'

/** Name of the class, or the question with the answer's option; the kind's id while there is neither. */
export const nameOfShape = (shape: ShapeRecord, schema: LabelSchemaDocument, locale: Locale): string => {
  if (shape.question !== null) {
    const question = schema.questions.find(q => q.id === shape.question), option = question?.options?.find(o => o.id === shape.class)
    const title = question ? pick(question.title, locale) : shape.question
    return option ? `${title}: ${pick(option.name, locale)}` : title
  }
  const entry = shape.class === null ? undefined : schema.classes.find(c => c.id === shape.class)
  return entry ? pick(entry.name, locale) : shape.class ?? shape.kind
}

/** 1 to 24; 0 without a class. */
export const colourOfShape = (shape: ShapeRecord, schema: LabelSchemaDocument): number => schema.classes.find(c => c.id === shape.class)?.colour ?? 0

/** As people read a box; stored payloads keep no order. */
const figureOrder = ['x', 'y', 'w', 'h']
const rankOf = (key: string): number => { const at = figureOrder.indexOf(key); return at < 0 ? figureOrder.length : at }
const round = (n: number): number => Math.round(n * 100) / 100
/** Where it is, from its payload: the words of a span, the figures of a box, else the payload itself. */
export const placeOfShape = ({ payload }: ShapeRecord): string => {
  if (typeof payload !== 'object' || payload === null) return payload === undefined || payload === null ? '' : String(payload)
  const entries: readonly (readonly [string, unknown])[] = Object.entries(payload), text = entries.find(([key]) => key === 'text')?.[1]
  if (typeof text === 'string') return `“${text}”`
  const figures = entries.flatMap(([key, value]) => (typeof value === 'number' && !(key === 'rotation' && value === 0) ? [[key, round(value)] as const] : [])).sort(([a], [b]) => rankOf(a) - rankOf(b)).map(([key, value]) => `${key} ${value}`)
  return figures.length > 0 ? figures.join(', ') : entries.length === 0 ? '' : JSON.stringify(payload)
}

/** `Occluded: yes`, in the words of the schema. */
export const attributesOfShape = (shape: ShapeRecord, schema: LabelSchemaDocument, locale: Locale): readonly string[] => {
  const known = schema.classes.find(c => c.id === shape.class)?.attributes ?? []
  return Object.entries(shape.attributes).map(([key, value]) => {
    const attribute = known.find(a => a.id === key), option = attribute?.options?.find(o => o.id === value)
    return `${attribute ? pick(attribute.name, locale) : key}: ${option ? pick(option.name, locale) : String(value)}`
  })
}

export type ChangedPart = 'class' | 'place' | 'attributes' | 'order'
export type Change = 'added' | 'removed' | readonly ChangedPart[]
const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b)
/** What a correction did. Stored records keep the order of their fields, so equal ones read the same. */
export const changeOf = (original: ShapeRecord | null, corrected: ShapeRecord | null): Change => {
  if (original === null) return 'added'
  if (corrected === null) return 'removed'
  return [
    ...(original.class !== corrected.class ? ['class' as const] : []), ...(differs(original.payload, corrected.payload) ? ['place' as const] : []),
    ...(differs(original.attributes, corrected.attributes) ? ['attributes' as const] : []), ...(original.z !== corrected.z ? ['order' as const] : []),
  ]
}

/** How many shapes of each name, most first. */
export const countByName = (shapes: readonly ShapeRecord[], schema: LabelSchemaDocument, locale: Locale): readonly { readonly name: string, readonly colour: number, readonly count: number }[] =>
  [...Map.groupBy(shapes, s => nameOfShape(s, schema, locale))].map(([name, some]) => ({ name, colour: some[0] ? colourOfShape(some[0], schema) : 0, count: some.length })).sort((a, b) => b.count - a.count)
