import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boxBetween, cropOf, excerptOf, percents, spanOfSelection, withSide } from './part.ts'

const unit = fc.double({ min: 0, max: 1, noNaN: true })

test('a part of a picture is drawn with a margin, and never beyond the picture', () => {
  expect(cropOf({ x: 0.5, y: 0.5, width: 0.25, height: 0.125 }, { width: 1000, height: 1000 }, 0.5)).toEqual({ x: 375, y: 375, width: 500, height: 375 })
  fc.assert(fc.property(unit, unit, unit, unit, (ax, ay, bx, by) => {
    const box = boxBetween({ x: ax, y: ay }, { x: bx, y: by })
    if (!box) return
    const crop = cropOf(box, { width: 640, height: 480 })
    expect(crop.x >= 0 && crop.y >= 0 && crop.x + crop.width <= 640.001 && crop.y + crop.height <= 480.001).toBe(true)
    expect(crop.x <= box.x * 640 && crop.x + crop.width >= (box.x + box.width) * 640 - 0.001).toBe(true)
  }))
})

test('a box is drawn from any corner and typed in percent, and stays within the picture', () => {
  expect(boxBetween({ x: 0.5, y: 0.5 }, { x: 0.25, y: 1.2 })).toEqual({ x: 0.25, y: 0.5, width: 0.25, height: 0.5 })
  expect(boxBetween({ x: 0.5, y: 0.5 }, { x: 0.5, y: 0.9 })).toBeNull()
  const box = { x: 0.25, y: 0.5, width: 0.25, height: 0.5 }
  expect(percents(box)).toEqual({ x: 25, y: 50, width: 25, height: 50 })
  expect(withSide(box, 'x', 90)).toEqual({ x: 0.9, y: 0.5, width: 1 - 0.9, height: 0.5 })
  expect(withSide(box, 'width', Number.NaN)).toEqual({ ...box, width: 0 })
})

test('a part of a text stands between what surrounds it, counted in code points, and what is cut says so', () => {
  const text = `${'前'.repeat(50)}😀贵阳市${'后'.repeat(50)}`
  expect(excerptOf(text, { from: 51, to: 54 }, 2)).toEqual({ before: '…前😀', part: '贵阳市', after: '后后…' })
  expect(excerptOf('short', undefined)).toEqual({ before: '', part: 'short', after: '' })
  expect(excerptOf('abcdef', undefined, 2, 3)).toEqual({ before: '', part: 'abc', after: '…' })
  expect(excerptOf('abcdef', { from: 1, to: 99 }, 2)).toEqual({ before: 'a', part: 'bcdef', after: '' })
  expect([spanOfSelection('a😀b', 1, 3), spanOfSelection('a😀b', 3, 1), spanOfSelection('ab', 1, 1)]).toEqual([{ from: 1, to: 2 }, { from: 1, to: 2 }, undefined])
})
