import { sql } from 'kysely'
import type { OrganisationId } from '../../../kernel/ids.ts'
import type { Json } from '../../../kernel/json.ts'
import type { Tx } from '../../database/connect.ts'
import type { Block, ChainEntry, Leaf, Seal } from '../chain.ts'
import { leafOf } from '../chain.ts'
import '../table.ts'

export interface Candidate { readonly place: number, readonly xid: string }
/** The last place handed out, and a transaction number taken after it was read: the order of the two is the point. */
export const takeCandidate = async (tx: Tx): Promise<Candidate> => {
  const { rows: [last] } = await sql<{ place: number }>`select case when is_called then last_value else last_value - 1 end as place from journal_place`.execute(tx)
  const { rows: [next] } = await sql<{ xid: string }>`select pg_current_xact_id()::text as xid`.execute(tx)
  return { place: last!.place, xid: next!.xid }
}
/** Have all transactions up to and with this number ended? */
export const hasPassed = async (tx: Tx, xid: string): Promise<boolean> =>
  (await sql<{ passed: boolean }>`select pg_snapshot_xmin(pg_current_snapshot()) > ${xid}::xid8 as passed`.execute(tx)).rows[0]!.passed

const isoMicros = sql<string>`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
interface EntryRange { readonly above: number, readonly through: number, readonly limit?: number, readonly project?: string | null, readonly from?: Date | null, readonly to?: Date | null }
/** Entries by place, as they are sealed. Those of the scope's organisation. */
export const chainEntries = async (tx: Tx, range: EntryRange): Promise<ChainEntry[]> => {
  let query = tx.selectFrom('journal').select(['id', isoMicros.as('at'), 'account', 'membership', 'roles', 'verb', 'kind', 'object', 'project', 'digest', 'detail', 'request'])
    .where('organisation', '=', sql<string>`current_organisation()`).where('id', '>', range.above).where('id', '<=', range.through).orderBy('id')
  if (range.limit !== undefined) query = query.limit(range.limit)
  if (range.project) query = query.where('project', '=', range.project)
  if (range.from) query = query.where('at', '>=', range.from)
  if (range.to) query = query.where('at', '<', range.to)
  return (await query.execute()).map(row => ({ ...row, detail: row.detail as Json }))
}

interface SealRow { organisation: string, number: number, above: number, through: number, first_id: number, last_id: number, count: number, digest: string, previous: string | null, hash: string, at: Date, public_key: string, signature: string }
const headColumns = ['organisation', 'number', 'above', 'through', 'first_id', 'last_id', 'count', 'digest', 'previous', 'hash', 'at', 'public_key', 'signature'] as const
const sealOf = (row: SealRow): Seal => ({
  organisation: row.organisation, number: row.number, above: row.above, through: row.through, first: row.first_id, last: row.last_id, count: row.count,
  digest: row.digest, previous: row.previous, at: row.at.toISOString(), hash: row.hash, publicKey: row.public_key, signature: row.signature,
})
const leavesOf = (row: { ids: readonly (number | string)[], leaves: Uint8Array }): Leaf[] => {
  const bytes = Buffer.from(row.leaves)
  return row.ids.map((id, i) => [Number(id), bytes.subarray(32 * i, 32 * (i + 1)).toString('hex')])
}

/** Of two sealers of one organisation, one waits for the other. */
export const lockChain = async (tx: Tx, organisation: OrganisationId): Promise<void> => { await sql`select pg_advisory_xact_lock(hashtextextended(${`journal ${organisation}`}, 0))`.execute(tx) }

/** The newest seal of the scope's organisation. */
export const headOf = async (tx: Tx): Promise<Seal | null> => {
  const row = await tx.selectFrom('journal_seal').select(headColumns).where('organisation', '=', sql<string>`current_organisation()`).orderBy('number', 'desc').limit(1).executeTakeFirst()
  return row ? sealOf(row) : null
}
export const findSeal = async (tx: Tx, number: number): Promise<Seal | null> => {
  const row = await tx.selectFrom('journal_seal').select(headColumns).where('organisation', '=', sql<string>`current_organisation()`).where('number', '=', number).executeTakeFirst()
  return row ? sealOf(row) : null
}
/** Seals with a number above `after`, in order, without what they list. */
export const sealHeads = async (tx: Tx, after: number, limit: number): Promise<Seal[]> =>
  (await tx.selectFrom('journal_seal').select(headColumns).where('organisation', '=', sql<string>`current_organisation()`).where('number', '>', after).orderBy('number').limit(limit).execute()).map(sealOf)

/** Seals with a number above `after`, in order, each with the leaves that it lists. */
export const chainBlocks = async (tx: Tx, after: number, limit: number): Promise<Omit<Block, 'found'>[]> =>
  (await tx.selectFrom('journal_seal').select([...headColumns, 'ids', 'leaves']).where('organisation', '=', sql<string>`current_organisation()`).where('number', '>', after).orderBy('number').limit(limit).execute())
    .map(row => ({ seal: sealOf(row), listed: leavesOf(row) }))

/** As chainBlocks, each with what is found in its range now. */
export const blocksFrom = async (tx: Tx, after: number, limit: number): Promise<Block[]> => {
  const blocks: Block[] = []
  for (const { seal, listed } of await chainBlocks(tx, after, limit)) {
    // Below the first block there is nothing: what stands there was put there.
    const above = seal.above === 0 ? Number.MIN_SAFE_INTEGER : seal.above
    blocks.push({ seal, listed, found: (await chainEntries(tx, { above, through: seal.through })).map(leafOf) })
  }
  return blocks
}

/** The number of the first seal made at or after a time: no entry of that time or later stands in one before it. */
export const firstSealSince = async (tx: Tx, at: Date): Promise<number | null> =>
  (await tx.selectFrom('journal_seal').select('number').where('organisation', '=', sql<string>`current_organisation()`).where('at', '>=', at).orderBy('number').limit(1).executeTakeFirst())?.number ?? null

export const insertSeal = async (tx: Tx, seal: Seal, leaves: readonly Leaf[]): Promise<void> => {
  await tx.insertInto('journal_seal').values({
    organisation: seal.organisation, number: seal.number, above: seal.above, through: seal.through, first_id: seal.first, last_id: seal.last, count: seal.count,
    ids: leaves.map(([id]) => id), leaves: Buffer.from(leaves.map(([, digest]) => digest).join(''), 'hex'), digest: seal.digest, previous: seal.previous, hash: seal.hash,
    at: new Date(seal.at), public_key: seal.publicKey, signature: seal.signature,
  }).execute()
}

/** How far the chain of the scope's organisation has come, and how many entries wait for their seal. */
export interface ChainState { readonly head: Seal | null, readonly sealed: number, readonly waiting: number }
export const chainState = async (tx: Tx): Promise<ChainState> => {
  const head = await headOf(tx)
  const { rows: [n] } = await sql<{ sealed: number, waiting: number }>`select
    (select coalesce(sum(count), 0) from journal_seal where organisation = current_organisation()) sealed,
    (select count(*) from journal where organisation = current_organisation() and id > ${head?.through ?? 0}) waiting`.execute(tx)
  return { head, sealed: Number(n!.sealed), waiting: n!.waiting }
}

/**
 * As the scheduler, over all tenants: the organisations with entries up to `through` that no seal holds.
 * @param above everything up to it is known to be sealed; null looks at every organisation (skipping from one to the next in the index)
 */
export const unsealedIn = async (tx: Tx, above: number | null, through: number): Promise<OrganisationId[]> => {
  const found = above === null
    ? sql<{ organisation: OrganisationId }>`with recursive o as (
        (select organisation from journal order by organisation limit 1)
        union all select (select j.organisation from journal j where j.organisation > o.organisation order by j.organisation limit 1) from o where o.organisation is not null)
      select organisation from o where organisation is not null and exists (select from journal j where j.organisation = o.organisation
        and j.id > coalesce((select max(s.through) from journal_seal s where s.organisation = o.organisation), 0) and j.id <= ${through})`
    : sql<{ organisation: OrganisationId }>`select distinct organisation from journal where id > ${above} and id <= ${through}`
  return (await found.execute(tx)).rows.map(r => r.organisation)
}
