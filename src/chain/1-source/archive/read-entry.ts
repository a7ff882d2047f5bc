import type { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import type { Failure } from '../../../kernel/failure.ts'
import { Refusal, refuse } from '../../../kernel/failure.ts'
import type { OrganisationId } from '../../../kernel/ids.ts'
import { fail, ok, type Result } from '../../../kernel/result.ts'
import type { BlobStore } from '../../../workspace/blobs/service.ts'
import { archiveFailures } from '../errors.ts'
import type { ArchiveEntry } from './entry.ts'

/** Inflated bytes for each packed one, once a file passes the threshold: no honest picture or text comes near. */
const ratioLimit = 200, ratioThreshold = 16 * 1024 * 1024
/** Longest file of an archive, inflated: 20 GiB. */
const sizeLimit = 20 * 1024 ** 3

const localHeaderSignature = 0x04034b50

/** Where the bytes of the file begin: behind its local header, whose name and extra fields may differ from the directory's. */
const dataOffset = async (blobs: BlobStore, organisation: OrganisationId, archive: string, entry: ArchiveEntry): Promise<number> => {
  const header = Buffer.concat(await (await blobs.open(organisation, archive, { start: entry.offset, end: entry.offset + 29 })).toArray())
  if (header.length < 30 || header.readUInt32LE(0) !== localHeaderSignature) refuse(archiveFailures.corrupt({ reason: 'no local header' }, { file: entry.name }))
  return entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
}

const unpacked = (packed: Readable, method: number): AsyncIterable<Buffer> => {
  if (method === 0) return packed
  const inflate = createInflateRaw()
  packed.on('error', error => inflate.destroy(error))
  return packed.pipe(inflate)
}

/** The file's bytes as they inflate, watched: a bomb, a wrong length or a wrong checksum ends the stream with a Refusal. */
export async function* entryBytes(blobs: BlobStore, organisation: OrganisationId, archive: string, entry: ArchiveEntry): AsyncGenerator<Buffer> {
  const place = { file: entry.name }
  const corrupt = (reason: string): never => refuse(archiveFailures.corrupt({ reason }, place))
  let size = 0, checksum = 0
  const start = entry.crc === null ? entry.offset : await dataOffset(blobs, organisation, archive, entry)
  if (entry.packed > 0) {
    const packed = await blobs.open(organisation, archive, { start, end: start + entry.packed - 1 })
    try {
      for await (const chunk of unpacked(packed, entry.method)) {
        size += chunk.length
        if (size > sizeLimit || (size > ratioThreshold && size > entry.packed * ratioLimit)) refuse(archiveFailures.bomb({}, place))
        checksum = crc32(chunk, checksum)
        yield chunk
      }
    } catch (error) {
      if (error instanceof Refusal) throw error
      // Only what the inflater says is the archive's fault; a store that fails is bad luck and tried again.
      if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) corrupt((error as Error).message)
      throw error
    } finally { packed.destroy() }
  }
  if (size !== entry.size) corrupt(`${size} bytes instead of ${entry.size}`)
  if (entry.crc !== null && checksum !== entry.crc) corrupt('wrong checksum')
}

/** The whole file in memory. @param limit bytes; a longer one fails before it is read */
export const readEntry = async (blobs: BlobStore, organisation: OrganisationId, archive: string, entry: ArchiveEntry, limit: number, tooLarge: (size: number) => Failure): Promise<Result<Uint8Array>> => {
  if (entry.size > limit) return fail(tooLarge(entry.size))
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of entryBytes(blobs, organisation, archive, entry)) {
      size += chunk.length
      // The directory lied about the length.
      if (size > limit) return fail(tooLarge(size))
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof Refusal) return fail(error.failure)
    throw error
  }
  return ok(Buffer.concat(chunks))
}
