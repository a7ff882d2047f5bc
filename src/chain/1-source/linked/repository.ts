import { sql } from 'kysely'
import type { AssetId, DatasetId, MembershipId, OrganisationId, ProjectId } from '../../../kernel/ids.ts'
import { json, type Tx } from '../../../workspace/database/connect.ts'
import type { ImportOptions, Provenance } from '../model.ts'
import type { ObjectState, PassCounts } from './model.ts'
import '../table.ts'

export interface StoredConnection {
  readonly id: string, readonly project: ProjectId, readonly name: string, readonly endpoint: string, readonly region: string, readonly bucket: string, readonly prefix: string, readonly path_style: boolean
  readonly access_key: string, readonly secret: string, readonly created_at: Date, readonly changed_at: Date, readonly sources: number
}
const connectionColumns = ['c.id', 'c.project', 'c.name', 'c.endpoint', 'c.region', 'c.bucket', 'c.prefix', 'c.path_style', 'c.access_key', 'c.secret', 'c.created_at', 'c.changed_at'] as const
const connections = (tx: Tx) => tx.selectFrom('storage_connection as c').select([...connectionColumns, sql<number>`(select count(*) from linked_source s where s.connection = c.id)`.as('sources')])
export const findConnection = (tx: Tx, id: string): Promise<StoredConnection | undefined> => connections(tx).where('c.id', '=', id).executeTakeFirst() as Promise<StoredConnection | undefined>
export const listConnections = (tx: Tx, project: ProjectId): Promise<StoredConnection[]> => connections(tx).where('c.project', '=', project).orderBy('c.name').execute() as Promise<StoredConnection[]>
export interface NewConnection { id: string, organisation: OrganisationId, project: ProjectId, name: string, endpoint: string, region: string, bucket: string, prefix: string, pathStyle: boolean, accessKey: string, secret: string, by: MembershipId, now: Date }
/** False when the project has a connection of that name. */
export const insertConnection = async (tx: Tx, c: NewConnection): Promise<boolean> => (await tx.insertInto('storage_connection').values({
  id: c.id, organisation: c.organisation, project: c.project, name: c.name, endpoint: c.endpoint, region: c.region, bucket: c.bucket, prefix: c.prefix, path_style: c.pathStyle,
  access_key: c.accessKey, secret: c.secret, created_by: c.by, created_at: c.now, changed_at: c.now,
}).onConflict(o => o.columns(['project', 'name']).doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n
export const isNameFree = async (tx: Tx, project: ProjectId, name: string, besides: string): Promise<boolean> =>
  (await tx.selectFrom('storage_connection').select('id').where('project', '=', project).where('name', '=', name).where('id', '<>', besides).executeTakeFirst()) === undefined
export const updateConnection = (tx: Tx, id: string, to: { name?: string, access_key?: string, secret?: string }, now: Date): Promise<unknown> =>
  tx.updateTable('storage_connection').set({ ...to, changed_at: now }).where('id', '=', id).execute()
export const deleteConnection = (tx: Tx, id: string): Promise<unknown> => tx.deleteFrom('storage_connection').where('id', '=', id).execute()

export interface StoredSource {
  readonly id: string, readonly dataset: DatasetId, readonly project: ProjectId, readonly connection: string, readonly connection_name: string, readonly bucket: string, readonly prefix: string
  readonly provenance: Provenance, readonly options: ImportOptions, readonly listed_after: string | null, readonly counts: Partial<PassCounts>, readonly synced_at: Date | null, readonly created_at: Date, readonly ended_at: Date | null
}
const sources = (tx: Tx) => tx.selectFrom('linked_source as s').innerJoin('storage_connection as c', 'c.id', 's.connection').innerJoin('dataset as d', 'd.id', 's.dataset')
  .select(['s.id', 's.dataset', 'd.project', 's.connection', 'c.name as connection_name', 'c.bucket', 's.prefix', 's.provenance', 's.options', 's.listed_after', 's.counts', 's.synced_at', 's.created_at', 's.ended_at'])
export const findSource = (tx: Tx, id: string): Promise<StoredSource | undefined> => sources(tx).where('s.id', '=', id).executeTakeFirst() as Promise<StoredSource | undefined>
export const listSources = (tx: Tx, dataset: DatasetId): Promise<StoredSource[]> => sources(tx).where('s.dataset', '=', dataset).orderBy('s.created_at').orderBy('s.id').execute() as Promise<StoredSource[]>
export const isLinked = async (tx: Tx, dataset: DatasetId, connection: string, prefix: string): Promise<boolean> =>
  (await tx.selectFrom('linked_source').select('id').where('dataset', '=', dataset).where('connection', '=', connection).where('prefix', '=', prefix).where('ended_at', 'is', null).executeTakeFirst()) !== undefined
export interface NewSource { id: string, organisation: OrganisationId, dataset: DatasetId, connection: string, prefix: string, provenance: Provenance, options: ImportOptions, by: MembershipId, now: Date }
export const insertSource = (tx: Tx, s: NewSource): Promise<unknown> => tx.insertInto('linked_source').values({
  id: s.id, organisation: s.organisation, dataset: s.dataset, connection: s.connection, prefix: s.prefix, provenance: json(s.provenance), options: json(s.options), listed_after: null, synced_at: null, created_by: s.by, created_at: s.now, ended_at: null,
}).execute()
export const endSource = (tx: Tx, id: string, now: Date): Promise<unknown> => tx.updateTable('linked_source').set({ ended_at: now }).where('id', '=', id).execute()
export const lockSource = (tx: Tx, id: string): Promise<{ listed_after: string | null, counts: Partial<PassCounts> } | undefined> =>
  tx.selectFrom('linked_source').select(['listed_after', 'counts']).where('id', '=', id).forNoKeyUpdate().executeTakeFirst() as Promise<{ listed_after: string | null, counts: Partial<PassCounts> } | undefined>
/** @param syncedAt set with the last page */
export const moveListing = (tx: Tx, id: string, to: { after: string | null, counts: PassCounts, syncedAt: Date | null }): Promise<unknown> =>
  tx.updateTable('linked_source').set({ listed_after: to.after, counts: json(to.counts), ...(to.syncedAt && { synced_at: to.syncedAt }) }).where('id', '=', id).execute()

/** By source and state; what belongs to withdrawn assets is settled and not counted. */
export const countObjects = (tx: Tx, ids: readonly string[]): Promise<{ source: string, state: ObjectState, n: number }[]> => tx.selectFrom('linked_object as o').leftJoin('asset as a', 'a.id', 'o.asset')
  .select(['o.source', 'o.state', e => e.fn.countAll<number>().as('n')]).where('o.source', '=', sql<string>`any(${[...ids]}::uuid[])`).where('a.withdrawn_at', 'is', null).groupBy(['o.source', 'o.state']).execute()

export interface StoredObject {
  readonly id: string, readonly key: string, readonly state: ObjectState, readonly etag: string, readonly size: number, readonly sha256: string | null, readonly asset: AssetId | null
  readonly found_etag: string | null, readonly found_size: number | null, readonly found_at: Date | null
}
const objectColumns = ['o.id', 'o.key', 'o.state', 'o.etag', 'o.size', 'o.sha256', 'o.asset', 'o.found_etag', 'o.found_size', 'o.found_at'] as const
const objects = (tx: Tx, source: string) => tx.selectFrom('linked_object as o').select(objectColumns).where('o.source', '=', source)
export const listObjects = (tx: Tx, source: string, page: { state: ObjectState, after: string | null, limit: number }): Promise<StoredObject[]> =>
  objects(tx, source).leftJoin('asset as a', 'a.id', 'o.asset').where('a.withdrawn_at', 'is', null).where('o.state', '=', page.state).$if(page.after !== null, q => q.where('o.key', '>', page.after!)).orderBy('o.key').limit(page.limit).execute() as Promise<StoredObject[]>
/** What is recorded of the keys after one and up to another. Null: from the first, to the last. */
export const objectsBetween = (tx: Tx, source: string, after: string | null, through: string | null): Promise<StoredObject[]> =>
  objects(tx, source).where('o.state', '<>', 'replaced').$if(after !== null, q => q.where('o.key', '>', after!)).$if(through !== null, q => q.where('o.key', '<=', through!)).execute() as Promise<StoredObject[]>
export const toRead = async (tx: Tx, source: string): Promise<string[]> =>
  (await objects(tx, source).where('o.state', 'in', ['pending', 'suspect']).orderBy('o.key').execute()).map(o => o.id)
export const findObjects = (tx: Tx, ids: readonly string[]): Promise<StoredObject[]> =>
  tx.selectFrom('linked_object as o').select(objectColumns).where('o.id', '=', sql<string>`any(${[...ids]}::uuid[])`).orderBy('o.key').execute() as Promise<StoredObject[]>

export interface NewObject { readonly id: string, readonly key: string, readonly etag: string, readonly size: number }
export const insertObjects = async (tx: Tx, place: { organisation: OrganisationId, source: string }, fresh: readonly NewObject[]): Promise<void> => {
  if (fresh.length > 0) await tx.insertInto('linked_object').values(fresh.map(o => ({ ...o, organisation: place.organisation, source: place.source, state: 'pending' as const, sha256: null, asset: null, found_etag: null, found_size: null, found_at: null }))).execute()
}
export interface ObjectChange { readonly id: string, readonly state: ObjectState, readonly etag: string, readonly size: number, readonly sha256: string | null, readonly asset: string | null, readonly foundEtag: string | null, readonly foundSize: number | null, readonly foundAt: Date | null }
export const updateObjects = async (tx: Tx, changes: readonly ObjectChange[]): Promise<void> => {
  if (changes.length === 0) return
  await sql`update linked_object o set state = w.state, etag = w.etag, size = w.size, sha256 = w.sha256, asset = w.asset, found_etag = w."foundEtag", found_size = w."foundSize", found_at = w."foundAt"
    from jsonb_to_recordset(${json(changes)}::jsonb) as w (id uuid, state text, etag text, size bigint, sha256 text, asset uuid, "foundEtag" text, "foundSize" bigint, "foundAt" timestamptz) where o.id = w.id`.execute(tx)
}
/** A reader met something else than was recorded. */
export const markObject = (tx: Tx, id: string, state: 'changed' | 'missing', now: Date): Promise<unknown> =>
  tx.updateTable('linked_object').set({ state, found_at: now }).where('id', '=', id).where('state', 'in', ['linked', 'changed', 'missing']).where('state', '<>', state).execute()

/** The outside objects that hold these bytes, sound ones first, each with its connection. */
export const holdersOf = (tx: Tx, sha256: string): Promise<(StoredObject & { readonly connection: string })[]> =>
  tx.selectFrom('linked_object as o').innerJoin('linked_source as s', 's.id', 'o.source').select([...objectColumns, 's.connection']).where('o.sha256', '=', sha256)
    .orderBy(sql`array_position(array['linked', 'suspect', 'changed', 'missing', 'replaced'], o.state)`).limit(4).execute() as Promise<(StoredObject & { connection: string })[]>

/** How the objects of these assets stand now; those of assets whose bytes are kept here are left out. */
export const statesOf = async (tx: Tx, assets: readonly string[]): Promise<Map<string, ObjectState>> => {
  const found = await tx.selectFrom('linked_object').select(['asset', 'state']).where('asset', '=', sql<string>`any(${[...assets]}::uuid[])`)
    .orderBy(sql`array_position(array['replaced', 'missing', 'changed', 'suspect', 'linked'], state)`).execute()
  return new Map(found.map(o => [o.asset!, o.state]))
}
/** Without those of withdrawn assets. */
export const changedObjects = (tx: Tx, source: string): Promise<StoredObject[]> =>
  objects(tx, source).leftJoin('asset as a', 'a.id', 'o.asset').where('a.withdrawn_at', 'is', null).where('o.state', '=', 'changed').orderBy('o.key').execute() as Promise<StoredObject[]>
export const replaceObjects = (tx: Tx, ids: readonly string[]): Promise<unknown> =>
  tx.updateTable('linked_object').set({ state: 'replaced' }).where('id', '=', sql<string>`any(${[...ids]}::uuid[])`).execute()
