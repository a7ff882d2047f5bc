import { sql } from 'kysely'
import type { AssetId, DatasetId, MembershipId, OrganisationId, ProjectId, RunId } from '../../kernel/ids.ts'
import type { Facts } from '../../sockets/modality.ts'
import { json, type Tx } from '../../workspace/database/connect.ts'
import type { StoredBlob } from '../../workspace/blobs/service.ts'
import type { Asset, Derived, Provenance } from './model.ts'
import './table.ts'

export interface StoredDataset { readonly id: DatasetId, readonly project: ProjectId, readonly name: string, readonly created_at: Date }
/** False when the project has a dataset of that name. */
export const insertDataset = async (tx: Tx, d: { id: DatasetId, organisation: OrganisationId, project: ProjectId, name: string, now: Date }): Promise<boolean> =>
  (await tx.insertInto('dataset').values({ id: d.id, organisation: d.organisation, project: d.project, name: d.name, created_at: d.now }).onConflict(c => c.columns(['organisation', 'project', 'name']).doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n
export const findDataset = (tx: Tx, id: DatasetId): Promise<StoredDataset | undefined> =>
  tx.selectFrom('dataset').select(['id', 'project', 'name', 'created_at']).where('id', '=', id).executeTakeFirst() as Promise<StoredDataset | undefined>
export const listDatasets = (tx: Tx, project: ProjectId): Promise<StoredDataset[]> =>
  tx.selectFrom('dataset').select(['id', 'project', 'name', 'created_at']).where('project', '=', project).orderBy('created_at').orderBy('id').execute() as Promise<StoredDataset[]>

/** Raw assets by modality; what cleaning derived is not counted. */
export const countAssets = (tx: Tx, datasets: readonly string[]): Promise<{ dataset: string, modality: string, n: number }[]> =>
  datasets.length === 0 ? Promise.resolve([]) : tx.selectFrom('asset').select(['dataset', 'modality', e => e.fn.countAll<number>().as('n')])
    .where('dataset', 'in', [...datasets]).where('parent', 'is', null).where('withdrawn_at', 'is', null).groupBy(['dataset', 'modality']).orderBy('modality').execute()

export interface StoredUpload extends StoredBlob { readonly id: string, readonly name: string }
export interface WaitingUpload extends StoredUpload { readonly modified_at: Date | null }
/** Uploads that no import has taken; those of an import that failed or was cancelled wait again. */
const waiting = (tx: Tx) => tx.selectFrom('upload as u').leftJoin('run.run as r', 'r.id', 'u.imported_by')
  .where(e => e.or([e('u.imported_by', 'is', null), e('r.state', 'in', ['failed', 'cancelled'])]))
export const listWaiting = (tx: Tx, dataset: DatasetId, page: { after: string | null, limit: number }): Promise<WaitingUpload[]> =>
  waiting(tx).select(['u.id', 'u.name', 'u.sha256', 'u.size', 'u.modified_at']).where('u.dataset', '=', dataset).$if(page.after !== null, q => q.where('u.id', '>', page.after!)).orderBy('u.id').limit(page.limit).execute()
export const countWaiting = async (tx: Tx, datasets: readonly string[]): Promise<Map<string, number>> => {
  if (datasets.length === 0) return new Map()
  const counted = await waiting(tx).select(['u.dataset', e => e.fn.countAll<number>().as('n')]).where('u.dataset', 'in', [...datasets]).groupBy('u.dataset').execute()
  return new Map(counted.map(c => [c.dataset, c.n]))
}
export const insertUpload = (tx: Tx, u: { id: string, organisation: OrganisationId, dataset: DatasetId, name: string, blob: StoredBlob, by: MembershipId, now: Date }): Promise<unknown> =>
  tx.insertInto('upload').values({ id: u.id, organisation: u.organisation, dataset: u.dataset, name: u.name, sha256: u.blob.sha256, size: u.blob.size, created_by: u.by, created_at: u.now, imported_by: null, modified_at: null }).execute()
/** Gives waiting uploads to a run. @param ids null = all @returns the ids taken */
export const claimUploads = async (tx: Tx, dataset: DatasetId, run: RunId, ids: readonly string[] | null): Promise<string[]> => {
  const free = waiting(tx).select('u.id').where('u.dataset', '=', dataset)
  const taken = await tx.updateTable('upload').set({ imported_by: run })
    .where('id', 'in', ids ? free.where('u.id', '=', sql<string>`any(${[...ids]}::uuid[])`) : free).returning('id').execute()
  return taken.map(t => t.id)
}
/** In import order. */
export const uploadsOf = (tx: Tx, run: RunId): Promise<StoredUpload[]> =>
  tx.selectFrom('upload').select(['id', 'name', 'sha256', 'size']).where('imported_by', '=', run).orderBy('name').orderBy('id').execute()
export const findUploads = (tx: Tx, ids: readonly string[]): Promise<StoredUpload[]> =>
  tx.selectFrom('upload').select(['id', 'name', 'sha256', 'size']).where('id', '=', sql<string>`any(${[...ids]}::uuid[])`).execute()

export interface NewAsset {
  readonly id: AssetId, readonly name: string, readonly modality: string, readonly mediaType: string, readonly sha256: string, readonly size: number, readonly facts: Facts, readonly derivatives: readonly Derived[]
  readonly provenance: Provenance, readonly parent: AssetId | null, readonly madeBy: Asset['madeBy']
}
/** Leaves alone what the dataset holds already. @returns ids of the rows that are new */
export const insertAssets = async (tx: Tx, place: { organisation: OrganisationId, dataset: DatasetId, run: RunId, now: Date }, assets: readonly NewAsset[]): Promise<string[]> => {
  // In one order everywhere, so that two imports of the same files wait for each other and never form a ring.
  const sorted = [...assets].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.sha256 < b.sha256 ? -1 : 1))
  const made: string[] = [], size = 1000
  for (let at = 0; at < sorted.length; at += size) {
    const rows = await tx.insertInto('asset').values(sorted.slice(at, at + size).map(a => ({
      id: a.id, organisation: place.organisation, dataset: place.dataset, name: a.name, modality: a.modality, media_type: a.mediaType, sha256: a.sha256, size: a.size,
      facts: json(a.facts), derivatives: json(a.derivatives), provenance: json(a.provenance), parent: a.parent, made_by: a.madeBy && json(a.madeBy), run: place.run, created_at: place.now, withdrawn_at: null,
    }))).onConflict(c => c.columns(['dataset', 'name', 'sha256']).doNothing()).returning('id').execute()
    made.push(...rows.map(r => r.id))
  }
  return made
}
export const countMade = async (tx: Tx, run: RunId): Promise<number> =>
  (await tx.selectFrom('asset').select(e => e.fn.countAll<number>().as('n')).where('run', '=', run).executeTakeFirstOrThrow()).n
/** Assets by name and content, as `name\n sha256`. */
export const findSame = async (tx: Tx, dataset: DatasetId, wanted: readonly { name: string, sha256: string }[]): Promise<Map<string, AssetId>> => {
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ id: AssetId, name: string, sha256: string }>`select a.id, a.name, a.sha256 from asset a
    join unnest(${wanted.map(w => w.name)}::text[], ${wanted.map(w => w.sha256)}::text[]) as w (name, sha256) on a.name = w.name and a.sha256 = w.sha256 where a.dataset = ${dataset}`.execute(tx)
  return new Map(rows.map(r => [sameKey(r), r.id]))
}
export const sameKey = (a: { name: string, sha256: string }): string => `${a.name}\n${a.sha256}`

const columns = ['a.id', 'a.dataset', 'a.name', 'a.modality', 'a.media_type', 'a.sha256', 'a.size', 'a.facts', 'a.derivatives', 'a.provenance', 'a.parent', 'a.made_by', 'a.run', 'a.created_at', 'a.withdrawn_at'] as const
interface AssetColumns { id: string, dataset: string, name: string, modality: string, media_type: string, sha256: string, size: number, facts: unknown, derivatives: unknown, provenance: unknown, parent: string | null, made_by: unknown, run: string, created_at: Date, withdrawn_at: Date | null }
const assetOf = (r: AssetColumns): Asset => ({
  id: r.id as AssetId, dataset: r.dataset as DatasetId, name: r.name, modality: r.modality, mediaType: r.media_type, sha256: r.sha256, size: r.size, facts: r.facts as Facts, derivatives: r.derivatives as Derived[],
  provenance: r.provenance as Provenance, parent: r.parent as AssetId | null, madeBy: r.made_by as Asset['madeBy'], run: r.run as RunId, createdAt: r.created_at, withdrawnAt: r.withdrawn_at,
})
export const findAsset = async (tx: Tx, id: AssetId): Promise<{ asset: Asset, project: ProjectId } | undefined> => {
  const row = await tx.selectFrom('asset as a').innerJoin('dataset as d', 'd.id', 'a.dataset').select([...columns, 'd.project']).where('a.id', '=', id).executeTakeFirst()
  return row && { asset: assetOf(row), project: row.project as ProjectId }
}
export const findAssets = async (tx: Tx, ids: readonly string[]): Promise<Asset[]> =>
  (await tx.selectFrom('asset as a').select(columns).where('a.id', '=', sql<string>`any(${[...ids]}::uuid[])`).orderBy('a.id').execute()).map(assetOf)

/** Those of the assets that the project has and the reader sees. */
export const standingOf = (tx: Tx, project: ProjectId, ids: readonly string[]): Promise<{ id: string, withdrawn: boolean }[]> =>
  tx.selectFrom('asset as a').innerJoin('dataset as d', 'd.id', 'a.dataset').select(['a.id', sql<boolean>`a.withdrawn_at is not null`.as('withdrawn')]).where('d.project', '=', project).where('a.id', '=', sql<string>`any(${[...ids]}::uuid[])`).execute()

export interface AssetPage { readonly after: string | null, readonly limit: number, readonly modality: string | null, readonly name: string | null, /** Only those that are not proven: of these kinds of source, or without a consent where persons are in the data. */ readonly incomplete: { readonly kinds: readonly string[], readonly personal: boolean } | null }
/** Raw assets in import order, after the one named. `name` matches anywhere, in any case. */
export const listAssets = async (tx: Tx, dataset: DatasetId, page: AssetPage): Promise<Asset[]> => {
  let query = tx.selectFrom('asset as a').select(columns).where('a.dataset', '=', dataset).where('a.parent', 'is', null).where('a.withdrawn_at', 'is', null).orderBy('a.id').limit(page.limit)
  if (page.after) query = query.where('a.id', '>', page.after)
  if (page.modality) query = query.where('a.modality', '=', page.modality)
  if (page.name) query = query.where(sql<boolean>`position(lower(${page.name}) in lower(a.name)) > 0`)
  if (page.incomplete) {
    const { kinds, personal } = page.incomplete
    query = query.where(sql<boolean>`(a.provenance ->> 'kind' = any(${[...kinds]}::text[]) or (${personal} and not exists (
      select from asset_consent l join consent c on c.id = l.consent where l.asset = a.id and c.withdrawn_at is null)))`)
  }
  return (await query.execute()).map(assetOf)
}
