import { Readable } from 'node:stream'
import { refuse } from '../../kernel/failure.ts'
import type { ByteReply } from '../../workspace/access/endpoint.ts'
import type { Actor } from '../../workspace/access/model.ts'
import { inScope } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { record } from '../../workspace/journal/service.ts'
import { displayNumber } from '../../workspace/project/model.ts'
import { rangeOf } from '../1-source/model.ts'
import { manifestEntry, overBlob } from './blob-access.ts'
import { releaseFailures } from './errors.ts'
import { noticesOf, type StoredRelease } from './repository.ts'

/** Who asks for which part of a release, as the request says it. */
export interface Asked { readonly services: Services, readonly actor: Actor, readonly range: string | null, readonly ifRange: string | null, readonly head: boolean }
interface Part { readonly sha256: string, readonly size: number, readonly etag: string, readonly fileName: string, readonly mediaType: string, readonly start: number }

/** A withdrawn release is given to those alone who say that they know. */
export const unlessRevoked = async ({ services, actor }: Asked, release: StoredRelease, confirm: 'revoked' | undefined): Promise<void> => {
  if (release.state !== 'withdrawn' || confirm === 'revoked') return
  const [first] = (await inScope(services.db, { organisation: actor.organisation }, tx => noticesOf(tx, release.id))).filter(n => n.kind === 'revoked')
  refuse(releaseFailures.revoked({ reason: first?.reason ?? 'other', at: first?.at.toISOString() ?? null }))
}

/**
 * Part of a blob as a download, whole or the range asked for. A range under another entity tag (`If-Range`) is answered whole, so that
 * nobody joins two files. The reading is written into the journal; asking for the headers alone is none.
 */
const give = async ({ services, actor, range, ifRange, head }: Asked, release: StoredRelease, part: Part): Promise<ByteReply> => {
  const said = { mediaType: part.mediaType, fileName: part.fileName, etag: part.etag }
  if (head) return { ...said, bytes: Readable.from([]), size: part.size }
  const asked = ifRange !== null && ifRange !== `"${part.etag}"` ? 'whole' : rangeOf(range, part.size)
  if (asked === 'outside') return refuse(releaseFailures.badRange({ size: part.size }))
  const window = asked === 'whole' ? { start: 0, end: part.size - 1 } : asked
  await inScope(services.db, { organisation: actor.organisation }, tx =>
    record(tx, actor, services.clock.now(), { verb: 'release.downloaded', kind: 'release', object: release.id, project: release.project, detail: { file: part.fileName, sha256: part.sha256, from: window.start } }))
  return {
    ...said, bytes: await services.blobs.open(actor.organisation, part.sha256, { start: part.start + window.start, end: part.start + window.end }), size: window.end - window.start + 1,
    ...(asked !== 'whole' && { range: { ...window, total: part.size } }),
  }
}

export const giveBlob = (asked: Asked, release: StoredRelease, blob: { readonly sha256: string, readonly size: number }, fileName: string): Promise<ByteReply> =>
  give(asked, release, { sha256: blob.sha256, size: blob.size, etag: blob.sha256, fileName, mediaType: 'application/zip', start: 0 })

/** The first entry of the archive is its manifest. */
export const giveManifest = async (asked: Asked, release: StoredRelease, archive: { readonly sha256: string, readonly size: number }): Promise<ByteReply> => {
  const { start, size } = await manifestEntry(overBlob(asked.services.blobs, asked.actor.organisation, archive), archive.sha256)
  return give(asked, release, { sha256: archive.sha256, size, etag: `${archive.sha256}-manifest`, fileName: `${displayNumber('release', release.number)}-manifest.json`, mediaType: 'application/json', start })
}
