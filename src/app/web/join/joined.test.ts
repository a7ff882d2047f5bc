import { expect, it } from 'vitest'
import type { SessionView } from '../../../workspace/access/contract.ts'
import { joinedOrganisation, secretOf } from './joined.ts'

const session = (...ids: readonly string[]): SessionView => ({
  account: { id: 'a', login: 'a', name: 'A', preferences: {}, secondFactor: false, hasPassword: true }, organisations: ids.map(id => ({ id, name: id, zone: 'UTC', scratch: false, membership: id, roles: [], guest: false, requiresSecondFactor: false, lacksSecondFactor: false })),
})

it('finds the organisation that was joined, wherever it stands in the list, and none when only roles were added', () => {
  expect(joinedOrganisation(session('b', 'd'), session('a', 'b', 'd'))).toBe('a')
  expect(joinedOrganisation(session('b'), session('b'))).toBeUndefined()
})

it('takes the secret from behind the mark and nothing from an address without one', () => {
  expect(secretOf('#fsi_abc')).toBe('fsi_abc')
  expect(secretOf('')).toBe('')
})
