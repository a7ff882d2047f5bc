import type { Static } from 'typebox'
import type { PersonView } from '../../access/contract.ts'
import { isRole } from '../../access/messages.ts'
import { roles, type Role } from '../../access/model.ts'
import type { MemberView } from '../contract.ts'

/** A person with what they are in one project besides what they are everywhere. */
export interface Member extends PersonView { readonly here: readonly Role[] }

const known = (list: readonly string[]): Role[] => list.filter(isRole)

/** Who may do something in a project: members of it first, then who is there by a role in the whole organisation; both by name. Somebody disabled counts only while a member. */
export const membersOf = (people: readonly PersonView[], members: readonly Static<typeof MemberView>[]): readonly Member[] => {
  const held = new Map(members.map(m => [m.membership, known(m.roles)]))
  return people.map(person => ({ ...person, here: held.get(person.membership) ?? [] }))
    .filter(person => person.here.length > 0 || (person.state === 'active' && person.roles.length > 0))
    .sort((a, b) => Number(b.here.length > 0) - Number(a.here.length > 0) || a.name.localeCompare(b.name))
}

/** Who can be added to the project: active, and not a member yet. */
export const addable = (people: readonly PersonView[], members: readonly Static<typeof MemberView>[]): readonly PersonView[] => {
  const held = new Set(members.map(m => m.membership))
  return people.filter(person => person.state === 'active' && !held.has(person.membership))
}

/** The roles that somebody may give: an administrator administers the whole organisation, so no project has one, and only administrators make others. */
export const givable = (where: 'organisation' | 'project', giver: readonly string[]): readonly Role[] =>
  roles.filter(role => role !== 'administrator' || (where === 'organisation' && giver.includes('administrator')))

/** Of these people those in the team, its leads first; all of them when there is no team. */
export const inTeam = <P extends { readonly membership: string }>(people: readonly P[], team: { readonly members: readonly { readonly membership: string, readonly lead: boolean }[] } | undefined): readonly P[] => {
  if (!team) return people
  const leads = new Map(team.members.map(m => [m.membership, m.lead]))
  return people.filter(p => leads.has(p.membership)).sort((a, b) => Number(leads.get(b.membership)) - Number(leads.get(a.membership)))
}
