import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowMeter } from './row-meter.ts'

const sumOf = (chunks: readonly Uint8Array[]) => {
  const meter = rowMeter()
  for (const chunk of chunks) meter.add(chunk)
  return meter.sum()
}
const rows = fc.array(fc.string().map(text => text.replaceAll('\n', '\\n')), { maxLength: 20 })
const written = (lines: readonly string[]): Buffer => Buffer.from(lines.map(line => `${line}\n`).join(''))

test('the digest depends on the rows alone: not on their order, nor on how their bytes are cut into pieces', () => {
  fc.assert(fc.property(rows, fc.integer({ min: 1, max: 9 }), (lines, size) => {
    const bytes = written(lines), pieces: Buffer[] = []
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size))
    expect(sumOf(pieces)).toEqual(sumOf([written(lines.toReversed())]))
    expect(sumOf(pieces).rows).toBe(lines.length)
  }))
})

test('a row that is changed, doubled, missing or cut changes the sum', () => {
  const whole = sumOf([written(['a', 'b'])])
  for (const other of [written(['a', 'c']), written(['a', 'b', 'b']), written(['a']), Buffer.from('a\nb\nc')]) expect(sumOf([other])).not.toEqual(whole)
  // Rows that cancel each other in pairs under XOR do not do so in a sum.
  expect(sumOf([written(['a', 'a'])]).digest).not.toBe(sumOf([]).digest)
})
