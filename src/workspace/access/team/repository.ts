import type { OrganisationId } from '../../../kernel/ids.ts'
import type { Tx } from '../../database/connect.ts'
import '../table.ts'

export interface StoredTeam { readonly id: string, readonly name: string, readonly archivedAt: Date | null }
const toTeam = (row: { id: string, name: string, archived_at: Date | null }): StoredTeam => ({ id: row.id, name: row.name, archivedAt: row.archived_at })
export const listTeams = async (tx: Tx): Promise<StoredTeam[]> => (await tx.selectFrom('team').select(['id', 'name', 'archived_at']).orderBy('name').execute()).map(toTeam)
export const lockTeam = async (tx: Tx, id: string): Promise<StoredTeam | null> => {
  const row = await tx.selectFrom('team').select(['id', 'name', 'archived_at']).where('id', '=', id).forUpdate().executeTakeFirst()
  return row ? toTeam(row) : null
}
/** Is the name taken by another team in use? The key in the database says the same of two at once. */
export const hasTeamNamed = async (tx: Tx, name: string, except: string | null): Promise<boolean> =>
  (await tx.selectFrom('team').select('id').where(e => e(e.fn('lower', ['name']), '=', name.toLowerCase())).where('archived_at', 'is', null).$if(except !== null, q => q.where('id', '<>', except!)).executeTakeFirst()) !== undefined
export const insertTeam = (tx: Tx, team: { id: string, organisation: OrganisationId, name: string, now: Date }): Promise<unknown> =>
  tx.insertInto('team').values({ id: team.id, organisation: team.organisation, name: team.name, created_at: team.now, archived_at: null }).execute()
export const changeTeam = (tx: Tx, id: string, change: { name: string, archived_at: Date | null }): Promise<unknown> => tx.updateTable('team').set(change).where('id', '=', id).execute()

export interface StoredMember { readonly team: string, readonly membership: string, readonly lead: boolean }
export const listMembers = (tx: Tx): Promise<StoredMember[]> =>
  tx.selectFrom('team_member as t').innerJoin('membership as m', 'm.id', 't.membership').innerJoin('account as a', 'a.id', 'm.account').select(['t.team', 't.membership', 't.lead']).orderBy('t.lead', 'desc').orderBy('a.name').execute()
export const setMembers = async (tx: Tx, organisation: OrganisationId, team: string, members: readonly { readonly membership: string, readonly lead: boolean }[]): Promise<void> => {
  await tx.deleteFrom('team_member').where('team', '=', team).execute()
  if (members.length > 0) await tx.insertInto('team_member').values(members.map(m => ({ organisation, team, membership: m.membership, lead: m.lead }))).execute()
}
export const countMemberships = async (tx: Tx, organisation: OrganisationId, memberships: readonly string[]): Promise<number> =>
  memberships.length === 0 ? 0 : (await tx.selectFrom('membership').select(e => e.fn.countAll<number>().as('n')).where('organisation', '=', organisation).where('id', 'in', [...memberships]).executeTakeFirstOrThrow()).n
