import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countsFromText, countsToText, maskArea, maskBounds, rasterise } from './mask.ts'

test('counts come back from their compressed text, also beyond 2^31', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 34 })), counts => { expect(countsFromText(countsToText(counts))).toEqual(counts) }))
})

test('a text that stops inside a count or holds other characters is refused', () => {
  expect(countsFromText('P')).toBeNull()
  expect(countsFromText('1 2')).toBeNull()
  expect(countsFromText('')).toEqual([])
})

test('a pixel is in when its centre is: a box on whole pixels has its own area and bounds', () => {
  const mask = rasterise([{ outer: [{ x: 1, y: 2 }, { x: 4, y: 2 }, { x: 4, y: 7 }, { x: 1, y: 7 }], holes: [[{ x: 2, y: 3 }, { x: 3, y: 3 }, { x: 3, y: 5 }, { x: 2, y: 5 }]] }], 10, 8)
  expect([maskArea(mask.counts), maskBounds(mask)]).toEqual([13, [1, 2, 3, 5]])
  expect(mask.counts.reduce((a, b) => a + b, 0)).toBe(80)
})

test('the bounds of a run over the end of a column reach from top to bottom', () => {
  expect(maskBounds({ height: 4, width: 3, counts: [3, 2, 7] })).toEqual([0, 0, 2, 4])
  expect(maskBounds({ height: 4, width: 3, counts: [12] })).toEqual([0, 0, 0, 0])
})
