import { createHash } from 'node:crypto'
import type { Failure } from '../../../kernel/failure.ts'
import type { Work } from '../../../workspace/runs/service.ts'
import { archiveKind } from '../archive/entry.ts'
import { sourceFailures } from '../errors.ts'
import { nameProblem } from '../model.ts'
import { tableForm } from '../table/survey.ts'
import { fileLimit, takeIn, type Taken } from '../take-in.ts'
import type { Bucket } from './bucket.ts'
import { storageFailures } from './errors.ts'
import { nameOfKey } from './model.ts'
import type { StoredObject, StoredSource } from './repository.ts'

/** What reading one object came to. `same`: another ETag, the bytes that were recorded. `moved`: it changed again meanwhile. */
export type ReadObject = { readonly id: string, readonly etag: string, readonly size: number } & (
  | { readonly what: 'taken', readonly taken: Omit<Taken, 'ordinal'> }
  | { readonly what: 'refused' | 'same' | 'changed' | 'missing' | 'moved' })
export interface ReadResult { readonly object: ReadObject, readonly problems: readonly { readonly failure: Failure, readonly warning: boolean }[] }

/** Reads one object that is new or came with another ETag: whole, once, for its facts and its hash. Nothing of it is kept but what is derived. */
export const readObject = async (work: Pick<Work<unknown>, 'organisation' | 'services'>, bucket: Bucket, source: StoredSource, object: StoredObject): Promise<ReadResult> => {
  const { key, sha256 } = object, version = { key, etag: object.found_etag ?? object.etag, size: object.found_size ?? object.size }
  const end = (what: Exclude<ReadObject['what'], 'taken'>, failure?: Failure, warning = false): ReadResult =>
    ({ object: { id: object.id, etag: version.etag, size: version.size, what }, problems: failure ? [{ failure, warning }] : [] })
  const name = nameOfKey(source.prefix, key), place = { file: name }, isChanged = sha256 !== null
  const problem = isChanged ? null : unreadable(name, version.size, source)
  if (problem) return end('refused', { ...problem, place })
  // What was recorded was read once, so something of another size is something else.
  if (isChanged && version.size !== object.size) return end('changed', storageFailures.changed({ key }, place), true)
  const stream = await bucket.open(version)
  if (stream === 'changed') return end('moved', storageFailures.movedOn({}, place), true)
  if (stream === 'missing') return end('missing', storageFailures.missing({ key }, place), true)
  const hash = createHash('sha256'), pieces: Uint8Array[] = []
  for await (const piece of stream as AsyncIterable<Uint8Array>) {
    hash.update(piece)
    if (!isChanged) pieces.push(piece)
  }
  const digest = hash.digest('hex')
  if (isChanged) return digest === sha256 ? end('same') : end('changed', storageFailures.changed({ key }, place), true)
  const { encoding } = source.options
  const { taken, failure, warnings } = await takeIn(work, { name, bytes: Buffer.concat(pieces), stored: { sha256: digest, size: version.size } }, encoding === undefined ? {} : { encoding })
  const said = warnings.map(w => ({ failure: w, warning: true }))
  if (!taken) return { object: { id: object.id, etag: version.etag, size: version.size, what: 'refused' }, problems: [...(failure ? [{ failure, warning: false }] : []), ...said] }
  return { object: { id: object.id, etag: version.etag, size: version.size, what: 'taken', taken }, problems: said }
}

const unreadable = (name: string, size: number, source: StoredSource): Failure | null => {
  const reason = nameProblem(name)
  if (reason) return sourceFailures.badName({ reason })
  if (archiveKind(name) || tableForm(name, source.options)) return storageFailures.packed()
  return size > fileLimit ? sourceFailures.fileTooLarge({ size, limit: fileLimit }) : null
}
