import { Readable } from 'node:stream'
import { Refusal, refuse, type Failure } from '../../../kernel/failure.ts'
import { newId, type DatasetId } from '../../../kernel/ids.ts'
import type { Actor } from '../../../workspace/access/model.ts'
import { scopeOf } from '../../../workspace/access/service.ts'
import { rememberBlobs, type StoredBlob } from '../../../workspace/blobs/service.ts'
import { inScope, type Tx } from '../../../workspace/database/connect.ts'
import type { Services } from '../../../workspace/database/services.ts'
import { record } from '../../../workspace/journal/service.ts'
import { readTar, tarFailure, type TarEnd } from '../archive/tar.ts'
import { archiveFailures, sourceFailures } from '../errors.ts'
import { isLitter, nameProblem } from '../model.ts'
import { enterDataset } from '../service.ts'
import * as rows from './repository.ts'

/**
 * Throws a Refusal as soon as more bytes came than allowed. A generator, because it fails where it is read: a stream that breaks before
 * anybody listens would end the process. The request itself stays open, so that the reply still goes out on it.
 */
export async function* atMost(body: Readable, limit: number): AsyncGenerator<Uint8Array> {
  let seen = 0
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    const bytes = chunk as Uint8Array
    seen += bytes.length
    if (seen > limit) refuse(sourceFailures.uploadTooLarge({ limit }))
    yield bytes
  }
}

/** What still comes is let go unread when the work fails: a connection with bytes waiting in it would never be free again. */
export const drainedOnFailure = async <T>(body: Readable, work: () => Promise<T>): Promise<T> => {
  try { return await work() }
  catch (error) {
    body.resume()
    throw error
  }
}

/** Names what has arrived, in the caller's transaction. @returns the uploads that stand for the files, in the order given */
export const rememberArrived = async (tx: Tx, services: Services, actor: Actor, dataset: DatasetId, files: readonly Omit<rows.ArrivedFile, 'id'>[]): Promise<string[]> => {
  const { project } = await enterDataset(tx, actor, dataset, 'dataset.import'), now = services.clock.now()
  await rememberBlobs(tx, actor.organisation, files.map(f => ({ ...f.blob, mediaType: 'application/octet-stream' })), now)
  const ids = await rows.insertWaiting(tx, { organisation: actor.organisation, dataset, by: actor.membership, now }, files.map(f => ({ ...f, id: newId() })))
  const [first, ...more] = files, size = files.reduce((sum, f) => sum + f.blob.size, 0)
  if (first) await record(tx, actor, now, {
    verb: 'upload.stored', kind: 'upload', object: ids[0]!, project,
    content: more.length === 0 ? { name: first.name, sha256: first.blob.sha256 } : files.map(f => [f.name, f.blob.sha256]), detail: { dataset, size, files: files.length },
  })
  return ids
}

/** Stores the bytes first, then the row. The same bytes under the same name, still waiting, are one upload. @param limit bytes */
export const storeUpload = async (services: Services, actor: Actor, dataset: DatasetId, file: { name: string, modified: Date | null }, body: Readable, limit: number): Promise<StoredBlob & { id: string }> => {
  const reason = nameProblem(file.name), scope = scopeOf(actor)
  if (reason) refuse(sourceFailures.badName({ reason }, { field: 'query.name' }))
  await inScope(services.db, scope, tx => enterDataset(tx, actor, dataset, 'dataset.import'))
  const blob = await drainedOnFailure(body, () => services.blobs.put(actor.organisation, Readable.from(atMost(body, limit))))
  const [id] = await inScope(services.db, scope, tx => rememberArrived(tx, services, actor, dataset, [{ ...file, blob }]))
  return { id: id!, ...blob }
}

/** Files of a bundle up to this size are stored while the next one is read; larger ones as they come. */
const heldAtMost = 1024 * 1024, storedAtOnce = 8, rememberedAtOnce = 1000

export interface Bundle { readonly uploads: readonly { readonly id: string, readonly name: string, readonly sha256: string, readonly size: number }[], readonly refused: readonly Failure[] }

/** Many files in one request, as a TAR. A name that cannot be is refused by itself; a bundle that is cut off leaves what came before it. */
export const storeBundle = async (services: Services, actor: Actor, dataset: DatasetId, body: Readable, limit: number): Promise<Bundle> => {
  const scope = scopeOf(actor), refused: Failure[] = [], uploads: Bundle['uploads'][number][] = []
  await inScope(services.db, scope, tx => enterDataset(tx, actor, dataset, 'dataset.import'))
  let arrived: Omit<rows.ArrivedFile, 'id'>[] = []
  const under = new Set<Promise<void>>()
  const remember = async (): Promise<void> => {
    const files = arrived
    arrived = []
    const ids = await inScope(services.db, scope, tx => rememberArrived(tx, services, actor, dataset, files))
    uploads.push(...files.map((f, i) => ({ id: ids[i]!, name: f.name, ...f.blob })))
  }
  const keep = (file: { name: string, modified: Date | null }, bytes: Readable | Uint8Array): Promise<void> =>
    services.blobs.put(actor.organisation, bytes).then(blob => { arrived.push({ ...file, blob }) })
  const end: TarEnd = { read: 0, lastEnd: 0, lastName: null }
  await drainedOnFailure(body, async () => {
    try {
      for await (const { entry, bytes } of readTar(atMost(body, limit), end)) {
        const problem = bundleProblem(entry.name, entry.kind)
        if (entry.kind === 'directory' || isLitter(entry.name)) continue
        if (problem) { refused.push(problem); continue }
        const file = { name: entry.name, modified: entry.modified === null ? null : new Date(entry.modified) }
        if (entry.size > heldAtMost) await keep(file, Readable.from(bytes))
        else {
          const held: Uint8Array[] = []
          for await (const piece of bytes) held.push(piece)
          const work: Promise<void> = keep(file, Buffer.concat(held)).finally(() => under.delete(work))
          under.add(work)
          if (under.size >= storedAtOnce) await Promise.race(under)
        }
        if (arrived.length >= rememberedAtOnce) await remember()
      }
    } catch (error) {
      if (error instanceof Refusal || body.errored) throw error
      refuse(tarFailure(error, end, entryPlace))
    } finally {
      await Promise.allSettled(under)
      if (arrived.length > 0) await remember()
    }
  })
  return { uploads, refused }
}
const entryPlace = 'body'

const bundleProblem = (name: string, kind: string): Failure | null => {
  const reason = nameProblem(name), place = { file: name.slice(0, 200) }
  if (reason) return sourceFailures.badName({ reason }, place)
  if (kind === 'link' || kind === 'symlink') return archiveFailures.link({}, place)
  return kind === 'file' || kind === 'contiguous-file' ? null : archiveFailures.specialFile({}, place)
}
