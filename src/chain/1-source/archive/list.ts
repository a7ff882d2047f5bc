import { Readable } from 'node:stream'
import { fromRandomAccessReader, RandomAccessReader, type Entry, type ZipFile } from 'yauzl'
import type { Failure } from '../../../kernel/failure.ts'
import type { OrganisationId } from '../../../kernel/ids.ts'
import type { BlobStore, StoredBlob } from '../../../workspace/blobs/service.ts'
import { archiveFailures } from '../errors.ts'
import { isLitter } from '../model.ts'
import { entryLimit, entryNameFailure, type ArchiveEntry, type Listed } from './entry.ts'
import { readEntryName } from './entry-name.ts'

const blockSize = 256 * 1024

/** Random reads of a blob through one block in memory: the central directory is read in tiny pieces, a store answers in large ones. */
class BlobReader extends RandomAccessReader {
  readonly #blobs: BlobStore
  readonly #organisation: OrganisationId
  readonly #blob: StoredBlob
  #block: { start: number, bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) }
  constructor(blobs: BlobStore, organisation: OrganisationId, blob: StoredBlob) {
    super()
    this.#blobs = blobs
    this.#organisation = organisation
    this.#blob = blob
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: (error: Error | null, bytesRead?: number) => void): void {
    const answer = async (): Promise<void> => {
      let bytesRead: number
      try { bytesRead = (await this.#bytes(position, length)).copy(buffer, offset) }
      catch (error) { callback(error instanceof Error ? error : new Error(String(error))); return }
      callback(null, bytesRead)
    }
    void answer()
  }

  async #bytes(position: number, length: number): Promise<Buffer> {
    if (position < 0 || position + length > this.#blob.size) throw new Error('unexpected end of file')
    const { start, bytes } = this.#block
    if (position < start || position + length > start + bytes.length) {
      const end = Math.min(this.#blob.size, position + Math.max(length, blockSize)) - 1
      const stream = await this.#blobs.open(this.#organisation, this.#blob.sha256, { start: position, end })
      this.#block = { start: position, bytes: Buffer.concat(await stream.toArray()) }
    }
    return this.#block.bytes.subarray(position - this.#block.start, position - this.#block.start + length)
  }

  override close(callback: (error: Error | null) => void): void { callback(null) }
}

const openZip = (reader: RandomAccessReader, size: number): Promise<ZipFile> => new Promise((resolve, reject) => {
  fromRandomAccessReader(reader, size, { lazyEntries: true, decodeStrings: false, validateEntrySizes: false, autoClose: false }, (error, zip) => { if (error) reject(error); else resolve(zip) })
})

async function* rawEntries(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const next = await new Promise<Entry | null>((resolve, reject) => {
      zip.once('entry', resolve).once('end', () => resolve(null)).once('error', reject)
      zip.readEntry()
    })
    zip.removeAllListeners()
    if (!next) return
    yield next
  }
}

const unixMode = (entry: Entry): number => (entry.versionMadeBy >> 8 === 3 ? (entry.externalFileAttributes >>> 16) & 0o170000 : 0)
const isLink = 0o120000, isFile = 0o100000, isFolder = 0o040000

/** Why an entry is not taken in, by what the directory says of it; null when it may be read. */
const entryProblem = (entry: Entry, name: string): Failure | null => {
  const place = { file: name }, mode = unixMode(entry), problem = entryNameFailure(name)
  if (problem?.code !== undefined && problem.code !== archiveFailures.nested().code) return problem
  if (mode === isLink) return archiveFailures.link({}, place)
  if (mode !== 0 && mode !== isFile) return archiveFailures.specialFile({}, place)
  if (entry.isEncrypted()) return archiveFailures.encrypted({}, place)
  if (problem) return problem
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) return archiveFailures.method({ method: entry.compressionMethod }, place)
  return null
}

/** Reads the central directory of a ZIP (ZIP64 too), entry by entry; the files themselves are not touched. Damage ends the list with a failure. */
export async function* listArchive(blobs: BlobStore, organisation: OrganisationId, archive: StoredBlob & { name: string }): AsyncGenerator<Listed> {
  const place = { file: archive.name }, seen = new Set<string>(), foreign = new Map<string, number>()
  let claimed = 0, count = 0
  try {
    const zip = await openZip(new BlobReader(blobs, organisation, archive), archive.size)
    for await (const entry of rawEntries(zip)) {
      // With `decodeStrings: false` names are bytes, which the library's types do not say.
      const { name, encoding } = readEntryName(entry.fileName as unknown as Buffer, entry.extraFields)
      if (encoding !== 'utf-8') foreign.set(encoding, (foreign.get(encoding) ?? 0) + 1)
      if (name.endsWith('/') || unixMode(entry) === isFolder) continue
      if (isLitter(name)) { yield { skipped: true }; continue }
      claimed += entry.compressedSize
      // Entries that share their bytes inflate without end: together they cannot be longer than the archive.
      const problem = ++count > entryLimit || claimed > archive.size ? archiveFailures.bomb({}, { file: name }) : entryProblem(entry, name) ?? (seen.has(name) ? archiveFailures.duplicateEntry({}, { file: name }) : null)
      if (problem) { yield { failure: problem }; if (count > entryLimit) break; continue }
      seen.add(name)
      yield { entry: { name, offset: entry.relativeOffsetOfLocalHeader, packed: entry.compressedSize, size: entry.uncompressedSize, crc: entry.crc32, method: entry.compressionMethod } }
    }
  } catch (error) {
    yield { failure: archiveFailures.corrupt({ reason: error instanceof Error ? error.message.slice(0, 200) : String(error) }, place) }
  }
  for (const [encoding, n] of foreign) yield { warning: archiveFailures.nameEncoding({ count: n, encoding }, place) }
}

/** Writes entries down, a line each, and tells where every group of them lies. */
export const writeIndex = async (blobs: BlobStore, organisation: OrganisationId, entries: AsyncIterable<ArchiveEntry>, perGroup: number): Promise<{ sha256: string, groups: { start: number, end: number, count: number }[] }> => {
  const groups: { start: number, end: number, count: number }[] = []
  const lines = async function* (): AsyncGenerator<Buffer> {
    let at = 0
    for await (const entry of entries) {
      const line = Buffer.from(`${JSON.stringify(entry)}\n`)
      if (groups.length === 0 || groups.at(-1)!.count === perGroup) groups.push({ start: at, end: at, count: 0 })
      const group = groups.at(-1)!
      at += line.length
      group.end = at
      group.count++
      yield line
    }
  }
  return { sha256: (await blobs.put(organisation, Readable.from(lines()))).sha256, groups }
}
