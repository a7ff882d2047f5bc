import fc from 'fast-check'
import { expect, test } from 'vitest'
import { neutralised, restored, rowsOf, rowText, separatorOf, type Row } from './rows.ts'

const rows = async (text: string, size = 3): Promise<Row[]> => {
  const all: Row[] = []
  for await (const row of rowsOf((async function* () { for (let i = 0; i < text.length; i += size) yield text.slice(i, i + size) })(), 1000)) all.push(row)
  return all
}

test('any cells come back from their row, with quotes, line ends, separators and formulas', async () => {
  const cell = fc.string({ unit: fc.constantFrom(...'ab,;"\'\n\r\t=+-@', '标', '🚒') })
  await fc.assert(fc.asyncProperty(fc.array(cell, { minLength: 2, maxLength: 5 }), fc.integer({ min: 1, max: 9 }), async (cells, size) => {
    const found = await rows(`a,b\n${rowText(cells)}`, size + 3)
    expect(found[1]?.cells.map(restored)).toEqual(cells)
  }))
})

test('a cell that a spreadsheet would run gets an apostrophe, a number does not', () => {
  expect(rowText(['=1+2', '-x', '@a', "'=a", 'a=b', -1.5, null])).toBe("'=1+2,'-x,'@a,''=a,a=b,-1.5,\n")
  fc.assert(fc.property(fc.string(), text => { expect(restored(neutralised(text))).toBe(text) }))
})

test('the separator is the one that stands most often in the first line outside quotes', () => {
  expect(['a,b;c,d\n;;;;', '"a,b,c";d', 'a\tb', 'text'].map(separatorOf)).toEqual([',', ';', '\t', ','])
})

test('CR LF ends a row, an open quote and a NUL stop the file at their line, a last row without line end says so', async () => {
  expect(await rows('a,b\r\n"x\r\ny",z\r\n')).toEqual([{ line: 1, cells: ['a', 'b'] }, { line: 2, cells: ['x\r\ny', 'z'] }])
  expect((await rows('a,b\nc,"d\ne\n')).at(-1)).toMatchObject({ line: 2, fault: 'quote' })
  expect((await rows('a,b\nc\0,d\n')).at(-1)).toMatchObject({ line: 2, fault: 'nul' })
  expect((await rows('a,b\nc,d')).at(-1)).toEqual({ line: 2, cells: ['c', 'd'], unended: true })
})
