import { sql, type RawBuilder } from 'kysely'
import type { AssetId, DatasetId, MembershipId, OrganisationId, ProjectId, RecipeId, RunId, SelectionId } from '../../kernel/ids.ts'
import { json, type Tx } from '../../workspace/database/connect.ts'
import type { RecipeStep, SelectionFilter } from './model.ts'
import './table.ts'

export interface StoredRecipe { readonly id: RecipeId, readonly project: ProjectId, readonly name: string, readonly version: number, readonly steps: readonly RecipeStep[], readonly created_at: Date }
const recipes = (tx: Tx) => tx.selectFrom('recipe as r').innerJoin('recipe_version as v', 'v.recipe', 'r.id').select(['r.id', 'r.project', 'r.name', 'v.version', 'v.steps', 'v.created_at'])
export const insertRecipe = (tx: Tx, r: { id: RecipeId, organisation: OrganisationId, project: ProjectId, name: string, now: Date }): Promise<unknown> =>
  tx.insertInto('recipe').values({ id: r.id, organisation: r.organisation, project: r.project, name: r.name, created_at: r.now }).execute()
/** False when that version exists already: somebody else was faster. */
export const insertVersion = async (tx: Tx, v: { organisation: OrganisationId, recipe: RecipeId, version: number, steps: readonly RecipeStep[], by: MembershipId, now: Date }): Promise<boolean> =>
  (await tx.insertInto('recipe_version').values({ organisation: v.organisation, recipe: v.recipe, version: v.version, steps: json(v.steps), created_by: v.by, created_at: v.now }).onConflict(c => c.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n
/** The newest version unless one is named. */
export const findRecipe = (tx: Tx, id: RecipeId, version?: number): Promise<StoredRecipe | undefined> => {
  const query = recipes(tx).where('r.id', '=', id).orderBy('v.version', 'desc').limit(1)
  return (version === undefined ? query : query.where('v.version', '=', version)).executeTakeFirst() as Promise<StoredRecipe | undefined>
}
export const listRecipes = (tx: Tx, project: ProjectId): Promise<StoredRecipe[]> =>
  recipes(tx).distinctOn('r.id').where('r.project', '=', project).orderBy('r.id').orderBy('v.version', 'desc').execute() as Promise<StoredRecipe[]>

export interface StoredPreparation { readonly id: RunId, readonly project: ProjectId, readonly dataset: DatasetId, readonly recipe: RecipeId, readonly version: number, readonly assets: number, readonly created_at: Date, readonly finished_at: Date | null }
const preparations = (tx: Tx) => tx.selectFrom('preparation').select(['id', 'project', 'dataset', 'recipe', 'version', 'assets', 'created_at', 'finished_at'])
export const findPreparation = (tx: Tx, id: RunId): Promise<StoredPreparation | undefined> => preparations(tx).where('id', '=', id).executeTakeFirst() as Promise<StoredPreparation | undefined>
export const listPreparations = (tx: Tx, project: ProjectId): Promise<StoredPreparation[]> =>
  preparations(tx).where('project', '=', project).orderBy('created_at', 'desc').limit(200).execute() as Promise<StoredPreparation[]>
/** Freezes what the dataset holds now, in import order. @returns how many assets */
export const freeze = async (tx: Tx, p: { id: RunId, organisation: OrganisationId, project: ProjectId, dataset: DatasetId, recipe: RecipeId, version: number, now: Date }): Promise<number> => {
  await tx.insertInto('preparation').values({ id: p.id, organisation: p.organisation, project: p.project, dataset: p.dataset, recipe: p.recipe, version: p.version, assets: 0, created_at: p.now, finished_at: null }).execute()
  const { numAffectedRows } = await sql`insert into preparation_asset (organisation, preparation, ordinal, asset)
    select organisation, ${p.id}, row_number() over (order by id) - 1, id from asset where dataset = ${p.dataset} and parent is null and withdrawn_at is null`.execute(tx)
  const assets = Number(numAffectedRows ?? 0)
  await tx.updateTable('preparation').set({ assets }).where('id', '=', p.id).execute()
  return assets
}
export const finishPreparation = (tx: Tx, id: RunId, now: Date): Promise<unknown> => tx.updateTable('preparation').set({ finished_at: now }).where('id', '=', id).execute()
/** The frozen assets of one window of ordinals, in order. */
export const frozen = (tx: Tx, id: RunId, from: number, to: number): Promise<{ ordinal: number, asset: AssetId }[]> =>
  tx.selectFrom('preparation_asset').select(['ordinal', 'asset']).where('preparation', '=', id).where('ordinal', '>=', from).where('ordinal', '<', to).orderBy('ordinal').execute() as Promise<{ ordinal: number, asset: AssetId }[]>

export interface CachedMeasure { readonly sha256: string, readonly operator: string, readonly version: number, readonly parameters_digest: string, readonly measures: unknown }
export const findMeasures = (tx: Tx, hashes: readonly string[], operators: readonly string[]): Promise<CachedMeasure[]> =>
  tx.selectFrom('measure').select(['sha256', 'operator', 'version', 'parameters_digest', 'measures']).where('sha256', '=', sql<string>`any(${[...hashes]})`).where('operator', '=', sql<string>`any(${[...operators]})`).execute()
export const insertMeasures = async (tx: Tx, organisation: OrganisationId, measures: readonly CachedMeasure[]): Promise<void> => {
  const key = (m: CachedMeasure): string => `${m.sha256} ${m.operator} ${m.version} ${m.parameters_digest}`, size = 1000
  const sorted = [...new Map(measures.map(m => [key(m), m])).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, m]) => m)
  for (let at = 0; at < sorted.length; at += size)
    await tx.insertInto('measure').values(sorted.slice(at, at + size).map(m => ({ organisation, ...m, measures: json(m.measures) }))).onConflict(c => c.doNothing()).execute()
}
export interface PreviewAsset { readonly id: string, readonly name: string, readonly modality: string, readonly found: Record<string, unknown> | null }
/** Every raw asset of a dataset with the measures wanted, by place in `wanted`; a measure that was never taken is absent. */
export const previewAssets = async (tx: Tx, dataset: DatasetId, wanted: readonly { operator: string, version: number, digests: readonly string[] }[]): Promise<PreviewAsset[]> => {
  const { rows } = await sql<PreviewAsset>`with wanted as (select * from jsonb_to_recordset(${json(wanted.flatMap((w, step) => w.digests.map(digest => ({ step, operator: w.operator, version: w.version, digest }))))}::jsonb) as w (step int, operator text, version int, digest text))
    select a.id, a.name, a.modality, m.found from asset a left join lateral (
      select jsonb_object_agg(w.step, m.measures) as found from wanted w join measure m on m.organisation = a.organisation and m.sha256 = a.sha256 and m.operator = w.operator and m.version = w.version
        and m.parameters_digest = encode(sha256(convert_to(a.name || E'\n' || coalesce(a.facts ->> 'encoding', '') || E'\n' || w.digest, 'UTF8')), 'hex')) m on true
    where a.dataset = ${dataset} and a.parent is null and a.withdrawn_at is null order by a.id`.execute(tx)
  return rows
}

export interface StoredSelection { readonly id: SelectionId, readonly project: ProjectId, readonly number: number, readonly name: string, readonly preparation: RunId | null, readonly filter: SelectionFilter, readonly assets: number, readonly created_at: Date }
const selections = (tx: Tx) => tx.selectFrom('selection').select(['id', 'project', 'number', 'name', 'preparation', 'filter', 'assets', 'created_at'])
export const findSelection = (tx: Tx, id: SelectionId): Promise<StoredSelection | undefined> => selections(tx).where('id', '=', id).executeTakeFirst() as Promise<StoredSelection | undefined>
export const listSelections = (tx: Tx, project: ProjectId): Promise<StoredSelection[]> => selections(tx).where('project', '=', project).orderBy('number', 'desc').execute() as Promise<StoredSelection[]>

/** The assets to go on with that a filter lets through, once each, in import order. With a seed a limit takes a sample that the seed alone decides. */
const chosen = (preparation: RunId, filter: SelectionFilter, limit: number | null, seed: string | null): RawBuilder<{ asset: string, cluster: string | null, place: number }> => {
  const conditions = [sql`p.preparation = ${preparation}`, sql`p.kept = ${filter.kept}`, sql`a.withdrawn_at is null`]
  for (const [facet, values] of Object.entries(filter.facets ?? {})) conditions.push(sql`p.facets ->> ${facet} = any(${[...values]})`)
  if (filter.modality !== undefined) conditions.push(sql`a.modality = ${filter.modality}`)
  if (filter.name !== undefined) conditions.push(sql`position(lower(${filter.name}) in lower(a.name)) > 0`)
  const order = seed === null ? sql`place` : sql`sha256(convert_to(${seed} || asset::text, 'UTF8'))`
  return sql`select * from (select p.final as asset, min(p.cluster::text)::uuid as cluster, min(pa.ordinal) as place from prepared p
    join preparation_asset pa on pa.preparation = p.preparation and pa.asset = p.asset join asset a on a.id = p.final where ${sql.join(conditions, sql` and `)} group by p.final) found
    order by ${order} ${limit === null ? sql`` : sql`limit ${limit}`}`
}
/** @returns how many assets; 0 = nothing was written */
export const insertSelection = async (tx: Tx, s: { id: SelectionId, organisation: OrganisationId, project: ProjectId, number: number, name: string, preparation: RunId, filter: SelectionFilter, limit: number | null, seed: string | null, by: MembershipId, now: Date }): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from (${chosen(s.preparation, s.filter, s.limit, s.seed)}) c`.execute(tx)
  const assets = rows[0]!.n
  if (assets === 0) return 0
  await tx.insertInto('selection').values({ id: s.id, organisation: s.organisation, project: s.project, number: s.number, name: s.name, preparation: s.preparation, filter: json({ ...s.filter, limit: s.limit, seed: s.seed }), assets, created_by: s.by, created_at: s.now }).execute()
  await sql`insert into selection_asset (organisation, selection, ordinal, asset, cluster)
    select ${s.organisation}, ${s.id}, row_number() over (order by place) - 1, asset, cluster from (${chosen(s.preparation, s.filter, s.limit, s.seed)}) c`.execute(tx)
  return assets
}
export const selectionAssets = (tx: Tx, id: SelectionId, page: { after: number, limit: number | null }): Promise<{ ordinal: number, asset: string, name: string, modality: string, cluster: string | null, facts: unknown }[]> => {
  const query = tx.selectFrom('selection_asset as s').innerJoin('asset as a', 'a.id', 's.asset').select(['s.ordinal', 's.asset', 'a.name', 'a.modality', 's.cluster', 'a.facts']).where('s.selection', '=', id).where('a.withdrawn_at', 'is', null).where('s.ordinal', '>', page.after).orderBy('s.ordinal')
  return (page.limit === null ? query : query.limit(page.limit)).execute()
}
