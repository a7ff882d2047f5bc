import { sql } from 'kysely'
import type { AnnotationId, AssetId, BatchId, MembershipId, OrganisationId, ProjectId, ReleaseId, TaskId } from '../../kernel/ids.ts'
import type { ShapeRecord } from '../../sockets/shape.ts'
import type { Loss } from '../../sockets/format.ts'
import { tieKind } from '../../sockets/shape.ts'
import type { AffectedPlace } from '../../workspace/project/migration/model.ts'
import { json, type Tx } from '../../workspace/database/connect.ts'
import type { BatchEvidence, GroupKey, ReleaseSpec, StepEvidence } from './model.ts'
import { shapesOfPlace, type Place } from './places.ts'
import type { FileDifference } from './rebuild.ts'
import './table.ts'
import type { ReleaseWarning } from './warnings.ts'

/** The edition of a release that does not say where its items come from: its archive and the digest and signature of its manifest. */
export interface StoredEdition { readonly archive: string, readonly size: number, readonly digest: string, readonly signature: string }
/** What a built release holds: the figures and the evidence of its manifest, and the bytes of its archive. */
export interface StoredCounts { readonly items: number, readonly shapes: number, readonly bySplit: Record<string, number>, readonly byClass: Record<string, number>, readonly size: number, readonly evidence: readonly BatchEvidence[], readonly withheld?: StoredEdition }
export interface StoredRelease {
  id: ReleaseId, organisation: OrganisationId, project: ProjectId, number: number, name: string, state: 'building' | 'ready' | 'failed' | 'withdrawn', spec: ReleaseSpec, items: number, counts: Partial<StoredCounts>,
  manifest_sha256: string | null, manifest_digest: string | null, signature: string | null, public_key: string | null, created_at: Date, ready_at: Date | null,
  /** Of the time of freezing; null for releases made before anybody looked. Not part of the manifest. */
  warnings: readonly ReleaseWarning[] | null
}
const columns = ['id', 'organisation', 'project', 'number', 'name', 'state', 'spec', 'items', 'counts', 'manifest_sha256', 'manifest_digest', 'signature', 'public_key', 'created_at', 'ready_at', 'warnings'] as const
export const findRelease = (tx: Tx, id: ReleaseId): Promise<StoredRelease | undefined> => tx.selectFrom('release').select(columns).where('id', '=', id).executeTakeFirst() as Promise<StoredRelease | undefined>
export const listReleases = (tx: Tx, project: ProjectId): Promise<StoredRelease[]> => tx.selectFrom('release').select(columns).where('project', '=', project).orderBy('number', 'desc').execute() as Promise<StoredRelease[]>
export const insertRelease = (tx: Tx, r: { id: ReleaseId, organisation: OrganisationId, project: ProjectId, number: number, name: string, spec: ReleaseSpec, items: number, warnings: readonly ReleaseWarning[], by: MembershipId, now: Date }): Promise<unknown> =>
  tx.insertInto('release').values({ id: r.id, organisation: r.organisation, project: r.project, number: r.number, name: r.name, state: 'building', spec: json(r.spec), items: r.items, manifest_sha256: null, manifest_digest: null, signature: null, public_key: null, created_by: r.by, created_at: r.now, ready_at: null, warnings: json(r.warnings) }).execute()

/** What the rows around an item say, kept with it: later outcomes, batches and corrections of provenance change nothing. */
export interface FrozenFacts { readonly why: string, readonly schema: number, readonly guideline: number, readonly cluster: string | null, readonly provenance: unknown, readonly group: string | null }
export interface NewItem { ordinal: number, task: TaskId, asset: AssetId, annotation: AnnotationId, revision: number, split: string, frozen: FrozenFacts }
export const insertItems = async (tx: Tx, organisation: OrganisationId, release: ReleaseId, items: readonly NewItem[]): Promise<void> => {
  const size = 2000
  for (let at = 0; at < items.length; at += size) await tx.insertInto('release_item').values(items.slice(at, at + size).map(i => ({ organisation, release, ...i, frozen: json(i.frozen) }))).execute()
}

/** A frozen item with everything that the manifest and the exports say of it. */
export interface ReleasedItem {
  ordinal: number, task: TaskId, slot: string, position: number, places: number, split: string, cluster: string | null, group: string | null, batch: BatchId, schema_version: number, guideline_version: number,
  asset: AssetId, name: string, modality: string, asset_sha256: string, size: number, facts: Record<string, unknown>, derivatives: { role: string, sha256: string }[], provenance: unknown, imported_at: Date,
  annotation: AnnotationId, revision: number, why: string, sha256: string, labelled_at: Date, shapes: ShapeRecord[]
}
export const itemsFrom = async (tx: Tx, release: ReleaseId, after: number, limit: number): Promise<ReleasedItem[]> => {
  const { rows } = await sql<ReleasedItem>`
    select i.ordinal, i.task, ta.slot, ta.position, (select count(*)::int from task_asset x where x.task = i.task) places, i.split, case when i.frozen is null then ta.cluster::text else i.frozen->>'cluster' end cluster, i.frozen->>'group' "group", t.batch,
      coalesce((i.frozen->>'schema')::int, s.schema_version) schema_version, coalesce((i.frozen->>'guideline')::int, b.guideline_version) guideline_version,
      i.asset, a.name, a.modality, a.sha256 asset_sha256, a.size, a.facts, a.derivatives, coalesce(i.frozen->'provenance', a.provenance) provenance, a.created_at imported_at,
      i.annotation, i.revision, coalesce(i.frozen->>'why', o.why) why, s.sha256, s.at labelled_at, s.document shapes
    from release_item i join task t on t.id = i.task join batch b on b.id = t.batch join task_asset ta on ta.task = i.task and ta.asset = i.asset join asset a on a.id = i.asset
      join snapshot s on s.annotation = i.annotation and s.revision = i.revision
      join lateral (select why from outcome where task = i.task and annotation = i.annotation and revision = i.revision order by number desc limit 1) o on true
    where i.release = ${release} and i.ordinal > ${after} order by i.ordinal limit ${limit}`.execute(tx)
  return rows.map(row => ({ ...row, shapes: shapesOfPlace(row.shapes, row) }))
}
/** Versions of the label schema that the items were made under, oldest first. */
export const schemaVersionsOf = async (tx: Tx, release: ReleaseId): Promise<number[]> => {
  const { rows } = await sql<{ version: number }>`select distinct coalesce((i.frozen->>'schema')::int, s.schema_version) version from release_item i join snapshot s on s.annotation = i.annotation and s.revision = i.revision where i.release = ${release} order by 1`.execute(tx)
  return rows.map(r => r.version)
}
/** Under which version of the label schema each frozen annotation was made. */
export const schemasOfSnapshots = async (tx: Tx, of: readonly { annotation: string, revision: number }[]): Promise<Map<string, number>> => {
  const { rows } = await sql<{ annotation: string, version: number }>`select s.annotation, s.schema_version version from snapshot s
    join unnest(${of.map(o => o.annotation)}::uuid[], ${of.map(o => o.revision)}::int[]) as w (annotation, revision) on s.annotation = w.annotation and s.revision = w.revision`.execute(tx)
  return new Map(rows.map(r => [r.annotation, r.version]))
}
export interface TaskAsset { task: TaskId, asset: AssetId, name: string, cluster: string | null, guideline: number, provenance: unknown, group: string | null }
/**
 * The assets that tasks are about, in their order. A task of which one was withdrawn is left out whole. To freeze them, each asset is locked against withdrawal until the release is frozen,
 * so that whoever withdraws one afterwards finds it in the release.
 * Joined, not compared with a list: as a condition of the index the whole list would be sorted anew for each task.
 * A facet is that which the preparation behind the batch gave the asset.
 */
export const assetsOfTasks = async (tx: Tx, tasks: readonly TaskId[], group: GroupKey | null, isFreezing: boolean): Promise<TaskAsset[]> => (await sql<TaskAsset>`
  with facet as materialized (
    select distinct on (p.preparation, p.final) p.preparation, p.final, p.facets ->> ${group?.by === 'facet' ? group.key : null}::text value from prepared p
    where ${group?.by === 'facet'} and p.preparation in (select s.preparation from task t join batch b on b.id = t.batch join selection s on s.id = b.selection where t.id in (select unnest(${tasks}::uuid[])))
    order by p.preparation, p.final, p.asset)
  select ta.task, ta.asset, a.name, ta.cluster, b.guideline_version guideline, a.provenance, coalesce(substring(a.name from ${group?.by === 'path' ? group.pattern : null}::text), f.value, a.provenance ->> ${group?.by === 'provenance' ? group.key : null}::text) "group"
  from unnest(${tasks}::uuid[]) w (task) join task_asset ta on ta.task = w.task join task t on t.id = ta.task join batch b on b.id = t.batch join asset a on a.id = ta.asset
    left join selection s on s.id = b.selection left join facet f on f.preparation = s.preparation and f.final = ta.asset
  where not exists (select from task_asset x join asset gone on gone.id = x.asset where x.task = ta.task and gone.withdrawn_at is not null)
  order by ta.task, ta.position ${isFreezing ? sql`for share of a` : sql``}`.execute(tx)).rows

/** Shapes that agree in everything named. Answers count by kind alone: their class is an option, not a class. */
export interface ShapeCount { readonly split: string, readonly schema: number, readonly kind: string | null, readonly class: string | null, readonly n: number }
/** What stands in the snapshots, by split and version of the label schema; a pair without a shape has a row of no kind. */
export const countShapes = async (tx: Tx, of: readonly { readonly annotation: string, readonly revision: number, readonly split: string }[]): Promise<ShapeCount[]> => (await sql<ShapeCount>`
  select w.split, s.schema_version "schema", x.kind, case when x.question is null then x.class end "class", count(x.kind)::int n
  from unnest(${of.map(o => o.annotation)}::uuid[], ${of.map(o => o.revision)}::int[], ${of.map(o => o.split)}::text[]) w (annotation, revision, split)
    join snapshot s on s.annotation = w.annotation and s.revision = w.revision left join lateral jsonb_to_recordset(s.document) x (kind text, class text, question text) on true
  group by 1, 2, 3, 4`.execute(tx)).rows

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

export const makeBuilding = (tx: Tx, id: ReleaseId): Promise<unknown> => tx.updateTable('release').set({ state: 'building' }).where('id', '=', id).where('state', '=', 'failed').execute()
/** Items of a release whose asset was withdrawn since it was frozen. */
export const countWithdrawn = async (tx: Tx, id: ReleaseId): Promise<number> =>
  (await tx.selectFrom('release_item as i').innerJoin('asset as a', 'a.id', 'i.asset').select(e => e.fn.countAll<number>().as('n')).where('i.release', '=', id).where('a.withdrawn_at', 'is not', null).executeTakeFirstOrThrow()).n

/** Releases in which a shape holds an entry of the label schema. */
export const countReleasesUnder = async (tx: Tx, project: ProjectId, { at, ids, classes }: AffectedPlace): Promise<number> => {
  const list = (values: readonly string[]) => sql.join(values.map(value => sql`${value}`)), named = at.list === 'attributes' || at.list === 'options' ? classes : ids
  const held = at.list === 'questions' ? sql`x->>'question' in (${list(ids)})` : at.list === 'answers' ? sql`x->>'question' = ${at.question ?? ''} and x->>'class' in (${list(ids)})`
    : sql`x->>'question' is null and (x->>'kind' = ${tieKind}) = ${at.list === 'relations'} and x->>'class' in (${list(named)})`
  const value = at.list === 'attributes' ? sql`x->'attributes' ?| array[${list(ids)}]::text[]` : at.list === 'options' ? sql`x->'attributes'->>${at.attribute ?? ''} in (${list(ids)})` : sql`true`
  const { rows } = await sql<{ n: number }>`select count(distinct i.release)::int n from release_item i join release r on r.id = i.release join snapshot s on s.annotation = i.annotation and s.revision = i.revision
    where r.project = ${project} and exists (select from jsonb_array_elements(s.document) x where ${held} and ${value})`.execute(tx)
  return rows[0]?.n ?? 0
}
export interface StoredRebuild { run: string, release: ReleaseId, identical: boolean, archive: string, size: number, differences: readonly FileDifference[], at: Date }
export const insertRebuild = (tx: Tx, organisation: OrganisationId, r: Omit<StoredRebuild, 'at'> & { by: MembershipId | null, now: Date }): Promise<unknown> =>
  tx.insertInto('release_rebuild').values({ run: r.run, organisation, release: r.release, identical: r.identical, archive_sha256: r.archive, size: r.size, differences: json(r.differences), by: r.by, at: r.now }).execute()
/** Newest first. */
export const rebuildsOf = async (tx: Tx, release: ReleaseId, limit: number): Promise<StoredRebuild[]> =>
  tx.selectFrom('release_rebuild').select(['run', 'release', 'identical', 'archive_sha256 as archive', 'size', 'differences', 'at']).where('release', '=', release).orderBy('at', 'desc').orderBy('run', 'desc').limit(limit).execute() as Promise<StoredRebuild[]>
/** @returns false when it was not ready any more */
export const moveWithdrawn = async (tx: Tx, id: ReleaseId): Promise<boolean> =>
  (await tx.updateTable('release').set({ state: 'withdrawn' }).where('id', '=', id).where('state', '=', 'ready').executeTakeFirst()).numUpdatedRows > 0n

/** Are there parties of the project whose terms keep them from knowing where the data comes from? */
export const hidesProvenance = async (tx: Tx, project: ProjectId): Promise<boolean> =>
  (await sql<{ hides: boolean }>`select exists (select from party where project = ${project} and 'provenance' = any(hidden)) hides`.execute(tx)).rows[0]!.hides

export interface ReleasedOutcome { readonly asset: AssetId, readonly item: string, readonly split: string, readonly outcome: string, readonly annotation: AnnotationId, readonly revision: number, readonly place: Place }
/** What stands for every item of a release, in its order, without the shapes. */
export const outcomesIn = async (tx: Tx, release: ReleaseId): Promise<ReleasedOutcome[]> => {
  const { rows } = await sql<Omit<ReleasedOutcome, 'place'> & Place>`
    select i.asset, a.name item, i.split, s.sha256 outcome, i.annotation, i.revision, ta.slot, ta.position, (select count(*)::int from task_asset x where x.task = i.task) places
    from release_item i join asset a on a.id = i.asset join task_asset ta on ta.task = i.task and ta.asset = i.asset
    join snapshot s on s.annotation = i.annotation and s.revision = i.revision where i.release = ${release} order by i.ordinal`.execute(tx)
  return rows.map(({ slot, position, places, ...outcome }) => ({ ...outcome, place: { slot, position, places } }))
}

/** @returns shapes by `annotation@revision` */
export const shapesAt = async (tx: Tx, wanted: readonly { annotation: AnnotationId, revision: number }[]): Promise<Map<string, ShapeRecord[]>> => {
  const { rows } = await sql<{ key: string, shapes: ShapeRecord[] }>`
    select s.annotation || '@' || s.revision "key", s.document shapes from snapshot s
    join unnest(${wanted.map(w => w.annotation)}::uuid[], ${wanted.map(w => w.revision)}::int[]) w (annotation, revision) using (annotation, revision)`.execute(tx)
  return new Map(rows.map(r => [r.key, r.shapes]))
}

/** Does PostgreSQL read the text as a regular expression? Its engine does not backtrack without end, as others may. */
export const isPattern = async (tx: Tx, pattern: string): Promise<boolean> => {
  // In a savepoint: a refused pattern must not end the caller's transaction.
  await sql`savepoint pattern`.execute(tx)
  try { await sql`select substring('' from ${pattern}::text)`.execute(tx); return true }
  catch (error) {
    if ((error as { code?: string }).code !== '2201B') throw error
    await sql`rollback to savepoint pattern`.execute(tx)
    return false
  }
}

export interface StoredNotice { id: string, release: ReleaseId, kind: 'revoked' | 'affected', reason: string, note: string | null, assets: number, at: Date }

export const insertNotices = async (tx: Tx, organisation: OrganisationId, notices: readonly (StoredNotice & { by: MembershipId | null })[]): Promise<void> => {
  if (notices.length > 0) await tx.insertInto('release_notice').values(notices.map(n => ({ organisation, ...n }))).execute()
}
/** Oldest first. */
export const noticesOf = (tx: Tx, release: ReleaseId): Promise<StoredNotice[]> =>
  tx.selectFrom('release_notice').select(['id', 'release', 'kind', 'reason', 'note', 'assets', 'at']).where('release', '=', release).orderBy('at').orderBy('id').execute() as Promise<StoredNotice[]>

/** How many notices each release has, for lists. */
export const noticeCounts = async (tx: Tx, releases: readonly ReleaseId[]): Promise<Map<string, number>> => {
  if (releases.length === 0) return new Map()
  const found = await tx.selectFrom('release_notice').select(['release', tx.fn.countAll<number>().as('n')]).where('release', 'in', [...releases]).groupBy('release').execute()
  return new Map(found.map(r => [r.release, Number(r.n)]))
}

/** Releases of the project that hold some of the assets, those that are still being built among them, newest first, with how many they hold. */
export const releasesWith = async (tx: Tx, project: ProjectId, assets: readonly AssetId[]): Promise<{ id: ReleaseId, number: number, name: string, state: string, items: number }[]> =>
  (await sql<{ id: ReleaseId, number: number, name: string, state: string, items: number }>`
    select r.id, r.number, r.name, r.state, count(distinct i.asset)::int items from release_item i join release r on r.id = i.release
    where i.asset = any(${assets}::uuid[]) and r.project = ${project} and r.state <> 'failed' group by r.id order by r.number desc`.execute(tx)).rows

export interface Holder { membership: string, name: string, downloads: number, firstAt: Date, lastAt: Date }
/** Who downloaded anything of the release, by the journal; the latest first. */
export const holdersOf = async (tx: Tx, release: ReleaseId): Promise<Holder[]> => (await sql<Holder>`
  select j.membership, a.name, count(*)::int downloads, min(j.at) "firstAt", max(j.at) "lastAt"
  from journal j join membership m on m.id = j.membership join account a on a.id = m.account
  where j.kind = 'release' and j.object = ${release}::text and j.verb = 'release.downloaded' group by 1, 2 order by 5 desc, 1`.execute(tx)).rows

export interface OwnNotice extends StoredNotice { project: ProjectId, number: number, name: string }
/** Notices of releases that this person downloaded something of, newest first. */
export const ownNotices = async (tx: Tx, membership: MembershipId, limit: number): Promise<OwnNotice[]> => (await sql<OwnNotice>`
  select n.id, n.release, n.kind, n.reason, n.note, n.assets, n.at, r.project, r.number, r.name from release_notice n join release r on r.id = n.release
  where exists (select from journal j where j.kind = 'release' and j.object = n.release::text and j.verb = 'release.downloaded' and j.membership = ${membership})
  order by n.at desc, n.id desc limit ${limit}`.execute(tx)).rows
