import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textOffsets } from '../../../kernel/geometry/text.ts'
import { lanesOf } from './lanes.ts'
import { paragraphAt, paragraphsIn, paragraphsOf } from './paragraphs.ts'

test('paragraphs cover the whole text without gaps, keep their line ends, and each code point is in exactly one', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('a', '汉', '𠮷', '👍🏽', '\n', '\r\n', ' ')), pieces => {
    const text = pieces.join(''), offsets = textOffsets(text), paragraphs = paragraphsOf(text, offsets)
    expect(paragraphs.map(p => text.slice(p.start, p.end)).join('')).toBe(text)
    for (let cp = 0; cp < offsets.codePoints; cp++) {
      const held = paragraphs.findIndex(p => p.startCodePoint <= cp && cp < p.endCodePoint)
      expect(paragraphAt(paragraphs, cp)).toBe(held)
      expect(paragraphsIn(paragraphs, cp, cp + 1)).toEqual([held])
    }
  }))
})

test('underlines on one lane never overlap, and a nested span lies below the one around it', () => {
  const span = fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 12 }))
  fc.assert(fc.property(fc.array(span, { maxLength: 20 }), list => {
    const intervals = list.map(([start, length], i) => ({ start, end: start + length, id: String(i) })), lanes = lanesOf(intervals)
    for (const a of intervals) for (const b of intervals) {
      if (a !== b && lanes.get(a) === lanes.get(b)) expect(a.end <= b.start || b.end <= a.start).toBe(true)
      if (a.start < b.start && b.end <= a.end) expect(lanes.get(a)).not.toBe(lanes.get(b))
    }
  }))
  const outer = { start: 0, end: 10, id: 'o' }, inner = { start: 2, end: 4, id: 'i' }
  expect([lanesOf([inner, outer]).get(outer), lanesOf([inner, outer]).get(inner)]).toEqual([0, 1])
})
