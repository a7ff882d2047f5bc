import { sql } from 'kysely'
import type { BatchId, MembershipId, OrganisationId, ProjectId } from '../../../kernel/ids.ts'
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
export const decideRequest = (tx: Tx, id: string, change: { state: 'approved' | 'declined', decided_by: MembershipId, decided_at: Date, alone?: boolean }): Promise<unknown> => tx.updateTable('void_request').set(change).where('id', '=', id).execute()
export const requestsOf = (tx: Tx, batch: BatchId): Promise<StoredVoidRequest[]> => tx.selectFrom('void_request').select(columns).where('batch', '=', batch).orderBy('requested_at', 'desc').execute() as Promise<StoredVoidRequest[]>
/** Is there another person in the organisation, or in the project, who has one of the roles and can sign in? A service account is no second person. */
export const isAnother = async (tx: Tx, project: ProjectId, person: MembershipId, roles: readonly string[]): Promise<boolean> => {
  const { rows } = await sql<{ yes: boolean }>`select exists (select from membership m join account c on c.id = m.account left join project_member p on p.membership = m.id and p.project = ${project}
    where m.state = 'active' and c.disabled_at is null and c.kind = 'person' and m.id <> ${person} and (m.roles && ${[...roles]}::text[] or p.roles && ${[...roles]}::text[])) yes`.execute(tx)
  return rows[0]!.yes
}
