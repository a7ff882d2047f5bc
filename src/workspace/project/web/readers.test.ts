import { expect, test } from 'vitest'
import type { PersonView } from '../../access/contract.ts'
import { readersOf } from './readers.ts'

const person = (membership: string, name: string, roles: readonly string[] = []): PersonView => ({ membership, account: membership, login: name, name, roles: [...roles], state: 'active' }) as PersonView

test('whoever still has to read stands first, then by name; somebody without a role here who never read it is not named', () => {
  const people = [person('a', 'Ann', ['executor']), person('b', 'Bob', ['executor']), person('c', 'Cyd'), person('d', 'Dan'), person('e', 'Eve')]
  const read = [{ membership: 'a', version: 3, at: '2026-01-01T00:00:00Z' }, { membership: 'b', version: 1, at: '2026-01-01T00:00:00Z' }, { membership: 'e', version: 3, at: '2026-01-02T00:00:00Z' }]
  expect(readersOf(people, [{ membership: 'c', roles: ['reviewer'] }], read, 2).map(reader => [reader.name, reader.version])).toEqual([['Bob', 1], ['Cyd', null], ['Ann', 3], ['Eve', 3]])
})
