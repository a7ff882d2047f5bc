import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { OrganisationId } from '../../kernel/ids.ts'
import { canonical, sha256, type BlobStore } from '../../workspace/blobs/service.ts'
import { blockSize, type FileRecord, type Manifest, type SignedManifest } from './model.ts'
import type { Signer } from './signer.ts'
import type { ZipEntry } from './zip.ts'

/** A file of the archive whose bytes are in the blob store, or here. */
export interface ArchiveFile { readonly path: string, readonly sha256: string | null, readonly bytes: Uint8Array | null }

const open = (blobs: BlobStore, organisation: OrganisationId, file: ArchiveFile) => async function* (): AsyncGenerator<Uint8Array> {
  if (file.bytes) yield file.bytes
  else yield* (await blobs.open(organisation, file.sha256!)) as AsyncIterable<Uint8Array>
}

/** Reads a file once for its size, digests and CRC. */
export const surveyFile = async (blobs: BlobStore, organisation: OrganisationId, file: ArchiveFile): Promise<{ record: FileRecord, entry: ZipEntry }> => {
  const bytes = open(blobs, organisation, file), whole = createHash('sha256'), blocks: string[] = []
  let block = createHash('sha256'), filled = 0, size = 0, crc = 0
  for await (const piece of bytes()) {
    whole.update(piece)
    crc = crc32(piece, crc)
    size += piece.length
    for (let at = 0; at < piece.length;) {
      const part = piece.subarray(at, at + blockSize - filled)
      block.update(part)
      filled += part.length
      at += part.length
      if (filled === blockSize) { blocks.push(block.digest('hex')); block = createHash('sha256'); filled = 0 }
    }
  }
  if (filled > 0) blocks.push(block.digest('hex'))
  return { record: { path: file.path, size, sha256: whole.digest('hex'), blocks }, entry: { path: file.path, size, crc, open: bytes } }
}

/** Bytes per block of `manifest.blocks.json`, which is unsigned and only serves to say where a changed manifest was changed. */
export const manifestBlock = 4096
export const digestsOfBlocks = (bytes: Uint8Array, size: number): string[] => Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => sha256(bytes.subarray(i * size, (i + 1) * size)))

export interface Sealed { readonly entries: readonly ZipEntry[], readonly files: readonly FileRecord[], readonly digest: string, readonly signature: string }
type Survey = (file: ArchiveFile) => Promise<{ record: FileRecord, entry: ZipEntry }>
const piece = (path: string, text: string): ArchiveFile => ({ path, sha256: null, bytes: Buffer.from(text) })

/**
 * Surveys every file, puts the manifest over them, signs it.
 * @param files in the order of the archive @param describing makes files that say something of the others, from their records
 */
export const sealArchive = async (body: Omit<Manifest, 'files'>, files: readonly ArchiveFile[], signer: Signer, survey: Survey, describing: (records: readonly FileRecord[]) => readonly ArchiveFile[] = () => []): Promise<Sealed> => {
  const surveyed: Awaited<ReturnType<Survey>>[] = []
  for (const file of files) surveyed.push(await survey(file))
  for (const file of describing(surveyed.map(s => s.record))) surveyed.push(await survey(file))
  surveyed.sort((a, b) => (a.record.path < b.record.path ? -1 : 1))
  const manifest: Manifest = { ...body, files: surveyed.map(s => s.record) }, text = canonical(manifest), signature = signer.sign(Buffer.from(text))
  const whole = canonical({ manifest, signature: { algorithm: 'Ed25519', keyId: signer.keyId, publicKey: signer.publicKey, value: signature } } satisfies SignedManifest)
  const head = await survey(piece('manifest.json', whole)), guide = await survey(piece('manifest.blocks.json', canonical({ size: manifestBlock, sha256: digestsOfBlocks(Buffer.from(whole), manifestBlock) })))
  return { entries: [head.entry, guide.entry, ...surveyed.map(s => s.entry)], files: manifest.files, digest: sha256(text), signature }
}
