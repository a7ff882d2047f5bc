import { Type } from 'typebox'
import { defineShape, ShapeKey } from '../../../sockets/shape.ts'

/** Ids of two shapes of the same annotation. The type of the relation stands on the record, as a class does. */
const payload = Type.Object({ from: ShapeKey, to: ShapeKey }, { additionalProperties: false })

type Relation = Type.Static<typeof payload>

const equal = (a: Relation, b: Relation): boolean => a.from === b.from && a.to === b.to

export default defineShape({
  id: 'relation',
  version: 1,
  title: { 'zh-Hans': '关系', 'zh-Hant': '關係', en: 'Relation' },
  space: 'relation',
  payload,
  check: ({ from, to }) => (from === to ? 'relation.same-ends' : null),
  bounds: () => null,
  area: () => 0,
  ends: ({ from, to }) => [from, to],
  equal,
  // Turned round it says something else, but of the same two.
  distance: (a, b) => (equal(a, b) ? 0 : a.from === b.to && a.to === b.from ? 0.5 : 1),
  migrations: [],
  sample: random => {
    const hex = (length: number): string => Array.from({ length }, () => random.integer(16).toString(16)).join('')
    const id = (): string => `${hex(8)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`
    return { from: id(), to: id() }
  },
})
