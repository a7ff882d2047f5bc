import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../kernel/random.ts'
import type { ShapeOperation } from '../../sockets/shape.ts'
import { plateShapes } from '../fixtures/plate.ts'
import { plateAt, shapeId } from '../fixtures/records.ts'
import { DocumentStore } from '../store/document-store.ts'
import { History } from './history.ts'

const bytes = (store: DocumentStore): string => JSON.stringify([...store.all()].sort((a, b) => (a.id < b.id ? -1 : 1)))

describe('history', () => {
  test('500 random marks undone are byte-equal to the start, redone byte-equal to the end', () => {
    fc.assert(fc.property(fc.string(), seed => {
      const random = seededRandom(seed), store = new DocumentStore(plateShapes.definitions, Array.from({ length: 20 }, (_, i) => plateAt(i, i, i)))
      const history = new History(store), start = bytes(store)
      let marks = 0
      for (let i = 0; i < 500; i++) {
        const operations = Array.from({ length: 1 + random.integer(3) }, (): ShapeOperation => {
          const n = random.integer(40)
          return random.integer(3) === 0 ? { op: 'remove', id: shapeId(n) } : { op: 'put', shape: plateAt(n, random.integer(900), random.integer(900), 20, 20, { class: random.integer(2) ? 'a' : null }) }
        })
        if (history.commit(operations)) marks++
      }
      const end = bytes(store)
      for (let i = 0; i < marks; i++) expect(history.undo()).toEqual({ done: true, skipped: [] })
      expect(history.canUndo).toBe(false)
      expect(bytes(store)).toBe(start)
      for (let i = 0; i < marks; i++) history.redo()
      expect(bytes(store)).toBe(end)
    }), { numRuns: 10 })
  })

  test('a mark takes all its shapes back at once, and a new mark forgets what was undone', () => {
    const store = new DocumentStore(plateShapes.definitions, []), history = new History(store)
    history.commit([{ op: 'put', shape: plateAt(1, 0, 0) }, { op: 'put', shape: plateAt(2, 0, 0) }])
    history.undo()
    expect(store.size).toBe(0)
    history.commit([{ op: 'put', shape: plateAt(3, 0, 0) }])
    expect(history.canRedo).toBe(false)
    expect(history.redo()).toEqual({ done: false, skipped: [] })
  })

  test('undo leaves alone what someone else changed since, names it, and takes back only the properties that still hold our value', () => {
    const store = new DocumentStore(plateShapes.definitions, [plateAt(1, 0, 0), plateAt(2, 0, 0)]), history = new History(store)
    history.commit([{ op: 'put', shape: plateAt(1, 7, 7, 20, 20, { class: 'mine' }) }, { op: 'put', shape: plateAt(2, 7, 7) }])
    store.apply({ put: [plateAt(1, 7, 7, 20, 20, { class: 'theirs' }), plateAt(2, 99, 99)], remove: [] }, 'server')
    expect(history.undo()).toEqual({ done: true, skipped: [shapeId(1), shapeId(2)] })
    expect(store.get(shapeId(1))).toEqual(plateAt(1, 0, 0, 20, 20, { class: 'theirs' }))
    expect(store.get(shapeId(2))).toEqual(plateAt(2, 99, 99))
  })

  test('the server\'s news makes no mark', () => {
    const store = new DocumentStore(plateShapes.definitions, []), history = new History(store)
    store.apply({ put: [plateAt(1, 0, 0)], remove: [] }, 'server')
    expect(history.canUndo).toBe(false)
  })
})
