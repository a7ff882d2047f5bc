import type { BatchId, MembershipId, OrganisationId } from '../../../kernel/ids.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import '../table.ts'

export interface StoredVoidRequest { id: string, batch: BatchId, reason: string, requested_by: MembershipId, requested_at: Date, state: 'open' | 'approved' | 'declined', decided_at: Date | null }
const columns = ['id', 'batch', 'reason', 'requested_by', 'requested_at', 'state', 'decided_at'] as const
/** @returns false when one is open already */
export const insertRequest = async (tx: Tx, r: { id: string, organisation: OrganisationId, batch: BatchId, reason: string, by: MembershipId, now: Date }): Promise<boolean> => {
  const values = { id: r.id, organisation: r.organisation, batch: r.batch, reason: r.reason, requested_by: r.by, requested_at: r.now, state: 'open' as const, decided_by: null, decided_at: null }
  const made = await tx.insertInto('void_request').values(values).onConflict(c => c.column('batch').where('state', '=', 'open').doNothing()).executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}
export const lockRequest = (tx: Tx, id: string): Promise<StoredVoidRequest | undefined> => tx.selectFrom('void_request').select(columns).where('id', '=', id).forUpdate().executeTakeFirst() as Promise<StoredVoidRequest | undefined>
export const decideRequest = (tx: Tx, id: string, change: { state: 'approved' | 'declined', decided_by: MembershipId, decided_at: Date }): Promise<unknown> => tx.updateTable('void_request').set(change).where('id', '=', id).execute()
export const requestsOf = (tx: Tx, batch: BatchId): Promise<StoredVoidRequest[]> => tx.selectFrom('void_request').select(columns).where('batch', '=', batch).orderBy('requested_at', 'desc').execute() as Promise<StoredVoidRequest[]>
