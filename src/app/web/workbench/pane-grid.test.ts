import { expect, test } from 'vitest'
import { paneColumns } from './pane-grid.ts'

const wide = { width: 1600, height: 1000 }, tall = { width: 1000, height: 1600 }
test('panes stand side by side unless rows show a picture a third larger; texts always stand side by side', () => {
  expect([paneColumns(2, wide, { width: 1354, height: 1008 }), paneColumns(2, wide, { width: 874, height: 828 }), paneColumns(2, tall, { width: 874, height: 828 })]).toEqual([2, 1, 2])
  expect([paneColumns(3, wide, { width: 874, height: 828 }), paneColumns(3, wide, { width: 1354, height: 1008 }), paneColumns(3, tall, { width: 1354, height: 700 })]).toEqual([2, 2, 3])
  expect([paneColumns(3, null, { width: 874, height: 828 }), paneColumns(1, wide, { width: 874, height: 828 })]).toEqual([3, 1])
})
