import { refuse } from '../../../kernel/failure.ts'
import { newId, type MembershipId, type OrganisationId, type PartyId, type ProjectId } from '../../../kernel/ids.ts'
import { sha256 } from '../../blobs/service.ts'
import { accessFailures } from '../../access/errors.ts'
import { can, mayMoveParty, roleOfStep, type Actor, type PartyState, type Role, type Visitor } from '../../access/model.ts'
import { addProjectMember, demand, findAccount, findMembership, findOrganisation, insertMembership, newSecret, scopeOf } from '../../access/service.ts'
import { enterScope, type Tx } from '../../database/connect.ts'
import type { Services } from '../../database/services.ts'
import type { Author } from '../../journal/model.ts'
import { record } from '../../journal/service.ts'
import { personLeftProject } from '../events.ts'
import { findProject, removeMember } from '../repository.ts'
import { enterProject } from '../service.ts'
import { partyFailures } from './errors.ts'
import { termsProblem, widerThan, type PartyTerms } from './model.ts'
import * as rows from './repository.ts'
import './policy.ts'

type StoredParty = rows.StoredParty
export type NewParty = Omit<PartyTerms, 'startsAt'> & { name: string, startsAt?: Date }

export const termsOf = (p: StoredParty): PartyTerms => ({ kind: p.kind, steps: p.steps, batches: p.batches, hidden: p.hidden, startsAt: p.starts_at, endsAt: p.ends_at })
export const inForce = (p: StoredParty, now: Date): boolean => p.state === 'active' && p.starts_at <= now && (p.ends_at === null || p.ends_at > now)

const soundTerms = async (tx: Tx, project: ProjectId, terms: PartyTerms): Promise<void> => {
  const problem = termsProblem(terms)
  if (problem) refuse(partyFailures.termsBroken(problem, { field: problem.field }))
  if (terms.batches && (await rows.countBatches(tx, project, terms.batches)) !== terms.batches.length) refuse(accessFailures.notFound({}, { field: 'batches' }))
}

/** The party for whoever may do `permission` in its project; else it does not exist for them. Locked. */
const enterParty = async (tx: Tx, actor: Actor, id: PartyId, permission: string): Promise<StoredParty> => {
  const party = await rows.lockParty(tx, id)
  if (!party || party.organisation !== actor.organisation || !can(actor, 'party.read', { project: party.project })) return refuse(partyFailures.unknown())
  demand(actor, permission, { project: party.project })
  return party
}

const insert = async (tx: Tx, services: Services, author: Author, project: ProjectId, input: PartyTerms & { name: string }, of: { admittedBy: PartyId | null, state: PartyState, by: MembershipId }): Promise<{ id: PartyId, secret: string }> => {
  const { secret, hash } = newSecret('party'), id = newId<PartyId>(), now = services.clock.now()
  await rows.insertParty(tx, { ...input, id, organisation: author.organisation, project, admittedBy: of.admittedBy, state: of.state, hash, by: of.by, now })
  await record(tx, author, now, { verb: `party.${of.state}`, kind: 'party', object: id, project, content: input, detail: { kind: input.kind, steps: [...input.steps], batches: input.batches?.length ?? null, hidden: [...input.hidden] } })
  return { id, secret }
}

export const inviteParty = async (tx: Tx, services: Services, actor: Actor, id: ProjectId, input: NewParty): Promise<{ party: StoredParty, secret: string }> => {
  const project = await enterProject(tx, actor, id, 'party.manage'), terms = { ...input, startsAt: input.startsAt ?? services.clock.now() }
  await soundTerms(tx, project.id, terms)
  const made = await insert(tx, services, actor, project.id, terms, { admittedBy: null, state: 'invited', by: actor.membership })
  return { party: (await rows.findParty(tx, made.id))!, secret: made.secret }
}

export type PartyChange = Partial<Pick<PartyTerms, 'steps' | 'batches' | 'hidden' | 'endsAt'>> & { version: number, name?: string }
export const changeParty = async (tx: Tx, services: Services, actor: Actor, id: PartyId, change: PartyChange): Promise<StoredParty> => {
  const party = await enterParty(tx, actor, id, 'party.manage')
  if (party.version !== change.version) refuse(partyFailures.changedMeanwhile())
  if (party.state === 'ended' || party.state === 'declined') refuse(partyFailures.cannotMove({ from: party.state, to: party.state }))
  const { name, steps = party.steps, batches = party.batches, hidden = party.hidden, endsAt = party.ends_at } = change, terms = { ...termsOf(party), steps, batches, hidden, endsAt }
  await soundTerms(tx, party.project, terms)
  await rows.updateParty(tx, id, { ...(name && { name }), steps: [...terms.steps], batches: terms.batches ? [...terms.batches] : null, hidden: [...terms.hidden], ends_at: terms.endsAt })
  await record(tx, actor, services.clock.now(), { verb: 'party.changed', kind: 'party', object: id, project: party.project, content: change, detail: { steps: [...terms.steps], batches: terms.batches?.length ?? null, hidden: [...terms.hidden] } })
  return (await rows.findParty(tx, id))!
}

const shift = async (tx: Tx, services: Services, author: Author, party: StoredParty, to: PartyState): Promise<void> => {
  if (!mayMoveParty(party.state, to)) refuse(partyFailures.cannotMove({ from: party.state, to }))
  const now = services.clock.now()
  await rows.updateParty(tx, party.id, { state: to, ...(to === 'ended' && { ended_at: now }) })
  await record(tx, author, now, { verb: `party.${to}`, kind: 'party', object: party.id, project: party.project, detail: { from: party.state } })
}

export const consent = async (tx: Tx, services: Services, actor: Actor, id: PartyId, given: boolean): Promise<StoredParty> => {
  const party = await enterParty(tx, actor, id, 'party.manage')
  await shift(tx, services, actor, party, given ? 'invited' : 'declined')
  return (await rows.findParty(tx, id))!
}

/** With its subcontractors; what their people hold goes back to the queue. The scope is that of the owner. */
const endWhole = async (tx: Tx, services: Services, author: Author, party: StoredParty): Promise<void> => {
  await shift(tx, services, author, party, 'ended')
  for (const { membership } of await rows.peopleOfParty(tx, party.id)) await personLeftProject.emit({ tx, services, author, membership, project: party.project })
  for (const inner of await rows.partiesAdmittedBy(tx, party.id)) if (mayMoveParty(inner.state, 'ended')) await endWhole(tx, services, author, inner)
}
export const endParty = async (tx: Tx, services: Services, actor: Actor, id: PartyId): Promise<StoredParty> => {
  const party = await enterParty(tx, actor, id, 'party.manage')
  await endWhole(tx, services, actor, party)
  return (await rows.findParty(tx, id))!
}
export const listParties = async (tx: Tx, actor: Actor, id: ProjectId): Promise<StoredParty[]> => {
  const project = await enterProject(tx, actor, id, 'party.read')
  return rows.partiesOfProject(tx, project.id)
}

// The side of the organisation that comes. It acts for itself; what it changes lies in the owner's organisation, under the owner's journal too.

const bySecret = async (tx: Tx, secret: string): Promise<StoredParty> => {
  await enterScope(tx, { secret: sha256(secret) })
  const party = await rows.partyBySecret(tx, sha256(secret))
  return party ?? refuse(partyFailures.linkUnknown())
}
export const offerOf = async (tx: Tx, secret: string): Promise<{ party: StoredParty, owner: string, project: string }> => {
  const party = await bySecret(tx, secret)
  await enterScope(tx, { organisation: party.organisation })
  return { party, owner: (await findOrganisation(tx, party.organisation))!.name, project: (await findProject(tx, party.project))!.name }
}

/** As whom the owner's journal knows somebody who comes from outside. */
const fromOutside = (actor: Actor, owner: OrganisationId): Author => ({ organisation: owner, account: actor.account, membership: null, roles: ['party'], request: actor.request })

export const enter = async (tx: Tx, services: Services, actor: Actor, secret: string): Promise<StoredParty> => {
  demand(actor, 'engagement.manage')
  const guestName = (await findOrganisation(tx, actor.organisation))!.name, found = await bySecret(tx, secret)
  if (found.organisation === actor.organisation) refuse(partyFailures.ownProject())
  await enterScope(tx, { organisation: found.organisation })
  const party = (await rows.lockParty(tx, found.id))!
  if (party.state === 'proposed') refuse(partyFailures.awaitsConsent())
  if (party.state !== 'invited') refuse(partyFailures.linkUsed())
  await rows.updateParty(tx, party.id, { guest: actor.organisation, guest_name: guestName, accepted_at: services.clock.now() })
  await shift(tx, services, fromOutside(actor, party.organisation), party, 'active')
  await enterScope(tx, scopeOf(actor))
  await record(tx, actor, services.clock.now(), { verb: 'engagement.entered', kind: 'party', object: party.id })
  return (await rows.findParty(tx, party.id))!
}

/** An engagement of the actor's organisation; anybody else's does not exist. Leaves the scope at the owner's organisation. */
const enterEngagement = async (tx: Tx, actor: Actor, id: PartyId): Promise<StoredParty> => {
  const found = await rows.findParty(tx, id)
  if (!found || found.guest !== actor.organisation) return refuse(partyFailures.unknown())
  demand(actor, 'engagement.manage')
  await enterScope(tx, { organisation: found.organisation })
  const party = (await rows.lockParty(tx, id))!
  if (party.state !== 'active') refuse(partyFailures.cannotMove({ from: party.state, to: 'active' }))
  return party
}

export const sendPerson = async (tx: Tx, services: Services, actor: Actor, id: PartyId, membership: MembershipId, roles: readonly Role[]): Promise<void> => {
  const own = await findMembership(tx, { id: membership })
  if (!own || own.organisation !== actor.organisation || own.guest) return refuse(accessFailures.notFound())
  const account = (await findAccount(tx, { id: own.account as Visitor['account'] }))!, party = await enterEngagement(tx, actor, id)
  const granted = new Set<Role>(party.steps.map(step => roleOfStep[step])), foreign = roles.find(role => !granted.has(role))
  if (foreign) refuse(partyFailures.roleNotGranted({ role: foreign }, { field: 'roles' }))
  const now = services.clock.now(), there = await findMembership(tx, { organisation: party.organisation, account: account.id as Visitor['account'] })
  const guest = (there?.id ?? newId()) as MembershipId, capacity = there && (await rows.capacityIn(tx, party.project, guest))
  if ((there && !there.guest) || (capacity && capacity.party !== id)) refuse(partyFailures.alreadyIn({ name: account.name }))
  if (!there && roles.length > 0) await insertMembership(tx, { id: guest, organisation: party.organisation, account: account.id as Visitor['account'], roles: [], now, guest: true })
  const author = fromOutside(actor, party.organisation)
  if (roles.length > 0) await addProjectMember(tx, { organisation: party.organisation, project: party.project, membership: guest, roles, party: id })
  else if (capacity) {
    await removeMember(tx, party.project, guest)
    await personLeftProject.emit({ tx, services, author, membership: guest, project: party.project })
  }
  await record(tx, author, now, { verb: 'party.sent', kind: 'membership', object: guest, project: party.project, detail: { party: id, roles: [...roles] } })
  await enterScope(tx, scopeOf(actor))
  await record(tx, actor, now, { verb: 'engagement.sent', kind: 'membership', object: membership, detail: { party: id, roles: [...roles] } })
}

export const subcontract = async (tx: Tx, services: Services, actor: Actor, id: PartyId, input: Omit<NewParty, 'kind'>): Promise<{ id: PartyId, secret: string }> => {
  const party = await enterEngagement(tx, actor, id), terms = { ...input, kind: 'supplier' as const, startsAt: services.clock.now() }
  const wider = widerThan(terms, termsOf(party))
  if (wider) refuse(partyFailures.widerThanOwn({ field: wider }, { field: wider }))
  await soundTerms(tx, party.project, terms)
  const made = await insert(tx, services, fromOutside(actor, party.organisation), party.project, terms, { admittedBy: id, state: 'proposed', by: actor.membership })
  await enterScope(tx, scopeOf(actor))
  await record(tx, actor, services.clock.now(), { verb: 'engagement.subcontracted', kind: 'party', object: made.id, detail: { within: id } })
  return made
}

export const leave = async (tx: Tx, services: Services, actor: Actor, id: PartyId): Promise<void> => {
  const party = await enterEngagement(tx, actor, id)
  await endWhole(tx, services, fromOutside(actor, party.organisation), party)
  await enterScope(tx, scopeOf(actor))
  await record(tx, actor, services.clock.now(), { verb: 'engagement.left', kind: 'party', object: id })
}

export interface Engagement { party: StoredParty, owner: string, project: string, people: (rows.SentPerson & { own: MembershipId | null })[], subcontractors: StoredParty[] }
/** One engagement with what the owner's organisation holds of one's own people. Comes back to the actor's scope. */
export const engagementOf = async (tx: Tx, actor: Actor, party: StoredParty): Promise<Engagement> => {
  await enterScope(tx, { organisation: party.organisation })
  const owner = (await findOrganisation(tx, party.organisation))!.name, project = (await findProject(tx, party.project))!.name, sent = await rows.peopleOfParty(tx, party.id), subcontractors = await rows.partiesAdmittedBy(tx, party.id)
  await enterScope(tx, scopeOf(actor))
  const people = await Promise.all(sent.map(async p => ({ ...p, own: ((await findMembership(tx, { organisation: actor.organisation, account: p.account }))?.id ?? null) as MembershipId | null })))
  return { party, owner, project, people, subcontractors }
}
export const listEngagements = async (tx: Tx, actor: Actor): Promise<Engagement[]> => {
  demand(actor, 'engagement.manage')
  const found: Engagement[] = []
  for (const party of await rows.partiesOfGuest(tx, actor.organisation)) found.push(await engagementOf(tx, actor, party))
  return found
}
