import type { OrganisationId } from '../../kernel/ids.ts'
import type { Tx } from '../database/connect.ts'
import type { StoredBlob } from './store.ts'
import './table.ts'

/** Names the bytes in the ledger of the organisation; bytes without a row are swept after a week. */
export const rememberBlob = async (tx: Tx, organisation: OrganisationId, blob: StoredBlob & { mediaType: string }, now: Date): Promise<void> => {
  await tx.insertInto('blob').values({ organisation, sha256: blob.sha256, size: blob.size, media_type: blob.mediaType, created_at: now }).onConflict(c => c.doNothing()).execute()
}

/** As rememberBlob, for many at once. */
export const rememberBlobs = async (tx: Tx, organisation: OrganisationId, blobs: readonly (StoredBlob & { mediaType: string })[], now: Date): Promise<void> => {
  // In one order everywhere, so that two imports of the same bytes wait for each other and never form a ring.
  const rows = [...new Map(blobs.map(b => [b.sha256, b])).values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
  const size = 5000
  for (let at = 0; at < rows.length; at += size)
    await tx.insertInto('blob').values(rows.slice(at, at + size).map(b => ({ organisation, sha256: b.sha256, size: b.size, media_type: b.mediaType, created_at: now }))).onConflict(c => c.doNothing()).execute()
}

export const findBlob = async (tx: Tx, sha256: string): Promise<{ size: number, mediaType: string } | null> => {
  const row = await tx.selectFrom('blob').select(['size', 'media_type']).where('sha256', '=', sha256).executeTakeFirst()
  return row ? { size: row.size, mediaType: row.media_type } : null
}
