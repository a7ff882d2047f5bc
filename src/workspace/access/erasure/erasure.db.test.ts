import { afterAll, beforeAll, expect, it } from 'vitest'
import { startProduct, type InlineProduct, type Person } from '../../../../test/harness/run-inline.ts'
import type { AccountId } from '../../../kernel/ids.ts'
import { inScope } from '../../database/connect.ts'
import { insertLogin } from '../external-login/repository.ts'
import { putFactor, putRecoveryCodes } from '../second-factor/repository.ts'
import { signInLocally } from '../service.ts'
import type { InstallationEventView } from '../session/contract.ts'
import type { AccountErasureView } from './contract.ts'
import { pseudonymOf } from './service.ts'

const password = 'a passphrase of my own', login = 'zhang.wei@base', name = 'Zhang Wei', browser = 'Browser of Zhang', email = 'zhang@mail.example'
let product: InlineProduct, founder: Person, bearer: string, session: string, account: AccountId
const erase = (payload: object, secret = bearer) => product.app.inject({ method: 'POST', url: '/api/v1/installation/accounts/erasure', payload, headers: { authorization: `Bearer ${secret}` } })
const code = (reply: { json(): unknown }): string => (reply.json() as { error: { code: string } }).error.code
const own = (method: 'GET' | 'POST', url: string, payload?: object) =>
  product.app.inject({ method, url, headers: { authorization: `Bearer ${session}`, 'x-feedstock-organisation': founder.organisation }, ...(payload && { payload }) })
/** All that the database holds of accounts and tokens, as text. */
const everything = (): Promise<string> => inScope(product.engine.services.db, { organisation: founder.organisation }, async tx => JSON.stringify([
  await tx.selectFrom('account').selectAll().execute(), await tx.selectFrom('session').selectAll().execute(), await tx.selectFrom('external_login').selectAll().execute(),
  await tx.selectFrom('api_token').selectAll().execute(), await tx.selectFrom('journal').selectAll().execute()]))

beforeAll(async () => {
  product = await startProduct({ kinds: [], endpoints: [] })
  founder = await product.founder('Base')
  const { db, clock } = product.engine.services
  bearer = (await inScope(db, {}, tx => signInLocally(tx, clock))).secret
  const { secret } = (await founder.send('POST', '/api/v1/invitations', { name: 'coordinator 7', roles: ['coordinator'] })).body as { secret: string }
  const joined = await product.app.inject({ method: 'POST', url: '/api/v1/invitations/accept', payload: { secret, login, name, password }, headers: { 'user-agent': browser } })
  expect(joined.statusCode).toBe(201)
  account = (joined.json() as { account: { id: AccountId } }).account.id
  session = String(joined.headers['x-feedstock-session'])
  expect((await own('POST', '/api/v1/tokens', { name: 'laptop of Zhang' })).statusCode).toBe(201)
  await inScope(db, { account }, async tx => {
    await insertLogin(tx, { provider: 'house', subject: 'zw', account, email, now: clock.now() })
    await putFactor(tx, account, 'sealed', clock.now())
    await putRecoveryCodes(tx, account, ['a', 'b'])
  })
})
afterAll(() => product.stop())

it('without a confirmation it tells what it would reach and changes nothing', async () => {
  const before = await everything(), reply = await erase({ login })
  expect(reply.json()).toMatchObject({ account, erasedAt: null, pseudonym: pseudonymOf(account), erased: { externalLogins: 1, secondFactors: 1, recoveryCodes: 2, userAgents: 1, tokens: 1 }, sessionsEnded: 1, kept: { memberships: 1 } })
  expect(await everything()).toBe(before)
})

it('refuses an unknown login, a wrong confirmation, the last administrator, and whoever has not proven to run the installation', async () => {
  expect([(await erase({ login: 'nobody', confirm: 'nobody' })).statusCode, code(await erase({ login: 'nobody', confirm: 'nobody' }))]).toEqual([404, 'access.unknown-login'])
  expect(code(await erase({ login, confirm: 'zhang.wei' }))).toBe('access.erasure-unconfirmed')
  const { people } = (await founder.send('GET', '/api/v1/people')).body as { people: { login: string, roles: string[] }[] }, boss = people.find(p => p.roles.includes('administrator'))!.login
  expect(code(await erase({ login: boss, confirm: boss }))).toBe('access.last-administrator')
  expect(await founder.send('POST', '/api/v1/installation/accounts/erasure', { login, confirm: login })).toMatchObject({ status: 403, body: { error: { code: 'access.local-proof' } } })
})

it('erases what tells of the person, ends sessions and tokens, keeps ids and journal, and writes the report down', async () => {
  for (const held of [login, name, browser, email, 'laptop of Zhang']) expect(await everything()).toContain(held)
  const report = (await erase({ login, confirm: login })).json() as AccountErasureView
  expect(report.erasedAt).not.toBeNull()
  expect(report).toMatchObject({ sessionsEnded: 1, erased: { externalLogins: 1, secondFactors: 1, recoveryCodes: 2, userAgents: 1, tokens: 1 } })
  const after = await everything()
  for (const held of [login, name, browser, email, 'laptop of Zhang']) expect(after).not.toContain(held)
  expect((await own('GET', '/api/v1/session')).statusCode).toBe(401)
  expect((await product.app.inject({ method: 'POST', url: '/api/v1/session', payload: { login, password } })).statusCode).toBe(401)
  const { people } = (await founder.send('GET', '/api/v1/people')).body as { people: { account: string, login: string, name: string, state: string }[] }
  expect(people.find(p => p.account === account)).toMatchObject({ login: pseudonymOf(account), name: pseudonymOf(account), state: 'disabled' })
  const { entries } = (await founder.send('GET', `/api/v1/journal?account=${account}`)).body as { entries: unknown[] }
  expect(entries).toHaveLength(report.kept.journalEntries)
  expect(entries.length).toBeGreaterThan(0)
  const events = (await product.app.inject({ method: 'GET', url: '/api/v1/installation/journal?verb=account.erased', headers: { authorization: `Bearer ${bearer}` } })).json() as { entries: InstallationEventView[] }
  expect(events.entries.map(e => e.detail)).toEqual([report])
  expect(code(await erase({ login, confirm: login }))).toBe('access.unknown-login')
})
