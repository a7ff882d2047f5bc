import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textOffsets } from '../../kernel/geometry/text.ts'
import { segmentsOf } from './segments.ts'

const segment = (text: string) => segmentsOf(text, textOffsets(text), 'zh-Hans')

test('a caret never stops inside a grapheme: emoji with skin tone and joiners, combining marks, CR LF', () => {
  const text = 'a👍🏽e\u0301\r\n👨‍👩‍👧𠮷', segments = segment(text), stops = [0]
  for (let at = 0; at < textOffsets(text).codePoints;) stops.push(at = segments.step(at, 1))
  expect(stops).toEqual([0, 1, 3, 5, 7, 12, 13])
  const back = [13]
  for (let at = 13; at > 0;) back.push(at = segments.step(at, -1))
  expect(back).toEqual([...stops].reverse())
  expect([segments.snap(2, -1), segments.snap(2, 1), segments.snap(9, -1), segments.snap(9, 1)]).toEqual([1, 3, 7, 12])
})

test('words and sentences are found at any place, and steps always move on until the end', () => {
  const segments = segment('我在贵阳市工作。你好！\n第二段')
  expect([segments.word(2), segments.word(7), segments.sentence(9)]).toEqual([[2, 4], null, [8, 12]])
  expect(segments.wordStep(0, 1)).toBe(2)
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), text => {
    const segments = segment(text), end = textOffsets(text).codePoints
    for (let at = 0; at < end;) { const next = segments.step(at, 1); expect(next).toBeGreaterThan(at); expect(segments.step(next, -1)).toBe(at); at = next }
    expect([segments.step(end, 1), segments.step(0, -1), segments.wordStep(end, 1)]).toEqual([end, 0, end])
  }))
})
