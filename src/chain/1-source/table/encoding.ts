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

/**
 * UTF-8, or something else? A file in which more lines are good UTF-8 with characters beyond ASCII than are not UTF-8 at all has some bad rows;
 * otherwise it is in another encoding.
 */
const guess = async (stream: AsyncIterable<Uint8Array>): Promise<NamedEncoding> => {
  let wide = 0, bad = 0
  for await (const { bytes } of recordsOf(stream, cutLine)) {
    if (!isUtf8(bytes)) bad++
    else if (bytes.some(b => b >= 0x80)) wide++
  }
  return bad === 0 || wide > bad ? 'utf-8' : 'gb18030'
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

/** Byte-order mark, then what the caller named, then strict UTF-8, then strict GB18030. Fails with `file.encoding` near the byte that breaks. */
export const asUtf8 = async (blobs: BlobStore, organisation: OrganisationId, table: StoredBlob & { name: string }, named?: NamedEncoding): Promise<Result<Utf8Table>> => {
  const open = (): Promise<Readable> => blobs.open(organisation, table.sha256)
  const head = table.size === 0 ? '' : Buffer.concat(await (await blobs.open(organisation, table.sha256, { start: 0, end: Math.min(2, table.size - 1) })).toArray()).toString('hex')
  const mark = marks.find(([, hex]) => head.startsWith(hex))
  const encoding = mark?.[0] ?? named ?? await guess(await open())
  if (encoding === 'utf-8') return ok({ ...table, skip: mark ? 3 : 0, convertedFrom: null })
  let offset = 0
  try {
    const copy = await blobs.put(organisation, Readable.from(decoded(await open(), encoding, bytes => { offset = bytes })))
    return ok({ ...copy, skip: 0, convertedFrom: encoding })
  } catch (error) {
    if (error instanceof TypeError) return fail(unreadableEncoding({ offset }, { file: table.name }))
    throw error
  }
}
