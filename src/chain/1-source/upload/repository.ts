import { sql } from 'kysely'
import type { DatasetId, MembershipId, OrganisationId } from '../../../kernel/ids.ts'
import type { StoredBlob } from '../../../workspace/blobs/service.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import '../table.ts'

export interface FileOnItsWay { readonly name: string, readonly size: number, readonly modified: Date | null }
export interface StoredSession extends FileOnItsWay { readonly id: string, readonly dataset: DatasetId, readonly received: number, readonly upload: string | null }

const columns = ['id', 'dataset', 'name', 'size', 'modified_at', 'received', 'upload'] as const
type Row = { id: string, dataset: string, name: string, size: number, modified_at: Date | null, received: number, upload: string | null }
const sessionOf = ({ modified_at, dataset, ...row }: Row): StoredSession => ({ ...row, dataset: dataset as DatasetId, modified: modified_at })

/** Sessions that nobody has touched since `since` are as good as gone: their pieces may have been swept. */
export const findSession = async (tx: Tx, id: string, since: Date): Promise<StoredSession | undefined> => {
  const row = await tx.selectFrom('upload_session').select(columns).where('id', '=', id).where('touched_at', '>=', since).executeTakeFirst()
  return row && sessionOf(row)
}
/** The session of the same file, still on its way. */
export const findSameSession = async (tx: Tx, dataset: DatasetId, file: FileOnItsWay, since: Date): Promise<StoredSession | undefined> => {
  const row = await tx.selectFrom('upload_session').select(columns).where('dataset', '=', dataset).where('name', '=', file.name).where('size', '=', file.size)
    .where('modified_at', 'is not distinct from', file.modified).where('upload', 'is', null).where('touched_at', '>=', since).orderBy('received', 'desc').executeTakeFirst()
  return row && sessionOf(row)
}
export const insertSession = (tx: Tx, s: FileOnItsWay & { id: string, organisation: OrganisationId, dataset: DatasetId, by: MembershipId, now: Date }): Promise<unknown> =>
  tx.insertInto('upload_session').values({ id: s.id, organisation: s.organisation, dataset: s.dataset, name: s.name, size: s.size, modified_at: s.modified, received: 0, upload: null, created_by: s.by, created_at: s.now, touched_at: s.now }).execute()
/** False when another request was faster. */
export const advanceSession = async (tx: Tx, id: string, from: number, to: number, now: Date): Promise<boolean> =>
  (await tx.updateTable('upload_session').set({ received: to, touched_at: now }).where('id', '=', id).where('received', '=', from).where('upload', 'is', null).executeTakeFirst()).numUpdatedRows === 1n
export const endSession = (tx: Tx, id: string, upload: string, now: Date): Promise<unknown> =>
  tx.updateTable('upload_session').set({ upload, touched_at: now }).where('id', '=', id).execute()
/** @returns those removed */
export const removeSessions = async (tx: Tx, which: { id: string } | { dataset: DatasetId, by: MembershipId } | { before: Date }): Promise<string[]> => {
  const removal = tx.deleteFrom('upload_session').returning('id')
  const rows = await ('id' in which ? removal.where('id', '=', which.id) : 'before' in which ? removal.where('touched_at', '<', which.before) : removal.where('dataset', '=', which.dataset).where('created_by', '=', which.by)).execute()
  return rows.map(r => r.id)
}

export interface ArrivedFile { readonly id: string, readonly name: string, readonly modified: Date | null, readonly blob: StoredBlob }
/** Rows for files that no import has taken yet; the same bytes under the same name stay one. @returns the row that stands for each, in the order given */
export const insertWaiting = async (tx: Tx, place: { organisation: OrganisationId, dataset: DatasetId, by: MembershipId, now: Date }, files: readonly ArrivedFile[]): Promise<string[]> => {
  if (files.length === 0) return []
  const { rows } = await sql<{ id: string, name: string, sha256: string }>`select u.id, u.name, u.sha256 from upload u left join run.run r on r.id = u.imported_by
    join unnest(${files.map(f => f.name)}::text[], ${files.map(f => f.blob.sha256)}::text[]) as w (name, sha256) on w.name = u.name and w.sha256 = u.sha256
    where u.dataset = ${place.dataset} and (u.imported_by is null or r.state in ('failed', 'cancelled'))`.execute(tx)
  const keyOf = (name: string, sha256: string): string => `${sha256} ${name}`
  const standing = new Map(rows.map(r => [keyOf(r.name, r.sha256), r.id]))
  const fresh = files.filter(f => { const key = keyOf(f.name, f.blob.sha256); if (standing.has(key)) return false; standing.set(key, f.id); return true })
  if (fresh.length > 0) await tx.insertInto('upload').values(fresh.map(f => ({
    id: f.id, organisation: place.organisation, dataset: place.dataset, name: f.name, sha256: f.blob.sha256, size: f.blob.size, modified_at: f.modified, created_by: place.by, created_at: place.now, imported_by: null,
  }))).execute()
  return files.map(f => standing.get(keyOf(f.name, f.blob.sha256))!)
}
/** What a person sent and no import has taken. @returns how many */
export const removeWaiting = async (tx: Tx, dataset: DatasetId, by: MembershipId): Promise<number> =>
  Number((await tx.deleteFrom('upload').where('dataset', '=', dataset).where('created_by', '=', by).where('imported_by', 'is', null).executeTakeFirst()).numDeletedRows)
