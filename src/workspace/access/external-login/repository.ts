import type { AccountId } from '../../../kernel/ids.ts'
import type { Tx } from '../../database/connect.ts'
import '../table.ts'

export const findLogin = async (tx: Tx, provider: string, subject: string): Promise<AccountId | null> =>
  ((await tx.selectFrom('external_login').select('account').where('provider', '=', provider).where('subject', '=', subject).executeTakeFirst())?.account ?? null) as AccountId | null
export const listLogins = async (tx: Tx, account: AccountId): Promise<{ provider: string, email: string | null, usedAt: Date }[]> =>
  (await tx.selectFrom('external_login').select(['provider', 'email', 'used_at']).where('account', '=', account).orderBy('provider').execute()).map(row => ({ provider: row.provider, email: row.email, usedAt: row.used_at }))
/** False when the subject, or the account with this provider, is linked already. */
export const insertLogin = async (tx: Tx, l: { provider: string, subject: string, account: AccountId, email: string | null, now: Date }): Promise<boolean> =>
  (await tx.insertInto('external_login').values({ provider: l.provider, subject: l.subject, account: l.account, email: l.email, created_at: l.now, used_at: l.now }).onConflict(c => c.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n
export const touchLogin = (tx: Tx, provider: string, subject: string, email: string | null, now: Date): Promise<unknown> =>
  tx.updateTable('external_login').set({ used_at: now, email }).where('provider', '=', provider).where('subject', '=', subject).execute()
export const deleteLogin = async (tx: Tx, account: AccountId, provider: string): Promise<boolean> =>
  (await tx.deleteFrom('external_login').where('account', '=', account).where('provider', '=', provider).executeTakeFirst()).numDeletedRows === 1n
