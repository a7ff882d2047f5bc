import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsOf, cutCsv, cutLine, recordsOf, type Cutter, type TableRecord } from './records.ts'

const comma = 0x2c
const cut = async (text: string | Buffer, cutter: Cutter, size = 7): Promise<TableRecord[]> => {
  const bytes = Buffer.from(text)
  const chunks = async function* (): AsyncGenerator<Buffer> { for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size) }
  const found: TableRecord[] = []
  for await (const record of recordsOf(chunks(), cutter)) found.push(record)
  return found
}

test('rows written as RFC 4180 come back cell by cell, however the bytes are chopped', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '字', '"', ',', '\n', '\r\n', ' ', '😀'), maxLength: 6 })
  await fc.assert(fc.asyncProperty(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 9 }), async (rows, size) => {
    const text = rows.map(cells => cells.map(c => `"${c.replaceAll('"', '""')}"`).join(',')).join('\r\n')
    const found = await cut(text, cutCsv(comma), size)
    expect(found.map(r => cellsOf(r.bytes, comma))).toEqual(rows)
    expect(found.map(r => r.line)).toEqual(rows.map((_, i) => i + rows.slice(0, i).flat().join('').split('\n').length))
  }), { numRuns: 200 })
})

test('a broken quote costs one line: the rows after it are read, each with its physical line', async () => {
  const found = await cut('a,b\n"open,1\nx,"y"\n5" screen,2\n"z"oops,3\nlast,4', cutCsv(comma))
  expect(found.map(r => [r.line, r.problem ?? cellsOf(r.bytes, comma).join('|')])).toEqual([[1, 'a|b'], [2, 'quote'], [3, 'x|y'], [4, '5" screen|2'], [5, 'quote'], [6, 'last|4']])
})

test('a quote open at the end of the file costs its own line only', async () => {
  const found = await cut('a,b\n1,2\n"open\n3,4\n', cutCsv(comma))
  expect(found.map(r => [r.line, r.problem ?? r.bytes.toString()])).toEqual([[1, 'a,b'], [2, '1,2'], [3, 'quote'], [4, '3,4']])
})

test('a line over the limit is named and skipped without being held in memory', async () => {
  const found = await cut(Buffer.concat([Buffer.from('one\n'), Buffer.alloc(5 * 1024 * 1024, 0x61), Buffer.from('\ntwo\n')]), cutLine, 65_536)
  expect(found.map(r => [r.line, r.problem ?? r.bytes.toString()])).toEqual([[1, 'one'], [2, 'too-long'], [3, 'two']])
})

test('offsets lead back to where each record begins', async () => {
  const text = '{"a":1}\r\n\n{"b":"字"}\n{}'
  for (const record of await cut(text, cutLine, 3)) expect(Buffer.from(text).subarray(record.offset).toString().startsWith(record.bytes.toString())).toBe(true)
})
