import { expect, it } from 'vitest'
import { tileAfter } from './asset-grid.tsx'

it('arrows lead to the neighbour tile and stop at the borders of the grid', () => {
  expect(['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End'].map(key => tileAfter(key, 5, 4, 10))).toEqual([6, 4, 9, 1, 0, 9])
  expect([tileAfter('ArrowRight', 9, 4, 10), tileAfter('ArrowDown', 7, 4, 10), tileAfter('ArrowUp', 2, 4, 10), tileAfter('Enter', 2, 4, 10)]).toEqual([undefined, undefined, undefined, undefined])
})
