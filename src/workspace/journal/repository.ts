import { sql } from 'kysely'
import { json, type Tx } from '../database/connect.ts'
import { digestOf } from '../blobs/service.ts'
import type { Author, Change } from './model.ts'
import './table.ts'

/** Writes the change down in the transaction that makes it: no change without its row, no row without its change. */
export const record = async (tx: Tx, author: Author, at: Date, change: Change): Promise<void> => {
  await tx.insertInto('journal').values({
    organisation: author.organisation, at, account: author.account, membership: author.membership, roles: [...author.roles],
    verb: change.verb, kind: change.kind, object: change.object, project: change.project ?? null,
    digest: digestOf(change.content ?? change.detail ?? null), detail: json(change.detail ?? {}), request: author.request,
  }).execute()
}

export interface JournalEntry { id: number, at: Date, account: string | null, membership: string | null, roles: string[], verb: string, kind: string, object: string, project: string | null, digest: string, detail: unknown }

/** Newest first, before `before`. Rows of transactions still open are left out: a cursor never passes what may yet appear behind it. */
export const readJournal = async (tx: Tx, page: { before: number | null, limit: number, project: string | null }): Promise<JournalEntry[]> => {
  let query = tx.selectFrom('journal').select(['id', 'at', 'account', 'membership', 'roles', 'verb', 'kind', 'object', 'project', 'digest', 'detail'])
    .where(sql<boolean>`txid < pg_snapshot_xmin(pg_current_snapshot())`).orderBy('id', 'desc').limit(page.limit)
  if (page.before !== null) query = query.where('id', '<', page.before)
  if (page.project !== null) query = query.where('project', '=', page.project)
  return query.execute()
}
