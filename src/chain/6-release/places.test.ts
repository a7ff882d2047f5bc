import { expect, test } from 'vitest'
import type { ShapeRecord } from '../../sockets/shape.ts'
import { leaksOf, unitsOf } from './model.ts'
import { shapesOfPlace } from './places.ts'
import { assignSplits } from './split.ts'

const shape = (id: string, slot: string, question: string | null = null): ShapeRecord => ({ id, kind: 'box', version: 1, class: 'a', question, slot, payload: {}, attributes: {}, origin: 'human', z: 0 })

test('every shape of an annotation goes with exactly one place, an answer with the first wherever it was given', () => {
  const shapes = [shape('1', 'left'), shape('2', 'right'), shape('3', 'right', 'same'), shape('4', 'left', 'same')]
  const of = (slot: string, position: number, places = 2): string[] => shapesOfPlace(shapes, { slot, position, places }).map(s => s.id)
  expect([of('left', 0), of('right', 1), of('image', 0, 1)]).toEqual([['1', '3', '4'], ['2'], ['1', '2', '3', '4']])
})

test('the assets of a task are one unit, with whatever they look like, and no split tears them apart', () => {
  const items = Array.from({ length: 60 }, (_, i) => ({ task: `t${Math.floor(i / 3)}`, asset: `a${i}`, cluster: i % 10 === 0 ? `c${i % 4}` : null }))
  const units = unitsOf(items), splits = assignSplits(items, [{ name: 'train', percent: 50 }, { name: 'test', percent: 50 }], 'seed')
  items.forEach((item, i) => { expect(units[i]).toBe(units[i - (i % 3)]) })
  expect(leaksOf(items.map(item => ({ ...item, split: splits.get(item.task)! })))).toBe(0)
  expect([...new Set(splits.values())].sort()).toEqual(['test', 'train'])
  expect(leaksOf([{ task: 't', asset: 'a', cluster: null, split: 'train' }, { task: 't', asset: 'b', cluster: null, split: 'test' }])).toBe(1)
})
