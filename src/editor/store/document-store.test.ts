import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plateShapes } from '../fixtures/plate.ts'
import { plateAt, recordOf, shapeId } from '../fixtures/records.ts'
import type { DocumentChange } from './diff.ts'
import { DocumentStore } from './document-store.ts'

const storeOf = (...records: ReturnType<typeof plateAt>[]) => new DocumentStore(plateShapes.definitions, records)
const everywhere = { x: -1e6, y: -1e6, width: 2e6, height: 2e6 }

describe('the document store', () => {
  test('tells document listeners once per change, with source, before and after, and says nothing when nothing changed', () => {
    const store = storeOf(plateAt(1, 0, 0)), heard: DocumentChange[] = []
    store.listen('document', change => { heard.push(change) })
    const before = store.get(shapeId(1)), after = plateAt(1, 5, 5), added = plateAt(2, 9, 9)
    store.apply({ put: [after, added], remove: [] }, 'server')
    store.apply({ put: [after], remove: [shapeId(77)] }, 'user')
    expect(heard).toEqual([{ source: 'server', edits: [{ id: shapeId(1), before, after }, { id: shapeId(2), before: null, after: added }] }])
  })

  test('keeps session facts apart from the document and drops a removed shape from the selection', () => {
    const store = storeOf(plateAt(1, 0, 0), plateAt(2, 0, 0)), documents: unknown[] = [], sessions: number[] = []
    store.listen('document', change => documents.push(change))
    store.listen('session', facts => sessions.push(facts.selection.size))
    store.setFacts({ selection: new Set([shapeId(1), shapeId(2)]) })
    expect(documents).toEqual([])
    store.apply({ put: [], remove: [shapeId(1)] }, 'user')
    expect(sessions).toEqual([2, 1])
    expect([...store.facts.selection]).toEqual([shapeId(2)])
  })

  test('keeps a record of an unknown kind, without geometry', () => {
    const store = storeOf(recordOf(1, 'from-the-future', { anything: true }))
    expect(store.get(shapeId(1))?.kind).toBe('from-the-future')
    expect(store.bounds(shapeId(1))).toBeNull()
    expect(store.search(everywhere)).toEqual([])
  })

  test('finds by area exactly what a linear scan finds, through puts, removes, reuse of slots and rebuilds of the tree', () => {
    const plates = fc.record({ n: fc.integer({ min: 1, max: 40 }), x: fc.integer({ min: 0, max: 100 }), y: fc.integer({ min: 0, max: 100 }), gone: fc.boolean() })
    fc.assert(fc.property(fc.array(plates, { maxLength: 60 }), fc.array(plates, { maxLength: 60 }), fc.integer({ min: 0, max: 100 }), (loaded, edits, at) => {
      const first = new Map(loaded.map(p => [p.n, plateAt(p.n, p.x, p.y)]))
      const store = new DocumentStore(plateShapes.definitions, first.values())
      for (const p of edits) store.apply(p.gone ? { put: [], remove: [shapeId(p.n)] } : { put: [plateAt(p.n, p.x, p.y)], remove: [] }, 'user')
      const area = { x: at, y: at / 2, width: 15, height: 40 }
      const scan = [...store.all()].filter(({ payload }) => {
        const p = payload as { x: number, y: number }
        return p.x <= area.x + 15 && p.x + 20 >= area.x && p.y <= area.y + 40 && p.y + 20 >= area.y
      })
      expect(store.search(area).map(r => r.id).sort()).toEqual(scan.map(r => r.id).sort())
    }))
  })

  test('rebuilds its index when it is idle and more than 1,000 shapes have changed, and still finds them', () => {
    const store = new DocumentStore(plateShapes.definitions, Array.from({ length: 3_000 }, (_, i) => plateAt(i, i, 0, 1, 1)))
    store.apply({ put: Array.from({ length: 1_500 }, (_, i) => plateAt(i, i, 500, 1, 1)), remove: [] }, 'user')
    store.tidy()
    expect(store.search({ x: 0, y: 500, width: 5_000, height: 1 })).toHaveLength(1_500)
    expect(store.search({ x: 0, y: 0, width: 5_000, height: 1 })).toHaveLength(1_500)
  })
})
