import type { AccountId, MembershipId, OrganisationId, ProjectId } from '../../kernel/ids.ts'
import type { Author } from '../journal/model.ts'

/** GB/T 45674-2025 7.2 b names executor, reviewer, arbiter, supervisor; the others follow GB/T 42755-2023 and practice. */
export const roles = ['administrator', 'coordinator', 'requester', 'executor', 'reviewer', 'arbiter', 'supervisor', 'auditor', 'trainer'] as const
export type Role = (typeof roles)[number]

/** A request acts for one membership: one person in one organisation. */
export interface Actor extends Author {
  readonly account: AccountId
  readonly membership: MembershipId
  readonly organisation: OrganisationId
  readonly name: string
  /** Roles in the whole organisation. */
  readonly roles: readonly Role[]
  readonly projectRoles: ReadonlyMap<ProjectId, readonly Role[]>
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
export interface Facts { readonly project?: ProjectId | null }

/** The one decision about permission, for routes, jobs and pages. @throws on a permission that no policy declares */
export const can = (actor: Pick<Actor, 'roles' | 'projectRoles' | 'allowed'>, permission: string, facts: Facts = {}): boolean => {
  const rule = rules.get(permission)
  if (!rule) throw new Error(`undeclared permission: ${permission}`)
  if (actor.allowed && !actor.allowed.has(permission)) return false
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
export const canSomewhere = (actor: Pick<Actor, 'roles' | 'projectRoles' | 'allowed'>, permission: string): boolean =>
  can(actor, permission) || [...actor.projectRoles.keys()].some(project => can(actor, permission, { project }))

/** For pages: does somebody with these roles hold one of those that a permission names? The server decides again. */
export const isAllowed = (allowed: readonly Role[], roles: readonly string[]): boolean => allowed.some(role => roles.includes(role))

/** The least that a password must be; length is what counts (NIST SP 800-63B 5.1.1.2). */
export const passwordProblem = (password: string, login: string): 'too-short' | 'same-as-login' | null =>
  [...password].length < 10 ? 'too-short' : password.toLowerCase().includes(login.toLowerCase()) && login.length > 3 ? 'same-as-login' : null
