import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import { inScope } from '../database/connect.ts'
import { signInLocally } from './service.ts'
import type { InstallationEventView } from './session/contract.ts'

let product: InlineProduct, founder: Person, login: string, account: string, bearer: string
const events = (query = '', headers: Record<string, string> = { authorization: `Bearer ${bearer}` }) => product.app.inject({ method: 'GET', url: `/api/v1/installation/journal${query}`, headers })
const listed = async (query = ''): Promise<InstallationEventView[]> => ((await events(query)).json() as { entries: InstallationEventView[] }).entries
const signIn = (password: string, as = login) => product.app.inject({ method: 'POST', url: '/api/v1/session', payload: { login: as, password } })
const operate = (act: string, payload: object) => product.app.inject({ method: act === 'state' ? 'PUT' : 'POST', url: `/api/v1/installation/accounts/${act}`, payload, headers: { authorization: `Bearer ${bearer}` } })

beforeAll(async () => {
  product = await startProduct({ kinds: [], endpoints: [] })
  founder = await product.founder('Base')
  const { services } = product.engine
  bearer = (await inScope(services.db, {}, tx => signInLocally(tx, services.clock))).secret
  const { people } = (await founder.send('GET', '/api/v1/people')).body as { people: { login: string, account: string }[] }
  ;[{ login, account }] = people as [{ login: string, account: string }]
})
afterAll(() => product.stop())

test('refused sign-ins are events of the installation, with the account where it is known and no word of what was typed', async () => {
  expect((await signIn('wrong and secret')).statusCode).toBe(401)
  expect((await signIn('wrong and secret', 'nobody-here')).statusCode).toBe(401)
  const refused = await listed('?verb=sign-in.refused')
  expect(refused.map(e => [e.account, e.kind, e.object])).toEqual([[null, 'sign-in', 'unknown'], [account, 'sign-in', account]])
  expect(refused[0]!.detail).toMatchObject({ reason: 'password' })
  expect(/secret|nobody-here/.test(JSON.stringify(refused))).toBe(false)
})

test('being made to wait is written down once, not for every knock at the door', async () => {
  for (let i = 0; i < 9; i++) await signIn('wrong', 'often-tried')
  expect((await signIn('wrong', 'often-tried')).statusCode).toBe(429)
  expect((await listed('?verb=sign-in.throttled')).map(e => e.detail)).toEqual([{ by: 'login', failures: 5, seconds: 5 }])
})

test('a new password, a disabled and an enabled account and a sign-in that it refuses are events of the installation', async () => {
  const { password } = (await operate('renew-password', { login })).json() as { password: string }
  await operate('state', { login, state: 'disabled' })
  expect((await signIn(password)).json()).toMatchObject({ error: { code: 'access.disabled' } })
  await operate('state', { login, state: 'active' })
  expect((await listed(`?account=${account}&limit=4`)).map(e => e.verb)).toEqual(['account.enabled', 'sign-in.refused', 'account.disabled', 'account.password-renewed'])
})

test('they are read page by page by whoever runs the installation, and by nobody else', async () => {
  const all = await listed('?limit=500'), first = (await events('?limit=2')).json() as { entries: InstallationEventView[], next: number }
  expect(first.next).toBe(first.entries[1]!.id)
  expect([...first.entries, ...(await listed(`?limit=500&before=${first.next}`))]).toEqual(all)
  const founderAgain = await product.founder('Other'), auditor = await product.member(founderAgain.organisation, ['auditor', 'administrator'])
  for (const person of [founderAgain, auditor]) expect(await person.send('GET', '/api/v1/installation/journal')).toMatchObject({ status: 403, body: { error: { code: 'access.local-proof' } } })
  expect((await events('', {})).statusCode).toBe(401)
  const { entries } = (await founderAgain.send('GET', '/api/v1/journal?limit=500')).body as { entries: { verb: string }[] }
  expect(entries.some(e => e.verb.startsWith('sign-in.'))).toBe(false)
})
