import { Readable, pipeline } from 'node:stream'
import { constants, createGunzip } from 'node:zlib'
import { extract, type Header } from 'tar-stream'
import { Refusal, refuse, type Failure } from '../../../kernel/failure.ts'
import type { OrganisationId } from '../../../kernel/ids.ts'
import type { BlobStore, StoredBlob } from '../../../workspace/blobs/service.ts'
import { archiveFailures } from '../errors.ts'
import { isLitter } from '../model.ts'
import { entryLimit, entryNameFailure, type Listed } from './entry.ts'
import { readEntryName, type NameEncoding } from './entry-name.ts'

const blockSize = 512

/** One file of a TAR, as its header tells it. `modified` is in milliseconds since 1970. */
export interface TarEntry { readonly name: string, readonly encoding: NameEncoding, readonly kind: Header['type'] | 'unknown', readonly size: number, readonly offset: number, readonly modified: number | null }
/** How far the stream went, and where the last entry ends with its padding; bytes. */
export interface TarEnd { read: number, lastEnd: number, lastName: string | null }

/** What the library puts in a header besides what its types say. */
interface FullHeader { readonly name: string, readonly size: number, readonly type: Header['type'] | null, readonly mtime: Date, readonly byteOffset: number, readonly pax: Readonly<Record<string, string>> | null }
/** And what it can be told: the encoding of names. */
const options: Parameters<typeof extract>[0] & { readonly filenameEncoding: string, readonly allowUnknownFormat: boolean } = { filenameEncoding: 'latin1', allowUnknownFormat: true }

const entryOf = (header: FullHeader): TarEntry => {
  // Names were asked for byte by byte (latin1); a PAX name is UTF-8 by its definition.
  const pax = header.pax?.['path'], raw = Buffer.from(header.name, pax === undefined ? 'latin1' : 'utf8')
  const { name, encoding } = readEntryName(raw, [])
  const seconds = Number(header.pax?.['mtime'] ?? Number.NaN), plain = header.mtime.getTime()
  return { name, encoding, kind: header.type ?? 'unknown', size: header.size, offset: header.byteOffset, modified: Number.isFinite(seconds) ? Math.round(seconds * 1000) : plain > 0 ? plain : null }
}

async function* bytesOf(stream: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) yield chunk as Uint8Array
}

/**
 * The entries of a TAR (POSIX, PAX, GNU), one after the other, with their bytes; what the reader leaves of them is passed over.
 * @param end is kept up to date, so that a stream that breaks can be placed @throws what the stream throws, and when the TAR is damaged
 */
export async function* readTar(stream: AsyncIterable<Uint8Array>, end: TarEnd = { read: 0, lastEnd: 0, lastName: null }): AsyncGenerator<{ readonly entry: TarEntry, readonly bytes: AsyncIterable<Uint8Array> }> {
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      end.read += chunk.length
      yield chunk
    }
  }
  const entries = extract(options)
  // The error comes out of the iteration below.
  pipeline(Readable.from(counted()), entries, () => {})
  for await (const found of entries) {
    // An entry that the end of the stream cuts off fails by itself too; once is enough.
    found.on('error', () => {})
    const entry = entryOf(found.header as unknown as FullHeader)
    end.lastName = entry.name
    end.lastEnd = entry.offset + Math.ceil(entry.size / blockSize) * blockSize
    yield { entry, bytes: bytesOf(found) }
    found.resume()
  }
}

/** What a broken TAR is told as: cut off, with the place, or damaged. */
export const tarFailure = (error: unknown, end: TarEnd, file: string): Failure => {
  const reason = error instanceof Error ? error.message.slice(0, 200) : String(error)
  return /unexpected end/i.test(reason)
    ? archiveFailures.truncated({ offset: end.read, entry: end.lastName ?? '' }, { file })
    : archiveFailures.corrupt({ reason: `${reason} (${end.lastEnd})` }, { file })
}

const kindFailure = ({ kind, name }: TarEntry): Failure | null => {
  if (kind === 'link' || kind === 'symlink') return archiveFailures.link({}, { file: name })
  return kind === 'file' || kind === 'contiguous-file' ? null : archiveFailures.specialFile({}, { file: name })
}

/** Files of a TAR in the store, without touching what is in them. One that is cut off fails with the place; what came before it is listed. */
export async function* listTar(blobs: BlobStore, organisation: OrganisationId, tar: StoredBlob & { name: string }): AsyncGenerator<Listed> {
  const seen = new Set<string>(), foreign = new Map<string, number>(), end: TarEnd = { read: 0, lastEnd: 0, lastName: null }
  let waiting: Listed | null = null, count = 0
  const source = await blobs.open(organisation, tar.sha256)
  try {
    for await (const { entry } of readTar(source, end)) {
      // An entry is whole once the next one has been found, or the end.
      if (waiting) yield waiting
      waiting = null
      if (entry.kind === 'directory') continue
      if (isLitter(entry.name)) { waiting = { skipped: true }; continue }
      if (entry.encoding !== 'utf-8') foreign.set(entry.encoding, (foreign.get(entry.encoding) ?? 0) + 1)
      const problem: Failure | null = ++count > entryLimit ? archiveFailures.bomb({}, { file: entry.name })
        : kindFailure(entry) ?? entryNameFailure(entry.name) ?? (seen.has(entry.name) ? archiveFailures.duplicateEntry({}, { file: entry.name }) : null)
      waiting = problem ? { failure: problem } : { entry: { name: entry.name, offset: entry.offset, packed: entry.size, size: entry.size, crc: null, method: 0 } }
      if (count > entryLimit) break
      if (!problem) seen.add(entry.name)
    }
    if (waiting) yield waiting
    // Cut off between two files: nothing is broken, but more may be missing. A TAR ends with a block of zeros.
    if (count <= entryLimit && end.read < end.lastEnd + blockSize) yield { warning: archiveFailures.noEndMark({ offset: end.read }, { file: tar.name }) }
  } catch (error) {
    // What the store throws is bad luck and tried again.
    if (source.errored) throw error
    yield { failure: tarFailure(error, end, tar.name) }
  } finally { source.destroy() }
  for (const [encoding, n] of foreign) yield { warning: archiveFailures.nameEncoding({ count: n, encoding }, { file: tar.name }) }
}

/** Inflated bytes for each packed one, and in all: beyond, it is a bomb. */
const ratioLimit = 200, ratioThreshold = 16 * 1024 * 1024, totalLimit = 200 * 1024 ** 3

/** A gzip stream that is cut off inflates as far as it goes: what it holds then shows where. */
async function* inflated(packed: Readable, size: number, file: string): AsyncGenerator<Buffer> {
  const inflate = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH })
  packed.on('error', error => inflate.destroy(error))
  let total = 0
  for await (const chunk of packed.pipe(inflate)) {
    const bytes = chunk as Buffer
    total += bytes.length
    if (total > totalLimit || (total > ratioThreshold && total > size * ratioLimit)) refuse(archiveFailures.bomb({}, { file }))
    yield bytes
  }
}

/** The TAR within a .tar.gz, in the store: an archive that is read at any place, in parallel. @throws Refusal when it is no gzip, or a bomb */
export const unpackGzip = async (blobs: BlobStore, organisation: OrganisationId, archive: StoredBlob & { name: string }): Promise<StoredBlob> => {
  const packed = await blobs.open(organisation, archive.sha256)
  try { return await blobs.put(organisation, Readable.from(inflated(packed, archive.size, archive.name))) }
  catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (error instanceof Refusal || !code?.startsWith('Z_')) throw error
    return refuse(archiveFailures.corrupt({ reason: message }, { file: archive.name }))
  } finally { packed.destroy() }
}
