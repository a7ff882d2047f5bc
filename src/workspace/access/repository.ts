import { sql } from 'kysely'
import type { AccountId, BatchId, MembershipId, OrganisationId, PartyId, ProjectId } from '../../kernel/ids.ts'
import { json, rideAlong, type Database, type Tx } from '../database/connect.ts'
import { roleOfStep, type PartyScope, type Role } from './model.ts'
import type { StoredAccount } from './table.ts'
import './table.ts'

export const findAccount = (tx: Tx, by: { login: string } | { id: AccountId }): Promise<StoredAccount | undefined> =>
  ('login' in by ? tx.selectFrom('account').selectAll().where('login', '=', by.login.toLowerCase()) : tx.selectFrom('account').selectAll().where('id', '=', by.id)).executeTakeFirst()

export const insertAccount = async (tx: Tx, account: { id: AccountId, login: string, name: string, kind: 'person' | 'service', passwordHash: string | null, preferences?: unknown, now: Date }): Promise<boolean> => {
  const made = await tx.insertInto('account').values({ id: account.id, login: account.login.toLowerCase(), name: account.name, kind: account.kind, password_hash: account.passwordHash, preferences: json(account.preferences ?? {}), disabled_at: null, created_at: account.now })
    .onConflict(c => c.column('login').doNothing()).executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}
export const setPreferences = (tx: Tx, account: AccountId, preferences: unknown): Promise<unknown> =>
  tx.updateTable('account').set({ preferences: json(preferences) }).where('id', '=', account).execute()

export const insertSession = (tx: Tx, session: { id: string, account: AccountId, hash: string, userAgent: string, now: Date, expires: Date }): Promise<unknown> =>
  tx.insertInto('session').values({ id: session.id, account: session.account, secret_hash: session.hash, user_agent: session.userAgent.slice(0, 300), created_at: session.now, seen_at: session.now, expires_at: session.expires, ended_at: null }).execute()

/** Whom a secret names, as the function `recognise` of the database tells it. */
export interface Recognised {
  readonly account: AccountId, readonly name: string, readonly session: string | null
  /** Of a token: what it may, and where; null = all that its owner may. */
  readonly permissions: readonly string[] | null, readonly projects: readonly ProjectId[] | null
  readonly membership: { readonly id: MembershipId, readonly organisation: OrganisationId, readonly roles: Role[], readonly guest: boolean, readonly lacksFactor: boolean, readonly projectRoles: ReadonlyMap<ProjectId, Role[]> } | null
}
interface RawRecognised {
  account: AccountId, name: string, session: string | null, permissions?: string[] | null, projects?: ProjectId[] | null,
  membership?: MembershipId, organisation: OrganisationId, roles: Role[], guest: boolean, lacksFactor: boolean, projectRoles: Record<ProjectId, Role[]>
}
/** One statement in its own transaction: every request begins with it. @param life of a session after its last request, as an interval */
export const recognise = async (db: Database, kind: 'session' | 'token', hash: string, organisation: OrganisationId | null, now: Date, life: string): Promise<Recognised | null> => {
  const { rows } = await sql<{ found: RawRecognised | null }>`select recognise(${kind}, ${hash}, ${organisation}::uuid, ${now}::timestamptz, ${life}::interval) as found`.execute(db), found = rows[0]?.found
  if (!found) return null
  const { account, name, session, permissions = null, projects = null, membership: id, organisation: of, roles, guest, lacksFactor } = found
  return { account, name, session, permissions, projects, membership: id ? { id, organisation: of, roles, guest, lacksFactor, projectRoles: new Map(Object.entries(found.projectRoles) as [ProjectId, Role[]][]) } : null }
}

export const isSessionOpen = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (await tx.selectFrom('session').select('id').where('id', '=', id).where('ended_at', 'is', null).where('expires_at', '>', now).executeTakeFirst()) !== undefined

export const endSession = (tx: Tx, id: string, now: Date): Promise<unknown> =>
  tx.updateTable('session').set({ ended_at: now }).where('id', '=', id).where('ended_at', 'is', null).execute()

/** The installation's one row; locked, so that two first administrators cannot both come first. */
export const lockInstallation = async (tx: Tx): Promise<{ tokenHash: string | null, used: boolean }> => {
  const row = await tx.selectFrom('installation').select(['setup_token_hash', 'setup_used_at']).where('id', '=', 1).forUpdate().executeTakeFirst()
  return { tokenHash: row?.setup_token_hash ?? null, used: row?.setup_used_at != null }
}
export const isSetUp = async (tx: Tx): Promise<boolean> =>
  (await tx.selectFrom('installation').select('setup_used_at').where('id', '=', 1).executeTakeFirst())?.setup_used_at != null
export const closeSetup = (tx: Tx, now: Date): Promise<unknown> =>
  tx.updateTable('installation').set({ setup_used_at: now, setup_token_hash: null }).where('id', '=', 1).execute()

export const insertOrganisation = (tx: Tx, o: { id: OrganisationId, name: string, zone: string, scratch: boolean, now: Date }): Promise<unknown> =>
  tx.insertInto('organisation').values({ organisation: o.id, name: o.name, zone: o.zone, scratch: o.scratch, created_at: o.now }).execute()
export const findOrganisation = (tx: Tx, id: OrganisationId): Promise<{ name: string, zone: string, scratch: boolean } | undefined> =>
  tx.selectFrom('organisation').select(['name', 'zone', 'scratch']).where('organisation', '=', id).executeTakeFirst()
/** Of two changes to who administers it, one waits for the other. */
export const lockOrganisation = (tx: Tx, id: OrganisationId): Promise<unknown> =>
  tx.selectFrom('organisation').select('organisation').where('organisation', '=', id).forUpdate().execute()
export const purgeScratch = (tx: Tx): Promise<unknown> => sql`select purge_scratch()`.execute(tx)

export const insertMembership = (tx: Tx, m: { id: MembershipId, organisation: OrganisationId, account: AccountId, roles: readonly string[], now: Date, guest?: boolean }): Promise<unknown> =>
  tx.insertInto('membership').values({ id: m.id, organisation: m.organisation, account: m.account, roles: [...m.roles], state: 'active', created_at: m.now, guest: m.guest ?? false }).execute()

/** The organisations of one account; needs the account in scope. */
export const listOrganisations = (tx: Tx, account: AccountId): Promise<{ id: string, name: string, zone: string, scratch: boolean, requireFactor: boolean, membership: string, roles: string[], guest: boolean }[]> =>
  tx.selectFrom('membership as m').innerJoin('organisation as o', 'o.organisation', 'm.organisation')
    .select(['o.organisation as id', 'o.name', 'o.zone', 'o.scratch', 'o.require_totp as requireFactor', 'm.id as membership', 'm.roles', 'm.guest']).where('m.account', '=', account).where('m.state', '=', 'active').orderBy('o.name').execute()

export const findMembership = (tx: Tx, by: { organisation: OrganisationId, account: AccountId } | { id: MembershipId }): Promise<{ id: string, account: string, organisation: string, roles: string[], state: 'active' | 'disabled', guest: boolean } | undefined> => {
  const query = tx.selectFrom('membership').select(['id', 'account', 'organisation', 'roles', 'state', 'guest'])
  return ('id' in by ? query.where('id', '=', by.id) : query.where('organisation', '=', by.organisation).where('account', '=', by.account)).executeTakeFirst()
}
/** Parties of a guest that are in force now, with the roles that each still lets the guest have. */
export const partiesOf = async (tx: Tx, membership: string, now: Date): Promise<{ project: ProjectId, roles: Role[], scope: PartyScope }[]> => {
  const rows = await tx.selectFrom('project_member as m').innerJoin('party as p', 'p.id', 'm.party').select(['p.id', 'p.project', 'p.kind', 'p.steps', 'p.batches', 'p.hidden', 'm.roles'])
    .where('m.membership', '=', membership).where('p.state', '=', 'active').where('p.starts_at', '<=', now).where(e => e.or([e('p.ends_at', 'is', null), e('p.ends_at', '>', now)])).execute()
  return rows.map(r => {
    const granted = new Set<string>(r.steps.map(step => roleOfStep[step]))
    return {
      project: r.project as ProjectId, roles: (r.roles as Role[]).filter(role => granted.has(role)),
      scope: { id: r.id as PartyId, kind: r.kind, batches: r.batches ? new Set(r.batches as BatchId[]) : null, hidden: new Set(r.hidden) },
    }
  })
}
export const projectRolesOf = async (tx: Tx, membership: string): Promise<Map<ProjectId, Role[]>> => {
  const rows = await tx.selectFrom('project_member').select(['project', 'roles']).where('membership', '=', membership).execute()
  return new Map(rows.map(r => [r.project as ProjectId, r.roles as Role[]]))
}
export interface Person { membership: string, account: string, kind: 'person' | 'service', login: string, name: string, roles: string[], state: 'active' | 'disabled', since: Date, guest: boolean }
/** @param guests with those of other organisations, whom a project's pages have to name */
export const listPeople = (tx: Tx, guests = false): Promise<Person[]> => {
  const query = tx.selectFrom('membership as m').innerJoin('account as a', 'a.id', 'm.account')
    .select(['m.id as membership', 'a.id as account', 'a.kind', 'a.login', 'a.name', 'm.roles', 'm.state', 'm.created_at as since', 'm.guest']).where('m.organisation', '=', sql<string>`current_organisation()`).orderBy('a.name')
  return (guests ? query : query.where('m.guest', '=', false)).execute()
}
/** Is anybody left who administers the organisation? */
export const hasAdministrator = async (tx: Tx): Promise<boolean> =>
  (await tx.selectFrom('membership').select('id').where('organisation', '=', sql<string>`current_organisation()`).where('state', '=', 'active').where(sql<boolean>`'administrator' = any (roles)`).limit(1).executeTakeFirst()) !== undefined
export const endTokensOf = (tx: Tx, membership: MembershipId, now: Date): Promise<unknown> =>
  tx.updateTable('api_token').set({ ended_at: now }).where('membership', '=', membership).where('ended_at', 'is', null).execute()
/** The account of a person, by login; service accounts are their organisation's. */
export const findPerson = async (tx: Tx, login: string): Promise<AccountId | null> =>
  ((await tx.selectFrom('account').select('id').where('login', '=', login.toLowerCase()).where('kind', '=', 'person').forUpdate().executeTakeFirst())?.id ?? null) as AccountId | null
export const setDisabled = (tx: Tx, account: AccountId, at: Date | null): Promise<unknown> => tx.updateTable('account').set({ disabled_at: at }).where('id', '=', account).execute()
export const changeMembership = (tx: Tx, id: MembershipId, change: { roles?: string[], state?: 'active' | 'disabled' }): Promise<unknown> =>
  tx.updateTable('membership').set(change).where('id', '=', id).execute()

/** Is there such a project in the organisation? Projects stand above this slice, so only their existence is asked for. */
export const hasProject = async (tx: Tx, project: string): Promise<boolean> => (await sql`select from project where id = ${project}`.execute(tx)).rows.length === 1
export const insertInvitation = (tx: Tx, i: { id: string, organisation: OrganisationId, project: string | null, name: string, roles: readonly string[], hash: string, by: MembershipId, now: Date, expires: Date }): Promise<unknown> =>
  tx.insertInto('invitation').values({ id: i.id, organisation: i.organisation, project: i.project, name: i.name, roles: [...i.roles], secret_hash: i.hash, invited_by: i.by, created_at: i.now, expires_at: i.expires, accepted_at: null }).execute()
/** Needs the secret in scope. */
export const findInvitation = (tx: Tx, hash: string): Promise<{ id: string, organisation: string, project: string | null, name: string, roles: string[], accepted_at: Date | null, withdrawn_at: Date | null, expires_at: Date } | undefined> =>
  tx.selectFrom('invitation').select(['id', 'organisation', 'project', 'name', 'roles', 'accepted_at', 'withdrawn_at', 'expires_at']).where('secret_hash', '=', hash).executeTakeFirst()
export const acceptInvitation = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (await tx.updateTable('invitation').set({ accepted_at: now }).where('id', '=', id).where('accepted_at', 'is', null).where('withdrawn_at', 'is', null).executeTakeFirst()).numUpdatedRows === 1n
export const addProjectMember = (tx: Tx, m: { organisation: OrganisationId, project: string, membership: string, roles: readonly string[], party?: PartyId }): Promise<unknown> =>
  tx.insertInto('project_member').values({ ...m, party: m.party ?? null, roles: [...m.roles] }).onConflict(c => c.columns(['project', 'membership']).doUpdateSet({ roles: [...m.roles] })).execute()

export const insertToken = (tx: Tx, t: { id: string, organisation: OrganisationId, membership: MembershipId, name: string, hash: string, permissions: readonly string[] | null, projects: readonly string[] | null, now: Date, expires: Date | null }): Promise<unknown> =>
  tx.insertInto('api_token').values({ id: t.id, organisation: t.organisation, membership: t.membership, name: t.name, secret_hash: t.hash, permissions: t.permissions ? [...t.permissions] : null, projects: t.projects ? [...t.projects] : null, created_at: t.now, expires_at: t.expires, used_at: null, ended_at: null }).execute()
export interface StoredToken { id: string, name: string, permissions: string[] | null, projects: string[] | null, created_at: Date, expires_at: Date | null, used_at: Date | null }
export const listTokens = (tx: Tx, membership: MembershipId): Promise<StoredToken[]> =>
  tx.selectFrom('api_token').select(['id', 'name', 'permissions', 'projects', 'created_at', 'expires_at', 'used_at']).where('membership', '=', membership).where('ended_at', 'is', null).orderBy('created_at', 'desc').execute()
export const endToken = async (tx: Tx, id: string, membership: MembershipId, now: Date): Promise<boolean> =>
  (await tx.updateTable('api_token').set({ ended_at: now }).where('id', '=', id).where('membership', '=', membership).where('ended_at', 'is', null).executeTakeFirst()).numUpdatedRows === 1n

export interface StoredReply { route: string, requestDigest: string, status: number, reply: unknown }
export const findReply = async (tx: Tx, organisation: OrganisationId, account: AccountId, key: string): Promise<StoredReply | null> => {
  const row = await tx.selectFrom('idempotency').select(['route', 'request_digest', 'status', 'reply']).where('organisation', '=', organisation).where('account', '=', account).where('key', '=', key).executeTakeFirst()
  return row ? { route: row.route, requestDigest: row.request_digest, status: row.status, reply: row.reply } : null
}
/**
 * Until the transaction ends, nobody else answers under this key: a request that is sent again while its first is still being answered
 * waits, and then hears that answer, whatever the first has changed meanwhile.
 */
export const holdKey = (tx: Tx, organisation: OrganisationId, account: AccountId, key: string): Promise<void> => {
  const held = sql`select pg_advisory_xact_lock(hashtextextended(${`${organisation} ${account} ${key}`}, 0))`
  return rideAlong(tx, { compile: () => held.compile(tx) })
}
/** The caller holds the key. When it was answered before, the transaction fails (`isTwin`) and nothing of it stays. */
export const keepReply = (tx: Tx, organisation: OrganisationId, account: AccountId, key: string, kept: StoredReply, now: Date): Promise<void> =>
  rideAlong(tx, tx.insertInto('idempotency').values({ organisation, account, key, route: kept.route, request_digest: kept.requestDigest, status: kept.status, reply: json(kept.reply), created_at: now }))
export const isTwin = (error: unknown): boolean => (error as { constraint?: string }).constraint === 'idempotency_pkey'

/** Whether the terms of the reader's party keep people of a project back, and the memberships that the reader may know: by the functions through which row-level security narrows a guest. */
export const sightOfPeople = async (tx: Tx, project: ProjectId): Promise<{ hides: boolean, known: string[] }> => {
  const { rows: [row] } = await sql<{ hides: boolean, known: string[] }>`select
    exists (select from guest_parties(current_guest()) p where p.project = ${project} and 'people' = any (p.hidden)) as hides,
    array(select guest_people(current_guest()))::text[] as known`.execute(tx)
  return row!
}
