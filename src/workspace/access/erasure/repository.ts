import { sql } from 'kysely'
import type { AccountId, MembershipId, OrganisationId } from '../../../kernel/ids.ts'
import { json, type Tx } from '../../database/connect.ts'
import '../table.ts'

export interface HeldMembership { readonly id: MembershipId, readonly organisation: OrganisationId, readonly state: 'active' | 'disabled' }
/** All of them, ended ones too, in one order everywhere, so that two erasures wait for each other; needs the account in scope. */
export const membershipsOf = async (tx: Tx, account: AccountId): Promise<HeldMembership[]> =>
  (await tx.selectFrom('membership').select(['id', 'organisation', 'state']).where('account', '=', account).orderBy('organisation').execute()) as HeldMembership[]

/** Is this the only membership that administers its organisation and can sign in? Needs the organisation in scope. */
export const isLastAdministrator = async (tx: Tx, membership: HeldMembership): Promise<boolean> => {
  const rows = await tx.selectFrom('membership as m').innerJoin('account as a', 'a.id', 'm.account').select('m.id').where('m.organisation', '=', membership.organisation)
    .where('m.state', '=', 'active').where(sql<boolean>`'administrator' = any (m.roles)`).where(e => e.or([e('m.id', '=', membership.id), e('a.disabled_at', 'is', null)])).execute()
  return rows.length === 1 && rows[0]!.id === membership.id
}

export interface PersonalCounts { readonly externalLogins: number, readonly secondFactors: number, readonly recoveryCodes: number, readonly userAgents: number }
/** Rows about the person that stand outside the organisations. */
export const countPersonal = async (tx: Tx, account: AccountId): Promise<PersonalCounts> => {
  const { rows } = await sql<PersonalCounts>`select
    (select count(*) from external_login where account = ${account}) as "externalLogins",
    (select count(*) from second_factor where account = ${account}) as "secondFactors",
    (select count(*) from recovery_code where account = ${account}) as "recoveryCodes",
    (select count(*) from session where account = ${account} and user_agent <> '') as "userAgents"`.execute(tx)
  return rows[0]!
}
export const countOpenSessions = async (tx: Tx, account: AccountId): Promise<number> =>
  (await tx.selectFrom('session').select(e => e.fn.countAll<number>().as('n')).where('account', '=', account).where('ended_at', 'is', null).executeTakeFirstOrThrow()).n

/** Of one organisation, which is in scope. */
export const countInOrganisation = async (tx: Tx, account: AccountId, membership: HeldMembership): Promise<{ tokens: number, journalEntries: number }> => {
  const { rows } = await sql<{ tokens: number, journalEntries: number }>`select
    (select count(*) from api_token where membership = ${membership.id}) as tokens,
    (select count(*) from journal where organisation = ${membership.organisation} and account = ${account}) as "journalEntries"`.execute(tx)
  return rows[0]!
}
export const forgetTokenNames = (tx: Tx, membership: MembershipId): Promise<unknown> => tx.updateTable('api_token').set({ name: '' }).where('membership', '=', membership).execute()

/** The account keeps its id, and nothing that tells whose it was or opens it. */
export const forgetAccount = async (tx: Tx, account: AccountId, pseudonym: string, now: Date): Promise<void> => {
  await tx.deleteFrom('external_login').where('account', '=', account).execute()
  await tx.updateTable('session').set({ user_agent: '' }).where('account', '=', account).execute()
  await tx.updateTable('account').set({ login: pseudonym, name: pseudonym, password_hash: null, preferences: json({}), disabled_at: now }).where('id', '=', account).execute()
}
