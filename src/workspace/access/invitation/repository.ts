import type { Tx } from '../../database/connect.ts'
import '../table.ts'

export interface StoredInvitation { id: string, name: string, roles: string[], project: string | null, by: string | null, createdAt: Date, expiresAt: Date }
/** Neither taken up nor withdrawn; newest first. @param project those of one project; null: all */
export const listPending = async (tx: Tx, project: string | null): Promise<StoredInvitation[]> => {
  const query = tx.selectFrom('invitation as i').leftJoin('membership as m', 'm.id', 'i.invited_by').leftJoin('account as a', 'a.id', 'm.account')
    .select(['i.id', 'i.name', 'i.roles', 'i.project', 'a.name as by', 'i.created_at as createdAt', 'i.expires_at as expiresAt'])
    .where('i.accepted_at', 'is', null).where('i.withdrawn_at', 'is', null).orderBy('i.created_at', 'desc')
  return (project === null ? query : query.where('i.project', '=', project)).execute()
}
export const lockPending = (tx: Tx, id: string): Promise<{ id: string, roles: string[], project: string | null } | undefined> =>
  tx.selectFrom('invitation').select(['id', 'roles', 'project']).where('id', '=', id).where('accepted_at', 'is', null).where('withdrawn_at', 'is', null).forUpdate().executeTakeFirst()
export const withdraw = (tx: Tx, id: string, now: Date): Promise<unknown> => tx.updateTable('invitation').set({ withdrawn_at: now }).where('id', '=', id).execute()
export const renew = (tx: Tx, id: string, hash: string, expires: Date): Promise<unknown> => tx.updateTable('invitation').set({ secret_hash: hash, expires_at: expires }).where('id', '=', id).execute()
