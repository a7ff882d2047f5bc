import { sql } from 'kysely'
import type { AssetId, MembershipId, OrganisationId, RunId } from '../../../kernel/ids.ts'
import { json, type Tx } from '../../../workspace/database/connect.ts'
import type { Verdict } from '../model.ts'
import type { VerdictRow } from '../table.ts'

export interface NewVerdict { readonly asset: AssetId, readonly step: number, readonly operator: string, readonly version: number, readonly parameters: unknown, readonly verdict: Verdict, readonly result: AssetId | null, readonly measures: unknown }
export const insertVerdicts = async (tx: Tx, place: { organisation: OrganisationId, preparation: RunId, now: Date }, verdicts: readonly NewVerdict[]): Promise<void> => {
  const size = 1000
  for (let at = 0; at < verdicts.length; at += size)
    await tx.insertInto('verdict').values(verdicts.slice(at, at + size).map(({ verdict: v, ...n }) => ({
      organisation: place.organisation, preparation: place.preparation, asset: n.asset, step: n.step, operator: n.operator, operator_version: n.version, parameters: json(n.parameters), outcome: v.outcome,
      reason: 'reason' in v ? v.reason : null, detail: 'detail' in v && v.detail ? json(v.detail) : null, facet: v.outcome === 'classified' ? v.facet : null, value: v.outcome === 'classified' ? v.value : null,
      result_asset: n.result, measures: n.measures === null ? null : json(n.measures), created_at: place.now,
    }))).execute()
}
export interface NewPrepared { readonly asset: AssetId, readonly kept: boolean, readonly final: AssetId, readonly facets: Readonly<Record<string, string>>, readonly cluster: AssetId | null }
export const insertPrepared = async (tx: Tx, place: { organisation: OrganisationId, preparation: RunId }, prepared: readonly NewPrepared[]): Promise<void> => {
  const size = 1000
  for (let at = 0; at < prepared.length; at += size)
    await tx.insertInto('prepared').values(prepared.slice(at, at + size).map(p => ({ ...p, organisation: place.organisation, preparation: place.preparation, facets: json(p.facets) }))).execute()
}

export interface StepCount { readonly step: number, readonly operator: string, readonly outcome: VerdictRow['outcome'], readonly reason: string | null, readonly n: number }
export const countVerdicts = (tx: Tx, preparation: RunId): Promise<StepCount[]> =>
  tx.selectFrom('verdict').select(['step', 'operator', 'outcome', 'reason', e => e.fn.countAll<number>().as('n')]).where('preparation', '=', preparation).groupBy(['step', 'operator', 'outcome', 'reason']).orderBy('step').orderBy('outcome').orderBy('reason').execute()
export const countPrepared = async (tx: Tx, preparation: RunId): Promise<{ kept: number, dropped: number }> => {
  const { rows } = await sql<{ kept: number, dropped: number }>`select count(*) filter (where kept) as kept, count(*) filter (where not kept) as dropped from prepared where preparation = ${preparation}`.execute(tx)
  return rows[0]!
}
export const countFacets = async (tx: Tx, preparation: RunId): Promise<{ facet: string, value: string, kept: number, all: number }[]> =>
  (await sql<{ facet: string, value: string, kept: number, all: number }>`select f.key as facet, f.value, count(*) filter (where p.kept) as kept, count(*) as "all" from prepared p, jsonb_each_text(p.facets) f where p.preparation = ${preparation} group by 1, 2 order by 1, 4 desc, 2`.execute(tx)).rows

export interface LedgerFilter { readonly step?: number, readonly outcome?: string, readonly reason?: string, readonly facet?: string, readonly value?: string, readonly kept?: boolean, readonly modality?: string, readonly name?: string }
export interface LedgerAsset { readonly ordinal: number, readonly asset: AssetId, readonly name: string, readonly modality: string, readonly kept: boolean, readonly final: string, readonly facets: Record<string, string>, readonly cluster: string | null }
const prepared = (tx: Tx, preparation: RunId) =>
  tx.selectFrom('prepared as p').innerJoin('preparation_asset as pa', join => join.onRef('pa.preparation', '=', 'p.preparation').onRef('pa.asset', '=', 'p.asset')).innerJoin('asset as a', 'a.id', 'p.asset')
    .select(['pa.ordinal', 'p.asset', 'a.name', 'a.modality', 'p.kept', 'p.final', 'p.facets', 'p.cluster']).where('p.preparation', '=', preparation)
export const findLedger = async (tx: Tx, preparation: RunId, asset: AssetId): Promise<LedgerAsset | undefined> =>
  (await prepared(tx, preparation).where('p.asset', '=', asset).executeTakeFirst()) as LedgerAsset | undefined
/** Assets in import order, those with a verdict that fits. */
export const listLedger = async (tx: Tx, preparation: RunId, filter: LedgerFilter, page: { after: number, limit: number }): Promise<LedgerAsset[]> => {
  let query = prepared(tx, preparation).where('pa.ordinal', '>', page.after).orderBy('pa.ordinal').limit(page.limit)
  if (filter.kept !== undefined) query = query.where('p.kept', '=', filter.kept)
  if (filter.modality !== undefined) query = query.where('a.modality', '=', filter.modality)
  if (filter.name !== undefined) query = query.where(sql<boolean>`strpos(lower(a.name), lower(${filter.name})) > 0`)
  if (filter.facet !== undefined) query = query.where(filter.value === undefined ? sql<boolean>`p.facets ? ${filter.facet}` : sql<boolean>`p.facets ->> ${filter.facet} = ${filter.value}`)
  if (filter.step !== undefined || filter.outcome !== undefined || filter.reason !== undefined)
    query = query.where(e => e.exists(e.selectFrom('verdict as v').select('v.step').whereRef('v.preparation', '=', 'p.preparation').whereRef('v.asset', '=', 'p.asset')
      .$if(filter.step !== undefined, q => q.where('v.step', '=', filter.step!)).$if(filter.outcome !== undefined, q => q.where('v.outcome', '=', filter.outcome as VerdictRow['outcome'])).$if(filter.reason !== undefined, q => q.where('v.reason', '=', filter.reason!))))
  return (await query.execute()) as unknown as LedgerAsset[]
}

export type StoredVerdict = Pick<VerdictRow, 'asset' | 'step' | 'operator' | 'operator_version' | 'parameters' | 'outcome' | 'reason' | 'detail' | 'facet' | 'value' | 'result_asset' | 'measures'>
export const findVerdicts = (tx: Tx, preparation: RunId, assets: readonly string[]): Promise<StoredVerdict[]> =>
  tx.selectFrom('verdict').select(['asset', 'step', 'operator', 'operator_version', 'parameters', 'outcome', 'reason', 'detail', 'facet', 'value', 'result_asset', 'measures']).where('preparation', '=', preparation)
    .where('asset', '=', sql<string>`any(${[...assets]}::uuid[])`).orderBy('asset').orderBy('step').execute()
export const verdictOf = (v: StoredVerdict): Verdict => {
  const detail = v.detail === null ? {} : { detail: v.detail as Record<string, string> }
  switch (v.outcome) {
    case 'kept': return { outcome: 'kept' }
    case 'failed': return { outcome: 'failed', reason: v.reason ?? '' }
    case 'classified': return { outcome: 'classified', facet: v.facet ?? '', value: v.value ?? '', ...detail }
    default: return { outcome: v.outcome, reason: v.reason ?? '', ...detail }
  }
}

export interface StoredOverruling { readonly asset: string, readonly step: number, readonly outcome: 'kept' | 'dropped', readonly reason: string, readonly by_membership: string, readonly created_at: Date }
/** Oldest first: the last one of a step counts. */
export const findOverrulings = (tx: Tx, preparation: RunId, assets: readonly string[]): Promise<StoredOverruling[]> =>
  tx.selectFrom('overruling').select(['asset', 'step', 'outcome', 'reason', 'by_membership', 'created_at']).where('preparation', '=', preparation).where('asset', '=', sql<string>`any(${[...assets]}::uuid[])`).orderBy('created_at').orderBy('id').execute()
export const insertOverruling = (tx: Tx, o: { id: string, organisation: OrganisationId, preparation: RunId, asset: AssetId, step: number, outcome: 'kept' | 'dropped', reason: string, by: MembershipId, now: Date }): Promise<unknown> =>
  tx.insertInto('overruling').values({ id: o.id, organisation: o.organisation, preparation: o.preparation, asset: o.asset, step: o.step, outcome: o.outcome, reason: o.reason, by_membership: o.by, created_at: o.now }).execute()
/** Two overrulings of one asset come one after the other. */
export const lockPrepared = async (tx: Tx, preparation: RunId, asset: AssetId): Promise<boolean> =>
  (await tx.selectFrom('prepared').select('asset').where('preparation', '=', preparation).where('asset', '=', asset).forUpdate().executeTakeFirst()) !== undefined
export const updatePrepared = (tx: Tx, preparation: RunId, asset: AssetId, standing: { kept: boolean, facets: Readonly<Record<string, string>> }): Promise<unknown> =>
  tx.updateTable('prepared').set({ kept: standing.kept, facets: json(standing.facets) }).where('preparation', '=', preparation).where('asset', '=', asset).execute()
