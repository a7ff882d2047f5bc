import { afterAll, beforeAll, expect, it } from 'vitest'
import { need, startTextBatch, type TextBatch } from '../../../test/harness/text-batch.ts'
import { annotateNext, reviewNext } from '../../../test/harness/text-work.ts'
import type { Person } from '../../../test/harness/run-inline.ts'
import type { AccountId } from '../../kernel/ids.ts'
import { inScope, type Tx } from '../../workspace/database/connect.ts'
import { leave, setAccountState } from '../../workspace/access/leaving.ts'
import { followLeaving } from './leaving.ts'

let batch: TextBatch
beforeAll(async () => {
  followLeaving()
  batch = await startTextBatch(['北京在北方，是一座大城市。', '上海在东方，是一座大城市。', '广州在南方，是一座大城市。', '成都在西方，是一座大城市。'])
}, 60_000)
afterAll(() => batch.product.stop())

type Held = { id: string, task: string, state: string }
const claim = (person: Person): Promise<Held> => need(person, 'POST', '/api/v1/assignments', { project: batch.project, batch: batch.batch, step: 'annotate' })
const inBase = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inScope(batch.product.engine.services.db, { organisation: batch.boss.organisation }, work)
const stateOf = (id: string) => inBase(tx => tx.selectFrom('assignment').select(['state', 'reason', 'lease_until']).where('id', '=', id).executeTakeFirstOrThrow())
const verbsOf = async (id: string): Promise<string[]> => (await inBase(tx => tx.selectFrom('journal').select('verb').where('object', '=', id).orderBy('id').execute())).map(row => row.verb)
const membershipOf = async (person: Person): Promise<{ membership: string, account: string, login: string }> => {
  const { account, organisations } = await need<{ account: { id: string, login: string }, organisations: { id: string, membership: string }[] }>(person, 'GET', '/api/v1/session')
  return { account: account.id, login: account.login, membership: organisations.find(o => o.id === batch.boss.organisation)!.membership }
}
/** As a reviewer sends work back. */
const returned = (id: string) => inBase(async tx => {
  await tx.updateTable('assignment').set({ state: 'submitted' }).where('id', '=', id).execute()
  await tx.updateTable('assignment').set({ state: 'returned' }).where('id', '=', id).execute()
})

it('disabling a person releases what they hold, voids what was returned to them, ends their tokens and refuses their next request, in less than five seconds', async () => {
  const person = await batch.product.member(batch.boss.organisation, ['executor', 'coordinator']), next = await batch.product.member(batch.boss.organisation, ['executor'])
  const sentBack = await claim(person), held = await claim(person)
  await returned(sentBack.id)
  const { secret } = await need<{ secret: string }>(person, 'POST', '/api/v1/tokens', { name: 'theirs' })
  const byToken = () => person.send('GET', '/api/v1/projects', undefined, { authorization: `Bearer ${secret}` })
  expect((await byToken()).status).toBe(200)
  const { membership } = await membershipOf(person), start = performance.now()
  expect((await batch.boss.send('PATCH', `/api/v1/people/${membership}`, { state: 'disabled' })).status).toBe(200)
  expect((await person.send('GET', '/api/v1/projects')).status).toBe(404)
  expect((await byToken()).status).toBe(401)
  expect(await stateOf(held.id)).toEqual({ state: 'released', reason: 'left', lease_until: null })
  expect(await stateOf(sentBack.id)).toEqual({ state: 'void', reason: 'left', lease_until: null })
  const elapsed = performance.now() - start
  expect(elapsed).toBeLessThan(5000)
  expect(await verbsOf(held.id)).toEqual(['task.claimed', 'assignment.released'])
  expect((await verbsOf(sentBack.id)).at(-1)).toBe('assignment.void')
  // Somebody else finds both tasks open again.
  const taken = new Set([(await claim(next)).task, (await claim(next)).task])
  expect(taken).toEqual(new Set([held.task, sentBack.task]))
  // Enabled again, an ended token stays ended.
  await batch.boss.send('PATCH', `/api/v1/people/${membership}`, { state: 'active' })
  expect((await person.send('GET', '/api/v1/projects')).status).toBe(200)
  expect((await byToken()).status).toBe(401)
})

it('leaving an organisation does the same by oneself, for a session only, and not for its last administrator', async () => {
  const person = await batch.product.member(batch.boss.organisation, ['executor']), held = await claim(person), organisation = batch.boss.organisation
  expect((await batch.boss.send('POST', '/api/v1/account/leave', { organisation })).body).toMatchObject({ error: { code: 'access.last-administrator' } })
  expect((await person.send('POST', '/api/v1/account/leave', { organisation })).status).toBe(200)
  expect((await stateOf(held.id)).state).toBe('released')
  expect((await person.send('POST', '/api/v1/account/leave', { organisation })).body).toMatchObject({ error: { code: 'access.not-found' } })
  const visitor = { account: (await membershipOf(batch.boss)).account as AccountId, name: 'Token', session: null }
  await expect(inBase(tx => leave(tx, batch.product.engine.services, visitor, organisation))).rejects.toThrow('access.session-needed')
})

it('an account disabled by whoever runs the installation loses its sessions, tokens and what it holds in every organisation, and nobody else may do it', async () => {
  const person = await batch.product.member(batch.boss.organisation, ['executor']), held = await claim(person), { login } = await membershipOf(person)
  expect((await batch.boss.send('PUT', '/api/v1/installation/accounts/state', { login, state: 'disabled' })).body).toMatchObject({ error: { code: 'access.local-proof' } })
  const done = await inScope(batch.product.engine.services.db, {}, tx => setAccountState(tx, batch.product.engine.services, login, 'disabled'))
  expect(done).toEqual({ sessions: 1 })
  expect((await person.send('GET', '/api/v1/session')).status).toBe(401)
  expect(await stateOf(held.id)).toEqual({ state: 'released', reason: 'left', lease_until: null })
})

it('work that comes back after its author has left is nobody’s: its seat is vacant, and the next person claims it anew', async () => {
  const person = await batch.product.member(batch.boss.organisation, ['executor']), next = await batch.product.member(batch.boss.organisation, ['executor'])
  const reviewer = await batch.product.member(batch.boss.organisation, ['reviewer']), place = { project: batch.project, batch: batch.batch }
  const { assignment } = await annotateNext(person, place)
  const { membership } = await membershipOf(person)
  await batch.boss.send('PATCH', `/api/v1/people/${membership}`, { state: 'disabled' })
  await reviewNext(reviewer, place, 'return')
  expect(await stateOf(assignment.id)).toEqual({ state: 'void', reason: 'left', lease_until: null })
  expect((await verbsOf(assignment.id)).at(-1)).toBe('assignment.void')
  expect((await claim(next)).task).toBe(assignment.task)
})
