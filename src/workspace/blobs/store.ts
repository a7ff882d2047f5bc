import type { Readable } from 'node:stream'
import type { OrganisationId } from '../../kernel/ids.ts'

export interface StoredBlob { readonly sha256: string, readonly size: number }
export interface ListedBlob extends StoredBlob { readonly organisation: OrganisationId }
/** Bytes from `start` to `end`, both included. */
export interface ByteRange { readonly start: number, readonly end: number }

/**
 * Bytes named by their SHA-256, per organisation (sharing would reveal existence). Putting the same bytes twice is harmless:
 * they are written under a temporary name and renamed, so a name always holds whole content.
 */
export interface BlobStore {
  put(organisation: OrganisationId, bytes: Readable | Uint8Array): Promise<StoredBlob>
  /** @throws BlobMissing when there is no such blob */
  open(organisation: OrganisationId, sha256: string, range?: ByteRange): Promise<Readable>
  read(organisation: OrganisationId, sha256: string): Promise<Uint8Array>
  has(organisation: OrganisationId, sha256: string): Promise<boolean>
  /**
   * Keeps one piece of something that arrives in pieces; the same piece again replaces it, a broken one leaves nothing.
   * @param at bytes before it @returns its length
   */
  putPart(organisation: OrganisationId, session: string, at: number, bytes: Readable): Promise<number>
  /** The pieces in their order as one blob. @throws BlobMissing when they do not follow each other from 0 on to `size` */
  joinParts(organisation: OrganisationId, session: string, size: number): Promise<StoredBlob>
  /** Every whole blob of every organisation, in no promised order; for backups. What is put meanwhile may be among them or not. */
  list(): AsyncIterable<ListedBlob>
  dropParts(organisation: OrganisationId, session: string): Promise<void>
  /** Drops what nobody went on with, of all organisations. @param before pieces that came after this are kept, with all of their session */
  sweepParts(before: Date): Promise<void>
  /** Forgets everything of one organisation (a purged scratch organisation). */
  purge(organisation: OrganisationId): Promise<void>
  /** Writes, reads and removes a probe; for /readyz. */
  check(): Promise<void>
}

export class BlobMissing extends Error {
  readonly sha256: string
  constructor(sha256: string) { super(`no blob ${sha256}`); this.name = 'BlobMissing'; this.sha256 = sha256 }
}

declare module '../database/services.ts' { interface Services { readonly blobs: BlobStore } }
