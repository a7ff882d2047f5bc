import { expect, test } from 'vitest'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { nextTarget, offersBetween, relationsOf } from './relations.ts'
import { nameShapes } from './shape-names.ts'

const name = (en: string) => ({ en }), label = (id: string) => ({ id, name: name(id), colour: 1, kinds: ['box'], attributes: [] })
const schema: LabelSchemaDocument = {
  classes: [label('car'), label('trailer')], questions: [],
  relations: [{ id: 'tows', name: name('tows'), from: ['car'], to: ['trailer'] }, { id: 'beside', name: name('beside'), from: ['car'], to: ['car', 'trailer'], symmetric: true }, { id: 'follows', name: name('follows'), from: ['car'], to: ['car'] }],
}
const record = (id: number, change: Partial<ShapeRecord>): ShapeRecord => ({ id: `01890000-0000-7000-8000-00000000000${id}`, kind: 'box', version: 1, class: 'car', question: null, slot: 'image', payload: {}, attributes: {}, origin: 'human', z: id, ...change })
const car = record(1, {}), trailer = record(2, { class: 'trailer' }), other = record(3, {})
const offers = (from: ShapeRecord, to: ShapeRecord, records: ShapeRecord[] = []) => offersBetween(from, to, records, schema).map(({ type, isTurned }) => `${type.id}${isTurned ? ' turned' : ''}`)

test('only types whose classes fit are offered, either way round, and none that is there already', () => {
  expect(offers(car, trailer)).toEqual(['tows', 'beside'])
  expect(offers(trailer, car)).toEqual(['tows turned', 'beside'])
  expect(offers(car, other)).toEqual(['beside', 'follows', 'follows turned'])
  expect(offers(trailer, trailer)).toEqual([])
  const beside = record(4, { kind: 'relation', class: 'beside', payload: { from: other.id, to: car.id } }), follows = record(5, { kind: 'relation', class: 'follows', payload: { from: car.id, to: other.id } })
  expect(offers(car, other, [beside, follows])).toEqual(['follows turned'])
})

test('the keys walk over the shapes that may be tied, around the end of the list, and find none where nothing fits', () => {
  const order = [car, trailer, other], next = (at: string | null, direction: 1 | -1 = 1, source = car) => nextTarget(source, at, direction, order, [], schema)
  expect([next(null), next(trailer.id), next(other.id), next(null, -1), next(trailer.id, -1)]).toEqual([trailer.id, other.id, trailer.id, other.id, other.id])
  expect(nextTarget(trailer, null, 1, [trailer, record(7, { class: 'trailer' })], [], schema)).toBeNull()
})

test('a relation is listed with the names of its ends', () => {
  const tie = record(6, { kind: 'relation', class: 'tows', payload: { from: car.id, to: trailer.id } }), shapes = nameShapes([car, trailer], schema, 'en', kind => kind)
  expect(relationsOf([car, trailer, tie], shapes, schema).map(r => [r.type?.name.en, r.from?.name, r.to?.name])).toEqual([['tows', 'car', 'trailer']])
})
