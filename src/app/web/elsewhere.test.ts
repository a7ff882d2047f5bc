import { expect, test } from 'vitest'
import { elsewhereOf } from './elsewhere.ts'
import type { OrganisationView } from './session-query.ts'

const organisation = (id: string): OrganisationView => ({ id, name: id.toUpperCase(), zone: 'Asia/Shanghai', scratch: false, membership: `m-${id}`, roles: [], guest: false, requiresSecondFactor: false, lacksSecondFactor: false }), both = [organisation('a'), organisation('b')]

test('a project that the present organisation has not is looked for in the others, and nowhere while it is read, when it is there, refused or out of reach', () => {
  expect(elsewhereOf(both, 'a', { status: 404 }).map(o => o.id)).toEqual(['b'])
  expect(elsewhereOf([organisation('a')], 'a', { status: 404 })).toEqual([])
  for (const failure of [null, { status: 403 }, { status: 500 }, { status: 0 }]) expect(elsewhereOf(both, 'a', failure)).toEqual([])
})
