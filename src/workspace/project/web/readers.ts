import type { Static } from 'typebox'
import type { PersonView } from '../../access/contract.ts'
import type { AcknowledgementView, MemberView } from '../contract.ts'
import { membersOf } from './people.ts'

/** Somebody who works in the project, with the newest version that they have read. */
export interface Reader { readonly membership: string, readonly name: string, readonly version: number | null, readonly at: string | null }

/**
 * Everybody who can work here, and who else has read it; whoever still has to read stands first, then by name.
 * @param material the version that all must have read
 */
export const readersOf = (people: readonly PersonView[], members: readonly Static<typeof MemberView>[], read: readonly AcknowledgementView[], material: number): readonly Reader[] => {
  const known = new Map(read.map(entry => [entry.membership, entry])), here = new Set(membersOf(people, members).map(member => member.membership))
  return people.filter(person => here.has(person.membership) || known.has(person.membership))
    .map(({ membership, name }) => ({ membership, name, version: known.get(membership)?.version ?? null, at: known.get(membership)?.at ?? null }))
    .sort((a, b) => Number((a.version ?? 0) >= material) - Number((b.version ?? 0) >= material) || a.name.localeCompare(b.name))
}
