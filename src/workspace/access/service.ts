import type { Clock } from '../../kernel/clock.ts'
import { newId, type AccountId, type MembershipId, type OrganisationId, type ProjectId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/failure.ts'
import { sameDigest, sha256 } from '../blobs/service.ts'
import { enterScope, inScope, type Database, type Scope, type Tx } from '../database/connect.ts'
import type { Services } from '../database/services.ts'
import type { Author } from '../journal/model.ts'
import { record, recordForInstallation } from '../journal/service.ts'
import { accessFailures } from './errors.ts'
import { membershipEnded } from './events.ts'
import { can, declaredPermissions, isAuditing, passwordProblem, type Actor, type Facts, type Role, type Visitor } from './model.ts'
import * as rows from './repository.ts'
import { hasFactor } from './second-factor/repository.ts'
import { hashPassword, kindOf, newSecret } from './secrets.ts'
import type { SessionView } from './contract.ts'
import './policy.ts'

const day = 86_400_000
/** How long an invitation link works. Milliseconds. */
export const invitationLife = 7 * day
const sessionDays = 14

/** First line of every service: the permission, at the place it is asked for. */
export const demand = (actor: Actor, permission: string, facts: Facts = {}): void => {
  if (!can(actor, permission, facts)) refuse(accessFailures.denied({ permission }))
  if (actor.witness && isAuditing(actor, permission, facts)) actor.witness(facts.project ?? null)
}

/** What is about the account itself (password, second factor, sessions) is done by a person who is signed in, never by a token. */
export const demandSession = (visitor: Visitor): void => {
  if (visitor.session === null) refuse(accessFailures.sessionNeeded())
}

const localLogin = 'local@this-machine'
/** What concerns the whole installation is for a command that proved itself on its machine (`signInLocally`). */
export const demandInstallation = async (tx: Tx, visitor: Visitor): Promise<void> => {
  if ((await rows.findAccount(tx, { id: visitor.account }))?.login !== localLogin) refuse(accessFailures.localProof())
}

/** Opens a session. @returns the secret, shown once */
export const openSession = async (tx: Tx, account: AccountId, userAgent: string, now: Date): Promise<string> => {
  const { secret, hash } = newSecret('session'), id = newId()
  await recordForInstallation(tx, account, now, { verb: 'session.opened', kind: 'session', object: id })
  await rows.insertSession(tx, { id, account, hash, userAgent, now, expires: new Date(now.getTime() + sessionDays * day) })
  return secret
}

/** `lacksFactor`: the organisation asks for a second factor that this person does not have. */
export type Caller = { readonly visitor: Visitor, readonly actor: Actor | null, readonly lacksFactor?: boolean }

/** Who presents this secret? Null when nobody does, or no longer. @param organisation the one the request wants to act for; tokens carry their own */
export const recognise = async (db: Database, secret: string, organisation: OrganisationId | null, request: string, now: Date): Promise<Caller | null> => {
  const kind = kindOf(secret)
  if (kind !== 'session' && kind !== 'token') return null
  const known = await rows.recognise(db, kind, sha256(secret), organisation, now, `${sessionDays} days`)
  if (!known) return null
  const { account, name, session } = known, visitor: Visitor = { account, name, session }
  if (!known.membership) return { visitor, actor: null }
  const { membership } = known, parties = membership.guest ? await inScope(db, { organisation: membership.organisation, account }, tx => rows.partiesOf(tx, membership.id, now)) : []
  const actor = actorFrom({ ...membership, account }, name, membership.projectRoles, parties, known.permissions && new Set(known.permissions), request)
  return { visitor, actor: withinProjects(actor, known.projects), lacksFactor: membership.lacksFactor }
}

/** A token for some projects holds there what its owner holds, and nothing in the whole organisation. */
const withinProjects = (actor: Actor, projects: readonly ProjectId[] | null): Actor => projects === null ? actor
  : { ...actor, roles: [], projectRoles: new Map(projects.map(project => [project, [...actor.roles, ...(actor.projectRoles.get(project) ?? [])]])) }

interface Member { readonly id: string, readonly account: string, readonly organisation: string, readonly roles: readonly string[], readonly guest: boolean }
/** A guest has no role but those of its parties. */
const actorFrom = (m: Member, name: string, projectRoles: ReadonlyMap<ProjectId, Role[]>, parties: Awaited<ReturnType<typeof rows.partiesOf>>, allowed: ReadonlySet<string> | null, request: string): Actor => ({
  organisation: m.organisation as OrganisationId, account: m.account as AccountId, membership: m.id as MembershipId, name, guest: m.guest, allowed, request,
  roles: m.guest ? [] : m.roles as Role[], projectRoles: m.guest ? new Map(parties.map(p => [p.project, p.roles])) : projectRoles, parties: new Map(parties.map(p => [p.project, p.scope])),
})

/** What a transaction of this actor sees. Whoever opens one for an actor opens it by this. */
export const scopeOf = (actor: Pick<Actor, 'organisation' | 'account' | 'membership' | 'guest'>): Scope =>
  ({ organisation: actor.organisation, account: actor.account, guest: actor.guest ? actor.membership : null })

/** Of one account, for the session reply. */
export const sessionView = async (tx: Tx, id: AccountId): Promise<SessionView> => {
  await enterScope(tx, { account: id })
  const account = (await rows.findAccount(tx, { id }))!
  const secondFactor = await hasFactor(tx, id)
  const organisations = (await rows.listOrganisations(tx, id)).map(({ requireFactor, ...o }) => ({ ...o, requiresSecondFactor: requireFactor, lacksSecondFactor: requireFactor && !secondFactor && account.kind === 'person' }))
  return { account: { id: account.id, login: account.login, name: account.name, preferences: account.preferences as Record<string, unknown>, secondFactor, hasPassword: account.password_hash !== null }, organisations }
}

/** The hash of a password that is good enough. */
export const newPassword = async (password: string, login: string): Promise<string> => {
  if (passwordProblem(password, login)) refuse(accessFailures.weakPassword({}, { field: 'password' }))
  return hashPassword(password)
}

export const isSetUp = (db: Database): Promise<boolean> => inScope(db, {}, rows.isSetUp)

export interface SetupInput { token: string, organisation: string, zone: string, login: string, name: string, password: string, preferences?: Record<string, unknown> }
/** The first administrator and organisation; the link works once. */
export const setUp = async (tx: Tx, clock: Clock, input: SetupInput, userAgent: string): Promise<{ secret: string, view: SessionView }> => {
  const installation = await rows.lockInstallation(tx)
  if (installation.used) refuse(accessFailures.setupClosed())
  if (!installation.tokenHash || !sameDigest(installation.tokenHash, sha256(input.token))) refuse(accessFailures.setupToken())
  const now = clock.now(), account = newId<AccountId>()
  const passwordHash = await newPassword(input.password, input.login)
  if (!(await rows.insertAccount(tx, { id: account, login: input.login, name: input.name, kind: 'person', passwordHash, preferences: input.preferences, now }))) refuse(accessFailures.loginTaken({}, { field: 'login' }))
  await found(tx, clock, account, { name: input.organisation, zone: input.zone, scratch: false })
  await rows.closeSetup(tx, now)
  return { secret: await openSession(tx, account, userAgent, now), view: await sessionView(tx, account) }
}

/** An organisation with its founder as administrator, who may do everything until others join. */
const founderRoles: readonly Role[] = ['administrator', 'coordinator', 'requester', 'supervisor', 'trainer', 'executor', 'reviewer', 'arbiter']
export const found = async (tx: Tx, clock: Clock, account: AccountId, input: { name: string, zone: string, scratch: boolean }): Promise<{ id: OrganisationId, membership: MembershipId, roles: readonly Role[] }> => {
  const id = newId<OrganisationId>(), membership = newId<MembershipId>(), now = clock.now()
  await enterScope(tx, { organisation: id, account })
  await rows.insertOrganisation(tx, { id, ...input, now })
  await rows.insertMembership(tx, { id: membership, organisation: id, account, roles: founderRoles, now })
  await record(tx, { organisation: id, account, membership, roles: founderRoles, request: null }, now, { verb: 'organisation.founded', kind: 'organisation', object: id, detail: { scratch: input.scratch } })
  return { id, membership, roles: founderRoles }
}

/** The machine's own account, for commands that proved that they can read the data folder. */
export const signInLocally = async (tx: Tx, clock: Clock): Promise<{ secret: string, account: AccountId }> => {
  const login = localLogin, now = clock.now()
  await rows.insertAccount(tx, { id: newId<AccountId>(), login, name: 'Local command', kind: 'service', passwordHash: null, now })
  const account = (await rows.findAccount(tx, { login }))!.id as AccountId
  return { secret: await openSession(tx, account, 'local command', now), account }
}

export const invite = async (tx: Tx, clock: Clock, actor: Actor, input: { name: string, roles: readonly Role[], project?: ProjectId }): Promise<{ id: string, secret: string, expiresAt: Date }> => {
  demand(actor, 'person.invite', { project: input.project })
  // Nobody gives what they do not hold: only an administrator makes administrators.
  if (input.roles.includes('administrator') && !actor.roles.includes('administrator')) refuse(accessFailures.denied({ permission: 'person.change' }))
  if (input.project && !(await rows.hasProject(tx, input.project))) refuse(accessFailures.notFound({}, { field: 'project' }))
  const { secret, hash } = newSecret('invitation'), id = newId(), now = clock.now(), expiresAt = new Date(now.getTime() + invitationLife)
  await rows.insertInvitation(tx, { id, organisation: actor.organisation, project: input.project ?? null, name: input.name, roles: input.roles, hash, by: actor.membership, now, expires: expiresAt })
  await record(tx, actor, now, { verb: 'person.invited', kind: 'invitation', object: id, project: input.project, detail: { roles: [...input.roles] } })
  return { id, secret, expiresAt }
}

/** The invitation that the secret opens. Whoever holds the secret may learn why it no longer does. Leaves the scope at the secret. */
const openInvitation = async (tx: Tx, secret: string, now: Date) => {
  await enterScope(tx, { secret: sha256(secret) })
  const found = await rows.findInvitation(tx, sha256(secret))
  if (!found) return refuse(accessFailures.invitationUnknown())
  if (found.accepted_at) return refuse(accessFailures.invitationUsed())
  if (found.withdrawn_at) return refuse(accessFailures.invitationWithdrawn())
  if (found.expires_at <= now) return refuse(accessFailures.invitationExpired())
  return { id: found.id, organisation: found.organisation as OrganisationId, project: found.project as ProjectId | null, name: found.name, roles: found.roles, expires: found.expires_at }
}

export interface Offer { organisation: string, name: string, roles: string[], inProject: boolean, expiresAt: Date }
export const readInvitation = async (tx: Tx, clock: Clock, secret: string): Promise<Offer> => {
  const found = await openInvitation(tx, secret, clock.now())
  await enterScope(tx, { organisation: found.organisation })
  return { organisation: (await rows.findOrganisation(tx, found.organisation))!.name, name: found.name, roles: found.roles, inProject: found.project !== null, expiresAt: found.expires }
}

/** A new account joins by a link: in the whole organisation, or in one project with those roles only there. */
export const acceptInvitation = async (tx: Tx, clock: Clock, input: { secret: string, login: string, name: string, password: string, preferences?: Record<string, unknown> }, userAgent: string): Promise<{ secret: string, view: SessionView }> => {
  const now = clock.now(), found = await openInvitation(tx, input.secret, now)
  const { organisation } = found, account = newId<AccountId>(), membership = newId<MembershipId>()
  await enterScope(tx, { organisation, account })
  if (!(await rows.acceptInvitation(tx, found.id, now))) refuse(accessFailures.invitationUsed())
  const passwordHash = await newPassword(input.password, input.login)
  if (!(await rows.insertAccount(tx, { id: account, login: input.login, name: input.name, kind: 'person', passwordHash, preferences: input.preferences, now }))) refuse(accessFailures.loginTaken({}, { field: 'login' }))
  await rows.insertMembership(tx, { id: membership, organisation, account, roles: found.project ? [] : found.roles, now })
  if (found.project) await rows.addProjectMember(tx, { organisation, project: found.project, membership, roles: found.roles })
  await record(tx, { organisation, account, membership, roles: found.roles, request: null }, now, { verb: 'person.joined', kind: 'membership', object: membership, detail: { invitation: found.id } })
  return { secret: await openSession(tx, account, userAgent, now), view: await sessionView(tx, account) }
}

/** An account that exists joins by a link. Whoever belongs to the organisation already keeps their roles and gains those offered. */
export const joinWithAccount = async (tx: Tx, clock: Clock, visitor: Visitor, secret: string): Promise<SessionView> => {
  const now = clock.now(), { account } = visitor, found = await openInvitation(tx, secret, now), { organisation, project } = found
  await enterScope(tx, { organisation, account })
  if (!(await rows.acceptInvitation(tx, found.id, now))) refuse(accessFailures.invitationUsed())
  const held = await rows.findMembership(tx, { organisation, account })
  if (held?.state === 'disabled') refuse(accessFailures.membershipDisabled())
  const membership = (held?.id ?? newId()) as MembershipId
  const and = (before: readonly string[]): string[] => [...new Set([...before, ...found.roles])]
  if (!held) await rows.insertMembership(tx, { id: membership, organisation, account, roles: project ? [] : found.roles, now })
  else if (!project) await rows.changeMembership(tx, membership, { roles: and(held.roles) })
  if (project) await rows.addProjectMember(tx, { organisation, project, membership, roles: and((await rows.projectRolesOf(tx, membership)).get(project) ?? []) })
  await record(tx, { organisation, account, membership, roles: found.roles, request: null }, now, { verb: 'person.joined', kind: 'membership', object: membership, detail: { invitation: found.id } })
  return sessionView(tx, account)
}

/** What ends with a membership: its tokens at once, and by those who follow the event whatever the person holds. Its requests fail because it is disabled. */
export const endMembership = async (tx: Tx, services: Services, author: Author, membership: MembershipId): Promise<void> => {
  await rows.endTokensOf(tx, membership, services.clock.now())
  await membershipEnded.emit({ tx, services, author, membership })
}

export const changePerson = async (tx: Tx, services: Services, actor: Actor, membership: MembershipId, change: { roles?: Role[], state?: 'active' | 'disabled' }): Promise<rows.Person> => {
  demand(actor, 'person.change')
  await rows.lockOrganisation(tx, actor.organisation)
  const before = await rows.findMembership(tx, { id: membership })
  if (!before) return refuse(accessFailures.notFound())
  await rows.changeMembership(tx, membership, change)
  if (!(await rows.hasAdministrator(tx))) refuse(accessFailures.lastAdministrator())
  const person = (await rows.listPeople(tx)).find(p => p.membership === membership)!
  if (person.kind === 'service' && change.roles?.includes('administrator')) refuse(accessFailures.serviceAdministrator({}, { field: 'roles' }))
  await record(tx, actor, services.clock.now(), { verb: 'person.changed', kind: 'membership', object: membership, detail: { ...(change.roles && { roles: change.roles }), ...(change.state && { state: change.state }) } })
  if (before.state === 'active' && change.state === 'disabled') await endMembership(tx, services, actor, membership)
  return person
}

export interface NewToken { readonly name: string, readonly permissions?: readonly string[], readonly projects?: readonly string[], readonly days?: number }
/** A token is never wider than the token that makes it. @param owner the membership that it acts for: one's own, or a service account's */
export const makeToken = async (tx: Tx, clock: Clock, actor: Actor, input: NewToken, owner: MembershipId = actor.membership): Promise<{ id: string, secret: string }> => {
  demand(actor, owner === actor.membership ? 'token.manage' : 'service.manage')
  const permissions = input.permissions ?? (actor.allowed && [...actor.allowed])
  for (const permission of permissions ?? []) {
    if (!declaredPermissions().has(permission)) refuse(accessFailures.unknownPermission({ permission }, { field: 'permissions' }))
    if (actor.allowed && !actor.allowed.has(permission)) refuse(accessFailures.denied({ permission }))
  }
  for (const project of input.projects ?? []) if (!(await rows.hasProject(tx, project))) refuse(accessFailures.notFound({}, { field: 'projects' }))
  const { secret, hash } = newSecret('token'), id = newId(), now = clock.now(), expires = input.days ? new Date(now.getTime() + input.days * day) : null
  await rows.insertToken(tx, { id, organisation: actor.organisation, membership: owner, name: input.name, hash, permissions, projects: input.projects ?? null, now, expires })
  await record(tx, actor, now, { verb: 'token.made', kind: 'token', object: id, detail: { membership: owner, permissions: permissions && [...permissions], projects: input.projects ? [...input.projects] : null } })
  return { id, secret }
}

export const endToken = async (tx: Tx, clock: Clock, actor: Actor, id: string): Promise<void> => {
  demand(actor, 'token.manage')
  if (!(await rows.endToken(tx, id, actor.membership, clock.now()))) refuse(accessFailures.notFound())
  await record(tx, actor, clock.now(), { verb: 'token.ended', kind: 'token', object: id })
}

export const purge = async (tx: Tx, actor: Actor): Promise<void> => {
  demand(actor, 'organisation.purge')
  if (!(await rows.findOrganisation(tx, actor.organisation))?.scratch) refuse(accessFailures.notScratch())
  await rows.purgeScratch(tx)
}

export { addProjectMember, findAccount, findMembership, findOrganisation, insertMembership, isSessionOpen } from './repository.ts'
export type { Vault } from './vault.ts'
export { newSecret } from './secrets.ts'

/** Work that goes on for somebody who started it: with the rights that they have now, null when they have gone. */
export const actFor = async (tx: Tx, id: MembershipId, now = new Date()): Promise<Actor | null> => {
  const membership = await rows.findMembership(tx, { id }), account = membership && (await rows.findAccount(tx, { id: membership.account as AccountId }))
  if (membership?.state !== 'active' || !account || account.disabled_at) return null
  return actorFrom(membership, account.name, await rows.projectRolesOf(tx, membership.id), membership.guest ? await rows.partiesOf(tx, membership.id, now) : [], null, '')
}

/** Whom the reader of a transaction may know of in one project. `hides`: the terms of the reader's party keep people back. */
export interface PeopleInSight {
  readonly hides: boolean
  /** The membership, or null where the reader may not know whose it is. */
  seen<P extends string | null>(membership: P): P | null
}
/** The project's own organisation knows everybody, whoever has left included. */
export const peopleInSight = async (tx: Tx, project: ProjectId): Promise<PeopleInSight> => {
  const { hides, known } = await rows.sightOfPeople(tx, project), people = new Set<string | null>(known)
  return { hides, seen: membership => (!hides || people.has(membership) ? membership : null) }
}
