import { sql } from 'kysely'
import type { AssetId, DatasetId, MembershipId, OrganisationId, ProjectId } from '../../../kernel/ids.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import '../table.ts'

export interface StoredConsent { readonly id: string, readonly project: ProjectId, readonly subject: string, readonly scope: string, readonly given_on: string, readonly paper: string | null, readonly withdrawn_at: Date | null, readonly assets: number }
const consents = (tx: Tx) => tx.selectFrom('consent as c').select(['c.id', 'c.project', 'c.subject', 'c.scope', sql<string>`c.given_on::text`.as('given_on'), 'c.paper', 'c.withdrawn_at',
  sql<number>`(select count(*) from asset_consent l join asset a on a.id = l.asset where l.consent = c.id and a.withdrawn_at is null)`.as('assets')])
export const findConsent = (tx: Tx, id: string): Promise<StoredConsent | undefined> => consents(tx).where('c.id', '=', id).executeTakeFirst() as Promise<StoredConsent | undefined>
export const listConsents = (tx: Tx, project: ProjectId, page: { after: string | null, limit: number }): Promise<StoredConsent[]> =>
  consents(tx).where('c.project', '=', project).$if(page.after !== null, q => q.where('c.id', '>', page.after!)).orderBy('c.id').limit(page.limit).execute() as Promise<StoredConsent[]>
/** False when the person has agreed to the same before. */
export const insertConsent = async (tx: Tx, c: { id: string, organisation: OrganisationId, project: ProjectId, subject: string, scope: string, givenOn: string, paper: string | null, by: MembershipId, now: Date }): Promise<boolean> =>
  (await tx.insertInto('consent').values({ id: c.id, organisation: c.organisation, project: c.project, subject: c.subject, scope: c.scope, given_on: c.givenOn, paper: c.paper, withdrawn_at: null, created_by: c.by, created_at: c.now })
    .onConflict(o => o.columns(['project', 'subject', 'scope']).doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n
export const endConsent = (tx: Tx, id: string, now: Date): Promise<unknown> => tx.updateTable('consent').set({ withdrawn_at: now }).where('id', '=', id).where('withdrawn_at', 'is', null).execute()
/** Every raw asset of the dataset whose path begins so. @returns how many are linked now that were not */
export const linkByPath = async (tx: Tx, organisation: OrganisationId, consent: string, dataset: DatasetId, prefix: string): Promise<number> => {
  const { numAffectedRows } = await sql`insert into asset_consent (organisation, consent, asset)
    select ${organisation}, ${consent}, id from asset where dataset = ${dataset} and made_by is null and withdrawn_at is null and starts_with(name, ${prefix}) on conflict do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** The assets of the project that are named or that a consent covers, with all that was derived of them; what is withdrawn already is left out. Sorted. */
export const withDerived = async (tx: Tx, project: ProjectId, of: { assets: readonly string[] } | { consent: string }): Promise<AssetId[]> => {
  const start = 'consent' in of ? sql`select asset from asset_consent where consent = ${of.consent}` : sql`select unnest(${[...of.assets]}::uuid[])`
  const { rows } = await sql<{ id: AssetId }>`with recursive named as (
      select a.id, a.withdrawn_at from asset a join dataset d on d.id = a.dataset where d.project = ${project} and a.id in (${start})
      union select a.id, a.withdrawn_at from asset a join named n on a.parent = n.id)
    select id from named where withdrawn_at is null order by id`.execute(tx)
  return rows.map(r => r.id)
}
/** How many of these are assets of the project. */
export const countOfProject = async (tx: Tx, project: ProjectId, assets: readonly string[]): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*) n from asset a join dataset d on d.id = a.dataset where d.project = ${project} and a.id = any(${[...assets]}::uuid[])`.execute(tx)
  return rows[0]!.n
}

export interface StoredWithdrawal { readonly id: string, readonly project: ProjectId, readonly reason: string, readonly consent: string | null, readonly assets: number, readonly by_membership: string, readonly created_at: Date }
const withdrawalColumns = ['id', 'project', 'reason', 'consent', 'assets', 'by_membership', 'created_at'] as const
export const findWithdrawal = (tx: Tx, id: string): Promise<StoredWithdrawal | undefined> =>
  tx.selectFrom('withdrawal').select(withdrawalColumns).where('id', '=', id).executeTakeFirst() as Promise<StoredWithdrawal | undefined>
export const listWithdrawals = (tx: Tx, project: ProjectId): Promise<StoredWithdrawal[]> =>
  tx.selectFrom('withdrawal').select(withdrawalColumns).where('project', '=', project).orderBy('created_at', 'desc').orderBy('id').limit(200).execute() as Promise<StoredWithdrawal[]>
export const assetsOfWithdrawal = async (tx: Tx, id: string): Promise<AssetId[]> =>
  (await tx.selectFrom('withdrawal_asset').select('asset').where('withdrawal', '=', id).orderBy('asset').execute()).map(r => r.asset as AssetId)
/** Writes it down and turns the assets into tombstones. */
export const insertWithdrawal = async (tx: Tx, w: { id: string, organisation: OrganisationId, project: ProjectId, reason: string, consent: string | null, assets: readonly AssetId[], by: MembershipId, now: Date }): Promise<void> => {
  await tx.insertInto('withdrawal').values({ id: w.id, organisation: w.organisation, project: w.project, reason: w.reason, consent: w.consent, assets: w.assets.length, by_membership: w.by, created_at: w.now }).execute()
  await sql`insert into withdrawal_asset (organisation, withdrawal, asset) select ${w.organisation}, ${w.id}, unnest(${[...w.assets]}::uuid[])`.execute(tx)
  await sql`update asset set withdrawn_at = ${w.now} where id = any(${[...w.assets]}::uuid[])`.execute(tx)
}
