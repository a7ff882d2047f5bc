import { sql } from 'kysely'
import type { AccountId, OrganisationId } from '../../kernel/ids.ts'
import { json, onCommit, rideAlong, type Tx } from '../database/connect.ts'
import { digestOf } from '../blobs/service.ts'
import type { Author, Change } from './model.ts'
import { journalChannel, wake } from './wake.ts'
import './table.ts'

/** Writes the change down in the transaction that makes it: no change without its row, no row without its change. */
export const record = async (tx: Tx, author: Author, at: Date, change: Change): Promise<void> => {
  await rideAlong(tx, tx.insertInto('journal').values({
    organisation: author.organisation, at, account: author.account, membership: author.membership, roles: [...author.roles],
    verb: change.verb, kind: change.kind, object: change.object, project: change.project ?? null,
    digest: digestOf(change.content ?? change.detail ?? null), detail: json(change.detail ?? {}), request: author.request,
  }))
  onCommit(tx, () => wake(journalChannel, author.organisation))
}

/** The chain of what belongs to no organisation: sign-ins, accounts that are disabled. It has the nil UUID and is sealed like the others. */
export const installationChain = '00000000-0000-0000-0000-000000000000' as OrganisationId

/** As record, for an event of an account (null: of none that is known): in the caller's transaction, which afterwards sees what it saw before. */
export const recordForInstallation = async (tx: Tx, account: AccountId | null, at: Date, change: Change): Promise<void> => {
  const { rows: [before] } = await sql<{ organisation: string | null }>`select current_setting('app.organisation', true) as organisation`.execute(tx)
  const enter = (organisation: string): Promise<unknown> => sql`select set_config('app.organisation', ${organisation}, true)`.execute(tx)
  await enter(installationChain)
  await record(tx, { organisation: installationChain, account, membership: null, roles: [], request: null }, at, change)
  await enter(before?.organisation ?? '')
}

export interface JournalEntry { id: number, at: Date, account: string | null, membership: string | null, roles: string[], verb: string, kind: string, object: string, project: string | null, digest: string, detail: unknown }

/** Which entries: all of them, unless told. `from` is included, `to` is not. */
export interface JournalPage {
  readonly before: number | null
  readonly limit: number
  readonly project?: string | null
  readonly account?: string | null
  readonly kind?: string | null
  readonly verb?: string | null
  readonly object?: string | null
  readonly from?: Date | null
  readonly to?: Date | null
}

export interface Position { readonly id: number, readonly account: string | null, readonly verb: string, readonly kind: string, readonly object: string, readonly project: string | null }
/** Oldest first, in (above, through]: what changed, without content. Those of the scope's organisation. */
export const readPositions = (tx: Tx, range: { above: number, through: number, limit: number }): Promise<Position[]> =>
  tx.selectFrom('journal').select(['id', 'account', 'verb', 'kind', 'object', 'project']).where('organisation', '=', sql<string>`current_organisation()`)
    .where('id', '>', range.above).where('id', '<=', range.through).orderBy('id').limit(range.limit).execute()

/**
 * Newest first, before `before`. Rows of transactions still open are left out: a cursor never passes what may yet appear behind it.
 * What is sealed is shown whatever its transaction number says, which is that of another server after a restore.
 */
export const readJournal = async (tx: Tx, page: JournalPage): Promise<JournalEntry[]> => {
  const sealed = sql`coalesce((select max(through) from journal_seal where organisation = current_organisation()), 0)`
  let query = tx.selectFrom('journal').select(['id', 'at', 'account', 'membership', 'roles', 'verb', 'kind', 'object', 'project', 'digest', 'detail'])
    .where(sql<boolean>`(txid < pg_snapshot_xmin(pg_current_snapshot()) or id <= ${sealed})`).orderBy('id', 'desc').limit(page.limit)
  if (page.before !== null) query = query.where('id', '<', page.before)
  for (const column of ['project', 'account', 'kind', 'verb', 'object'] as const) {
    const wanted = page[column]
    if (wanted) query = query.where(column, '=', wanted)
  }
  if (page.from) query = query.where('at', '>=', page.from)
  if (page.to) query = query.where('at', '<', page.to)
  return query.execute()
}
