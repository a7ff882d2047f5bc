import { pick, type Locale } from '../../../kernel/messages.ts'
import type { ClassPattern, LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'

export interface NamedShape {
  readonly record: ShapeRecord
  /** Name of its class, else of its kind: "Car". */
  readonly name: string
  /** From 1, among the shapes of that name in paint order. */
  readonly ordinal: number
  /** 1 to 24; 0 while it has no class. */
  readonly colour: number
  /** Of its class, where it has one of its own. */
  readonly pattern?: ClassPattern | undefined
  /** The words that a span covers. */
  readonly text: string | null
}

/** `Car 2`, or the words of a span. */
export const labelOf = (shape: NamedShape): string => shape.text ?? `${shape.name} ${shape.ordinal}`

const textOf = ({ payload }: ShapeRecord): string | null =>
  typeof payload === 'object' && payload !== null && 'fragments' in payload && 'text' in payload && typeof payload.text === 'string' ? payload.text : null

const startOf = ({ payload }: ShapeRecord): number => {
  const first: unknown = typeof payload === 'object' && payload !== null && 'fragments' in payload && Array.isArray(payload.fragments) ? payload.fragments[0] : undefined
  return Array.isArray(first) && typeof first[0] === 'number' ? first[0] : 0
}

/**
 * The shapes with the names that the person sees, in the order in which they are listed: spans by place, others newest first.
 * Answers are not among them. @param kindName name of a kind, for shapes that have no class yet
 */
export const nameShapes = (records: readonly ShapeRecord[], schema: LabelSchemaDocument, locale: Locale, kindName: (kind: string) => string): readonly NamedShape[] => {
  const classes = new Map(schema.classes.map(entry => [entry.id, entry])), counts = new Map<string, number>()
  const drawn = records.filter(record => record.question === null).sort((a, b) => a.z - b.z || (a.id < b.id ? -1 : 1))
  const named = drawn.map((record): NamedShape => {
    const entry = record.class === null ? undefined : classes.get(record.class), name = entry ? pick(entry.name, locale) : kindName(record.kind)
    const ordinal = (counts.get(name) ?? 0) + 1
    counts.set(name, ordinal)
    return { record, name, ordinal, colour: entry?.colour ?? 0, ...(entry?.pattern && { pattern: entry.pattern }), text: textOf(record) }
  })
  return named.some(shape => shape.text !== null) ? named.sort((a, b) => startOf(a.record) - startOf(b.record)) : named.reverse()
}
