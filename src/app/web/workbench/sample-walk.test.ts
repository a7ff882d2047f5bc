import { expect, test } from 'vitest'
import { isNews, itemAt, neighbour, nextUnjudged } from './sample-walk.ts'

const items = [['a', true], ['b', null], ['c', false], ['d', null]].map(([task, conforms]) => ({ task: String(task), conforms: conforms as boolean | null }))

test('the room opens the item asked for, else the first without a verdict, else the first', () => {
  expect([itemAt(items, 'c')?.task, itemAt(items, '')?.task, itemAt(items.filter(i => i.conforms !== null), '')?.task, itemAt([], '')]).toEqual(['c', 'b', 'a', undefined])
})

test('previous and next go round the ends of the sample', () => {
  expect([neighbour(items, 'a', -1)?.task, neighbour(items, 'd', 1)?.task, neighbour(items, 'b', 1)?.task]).toEqual(['d', 'a', 'c'])
})

test('after a verdict comes the next item without one, round the end, and nothing after the last', () => {
  expect([nextUnjudged(items, 'b')?.task, nextUnjudged(items, 'd')?.task, nextUnjudged(items.filter(i => i.task !== 'd'), 'b')]).toEqual(['d', 'b', null])
})

test('a verdict is news when none was given or other defects are noted, and not when it says the same again', () => {
  const defect = { shape: null, code: 'missed', severity: 'minor', note: '', slot: null, pin: null } as const
  expect([isNews({ conforms: null, defects: [] }, []), isNews({ conforms: true, defects: [] }, []), isNews({ conforms: false, defects: [defect] }, [{ code: 'missed', severity: 'minor' }]), isNews({ conforms: false, defects: [defect] }, []), isNews({ conforms: true, defects: [] }, [defect])])
    .toEqual([true, false, false, true, true])
})
