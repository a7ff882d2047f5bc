import { sql } from 'kysely'
import type { OrganisationId } from '../../../kernel/ids.ts'
import type { Tx } from '../../database/connect.ts'
import '../table.ts'

export interface StoredLink {
  id: string, base: OrganisationId, baseName: string, member: OrganisationId | null, memberName: string | null, state: 'invited' | 'active' | 'ended', createdAt: Date, expiresAt: Date, acceptedAt: Date | null, endedAt: Date | null
}
const columns = ['id', 'organisation as base', 'organisation_name as baseName', 'member', 'member_name as memberName', 'state', 'created_at as createdAt', 'expires_at as expiresAt', 'accepted_at as acceptedAt', 'ended_at as endedAt'] as const

/** Of both sides: the policies show a base its links and a member those that name it. */
export const listLinks = (tx: Tx): Promise<StoredLink[]> => tx.selectFrom('base_link').select(columns).orderBy('created_at', 'desc').execute() as Promise<StoredLink[]>
export const findLink = (tx: Tx, by: { id: string } | { hash: string }): Promise<StoredLink | undefined> => {
  const query = tx.selectFrom('base_link').select(columns)
  return ('id' in by ? query.where('id', '=', by.id) : query.where('secret_hash', '=', by.hash)).executeTakeFirst() as Promise<StoredLink | undefined>
}
export const insertLink = (tx: Tx, l: { id: string, base: OrganisationId, baseName: string, hash: string, now: Date, expires: Date }): Promise<unknown> =>
  tx.insertInto('base_link').values({ id: l.id, organisation: l.base, organisation_name: l.baseName, member: null, member_name: null, state: 'invited', secret_hash: l.hash, created_at: l.now, expires_at: l.expires, accepted_at: null, ended_at: null }).execute()
/** Needs the base in scope; true once. */
export const activateLink = async (tx: Tx, id: string, member: { id: OrganisationId, name: string }, now: Date): Promise<boolean> =>
  (await tx.updateTable('base_link').set({ state: 'active', member: member.id, member_name: member.name, accepted_at: now }).where('id', '=', id).where('state', '=', 'invited').executeTakeFirst()).numUpdatedRows === 1n
/** Needs the base in scope; true once. */
export const endLink = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (await tx.updateTable('base_link').set({ state: 'ended', ended_at: now }).where('id', '=', id).where('state', '<>', 'ended').executeTakeFirst()).numUpdatedRows === 1n

export interface StoredFigures { link: string, people: number, projects: number, tasks_approved: number, items_released: number, bytes_held: number }
export const readFigures = async (tx: Tx): Promise<StoredFigures[]> => (await sql<StoredFigures>`select * from base_figures()`.execute(tx)).rows
