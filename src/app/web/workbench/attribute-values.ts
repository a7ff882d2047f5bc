import { askedAttributes } from '../../../sockets/asked.ts'
import type { Attribute, LabelClass } from '../../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'

type Values = ShapeRecord['attributes']

/** The values with one of them changed; those that are no longer asked for go, so that nothing hidden is saved. */
export const withValue = (label: Pick<LabelClass, 'attributes'>, values: Values, id: string, value: Values[string]): Values => {
  const next = { ...values, [id]: value }, asked = new Set(askedAttributes(label, next).map(attribute => attribute.id)), known = new Set(label.attributes.map(attribute => attribute.id))
  return Object.fromEntries(Object.entries(next).filter(([key]) => asked.has(key) || !known.has(key)))
}

/** What is asked of every one of these shapes of a class. */
export const askedOfAll = (label: Pick<LabelClass, 'attributes'>, records: readonly Pick<ShapeRecord, 'attributes'>[]): readonly Attribute[] =>
  label.attributes.filter(attribute => records.every(record => askedAttributes(label, record.attributes).includes(attribute)))
