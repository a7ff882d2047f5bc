import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isTextFile, linesOf, openText } from './format-text.ts'

const treeOf = (bytes: Uint8Array, piece: number) => ({
  async *paths() { yield 'a.txt' },
  async *open() { for (let i = 0; i < bytes.length; i += piece) yield bytes.subarray(i, i + piece) },
})
const read = async (bytes: Uint8Array, piece = 2) => {
  const file = await openText(treeOf(bytes, piece), 'a.txt')
  if (!isTextFile(file)) return file
  let text = ''
  for await (const chunk of file.chunks()) text += chunk
  return { text, encoding: file.encoding, cut: file.cut, warnings: file.warnings.map(w => w.code) }
}

test('any text in UTF-8 is read as it is, however the bytes are cut', async () => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 5 }), async (text, piece) => {
    expect(await read(new TextEncoder().encode(text), piece)).toMatchObject({ text: text.replace(/^\ufeff/, ''), encoding: 'utf-8', cut: false })
  }))
})

test('the check of UTF-8 agrees with the decoder of the platform on any bytes', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 6 }), async bytes => {
    let expected = true
    try { new TextDecoder('utf-8', { fatal: true }).decode(bytes) } catch { expected = false }
    const found = await read(Uint8Array.from([0x61, ...bytes]))
    expect('encoding' in found && found.encoding === 'utf-8' && !found.cut).toBe(expected)
  }), { numRuns: 500 })
})

test('a byte order mark decides and is no text', async () => {
  expect(await read(Uint8Array.from([0xff, 0xfe, 0x87, 0x65, 0x0a, 0x00]))).toMatchObject({ text: '文\n', encoding: 'utf-16le' })
  expect(await read(Uint8Array.from([0xfe, 0xff, 0x65, 0x87]))).toMatchObject({ text: '文', encoding: 'utf-16be' })
  expect(await read(Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]))).toMatchObject({ text: 'a', encoding: 'utf-8' })
})

test('GB18030 is assumed aloud, and bytes that are neither fail with their offset', async () => {
  expect(await read(Uint8Array.from([0x61, 0xce, 0xc4, 0x0a]))).toMatchObject({ text: 'a文\n', encoding: 'gb18030', warnings: ['format.assumed'] })
  expect(await read(Uint8Array.from([0x61, 0x62, 0xff, 0xff]))).toMatchObject({ code: 'file.encoding', parameters: { offset: 2 }, place: { file: 'a.txt' } })
})

test('a file that stops inside a character is cut, not another encoding', async () => {
  expect(await read(new TextEncoder().encode('ab文').subarray(0, 4))).toMatchObject({ text: 'ab', encoding: 'utf-8', cut: true })
})

test('lines are numbered from 1, lose LF or CR LF, and the last one says whether it was ended', async () => {
  const lines = []
  for await (const line of linesOf((async function* () { yield 'a\r'; yield '\n\nb\rc'; yield 'd' })())) lines.push(line)
  expect(lines).toEqual([{ number: 1, text: 'a', ended: true }, { number: 2, text: '', ended: true }, { number: 3, text: 'b\rcd', ended: false }])
})
