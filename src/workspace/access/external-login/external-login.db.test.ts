import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freePort } from '../../../../test/harness/installation.ts'
import { startIdentityProvider, type IdentityProvider } from '../../../../test/harness/identity-provider.ts'
import { startProduct, type InlineProduct, type Person } from '../../../../test/harness/run-inline.ts'
import { inScope } from '../../database/connect.ts'
import { codeAt } from '../second-factor/totp.ts'
import type { ExternalLogin, ProviderSettings } from './settings.ts'

const publicUrl = 'http://localhost:8080'
let product: InlineProduct, idp: IdentityProvider, host: Person
beforeAll(async () => {
  product = await startProduct({ kinds: [], endpoints: [] })
  idp = await startIdentityProvider(`${publicUrl}/api/v1/oidc/company/callback`)
  host = await product.founder('Base')
  const company: ProviderSettings = {
    id: 'company', label: 'Company', issuer: idp.issuer, clientId: idp.client.id, clientSecret: idp.client.secret, scopes: 'openid email profile',
    domains: [{ domain: 'allowed.example', organisation: host.organisation, roles: ['executor'] }],
  }
  const services = product.engine.services as { externalLogin: ExternalLogin }
  services.externalLogin = { publicUrl, providers: [company, { ...company, id: 'gone', label: 'Gone', issuer: `http://localhost:${await freePort()}` }] }
}, 60_000)
afterAll(async () => {
  await idp.stop()
  await product.stop()
})
beforeEach(() => idp.become(null))

interface Reply { readonly statusCode: number, readonly headers: Record<string, unknown>, readonly cookies: readonly { readonly name: string, readonly value: string }[], json<T>(): T }
const ask = async (method: 'GET' | 'POST' | 'DELETE', url: string, options: { payload?: object, headers?: Record<string, string>, attempt?: string } = {}): Promise<Reply> =>
  product.app.inject({ method, url, ...(options.payload && { payload: options.payload }), headers: options.headers ?? {}, ...(options.attempt !== undefined && { cookies: { feedstock_attempt: options.attempt } }) }) as unknown as Promise<Reply>
const cookieOf = (reply: Reply, name: string): string | undefined => reply.cookies.find(cookie => cookie.name === name)?.value
const locationOf = (reply: Reply): URL => new URL(String(reply.headers['location']), publicUrl)
const begin = async (): Promise<{ address: string, attempt: string }> => {
  const reply = await ask('GET', '/api/v1/oidc/company/start?next=/projects')
  expect(reply.statusCode).toBe(302)
  return { address: String(reply.headers['location']), attempt: cookieOf(reply, 'feedstock_attempt')! }
}
/** Back from the provider. */
const back = (answer: URL, attempt?: string): Promise<Reply> => ask('GET', `/api/v1/oidc/company/callback${answer.search}`, { attempt })
const signIn = async (): Promise<Reply> => { const { address, attempt } = await begin(); return back(await idp.visit(address), attempt) }
const failureOf = (reply: Reply): string | null => locationOf(reply).searchParams.get('failure')
const sessionOf = async (reply: Reply) => {
  const secret = cookieOf(reply, 'feedstock_session')
  expect(secret, String(reply.headers['location'])).toBeDefined()
  return { secret: secret!, ...(await ask('GET', '/api/v1/session', { headers: { authorization: `Bearer ${secret}` } })).json<{ account: { id: string, login: string, name: string, hasPassword: boolean }, organisations: { id: string, roles: string[] }[] }>() }
}
const invitation = async (): Promise<string> => ((await host.send('POST', '/api/v1/invitations', { name: 'Guest', roles: ['reviewer'] })).body as { secret: string }).secret
const withPassword = async (login: string): Promise<string> => {
  const reply = await ask('POST', '/api/v1/invitations/accept', { payload: { secret: await invitation(), login, name: login, password: 'a long enough phrase' } })
  return String(reply.headers['x-feedstock-session'])
}
const resealed = (attempt: string, change: object): string => {
  const { vault } = product.engine.services
  return vault.seal('external-login', JSON.stringify({ ...JSON.parse(vault.open('external-login', attempt)!) as object, ...change }))
}

describe('the way out', () => {
  it('asks for a code with PKCE by S256, a state and a nonce of its own each time, and keeps the verifier from everybody but this installation', async () => {
    const one = await begin(), two = await begin(), query = new URL(one.address).searchParams
    expect(Object.fromEntries(query)).toMatchObject({ response_type: 'code', client_id: 'feedstock', code_challenge_method: 'S256', scope: 'openid email profile', redirect_uri: `${publicUrl}/api/v1/oidc/company/callback` })
    for (const name of ['state', 'nonce', 'code_challenge']) { expect(query.get(name)!.length).toBeGreaterThanOrEqual(43); expect(query.get(name)).not.toBe(new URL(two.address).searchParams.get(name)) }
    expect(one.attempt).not.toContain(query.get('state'))
    expect(product.engine.services.vault.open('external-login', one.attempt)).toContain(query.get('state'))
  })

  it('says which providers there are, and that one does not exist or cannot be reached', async () => {
    expect((await ask('GET', '/api/v1/oidc')).json()).toEqual({ providers: [{ id: 'company', label: 'Company' }, { id: 'gone', label: 'Gone' }] })
    expect(failureOf(await ask('GET', '/api/v1/oidc/nothing/start'))).toBe('access.oidc-unknown')
    expect(failureOf(await ask('GET', '/api/v1/oidc/gone/start'))).toBe('access.oidc-down')
  })
})

describe('signing in', () => {
  it('links a login that is the verified address, opens a session at the page asked for, and knows the person by subject from then on', async () => {
    await withPassword('lin@works.example')
    idp.become('s-lin', { email: 'Lin@works.example', email_verified: true, name: 'Lin' })
    const first = await signIn()
    expect([first.statusCode, locationOf(first).pathname]).toEqual([302, '/projects'])
    expect((await sessionOf(first)).account).toMatchObject({ login: 'lin@works.example', hasPassword: true })
    // The address at the provider changes; the subject is who it is.
    idp.become('s-lin', { email: 'other@works.example', email_verified: false })
    expect((await sessionOf(await signIn())).account.login).toBe('lin@works.example')
  })

  it('makes no account for somebody without an invitation, and none at all for an address that is not verified or not told', async () => {
    idp.become('s-stranger', { email: 'stranger@else.example', email_verified: true })
    expect(failureOf(await signIn())).toBe('access.oidc-no-account')
    await withPassword('victim@works.example')
    idp.become('s-thief', { email: 'victim@works.example', email_verified: false })
    expect(failureOf(await signIn())).toBe('access.oidc-unverified')
    idp.become('s-silent', { name: 'Silent' })
    expect(failureOf(await signIn())).toBe('access.oidc-unverified')
    const logins = await inScope(product.engine.services.db, {}, tx => tx.selectFrom('account').select('login').execute())
    expect(logins.map(a => a.login)).not.toContain('stranger@else.example')
  })

  it('makes an account for an allowed domain with the roles of the settings and without a password', async () => {
    idp.become('s-zhao', { email: 'zhao@allowed.example', email_verified: true, name: '赵三' })
    const { account, organisations } = await sessionOf(await signIn())
    expect(account).toMatchObject({ login: 'zhao@allowed.example', name: '赵三', hasPassword: false })
    expect(organisations).toMatchObject([{ id: host.organisation, roles: ['executor'] }])
    // Somebody whose domain only ends alike is a stranger.
    idp.become('s-like', { email: 'x@not-allowed.example', email_verified: true })
    expect(failureOf(await signIn())).toBe('access.oidc-no-account')
  })

  it('takes up an invitation with a new account, once', async () => {
    const secret = await invitation(), join = async (): Promise<Reply> => {
      const begun = await ask('POST', '/api/v1/oidc/company/join', { payload: { invitation: secret } })
      return back(await idp.visit(begun.json<{ address: string }>().address), cookieOf(begun, 'feedstock_attempt'))
    }
    idp.become('s-invited', { email: 'invited@else.example', email_verified: true, name: 'Invited' })
    expect((await sessionOf(await join())).organisations).toMatchObject([{ id: host.organisation, roles: ['reviewer'] }])
    idp.become('s-late', { email: 'late@else.example', email_verified: true })
    expect(failureOf(await join())).toBe('access.invitation-used')
    const logins = await inScope(product.engine.services.db, {}, tx => tx.selectFrom('account').select('login').execute())
    expect(logins.map(a => a.login)).not.toContain('late@else.example')
  })

  it('asks for the code of whoever has a second factor, and lets nobody in who is disabled', async () => {
    const session = await withPassword('two@works.example'), headers = { authorization: `Bearer ${session}` }
    const { secret } = (await ask('POST', '/api/v1/account/second-factor', { headers })).json<{ secret: string }>()
    await ask('POST', '/api/v1/account/second-factor/confirm', { headers, payload: { code: codeAt(secret, new Date()) } })
    idp.become('s-two', { email: 'two@works.example', email_verified: true })
    const reply = await signIn()
    expect(cookieOf(reply, 'feedstock_session')).toBeUndefined()
    expect(locationOf(reply).pathname).toBe('/login')
    expect(locationOf(reply).hash).toMatch(/^#fsc_/)
    await inScope(product.engine.services.db, {}, tx => tx.updateTable('account').set({ disabled_at: new Date() }).where('login', '=', 'two@works.example').execute())
    expect(failureOf(await signIn())).toBe('access.disabled')
  })
})

describe('every wrong answer is refused with a code and opens no session:', () => {
  const refused = async (reply: Reply): Promise<string | null> => {
    expect(cookieOf(reply, 'feedstock_session')).toBeUndefined()
    expect(locationOf(reply).pathname).toBe('/login')
    return failureOf(reply)
  }
  beforeEach(async () => { idp.become('s-zhao', { email: 'zhao@allowed.example', email_verified: true }) })

  it('a state that is not the one sent, or none', async () => {
    const { address, attempt } = await begin(), answer = await idp.visit(address), wrong = new URL(answer)
    wrong.searchParams.set('state', 'something else')
    expect(await refused(await back(wrong, attempt))).toBe('access.oidc-state')
    wrong.searchParams.delete('state')
    expect(await refused(await back(wrong, attempt))).toBe('access.oidc-state')
  })

  it('a browser that did not begin it, one that began another, and one that took more than ten minutes', async () => {
    const { address, attempt } = await begin(), answer = await idp.visit(address)
    expect(await refused(await back(answer))).toBe('access.oidc-expired')
    expect(await refused(await back(answer, 'v1.made-up'))).toBe('access.oidc-expired')
    expect(await refused(await back(answer, (await begin()).attempt))).toBe('access.oidc-state')
    expect(await refused(await back(answer, resealed(attempt, { until: Date.now() - 1 })))).toBe('access.oidc-expired')
    expect(await refused(await back(answer, resealed(attempt, { provider: 'gone' })))).toBe('access.oidc-expired')
  })

  it('a nonce in the ID token that is not the one sent', async () => {
    const { address, attempt } = await begin()
    expect(await refused(await back(await idp.visit(address), resealed(attempt, { nonce: 'another nonce' })))).toBe('access.oidc-answer')
  })

  it('a verifier that does not fit the challenge', async () => {
    const { address, attempt } = await begin()
    expect(await refused(await back(await idp.visit(address), resealed(attempt, { verifier: 'v'.repeat(43) })))).toBe('access.oidc-answer')
  })

  it('a code that was used, or made up', async () => {
    const { address, attempt } = await begin(), answer = await idp.visit(address)
    await sessionOf(await back(answer, attempt))
    expect(await refused(await back(answer, attempt))).toBe('access.oidc-answer')
    const other = await begin(), made = new URL(await idp.visit(other.address))
    made.searchParams.set('code', 'made-up')
    expect(await refused(await back(made, other.attempt))).toBe('access.oidc-answer')
  })

  it('a person who says no', async () => {
    idp.become(null)
    expect(await refused(await signIn())).toBe('access.oidc-refused')
  })
})

it('leads to no address outside these pages afterwards', async () => {
  idp.become('s-zhao', { email: 'zhao@allowed.example', email_verified: true })
  const reply = await ask('GET', `/api/v1/oidc/company/start?next=${encodeURIComponent('//evil.example/x')}`)
  expect(String((await back(await idp.visit(String(reply.headers['location'])), cookieOf(reply, 'feedstock_attempt'))).headers['location'])).toBe('/')
})

it('is linked and unlinked in one’s own settings: to one account only, not by a token, and never the last way in', async () => {
  const session = await withPassword('own@works.example'), headers = { authorization: `Bearer ${session}` }
  const list = async () => (await ask('GET', '/api/v1/account/external-logins', { headers })).json<{ logins: { provider: string, linked: boolean }[] }>().logins.find(login => login.provider === 'company')?.linked
  const link = async (who = headers): Promise<Reply> => {
    const begun = await ask('POST', '/api/v1/account/external-logins/company', { headers: who })
    return back(await idp.visit(begun.json<{ address: string }>().address), cookieOf(begun, 'feedstock_attempt'))
  }
  idp.become('s-own', { email: 'private@else.example', email_verified: false })
  expect(await list()).toBe(false)
  expect(locationOf(await link()).pathname).toBe('/settings')
  expect(await list()).toBe(true)
  expect((await sessionOf(await signIn())).account.login).toBe('own@works.example')
  expect(failureOf(await link({ authorization: `Bearer ${host.secret}` }))).toBe('access.oidc-taken')
  const { secret: token } = (await host.send('POST', '/api/v1/tokens', { name: 't' })).body as { secret: string }
  expect((await ask('POST', '/api/v1/account/external-logins/company', { headers: { authorization: `Bearer ${token}` } })).statusCode).toBe(403)
  expect((await ask('DELETE', '/api/v1/account/external-logins/company', { headers })).statusCode).toBe(200)
  expect(await list()).toBe(false)
  idp.become('s-zhao', { email: 'zhao@allowed.example', email_verified: true })
  const { secret } = await sessionOf(await signIn()), only = await ask('DELETE', '/api/v1/account/external-logins/company', { headers: { authorization: `Bearer ${secret}` } })
  expect([only.statusCode, only.json<{ error: { code: string } }>().error.code]).toEqual([409, 'access.last-way-in'])
})
