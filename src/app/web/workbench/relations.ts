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
