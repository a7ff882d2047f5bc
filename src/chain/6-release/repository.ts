import { sql } from 'kysely'
import type { AnnotationId, AssetId, BatchId, MembershipId, OrganisationId, ProjectId, ReleaseId, TaskId } from '../../kernel/ids.ts'
import type { ShapeRecord } from '../../sockets/shape.ts'
import type { Loss } from '../../sockets/format.ts'
import type { AffectedPlace } from '../../workspace/project/migration/model.ts'
import { json, type Tx } from '../../workspace/database/connect.ts'
import type { BatchEvidence, ReleaseSpec, StepEvidence } from './model.ts'
import './table.ts'

/** What a built release holds: the figures and the evidence of its manifest, and the bytes of its archive. */
export interface StoredCounts { readonly items: number, readonly shapes: number, readonly bySplit: Record<string, number>, readonly byClass: Record<string, number>, readonly size: number, readonly evidence: readonly BatchEvidence[] }
export interface StoredRelease {
  id: ReleaseId, organisation: OrganisationId, project: ProjectId, number: number, name: string, state: 'building' | 'ready' | 'failed' | 'withdrawn', spec: ReleaseSpec, items: number, counts: Partial<StoredCounts>,
  manifest_sha256: string | null, manifest_digest: string | null, signature: string | null, public_key: string | null, created_at: Date, ready_at: Date | null
}
const columns = ['id', 'organisation', 'project', 'number', 'name', 'state', 'spec', 'items', 'counts', 'manifest_sha256', 'manifest_digest', 'signature', 'public_key', 'created_at', 'ready_at'] as const
export const findRelease = (tx: Tx, id: ReleaseId): Promise<StoredRelease | undefined> => tx.selectFrom('release').select(columns).where('id', '=', id).executeTakeFirst() as Promise<StoredRelease | undefined>
export const listReleases = (tx: Tx, project: ProjectId): Promise<StoredRelease[]> => tx.selectFrom('release').select(columns).where('project', '=', project).orderBy('number', 'desc').execute() as Promise<StoredRelease[]>
export const insertRelease = (tx: Tx, r: { id: ReleaseId, organisation: OrganisationId, project: ProjectId, number: number, name: string, spec: ReleaseSpec, items: number, by: MembershipId, now: Date }): Promise<unknown> =>
  tx.insertInto('release').values({ id: r.id, organisation: r.organisation, project: r.project, number: r.number, name: r.name, state: 'building', spec: json(r.spec), items: r.items, manifest_sha256: null, manifest_digest: null, signature: null, public_key: null, created_by: r.by, created_at: r.now, ready_at: null }).execute()

export interface NewItem { ordinal: number, task: TaskId, asset: AssetId, annotation: AnnotationId, revision: number, split: string }
export const insertItems = async (tx: Tx, organisation: OrganisationId, release: ReleaseId, items: readonly NewItem[]): Promise<void> => {
  const size = 2000
  for (let at = 0; at < items.length; at += size) await tx.insertInto('release_item').values(items.slice(at, at + size).map(i => ({ organisation, release, ...i }))).execute()
}

/** A frozen item with everything that the manifest and the exports say of it. */
export interface ReleasedItem {
  ordinal: number, task: TaskId, slot: string, split: string, cluster: string | null, batch: BatchId, schema_version: number, guideline_version: number,
  asset: AssetId, name: string, modality: string, asset_sha256: string, size: number, facts: Record<string, unknown>, derivatives: { role: string, sha256: string }[], provenance: unknown,
  annotation: AnnotationId, revision: number, why: string, sha256: string, shapes: ShapeRecord[]
}
export const itemsFrom = async (tx: Tx, release: ReleaseId, after: number, limit: number): Promise<ReleasedItem[]> => {
  const { rows } = await sql<ReleasedItem>`
    select i.ordinal, i.task, ta.slot, i.split, ta.cluster, t.batch, s.schema_version, b.guideline_version, i.asset, a.name, a.modality, a.sha256 asset_sha256, a.size, a.facts, a.derivatives, a.provenance,
      i.annotation, i.revision, o.why, s.sha256, s.document shapes
    from release_item i join task t on t.id = i.task join batch b on b.id = t.batch join task_asset ta on ta.task = i.task and ta.asset = i.asset join asset a on a.id = i.asset
      join snapshot s on s.annotation = i.annotation and s.revision = i.revision
      join lateral (select why from outcome where task = i.task and annotation = i.annotation and revision = i.revision order by number desc limit 1) o on true
    where i.release = ${release} and i.ordinal > ${after} order by i.ordinal limit ${limit}`.execute(tx)
  return rows
}
/** Versions of the label schema that the items were made under, oldest first. */
export const schemaVersionsOf = async (tx: Tx, release: ReleaseId): Promise<number[]> => {
  const { rows } = await sql<{ version: number }>`select distinct s.schema_version version from release_item i join snapshot s on s.annotation = i.annotation and s.revision = i.revision where i.release = ${release} order by 1`.execute(tx)
  return rows.map(r => r.version)
}
export const assetsOfTasks = async (tx: Tx, tasks: readonly TaskId[]): Promise<{ task: TaskId, asset: AssetId, cluster: string | null }[]> =>
  tasks.length === 0 ? [] : tx.selectFrom('task_asset').select(['task', 'asset', 'cluster']).where('task', 'in', [...tasks]).execute() as Promise<{ task: TaskId, asset: AssetId, cluster: string | null }[]>

export interface PreparedFrom { readonly preparation: string, readonly recipe: string, readonly version: number, readonly kept: number, readonly dropped: number }

/** Where the assets of a batch came from: the recipe version and how many it kept and dropped in the end. */
export const preparationOf = async (tx: Tx, batch: BatchId): Promise<PreparedFrom | null> => {
  const { rows } = await sql<PreparedFrom>`
    select p.id preparation, p.recipe, p.version, (select count(*) from prepared x where x.preparation = p.id and x.kept) kept, (select count(*) from prepared x where x.preparation = p.id and not x.kept) dropped
    from batch b join selection s on s.id = b.selection join preparation p on p.id = s.preparation where b.id = ${batch}`.execute(tx)
  return rows[0] ?? null
}
export const stepVerdictsOf = async (tx: Tx, preparation: string): Promise<StepEvidence[]> => (await sql<StepEvidence>`
  select v.step, v.operator, v.operator_version "version", count(*) filter (where v.outcome = 'kept') kept, count(*) filter (where v.outcome = 'dropped') dropped,
    count(*) filter (where v.outcome = 'changed') changed, count(*) filter (where v.outcome = 'classified') classified, count(*) filter (where v.outcome = 'failed') failed,
    count(*) filter (where exists (select from overruling o where o.preparation = v.preparation and o.asset = v.asset and o.step = v.step)) overruled
  from verdict v where v.preparation = ${preparation} group by 1, 2, 3 order by 1`.execute(tx)).rows
export const correctionCount = async (tx: Tx, batch: BatchId): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*) n from correction c join task t on t.id = c.task where t.batch = ${batch}`.execute(tx)
  return rows[0]!.n
}

export interface NewExport { format: string, sha256: string, size: number, files: number, items: number, annotations: number, losses: readonly Loss[] }
export const insertExports = async (tx: Tx, organisation: OrganisationId, release: ReleaseId, exports: readonly NewExport[], now: Date): Promise<void> => {
  if (exports.length > 0) await tx.insertInto('release_export').values(exports.map(e => ({ organisation, release, format: e.format, sha256: e.sha256, size: e.size, files: e.files, items: e.items, annotations: e.annotations, losses: json(e.losses), created_at: now }))).execute()
}
export const exportsOf = async (tx: Tx, releases: readonly ReleaseId[]): Promise<Map<string, NewExport[]>> => {
  if (releases.length === 0) return new Map()
  const rows = await tx.selectFrom('release_export').select(['release', 'format', 'sha256', 'size', 'files', 'items', 'annotations', 'losses']).where('release', 'in', [...releases]).orderBy('format').execute()
  return new Map([...Map.groupBy(rows, r => r.release)].map(([id, of]) => [id, of.map(({ release: _, ...e }) => ({ ...e, losses: e.losses as Loss[] }))]))
}
export const makeReady = (tx: Tx, id: ReleaseId, made: { archive: string, digest: string, signature: string, publicKey: string, counts: StoredCounts, now: Date }): Promise<unknown> =>
  tx.updateTable('release').set({ state: 'ready', manifest_sha256: made.archive, manifest_digest: made.digest, signature: made.signature, public_key: made.publicKey, counts: json(made.counts), ready_at: made.now }).where('id', '=', id).execute()
export const makeFailed = (tx: Tx, id: ReleaseId): Promise<unknown> => tx.updateTable('release').set({ state: 'failed' }).where('id', '=', id).where('state', '=', 'building').execute()

/** Releases in which a shape holds an entry of the label schema. */
export const countReleasesUnder = async (tx: Tx, project: ProjectId, { at, ids, classes }: AffectedPlace): Promise<number> => {
  const list = (values: readonly string[]) => sql.join(values.map(value => sql`${value}`)), named = at.list === 'attributes' || at.list === 'options' ? classes : ids
  const held = at.list === 'questions' ? sql`x->>'question' in (${list(ids)})` : at.list === 'answers' ? sql`x->>'question' = ${at.question ?? ''} and x->>'class' in (${list(ids)})`
    : sql`x->>'question' is null and x->>'class' in (${list(named)})`
  const value = at.list === 'attributes' ? sql`x->'attributes' ?| array[${list(ids)}]::text[]` : at.list === 'options' ? sql`x->'attributes'->>${at.attribute ?? ''} in (${list(ids)})` : sql`true`
  const { rows } = await sql<{ n: number }>`select count(distinct i.release)::int n from release_item i join release r on r.id = i.release join snapshot s on s.annotation = i.annotation and s.revision = i.revision
    where r.project = ${project} and exists (select from jsonb_array_elements(s.document) x where ${held} and ${value})`.execute(tx)
  return rows[0]?.n ?? 0
}
