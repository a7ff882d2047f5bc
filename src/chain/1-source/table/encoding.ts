import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { fail, ok, type Result } from '../../../kernel/result.ts'
import { unreadableEncoding } from '../../../sockets/format-failures.ts'
import type { OrganisationId } from '../../../kernel/ids.ts'
import type { BlobStore, StoredBlob } from '../../../workspace/blobs/service.ts'
import type { NamedEncoding } from '../model.ts'
import { cutLine, recordsOf } from './records.ts'

/** A table's bytes as UTF-8: itself from `skip` on, or a converted copy. */
export interface Utf8Table extends StoredBlob { readonly skip: number, readonly convertedFrom: NamedEncoding | null }

const marks: readonly (readonly [NamedEncoding, string])[] = [['utf-8', 'efbbbf'], ['utf-16le', 'fffe'], ['utf-16be', 'feff']]

/** UTF-32 is no encoding of the platform's decoders; its little-endian mark begins with that of UTF-16. */
const utf32Marks = ['fffe0000', '0000feff']

/**
 * UTF-8, or something else? A file in which more lines are good UTF-8 with characters beyond ASCII than are not UTF-8 at all has some bad rows;
 * otherwise it is in another encoding. @returns the offset of the first line that is not UTF-8 when most of those are not GB18030 either
 */
const guess = async (stream: AsyncIterable<Uint8Array>): Promise<NamedEncoding | { readonly offset: number }> => {
  const gb18030 = new TextDecoder('gb18030', { fatal: true })
  let wide = 0, bad = 0, foreign = 0, first = -1
  for await (const { bytes, offset } of recordsOf(stream, cutLine)) {
    if (!isUtf8(bytes)) {
      bad++
      if (first === -1) first = offset
      if (decodeOr(gb18030, bytes) === null) foreign++
    } else if (bytes.some(b => b >= 0x80)) wide++
  }
  return bad === 0 || wide > bad ? 'utf-8' : 2 * foreign > bad ? { offset: first } : 'gb18030'
}

const decodeOr = (decoder: { decode(bytes: Uint8Array): string }, bytes: Uint8Array): string | null => {
  try { return decoder.decode(bytes) } catch { return null }
}

/** Never part of UTF-8: stands for a line that would not convert, so that the reading finds it and names its line. */
const unreadableLine = Uint8Array.of(0xff, 0x0a)
/** Bytes handed on at once: a stream of single lines would spend its time on handing on. */
const pieceLength = 256 * 1024

/** Line by line, for encodings in which a line feed byte is never part of a longer character. */
async function* linesDecoded(stream: AsyncIterable<Uint8Array>, encoding: NamedEncoding): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let pieces: Uint8Array[] = [], length = 0
  for await (const { bytes, problem } of recordsOf(stream, cutLine)) {
    const text = problem ? null : decodeOr(decoder, bytes), line = text === null ? unreadableLine : Buffer.from(`${text}\n`)
    pieces.push(line)
    length += line.length
    if (length < pieceLength) continue
    yield Buffer.concat(pieces)
    pieces = []
    length = 0
  }
  yield Buffer.concat(pieces)
}

async function* decoded(stream: AsyncIterable<Uint8Array>, encoding: NamedEncoding, reached: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding, { fatal: true }), encoder = new TextEncoder()
  let seen = 0
  for await (const chunk of stream) {
    yield encoder.encode(decoder.decode(chunk, { stream: true }))
    seen += chunk.length
    reached(seen)
  }
  yield encoder.encode(decoder.decode())
}

/**
 * Byte-order mark, then what the caller named, then UTF-8, then GB18030. A few lines that do not convert are left to the reading, which names
 * them; UTF-16 that breaks and bytes of no guessed encoding fail with `file.encoding` near the byte.
 */
export const asUtf8 = async (blobs: BlobStore, organisation: OrganisationId, table: StoredBlob & { name: string }, named?: NamedEncoding): Promise<Result<Utf8Table>> => {
  const open = (): Promise<Readable> => blobs.open(organisation, table.sha256), place = { file: table.name }
  const head = table.size === 0 ? '' : Buffer.concat(await (await blobs.open(organisation, table.sha256, { start: 0, end: Math.min(3, table.size - 1) })).toArray()).toString('hex')
  if (utf32Marks.includes(head)) return fail(unreadableEncoding({ offset: 0 }, place))
  const mark = marks.find(([, hex]) => head.startsWith(hex))
  const encoding = mark?.[0] ?? named ?? await guess(await open())
  if (typeof encoding !== 'string') return fail(unreadableEncoding(encoding, place))
  if (encoding === 'utf-8') return ok({ ...table, skip: mark ? 3 : 0, convertedFrom: null })
  let offset = 0
  try {
    const isUtf16 = encoding === 'utf-16le' || encoding === 'utf-16be', stream = await open()
    const copy = await blobs.put(organisation, Readable.from(isUtf16 ? decoded(stream, encoding, bytes => { offset = bytes }) : linesDecoded(stream, encoding)))
    return ok({ ...copy, skip: 0, convertedFrom: encoding })
  } catch (error) {
    if (error instanceof TypeError) return fail(unreadableEncoding({ offset }, place))
    throw error
  }
}
