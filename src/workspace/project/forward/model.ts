import type { LabelSchemaDocument, Retired } from '../../../sockets/label-schema.ts'
import { tieKind, type ShapeRecord } from '../../../sockets/shape.ts'

/** What a shape is under a newer schema. */
export interface Forwarded {
  /** Null for an answer that the newer schema has no place for. */
  readonly shape: ShapeRecord | null
  readonly isChanged: boolean
  /** A person has to choose: among these ids, or among all when it is empty; null when nothing is to be chosen. */
  readonly choices: readonly string[] | null
}
interface Standing { shape: ShapeRecord | null, isChanged: boolean, choices: readonly string[] | null }

const choicesOf = ({ into }: Retired): readonly string[] => Array.isArray(into) ? into : []

/** One retirement, if the shape holds what was retired. */
const advance = (standing: Standing, entry: Retired): Standing => {
  const { shape } = standing
  if (!shape) return standing
  const into = typeof entry.into === 'string' ? entry.into : null, changed = { isChanged: true, choices: into === null ? choicesOf(entry) : standing.choices }
  if (entry.list === 'questions') return shape.question === entry.id ? { ...standing, shape: null, isChanged: true } : standing
  // An answer without its option says nothing: it is asked again.
  if (entry.list === 'answers') return shape.question === entry.question && shape.class === entry.id ? { ...changed, shape: into === null ? null : { ...shape, class: into } } : standing
  if (shape.question !== null) return standing
  // The type of a relation stands where others have their class: the two kinds of id never meet.
  if ((shape.kind === tieKind) !== (entry.list === 'relations')) return standing
  // A tie without its type says nothing: it falls, and somebody looks whether another type fits.
  if (entry.list === 'relations') return shape.class === entry.id ? { ...changed, shape: into === null ? null : { ...shape, class: into } } : standing
  if (entry.list === 'classes') return shape.class === entry.id ? { ...changed, shape: { ...shape, class: into } } : standing
  if (shape.class !== entry.class) return standing
  const attributes = { ...shape.attributes }
  if (entry.list === 'options') {
    const attribute = entry.attribute ?? ''
    if (attributes[attribute] !== entry.id) return standing
    attributes[attribute] = into
    return { ...changed, shape: { ...shape, attributes } }
  }
  const value = attributes[entry.id]
  if (value === undefined) return standing
  delete attributes[entry.id]
  if (into !== null && (attributes[into] ?? null) === null) attributes[into] = value
  return { ...standing, shape: { ...shape, attributes }, isChanged: true }
}

/** Values that the class of the newer schema has no place for fall away. */
const fitting = (shape: ShapeRecord, { classes }: LabelSchemaDocument): ShapeRecord => {
  if (shape.question !== null || shape.class === null || shape.kind === tieKind) return shape
  const known = new Map(classes.find(entry => entry.id === shape.class)?.attributes.map(attribute => [attribute.id, attribute]))
  const attributes = Object.entries(shape.attributes).filter(([id, value]) => {
    const attribute = known.get(id)
    return attribute && (attribute.kind !== 'select' || value === null || attribute.options?.some(option => option.id === value))
  })
  return attributes.length === Object.keys(shape.attributes).length ? shape : { ...shape, attributes: Object.fromEntries(attributes) }
}

/**
 * How a shape that was written under version `from` reads under `document`: every retirement since then, in its order. What is
 * stored stays as it is; the newer reading has the successor's id, or none where a person must choose.
 * @param document of the version to read under, which is not older than `from`
 */
export const mapForward = (shape: ShapeRecord, from: number, document: LabelSchemaDocument): Forwarded => {
  const since = document.retired?.filter(entry => entry.since > from) ?? []
  if (since.length === 0) return { shape, isChanged: false, choices: null }
  const reached = since.reduce<Standing>(advance, { shape, isChanged: false, choices: null })
  return reached.isChanged && reached.shape ? { ...reached, shape: fitting(reached.shape, document) } : reached
}
