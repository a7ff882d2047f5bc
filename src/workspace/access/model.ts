import type { AccountId, BatchId, MembershipId, OrganisationId, PartyId, ProjectId } from '../../kernel/ids.ts'
import type { Author } from '../journal/model.ts'

/** GB/T 45674-2025 7.2 b names executor, reviewer, arbiter, supervisor; the others follow GB/T 42755-2023 and practice. */
export const roles = ['administrator', 'coordinator', 'requester', 'executor', 'reviewer', 'arbiter', 'supervisor', 'auditor', 'trainer'] as const
export type Role = (typeof roles)[number]

/** How another organisation stands to a project: it orders the work, runs it, does a part of it, or audits it. */
export const partyKinds = ['client', 'prime', 'supplier', 'auditor'] as const
export type PartyKind = (typeof partyKinds)[number]
/** Proposed by a party, then consented to by the owner; invited by link; in force; ended for good. */
export const partyStates = ['proposed', 'invited', 'active', 'ended', 'declined'] as const
export type PartyState = (typeof partyStates)[number]
const partyMoves: Readonly<Record<PartyState, readonly PartyState[]>> = { proposed: ['invited', 'declined', 'ended'], invited: ['active', 'ended'], active: ['ended'], ended: [], declined: [] }
export const mayMoveParty = (from: PartyState, to: PartyState): boolean => partyMoves[from].includes(to)
/** What a party does; each step lets its people have one role in the project. */
export const partySteps = ['annotate', 'review', 'arbitrate', 'inspect', 'client', 'manage', 'audit'] as const
export type PartyStep = (typeof partySteps)[number]
export const roleOfStep: Readonly<Record<PartyStep, Role>> = {
  annotate: 'executor', review: 'reviewer', arbitrate: 'arbiter', inspect: 'supervisor', client: 'requester', manage: 'coordinator', audit: 'auditor',
}
/** The most that a kind of party may do. */
export const stepsOfKind: Readonly<Record<PartyKind, readonly PartyStep[]>> = {
  client: ['client', 'audit'], prime: ['annotate', 'review', 'arbitrate', 'inspect', 'manage'], supplier: ['annotate', 'review', 'arbitrate', 'inspect'], auditor: ['audit'],
}
/** Fields that a party may be kept from: who did the work, where the data comes from, what reviewers and inspectors found, the journal. */
export const partyFields = ['people', 'provenance', 'quality', 'journal'] as const
export type PartyField = (typeof partyFields)[number]

/** The terms under which a guest is in one project. */
export interface PartyScope {
  readonly id: PartyId
  readonly kind: PartyKind
  /** null = every batch of the project. */
  readonly batches: ReadonlySet<BatchId> | null
  readonly hidden: ReadonlySet<PartyField>
}

/** A request acts for one membership: one person in one organisation. */
export interface Actor extends Author {
  readonly account: AccountId
  readonly membership: MembershipId
  readonly organisation: OrganisationId
  readonly name: string
  /** Roles in the whole organisation. */
  readonly roles: readonly Role[]
  readonly projectRoles: ReadonlyMap<ProjectId, readonly Role[]>
  /** Of a guest: its parties that are in force, by project. Empty for the organisation's own people. */
  readonly parties: ReadonlyMap<ProjectId, PartyScope>
  /** Somebody of another organisation: has no role but those of its parties. */
  readonly guest: boolean
  /** A token may hold less than its owner; null = everything the owner may. */
  readonly allowed: ReadonlySet<string> | null
  /** Told the place of every permission that only the role of an auditor gave: such reading is written down. */
  readonly witness?: (project: ProjectId | null) => void
}

/** Signed in, in no organisation yet. */
export interface Visitor { readonly account: AccountId, readonly name: string, readonly session: string | null }

const rules = new Map<string, ReadonlySet<Role>>()

/** One line per permission, a verb on a kind. @throws when a permission is declared twice */
export const definePolicy = <const P extends Record<string, readonly Role[]>>(policy: P): P => {
  for (const [permission, allowed] of Object.entries(policy)) {
    if (rules.has(permission)) throw new Error(`permission declared twice: ${permission}`)
    rules.set(permission, new Set(allowed))
  }
  return policy
}
export const declaredPermissions = (): ReadonlyMap<string, ReadonlySet<Role>> => rules

/** Where the question is asked: without a project only organisation-wide roles count. */
export interface Facts { readonly project?: ProjectId | null, readonly batch?: BatchId }
type Asking = Pick<Actor, 'roles' | 'projectRoles' | 'allowed'> & Partial<Pick<Actor, 'parties' | 'guest'>>

/** The most that a party's people may do, whatever their role: a permission that is not named here stays with the owner's own people. */
const guestsMay: readonly string[] = [
  'project.read', 'batch.read', 'batch.manage', 'task.', 'work.own', 'review.', 'arbitration.', 'ruling.', 'appeal.', 'question.', 'inspection.', 'delivery.', 'annotation.read', 'asset.read', 'dataset.read',
  'release.read', 'run.read', 'person.list', 'journal.read', 'field.', 'guideline.acknowledge', 'defect.', 'correction.',
]
/** Requesters of the owner judge lots; a client judges what was delivered to it. */
const ofKindNever: Readonly<Partial<Record<PartyKind, readonly string[]>>> = { client: ['inspection.judge'] }
/** Permissions that are about nothing but a field. */
const aboutField: Readonly<Record<string, PartyField>> = { 'person.list': 'people', 'defect.people': 'people', 'inspection.read': 'quality', 'journal.read': 'journal' }
const fits = (permission: string, patterns: readonly string[]): boolean => patterns.some(p => (p.endsWith('.') ? permission.startsWith(p) : permission === p))
const withinParty = (party: PartyScope | undefined, permission: string, facts: Facts): boolean =>
  party !== undefined && fits(permission, guestsMay) && !fits(permission, ofKindNever[party.kind] ?? [])
  && !party.hidden.has(aboutField[permission] ?? (permission.replace(/^field\./, '') as PartyField))
  && (party.batches === null || facts.batch === undefined || party.batches.has(facts.batch))

/** The one decision about permission, for routes, jobs and pages. @throws on a permission that no policy declares */
export const can = (actor: Asking, permission: string, facts: Facts = {}): boolean => {
  const rule = rules.get(permission)
  if (!rule) throw new Error(`undeclared permission: ${permission}`)
  if (actor.allowed && !actor.allowed.has(permission)) return false
  if (actor.guest && !(facts.project && withinParty(actor.parties?.get(facts.project), permission, facts))) return false
  const held = facts.project ? [...actor.roles, ...(actor.projectRoles.get(facts.project) ?? [])] : actor.roles
  return held.some(role => rule.has(role))
}

/** Does somebody who has the permission there have it as an auditor and as nothing else? */
export const isAuditing = (actor: Pick<Actor, 'roles' | 'projectRoles' | 'allowed'>, permission: string, facts: Facts = {}): boolean => {
  const rule = rules.get(permission), held = facts.project ? [...actor.roles, ...(actor.projectRoles.get(facts.project) ?? [])] : actor.roles
  const giving = held.filter(role => rule?.has(role))
  return giving.length > 0 && giving.every(role => role === 'auditor')
}

/** Holds the permission somewhere: organisation-wide or in at least one project. The routes ask this first, the service asks for the place. */
export const canSomewhere = (actor: Asking, permission: string): boolean =>
  can(actor, permission) || [...actor.projectRoles.keys()].some(project => can(actor, permission, { project }))

/** For pages: does somebody with these roles hold one of those that a permission names? The server decides again. */
export const isAllowed = (allowed: readonly Role[], roles: readonly string[]): boolean => allowed.some(role => roles.includes(role))

/** The least that a password must be; length is what counts (NIST SP 800-63B 5.1.1.2). */
export const passwordProblem = (password: string, login: string): 'too-short' | 'same-as-login' | null =>
  [...password].length < 10 ? 'too-short' : password.toLowerCase().includes(login.toLowerCase()) && login.length > 3 ? 'same-as-login' : null
