import type { Tx } from '../../database/connect.ts'
import type { StoredToken } from '../repository.ts'
import '../table.ts'

export interface OwnedToken extends StoredToken { membership: string, ownerName: string, kind: 'person' | 'service' }
export const listAllTokens = (tx: Tx): Promise<OwnedToken[]> =>
  tx.selectFrom('api_token as t').innerJoin('membership as m', 'm.id', 't.membership').innerJoin('account as a', 'a.id', 'm.account')
    .select(['t.id', 't.name', 't.permissions', 't.projects', 't.created_at', 't.expires_at', 't.used_at', 't.membership', 'a.name as ownerName', 'a.kind'])
    .where('t.ended_at', 'is', null).orderBy('t.created_at', 'desc').execute()
export const endAnyToken = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (await tx.updateTable('api_token').set({ ended_at: now }).where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst()).numUpdatedRows === 1n
