import { sql } from 'kysely'
import type { AccountId, MembershipId, OrganisationId, PartyId, ProjectId } from '../../../kernel/ids.ts'
import type { PartyField, PartyKind, PartyState, PartyStep } from '../../access/model.ts'
import type { Tx } from '../../database/connect.ts'
import type { PartyTerms } from './model.ts'

export interface StoredParty {
  id: PartyId, organisation: OrganisationId, project: ProjectId, kind: PartyKind, name: string, guest: string | null, guest_name: string | null, admitted_by: string | null, state: PartyState, steps: PartyStep[], batches: string[] | null, hidden: PartyField[],
  starts_at: Date, ends_at: Date | null, version: number, created_at: Date, accepted_at: Date | null, ended_at: Date | null
}
const stored = (row: object | undefined): StoredParty | undefined => row as StoredParty | undefined

export const insertParty = (tx: Tx, p: PartyTerms & { id: PartyId, organisation: OrganisationId, project: ProjectId, name: string, admittedBy: PartyId | null, state: PartyState, hash: string, by: string, now: Date }): Promise<unknown> =>
  tx.insertInto('party').values({
    id: p.id, organisation: p.organisation, project: p.project, kind: p.kind, name: p.name, guest: null, guest_name: null, admitted_by: p.admittedBy, state: p.state, steps: [...p.steps], batches: p.batches ? [...p.batches] : null, hidden: [...p.hidden],
    starts_at: p.startsAt, ends_at: p.endsAt, secret_hash: p.hash, created_by: p.by, created_at: p.now, accepted_at: null, ended_at: null,
  }).execute()
export const findParty = async (tx: Tx, id: PartyId): Promise<StoredParty | undefined> => stored(await tx.selectFrom('party').selectAll().where('id', '=', id).executeTakeFirst())
export const lockParty = async (tx: Tx, id: PartyId): Promise<StoredParty | undefined> => stored(await tx.selectFrom('party').selectAll().where('id', '=', id).forUpdate().executeTakeFirst())
/** Needs the secret in scope. */
export const partyBySecret = async (tx: Tx, hash: string): Promise<StoredParty | undefined> => stored(await tx.selectFrom('party').selectAll().where('secret_hash', '=', hash).executeTakeFirst())
export const partiesOfProject = async (tx: Tx, project: ProjectId): Promise<StoredParty[]> => (await tx.selectFrom('party').selectAll().where('project', '=', project).orderBy('created_at').execute()).map(row => stored(row)!)
export const partiesOfGuest = async (tx: Tx, guest: OrganisationId): Promise<StoredParty[]> => (await tx.selectFrom('party').selectAll().where('guest', '=', guest).orderBy('created_at').execute()).map(row => stored(row)!)
export const partiesAdmittedBy = async (tx: Tx, party: PartyId): Promise<StoredParty[]> => (await tx.selectFrom('party').selectAll().where('admitted_by', '=', party).orderBy('created_at').execute()).map(row => stored(row)!)
export const updateParty = (tx: Tx, id: PartyId, change: Partial<Pick<StoredParty, 'name' | 'steps' | 'batches' | 'hidden' | 'ends_at' | 'state' | 'guest' | 'guest_name' | 'accepted_at' | 'ended_at'>>): Promise<unknown> =>
  tx.updateTable('party').set({ ...change, version: sql`version + 1` }).where('id', '=', id).execute()

export interface SentPerson { membership: MembershipId, account: AccountId, name: string, roles: string[] }
export const peopleOfParty = (tx: Tx, party: PartyId): Promise<SentPerson[]> =>
  tx.selectFrom('project_member as p').innerJoin('membership as m', 'm.id', 'p.membership').innerJoin('account as a', 'a.id', 'm.account')
    .select(['m.id as membership', 'a.id as account', 'a.name', 'p.roles']).where('p.party', '=', party).orderBy('a.name').execute() as Promise<SentPerson[]>
export const capacityIn = (tx: Tx, project: ProjectId, membership: MembershipId): Promise<{ party: string | null } | undefined> =>
  tx.selectFrom('project_member').select('party').where('project', '=', project).where('membership', '=', membership).executeTakeFirst()
/** Batches among these that the project has. */
export const countBatches = async (tx: Tx, project: ProjectId, ids: readonly string[]): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from batch where project = ${project} and id = any(${[...ids]}::uuid[])`.execute(tx)).rows[0]!.n
