import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isProbe, type Probe } from '../../../../sockets/modality.ts'
import { firstBadGb18030, firstBadUtf8 } from '../../text-encoding.ts'
import text from '../index.ts'
import server from './index.ts'

const utf8 = (s: string): Uint8Array => new TextEncoder().encode(s)
const probed = async (bytes: Uint8Array, name = 'a.txt'): Promise<Probe> => {
  const result = await server.probe(bytes, name)
  if (!isProbe(result)) throw new Error(result.code)
  return result
}
/** 数据标注 in GB18030. */
const gb = Uint8Array.of(0xca, 0xfd, 0xbe, 0xdd, 0xb1, 0xea, 0xd7, 0xa2)
const upright = (probe: Probe): string | undefined => probe.derivatives[0] && new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(probe.derivatives[0].bytes)

test('a UTF-8 text needs no derivative and is counted in code points and lines', async () => {
  const probe = await probed(utf8('数据 😀\r\n第二行\r第三行\n'))
  expect(probe).toEqual({ mediaType: 'text/plain', facts: { codePoints: 14, lines: 3, encoding: 'utf-8', script: 'han' }, derivatives: [], warnings: [] })
  expect((await probed(utf8('a'), 'A.MD')).mediaType).toBe('text/markdown')
})

test('a GB18030 text gets a UTF-8 derivative and a warning that names the encoding', async () => {
  const probe = await probed(gb)
  expect(probe.facts).toMatchObject({ codePoints: 4, lines: 1, encoding: 'gb18030', script: 'han' })
  expect(upright(probe)).toBe('数据标注')
  expect(probe.warnings).toMatchObject([{ code: 'text.converted', parameters: { encoding: 'gb18030' } }])
})

test.each<[string, readonly number[]]>([
  ['utf-8', [0xef, 0xbb, 0xbf, 0x61]], ['utf-16le', [0xff, 0xfe, 0x61, 0]], ['utf-16be', [0xfe, 0xff, 0, 0x61]],
  ['utf-32le', [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]], ['utf-32be', [0, 0, 0xfe, 0xff, 0, 0, 0, 0x61]],
])('a %s text with a byte-order mark gets a derivative without it', async (encoding, bytes) => {
  const probe = await probed(Uint8Array.from(bytes))
  expect(probe.facts).toMatchObject({ codePoints: 1, encoding })
  expect(upright(probe)).toBe('a')
  expect(probe.warnings).toMatchObject([{ code: 'text.converted', parameters: { encoding: `${encoding} (BOM)` } }])
})

test('bytes that are neither UTF-8 nor GB18030 are refused with the offset of the first bad byte', async () => {
  const latin1 = Uint8Array.of(0x63, 0x61, 0x66, 0xe9, 0x20, 0x62)
  expect(await server.probe(latin1, 'a.txt')).toMatchObject({ code: 'file.encoding', parameters: { offset: 3 }, place: { file: 'a.txt' } })
  expect(text.recognise(latin1, 'a.txt')).toBeNull()
})

test('an empty file, a file that is only a mark, and NUL bytes are refused', async () => {
  expect(await server.probe(new Uint8Array(), 'a.txt')).toMatchObject({ code: 'file.empty' })
  expect(await server.probe(Uint8Array.of(0xef, 0xbb, 0xbf), 'a.txt')).toMatchObject({ code: 'file.empty' })
  expect(await server.probe(utf8('ab\0c'), 'a.txt')).toMatchObject({ code: 'text.binary', parameters: { offset: 2 } })
  expect(await server.probe(Uint8Array.of(0xff, 0xd8, 0xff, 0, 1), 'a.txt')).toMatchObject({ code: 'text.binary', parameters: { offset: 3 } })
})

test('texts are recognised and binary files are not', () => {
  expect(text.recognise(utf8('# 标题'), 'a.md')).toBe('text/markdown')
  expect(text.recognise(gb, 'noname')).toBe('text/plain')
  expect(text.recognise(Uint8Array.of(0xff, 0xfe, 0x61, 0), 'a.txt')).toBe('text/plain')
  for (const binary of [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], [0x50, 0x4b, 3, 4], [0x7f, 0x45, 0x4c, 0x46, 2], [...utf8('%PDF-1.7')], [1, 2, 3], []]) {
    expect(text.recognise(Uint8Array.from(binary), 'a.txt')).toBeNull()
  }
})

test('a head that is cut inside a character is still a text, a whole file is not', () => {
  const whole = utf8(`${'a'.repeat(4094)}数据`)
  expect(text.recognise(whole.subarray(0, 4096), 'a.txt')).toBe('text/plain')
  expect(text.recognise(utf8('数据').subarray(0, 5), 'a.txt')).toBeNull()
})

test('the script is named when it has nine tenths of the letters', async () => {
  const script = async (s: string): Promise<unknown> => (await probed(utf8(s))).facts['script']
  expect(await Promise.all(['数据标注', 'data labelling', 'data 数据', 'данные', '123', 'данн 数据标注'].map(script))).toEqual(['han', 'latin', 'mixed', 'other', 'other', 'mixed'])
})

const decodes = (bytes: Uint8Array, encoding: string): boolean => {
  try { new TextDecoder(encoding, { fatal: true }).decode(bytes); return true } catch { return false }
}

test('our UTF-8 check accepts exactly what the platform decoder accepts', () => {
  const piece = fc.oneof(fc.uint8Array({ maxLength: 3 }), fc.string({ unit: 'binary', maxLength: 3 }).map(utf8), fc.constantFrom([0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xc0, 0x80], [0xe0, 0x80, 0x80]).map(b => Uint8Array.from(b)))
  fc.assert(fc.property(fc.array(piece), pieces => {
    const bytes = Uint8Array.from(pieces.flatMap(p => [...p]))
    const bad = firstBadUtf8(bytes)
    expect(bad === -1).toBe(decodes(bytes, 'utf-8'))
    expect(decodes(bad === -1 ? bytes : bytes.subarray(0, bad), 'utf-8')).toBe(true)
  }))
})

test('our GB18030 check refuses nothing that the platform decoder accepts', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom(...gb), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }), found => {
    const bytes = Uint8Array.from(found.filter(b => b !== 0x80 && b !== 0xff))
    expect(decodes(bytes, 'gb18030') && firstBadGb18030(bytes) !== -1).toBe(false)
  }))
})
