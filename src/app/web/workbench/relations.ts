import type { LabelSchemaDocument, RelationType } from '../../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { endsOf } from './checks.ts'
import type { NamedShape } from './shape-names.ts'

/** A relation with the names of what it ties; ends are missing while another tab removed them. */
export interface NamedRelation { readonly record: ShapeRecord, readonly type: RelationType | undefined, readonly from: NamedShape | undefined, readonly to: NamedShape | undefined }

export const relationsOf = (records: readonly ShapeRecord[], shapes: readonly NamedShape[], { relations = [] }: LabelSchemaDocument): readonly NamedRelation[] => records.flatMap((record): NamedRelation[] => {
  const ends = endsOf(record)
  if (!ends) return []
  const [from, to] = ends.map(id => shapes.find(shape => shape.record.id === id))
  return [{ record, type: relations.find(type => type.id === record.class), from, to }]
})

/** A type that may tie two shapes, and whether it does so the other way round. */
export interface Offer { readonly type: RelationType, readonly isTurned: boolean }

/** What may tie these two, in the order of the schema; what ties them already is left out. */
export const offersBetween = (from: ShapeRecord, to: ShapeRecord, records: readonly ShapeRecord[], { relations = [] }: LabelSchemaDocument): readonly Offer[] => {
  const fits = (type: RelationType, a: ShapeRecord, b: ShapeRecord): boolean => a.class !== null && b.class !== null && type.from.includes(a.class) && type.to.includes(b.class)
  const isThere = (type: RelationType, a: string, b: string): boolean => records.some(record => { const ends = record.class === type.id ? endsOf(record) : null; return ends !== null && ends[0] === a && ends[1] === b })
  return relations.flatMap(type => [
    ...(fits(type, from, to) || (type.symmetric === true && fits(type, to, from)) ? [{ type, isTurned: false }] : []),
    ...(!type.symmetric && fits(type, to, from) ? [{ type, isTurned: true }] : []),
  ]).filter(({ type, isTurned }) => isTurned ? !isThere(type, to.id, from.id) : !isThere(type, from.id, to.id) && !(type.symmetric === true && isThere(type, to.id, from.id)))
}

/** The next shape that some type may tie to the source, in the order of the list and around its end; null when there is none. @param at where the keys stand */
export const nextTarget = (source: ShapeRecord, at: string | null, direction: 1 | -1, order: readonly ShapeRecord[], records: readonly ShapeRecord[], schema: LabelSchemaDocument): string | null => {
  const targets = order.filter(shape => shape.id !== source.id && offersBetween(source, shape, records, schema).length > 0), n = targets.length
  if (n === 0) return null
  const here = targets.findIndex(shape => shape.id === at)
  return targets[here < 0 ? (direction === 1 ? 0 : n - 1) : (here + direction + n) % n]?.id ?? null
}
