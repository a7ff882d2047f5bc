import type { AccountId } from '../../../kernel/ids.ts'
import type { Tx } from '../../database/connect.ts'
import '../table.ts'

export interface OpenSession { id: string, userAgent: string, createdAt: Date, seenAt: Date }
export const listSessions = async (tx: Tx, account: AccountId, now: Date): Promise<OpenSession[]> =>
  (await tx.selectFrom('session').select(['id', 'user_agent', 'created_at', 'seen_at']).where('account', '=', account).where('ended_at', 'is', null).where('expires_at', '>', now).orderBy('seen_at', 'desc').execute())
    .map(row => ({ id: row.id, userAgent: row.user_agent, createdAt: row.created_at, seenAt: row.seen_at }))
export const endOwnSession = async (tx: Tx, account: AccountId, id: string, now: Date): Promise<boolean> =>
  (await tx.updateTable('session').set({ ended_at: now }).where('id', '=', id).where('account', '=', account).where('ended_at', 'is', null).executeTakeFirst()).numUpdatedRows === 1n
/** All of an account but one. @returns how many ended */
export const endSessions = async (tx: Tx, account: AccountId, except: string | null, now: Date): Promise<number> => {
  let query = tx.updateTable('session').set({ ended_at: now }).where('account', '=', account).where('ended_at', 'is', null)
  if (except !== null) query = query.where('id', '<>', except)
  return Number((await query.executeTakeFirst()).numUpdatedRows)
}
export const setPassword = (tx: Tx, account: AccountId, hash: string): Promise<unknown> => tx.updateTable('account').set({ password_hash: hash }).where('id', '=', account).execute()
