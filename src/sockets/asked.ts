import type { Attribute, LabelClass, LabelSchemaDocument, Question } from './label-schema.ts'
import type { ShapeRecord } from './shape.ts'

/** Letters that the rooms of annotation, review and inspection use themselves; a class takes another, or a digit. */
export const roomLetters: ReadonlySet<string> = new Set('abhjknpqruvy')

/** Entries whose conditions hold; `holds` says it of one entry that is asked itself. Conditions of conditions come first; cycles hold never. */
const asked = <T extends { readonly id: string }>(entries: readonly T[], about: (entry: T) => string | undefined, holds: (entry: T) => boolean): T[] => {
  const byId = new Map(entries.map(entry => [entry.id, entry])), known = new Map<string, boolean>()
  const isAsked = (entry: T): boolean => {
    const before = known.get(entry.id)
    if (before !== undefined) return before
    known.set(entry.id, false)
    const id = about(entry), other = id === undefined ? undefined : byId.get(id), is = id === undefined || (other !== undefined && isAsked(other) && holds(entry))
    known.set(entry.id, is)
    return is
  }
  return entries.filter(isAsked)
}

/** The attributes that are asked of a shape with these values, in their order. A switch nobody touched says false. */
export const askedAttributes = ({ attributes }: Pick<LabelClass, 'attributes'>, values: ShapeRecord['attributes']): Attribute[] => {
  const kinds = new Map(attributes.map(({ id, kind }) => [id, kind]))
  return asked(attributes, ({ when }) => when?.attribute, ({ when }) => {
    const value = values[when!.attribute] ?? (kinds.get(when!.attribute) === 'switch' ? false : null)
    return value !== null && typeof value !== 'number' && when!.is.includes(value)
  })
}

const ratingOf = ({ payload }: ShapeRecord): number | null =>
  typeof payload === 'object' && payload !== null && 'value' in payload && typeof payload.value === 'number' ? payload.value : null

/** The questions that are asked after these answers, in their order. */
export const askedQuestions = ({ questions }: Pick<LabelSchemaDocument, 'questions'>, records: readonly ShapeRecord[]): Question[] =>
  asked(questions, ({ when }) => when?.question, ({ when }) =>
    records.some(record => record.question === when!.question && when!.is.some(value => value === record.class || value === ratingOf(record))))

/** Whether conditions lead in a circle. */
export const hasCycle = (entries: readonly { readonly id: string, readonly about?: string }[]): boolean => {
  const next = new Map(entries.map(({ id, about }) => [id, about]))
  return entries.some(({ id }) => {
    const seen = new Set<string>()
    for (let at: string | undefined = id; at !== undefined; at = next.get(at)) { if (seen.has(at)) return true; seen.add(at) }
    return false
  })
}
