import { describe, expect, it } from 'vitest'
import type { PersonView } from '../../access/contract.ts'
import { addable, givable, inTeam, membersOf } from './people.ts'

const person = (name: string, roles: readonly string[], state: PersonView['state'] = 'active'): PersonView =>
  ({ membership: name, account: name, login: name, name, roles: [...roles], state, guest: false, kind: 'person', secondFactor: false, since: '2026-01-01T00:00:00Z' })
const people = [person('Ann', ['administrator']), person('Bo', []), person('Cy', ['executor']), person('Di', [], 'disabled'), person('Ed', ['executor'], 'disabled')]
const members = [{ membership: 'Cy', roles: ['reviewer', 'of-a-newer-server'] }, { membership: 'Di', roles: ['executor'] }]

describe('people of a project', () => {
  it('are its members first and then those with a role everywhere, each with the roles that are known', () => {
    expect(membersOf(people, members).map(m => [m.name, m.here])).toEqual([['Cy', ['reviewer']], ['Di', ['executor']], ['Ann', []]])
  })
  it('can be joined by whoever is active and not a member', () => { expect(addable(people, members).map(p => p.name)).toEqual(['Ann', 'Bo']) })
})

it('offers the role of administrator only in the whole organisation and only to administrators', () => {
  expect(givable('organisation', ['administrator'])).toContain('administrator')
  expect(givable('organisation', ['coordinator'])).not.toContain('administrator')
  expect(givable('project', ['administrator'])).not.toContain('administrator')
  expect(givable('project', ['coordinator'])).toContain('coordinator')
})

it('shows of a team its leads first and nobody else, and everybody when there is no team', () => {
  const people = [person('a', []), person('b', []), person('c', [])]
  expect(inTeam(people, undefined)).toBe(people)
  expect(inTeam(people, { members: [{ membership: people[0]!.membership, lead: false }, { membership: people[2]!.membership, lead: true }] }).map(p => p.membership)).toEqual([people[2]!.membership, people[0]!.membership])
})
