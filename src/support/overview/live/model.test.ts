import { expect, it } from 'vitest'
import type { AccountId, ProjectId } from '../../../kernel/ids.ts'
import type { Role } from '../../../workspace/access/model.ts'
import '../../../workspace/access/policy.ts'
import '../../../workspace/project/policy.ts'
import '../policy.ts'
import { eventOf, framed, hears, type Told } from './model.ts'

const me = 'me' as AccountId, here = 'here' as ProjectId
const person = (roles: readonly Role[], inProject: readonly Role[] = []) => ({ account: me, roles, projectRoles: new Map([[here, inProject]]), allowed: null })
const told = (change: Partial<Told> = {}): Told => ({ account: 'other', verb: 'review.return', kind: 'task', object: 't', project: here, ...change })

it('tells who oversees a project which thing changed, and who works in it only that something of a kind did', () => {
  expect([hears(person(['coordinator']), told()), hears(person([], ['auditor']), told()), hears(person([], ['executor']), told())]).toEqual(['all', 'all', 'kind'])
  expect(eventOf(told(), 'kind')).toEqual({ kind: 'task', project: here })
})
it('tells everybody of their own acts in full', () => {
  expect(hears(person([], ['executor']), told({ account: me }))).toBe('all')
  expect(hears(person(['executor']), told({ account: me, project: null }))).toBe('all')
})
it('tells nothing of a project that the person is not in, nor of the organisation to who may not read its journal', () => {
  expect(hears(person([], ['coordinator']), told({ project: 'elsewhere' }))).toBe('nothing')
  expect([hears(person(['coordinator']), told({ project: null })), hears(person(['supervisor']), told({ project: null }))]).toEqual(['nothing', 'all'])
})
it('tells a token that may not read projects nothing', () => {
  expect(hears({ ...person(['administrator']), allowed: new Set(['run.read']) }, told())).toBe('nothing')
})
it('frames an event with its position, and without one where there is none to go on after', () => {
  expect(framed('change', { kind: 'task', project: null }, 7)).toBe('id: 7\nevent: change\ndata: {"kind":"task","project":null}\n\n')
  expect(framed('progress', { kind: 'run', project: null })).toBe('event: progress\ndata: {"kind":"run","project":null}\n\n')
})
