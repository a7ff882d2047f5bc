import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadPlugins } from '../../app/plugins/load.ts'
import { changedItems, changedShapes, countChanges, type ComparedItem, type ComparedShape } from './compare.ts'

const { shapes } = await loadPlugins()
const item = (asset: string, split = 'train', outcome = 'o'): ComparedItem => ({ asset, item: asset, split, outcome })
const box = (id: string, x: number, label = 'car', attributes = {}): ComparedShape => ({ id, kind: 'box', label, question: null, payload: { x, y: 0, w: 100, h: 100 }, attributes })

test('items are added, removed, relabelled and moved, and those that are the same are not listed', () => {
  const found = changedItems([item('a'), item('b'), item('c'), item('d')], [item('a'), item('b', 'test'), item('c', 'test', 'p'), item('e')])
  expect(found.map(f => [(f.before ?? f.after)!.asset, f.changes])).toEqual([['b', ['moved']], ['c', ['relabelled', 'moved']], ['d', ['removed']], ['e', ['added']]])
  expect(countChanges(found)).toEqual({ added: 1, removed: 1, relabelled: 1, moved: 2 })
})

test('two items of one asset are paired in their order', () => {
  expect(changedItems([item('a', 'train', '1'), item('a', 'train', '2')], [item('a', 'train', '1'), item('a', 'train', '3')]).map(f => f.before!.outcome)).toEqual(['2'])
})

test('shapes are paired by id or, under new ids, by place; a new class, a move beyond the tolerance and new attributes are told apart', () => {
  const before = [box('1', 0), box('2', 300), box('3', 600), box('4', 900), box('5', 1200)]
  const after = [box('1', 0.5), box('n2', 305, 'bus'), box('3', 600, 'car', { occluded: true }), box('6', 1500), box('5', 1240)]
  const found = changedShapes(shapes, before, after)
  expect(found.map(f => [f.before?.id, f.after?.id, f.changes])).toEqual([
    ['3', '3', ['attributes']], ['5', '5', ['geometry']], ['2', 'n2', ['class', 'geometry']], ['4', undefined, ['removed']], [undefined, '6', ['added']],
  ])
  expect(changedShapes(shapes, [box('1', 0)], [box('1', 5)], 0.2)).toEqual([])
})

test('an answer is compared with the answer to the same question', () => {
  const answer = (id: string, question: string, label: string): ComparedShape => ({ id, kind: 'choice', label, question, payload: { negative: false }, attributes: {} })
  expect(changedShapes(shapes, [answer('1', 'weather', 'rain'), answer('2', 'time', 'day')], [answer('3', 'weather', 'snow'), answer('4', 'time', 'day')]).map(f => f.changes)).toEqual([['class']])
})

test('what is compared with itself has not changed, and every change has its mirror when the sides are exchanged', () => {
  const arbitrary = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), x: fc.integer({ min: 0, max: 400 }), label: fc.constantFrom('car', 'bus') }), { maxLength: 6 }).map(list => [...new Map(list.map(s => [s.id, box(s.id, s.x, s.label)])).values()])
  fc.assert(fc.property(arbitrary, arbitrary, (before, after) => {
    expect(changedShapes(shapes, before, before)).toEqual([])
    const there = changedShapes(shapes, before, after), back = changedShapes(shapes, after, before), of = (list: typeof there, change: string) => list.filter(f => f.changes.includes(change as never)).length
    expect([of(there, 'added'), of(there, 'removed')]).toEqual([of(back, 'removed'), of(back, 'added')])
  }))
})
