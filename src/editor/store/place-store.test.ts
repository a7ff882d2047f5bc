import { expect, test } from 'vitest'
import type { ShapeRecord } from '../../sockets/shape.ts'
import type { DocumentChange } from './diff.ts'
import { DocumentStore } from './document-store.ts'
import { placeStore } from './place-store.ts'

const shape = (id: string, slot: string, question: string | null = null, z = 0): ShapeRecord => ({ id, kind: 'unknown', version: 1, class: 'a', question, slot, payload: {}, attributes: {}, origin: 'human', z })
const ids = (store: DocumentStore): string[] => [...store.all()].map(s => s.id).sort()
const opened = () => {
  const whole = new DocumentStore(new Map(), [shape('l1', 'left'), shape('r1', 'right'), shape('q', 'right', 'same')])
  const [left, right] = ['left', 'right'].map(slot => placeStore(whole, slot, new Map(), 'select')) as [DocumentStore, DocumentStore], heard: DocumentChange[] = []
  whole.listen('document', change => heard.push(change))
  return { whole, left, right, heard }
}

test('a place holds its own shapes and every answer', () => {
  const { left, right } = opened()
  expect([ids(left), ids(right)]).toEqual([['l1', 'q'], ['q', 'r1']])
})

test('a change in one place is one change of the whole by the person, and reaches another place only where it concerns it', () => {
  const { whole, left, right, heard } = opened(), seen: DocumentChange[] = []
  right.listen('document', change => seen.push(change))
  left.apply({ put: [shape('l2', 'left'), shape('q', 'right', 'same', 7)], remove: ['l1'] }, 'user')
  expect([ids(whole), ids(left), ids(right)]).toEqual([['l2', 'q', 'r1'], ['l2', 'q'], ['q', 'r1']])
  expect(heard.map(c => [c.source, c.edits.length])).toEqual([['user', 3]])
  expect(seen.map(c => [c.source, c.edits.map(e => e.id)])).toEqual([['server', ['q']]])
  expect(right.get('q')?.z).toBe(7)
})

test('news of the server and a decision about the whole reach the places, once, and come back to nobody', () => {
  const { whole, left, heard } = opened()
  whole.apply({ put: [shape('l1', 'left', null, 3), shape('l9', 'left')], remove: [] }, 'server')
  whole.apply({ put: [shape('l1', 'right')], remove: ['l9'] }, 'user')
  expect([ids(left), heard.map(c => c.source)]).toEqual([['q'], ['server', 'user']])
})
