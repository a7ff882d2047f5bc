import { expect, test } from 'vitest'
import type { Finding } from '../../../chain/5-inspection/model.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { bodyOf, bornBy, dropOperations, emptyDraft, markOf, readerOf, takeOperations, walked } from './ruling-work.ts'

const seen = { id: 'a', revision: 3 }, change = [{ op: 'remove' as const, id: 'x' }], because = { ...emptyDraft, reason: ' why ' }
test('a ruling needs a reason; an annotation stands as it is or corrected, and a change to it is no part of sending all back', () => {
  expect(bodyOf({ ...emptyDraft, reason: '  ' }, seen, [])).toBeNull()
  expect(bodyOf(because, seen, [])).toEqual({ verdict: 'choose', annotation: 'a', revision: 3, reason: 'why' })
  expect(bodyOf(because, seen, change)).toEqual({ verdict: 'correct', annotation: 'a', revision: 3, operations: change, reason: 'why' })
  expect(bodyOf({ ...because, turn: 'redo', fresh: true }, seen, change)).toEqual({ verdict: 'redo', fresh: true, reason: 'why' })
  expect(bodyOf({ ...because, turn: 'discard' }, seen, change)).toEqual({ verdict: 'discard', reason: 'why' })
})

test('differences are walked round and round, forward from the first and back from the last', () => {
  expect([walked(null, 3, 1), walked(null, 3, -1), walked(2, 3, 1), walked(0, 3, -1), walked(null, 0, 1)]).toEqual([0, 2, 0, 2, null])
})

test('a difference is shown by the reader in sight when they saw it, else by the first who did', () => {
  const record = {} as never
  expect([readerOf({ readers: [record, record] } as never, 1), readerOf({ readers: [null, record] } as never, 0)]).toEqual([1, 1])
})

const box = (id: string, x: number): ShapeRecord => ({ id, kind: 'box', version: 1, class: 'car', question: null, slot: 'image', payload: { x, y: 0, width: 9, height: 9 }, attributes: {}, origin: 'human', z: 0 })
const finding = (difference: Finding['difference'], ...readers: (ShapeRecord | null)[]): Finding => ({ question: null, readers, distance: 0, difference, attributes: [] })
/** A document that operations change. */
const documentOf = (...shapes: ShapeRecord[]) => {
  const map = new Map(shapes.map(shape => [shape.id, shape]))
  return { known: (id: string) => map.get(id), do: (operations: ReturnType<typeof takeOperations>) => { for (const o of operations) if (o.op === 'put') map.set(o.shape.id, o.shape); else map.delete(o.id) }, ids: () => [...map.keys()] }
}

test('an object is taken from any reader under the id of the one that is to stand, and the document says whose word it bears', () => {
  const place = finding('place', box('a', 0), box('b', 5), box('c', 9)), page = documentOf(box('a', 0))
  expect(bornBy(place, 0, page.known)).toEqual([0])
  page.do(takeOperations(place, 0, 1, page.known))
  expect([page.known('a'), page.ids(), bornBy(place, 0, page.known), takeOperations(place, 0, 1, page.known)]).toEqual([{ ...box('b', 5), id: 'a' }, ['a'], [1], []])
  page.do(takeOperations(place, 0, 0, page.known))
  expect(bornBy(place, 0, page.known)).toEqual([0])
  page.do([{ op: 'put', shape: box('a', 7) }])
  expect(bornBy(place, 0, page.known)).toEqual([])
  page.do(dropOperations(place, page.known))
  expect(page.ids()).toEqual([])
})

test('what only others saw is added once, from one of them, and taken out again by taking the word of whoever saw nothing', () => {
  const missing = finding('missing', null, box('b', 5), box('c', 6)), page = documentOf(box('other', 1))
  expect(bornBy(missing, 0, page.known)).toEqual([0])
  page.do(takeOperations(missing, 0, 1, page.known))
  page.do(takeOperations(missing, 0, 2, page.known))
  expect([page.ids(), bornBy(missing, 0, page.known)]).toEqual([['other', 'c'], [2]])
  page.do(takeOperations(missing, 0, 0, page.known))
  expect([page.ids(), bornBy(missing, 0, page.known)]).toEqual([['other'], [0]])
})

test('each pane marks a difference by its kind: only here, not here, another class, another place; an answer has no place', () => {
  const missing = finding('missing', null, box('b', 5))
  expect([markOf(missing, 0), markOf(missing, 1), markOf(finding('class', box('a', 0), box('b', 0)), 0), markOf(finding('place', box('a', 0), box('b', 5)), 1), markOf(finding('answer', null), 0), markOf(finding(null, box('a', 0)), 0)]).toEqual(['absent', 'only', 'class', 'place', null, null])
})
