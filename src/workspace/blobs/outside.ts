import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { Refusal, type Failure } from '../../kernel/failure.ts'
import type { OrganisationId } from '../../kernel/ids.ts'
import { BlobMissing, type BlobStore, type ByteRange } from './store.ts'

/** The bytes that a name stands for lie outside and are other ones there now, or none. Trying again does not help. */
export class BytesGone extends Refusal {}

/** Bytes that the product knows by their SHA-256 and does not keep. */
export interface OutsideBytes {
  /**
   * Null when nothing outside is known by that name.
   * @throws BytesGone when what lies there is not what was recorded; Refusal when the place cannot be reached
   */
  open(organisation: OrganisationId, sha256: string, range?: ByteRange): Promise<Readable | null>
  /** What lies there turned out to be something else, though the place said otherwise. */
  disproved(organisation: OrganisationId, sha256: string): Promise<Failure>
}

/**
 * One store for all readers: what is kept here comes from here, the rest from outside. A whole read is checked against the name on its
 * way, because only the outside vouches for the bytes; a range is bound to the version that was recorded.
 */
export const withOutside = (store: BlobStore, outside: OutsideBytes): BlobStore => {
  const fromOutside = async (organisation: OrganisationId, sha256: string, missing: unknown, range?: ByteRange): Promise<Readable> => {
    if (!(missing instanceof BlobMissing)) throw missing
    const bytes = await outside.open(organisation, sha256, range)
    if (!bytes) throw missing
    return range ? bytes : checked(bytes, sha256, () => outside.disproved(organisation, sha256))
  }
  const open: BlobStore['open'] = (organisation, sha256, range) => store.open(organisation, sha256, range).catch((error: unknown) => fromOutside(organisation, sha256, error, range))
  return {
    ...store, open,
    async read(organisation, sha256) {
      try { return await store.read(organisation, sha256) }
      catch (error) {
        const pieces: Uint8Array[] = []
        for await (const piece of await fromOutside(organisation, sha256, error)) pieces.push(piece as Uint8Array)
        return Buffer.concat(pieces)
      }
    },
  }
}

const checked = (bytes: Readable, sha256: string, disproved: () => Promise<Failure>): Readable => {
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256')
    // The last piece is held back until the whole is known to be right: wrong bytes never arrive complete.
    let held: Uint8Array | null = null
    for await (const piece of bytes as AsyncIterable<Uint8Array>) {
      hash.update(piece)
      if (held) yield held
      held = piece
    }
    if (hash.digest('hex') !== sha256) throw new BytesGone(await disproved())
    if (held) yield held
  }
  return Readable.from(pieces(), { objectMode: false })
}
