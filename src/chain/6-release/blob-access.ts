import type { OrganisationId } from '../../kernel/ids.ts'
import type { BlobStore } from '../../workspace/blobs/service.ts'
import type { SignedManifest } from './model.ts'
import { entryAt, type RandomAccess } from './verify.ts'

/** A stored blob, read piece by piece where asked. */
export const overBlob = (blobs: BlobStore, organisation: OrganisationId, blob: { sha256: string, size: number }): RandomAccess => ({
  size: blob.size,
  async read(at, length) {
    const end = Math.min(at + length, blob.size) - 1, pieces: Uint8Array[] = []
    if (end >= at) for await (const piece of await blobs.open(organisation, blob.sha256, { start: at, end })) pieces.push(piece as Uint8Array)
    return Buffer.concat(pieces)
  },
})

/** Where the manifest stands in a release archive that was built here. @throws when the archive does not begin with it */
export const manifestEntry = async (archive: RandomAccess, name: string): Promise<{ readonly start: number, readonly size: number }> => {
  const entry = await entryAt(archive, 0)
  if (entry?.path !== 'manifest.json') throw new Error(`the archive ${name} does not begin with its manifest`)
  return { start: entry.data, size: entry.size }
}

export const manifestIn = async (archive: RandomAccess, name: string): Promise<SignedManifest> => {
  const { start, size } = await manifestEntry(archive, name)
  return JSON.parse((await archive.read(start, size)).toString('utf8')) as SignedManifest
}
