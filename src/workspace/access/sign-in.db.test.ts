import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import { buildServer } from '../../app/server/server.ts'
import { inScope } from '../database/connect.ts'
import { accessRoutes } from './routes.ts'
import { signInLocally } from './service.ts'
import { codeAt } from './second-factor/totp.ts'

let product: InlineProduct
/** A second server on the same database. */
let other: Awaited<ReturnType<typeof buildServer>>
/** What every server is told about the time; the tests move it. */
let ahead = 0
const now = (): Date => new Date(Date.now() + ahead)
beforeAll(async () => {
  product = await startProduct({ kinds: [], endpoints: [] })
  const services = product.engine.services as { clock: { now(): Date } }
  services.clock = { now }
  other = await buildServer({ services: product.engine.services, endpoints: accessRoutes(null), webRoot: null, logLevel: 'silent', version: 'test' })
})
afterAll(async () => {
  await other.close()
  await product.stop()
})

const password = 'a passphrase of my own'
interface Reply { readonly statusCode: number, json<T = Record<string, unknown>>(): T, readonly headers: Record<string, unknown> }
const post = async (app: typeof other, url: string, payload: object, remoteAddress = '127.0.0.1'): Promise<Reply> => app.inject({ method: 'POST', url, payload, remoteAddress }) as unknown as Promise<Reply>
const signIn = (login: string, secret = password, app = product.app, address?: string): Promise<Reply> => post(app, '/api/v1/session', { login, password: secret }, address)
const codeOf = (reply: Reply): string => reply.json<{ error: { code: string } }>().error.code
const failureOf = (reply: { readonly status: number, readonly body: unknown }): [number, string] => [reply.status, (reply.body as { error: { code: string } }).error.code]

/** Somebody with a login and a password, signed in. */
const joined = async (founder: Person, login: string): Promise<Person> => {
  const { secret } = (await founder.send('POST', '/api/v1/invitations', { name: login, roles: ['executor'] })).body as { secret: string }
  const made = await post(product.app, '/api/v1/invitations/accept', { secret, login, name: login, password })
  expect(made.statusCode).toBe(201)
  return as(founder, made)
}
const as = (person: Person, reply: Reply): Person => {
  const secret = String(reply.headers['x-feedstock-session'])
  return { ...person, secret, send: (method, url, body, headers = {}) => person.send(method, url, body, { ...headers, authorization: `Bearer ${secret}` }) }
}
/** Turns the second factor on. */
const enrol = async (person: Person): Promise<{ secret: string, recoveryCodes: string[] }> => {
  const { secret } = (await person.send('POST', '/api/v1/account/second-factor')).body as { secret: string }
  const confirmed = await person.send('POST', '/api/v1/account/second-factor/confirm', { code: codeAt(secret, now()) })
  expect(confirmed.status).toBe(200)
  return { secret, recoveryCodes: (confirmed.body as { recoveryCodes: string[] }).recoveryCodes }
}

describe('the throttle of sign-ins', () => {
  it('counts the failures of one login on two servers together, keeps even the right password waiting, and lets it in when the wait is over', async () => {
    const founder = await product.founder('Base')
    await joined(founder, 'slow@base')
    for (const app of [product.app, other, product.app, other, product.app]) expect(codeOf(await signIn('slow@base', 'wrong', app))).toBe('access.wrong-credentials')
    const waiting = await signIn('slow@base', password, other)
    expect([waiting.statusCode, codeOf(waiting)]).toEqual([429, 'access.too-many-attempts'])
    expect(waiting.json<{ error: { parameters: { seconds: number } } }>().error.parameters.seconds).toBe(5)
    ahead += 5001
    expect((await signIn('SLOW@base', password, other)).statusCode).toBe(201)
    // Success begins anew.
    for (let i = 0; i < 5; i++) expect(codeOf(await signIn('slow@base', 'wrong'))).toBe('access.wrong-credentials')
  })

  it('answers a login that does not exist as one that does, to the last digit', async () => {
    const founder = await product.founder('Base')
    await joined(founder, 'here@base')
    const heard = async (login: string): Promise<unknown[]> => {
      const replies = []
      for (let i = 0; i < 7; i++) { const reply = await signIn(login, 'wrong'); replies.push([reply.statusCode, codeOf(reply), reply.json<{ error: { parameters: unknown } }>().error.parameters]) }
      return replies
    }
    expect(await heard('nobody@base')).toEqual(await heard('here@base'))
  })

  it('counts a burst of attempts one by one, however many servers they reach at once', async () => {
    const replies = await Promise.all(Array.from({ length: 12 }, (_, i) => signIn('burst@base', 'wrong', i % 2 ? other : product.app)))
    expect(replies.filter(reply => reply.statusCode === 401)).toHaveLength(5)
    expect(replies.filter(reply => reply.statusCode === 429)).toHaveLength(7)
  })

  it('counts an address over many logins, and one address leaves another alone', async () => {
    for (let i = 0; i < 50; i++) expect((await signIn(`guess-${i}@base`, 'wrong', product.app, '203.0.113.9')).statusCode).toBe(401)
    expect((await signIn('guess-50@base', 'wrong', other, '203.0.113.9')).statusCode).toBe(429)
    expect((await signIn('guess-50@base', 'wrong', other, '203.0.113.10')).statusCode).toBe(401)
  }, 60_000)
})

describe('two-step sign-in', () => {
  it('asks for a code after the password, takes each code once, and opens a session for nothing less', async () => {
    const founder = await product.founder('Base'), person = await joined(founder, 'two@base'), { secret, recoveryCodes } = await enrol(person)
    expect(recoveryCodes).toHaveLength(10)
    const asked = await signIn('two@base')
    expect(asked.statusCode).toBe(201)
    expect(Object.keys(asked.json()).sort()).toEqual(['challenge', 'expiresAt'])
    expect(asked.headers['set-cookie']).toBeUndefined()
    const { challenge } = asked.json<{ challenge: string }>()
    // A challenge is no session.
    expect((await product.app.inject({ url: '/api/v1/session', headers: { authorization: `Bearer ${challenge}` } })).statusCode).toBe(401)
    const answer = (code: string, which = challenge): Promise<Reply> => post(other, '/api/v1/session/code', { challenge: which, code })
    expect(codeOf(await answer('000000'))).toBe('access.wrong-code')
    // The code that confirmed the enrolment has been used.
    expect(codeOf(await answer(codeAt(secret, now())))).toBe('access.code-used')
    ahead += 30_000
    const code = codeAt(secret, now()), opened = await answer(code)
    expect(opened.statusCode).toBe(201)
    expect(opened.json<{ account: { login: string, secondFactor: boolean } }>().account).toMatchObject({ login: 'two@base', secondFactor: true })
    expect(codeOf(await answer(code))).toBe('access.challenge-over')
    const again = (await signIn('two@base')).json<{ challenge: string }>().challenge
    expect(codeOf(await answer(code, again))).toBe('access.code-used')
    ahead += 6 * 60_000
    expect(codeOf(await answer(codeAt(secret, now()), again))).toBe('access.challenge-over')
  })

  it('takes a recovery code once in place of a code, and keeps neither it nor the secret readable', async () => {
    const founder = await product.founder('Base'), person = await joined(founder, 'lost@base'), { secret, recoveryCodes: [first] } = await enrol(person)
    const answer = async (code: string): Promise<Reply> => post(product.app, '/api/v1/session/code', { challenge: (await signIn('lost@base')).json<{ challenge: string }>().challenge, code })
    expect((await answer(first!.toUpperCase())).statusCode).toBe(201)
    expect(codeOf(await answer(first!))).toBe('access.wrong-code')
    expect((await person.send('GET', '/api/v1/account/second-factor')).body).toEqual({ on: true, recoveryCodes: 9 })
    const stored = JSON.stringify(await inScope(product.engine.services.db, {}, async tx => [await tx.selectFrom('second_factor').selectAll().execute(), await tx.selectFrom('recovery_code').selectAll().execute()]))
    expect(stored).not.toContain(secret)
    expect(stored).not.toContain(first)
  })

  it('lets five wrong codes through and then waits, and a new password prompt does not start the count anew', async () => {
    const founder = await product.founder('Base'), person = await joined(founder, 'guessed@base')
    await enrol(person)
    for (let i = 0; i < 6; i++) {
      const { challenge } = (await signIn('guessed@base')).json<{ challenge: string }>()
      expect((await post(product.app, '/api/v1/session/code', { challenge, code: '000000' })).statusCode).toBe(i < 5 ? 422 : 429)
    }
  })

  it('goes off with password and code together, and not by a token', async () => {
    const founder = await product.founder('Base'), person = await joined(founder, 'off@base'), { secret, recoveryCodes } = await enrol(person)
    const off = (sent: object) => person.send('POST', '/api/v1/account/second-factor/off', sent)
    ahead += 30_000
    expect(failureOf(await off({ password: 'wrong', code: codeAt(secret, now()) }))).toEqual([422, 'access.wrong-password'])
    expect(failureOf(await off({ password, code: '000000' }))).toEqual([422, 'access.wrong-code'])
    expect((await off({ password, code: recoveryCodes[3] })).status).toBe(200)
    expect((await signIn('off@base')).json()).toHaveProperty('account')
    const { secret: token } = (await founder.send('POST', '/api/v1/tokens', { name: 't' })).body as { secret: string }
    expect(failureOf(await founder.send('POST', '/api/v1/account/second-factor', undefined, { authorization: `Bearer ${token}` }))).toEqual([403, 'access.session-needed'])
  })

  it('is asked of everybody by an organisation whose administrator has it: whoever lacks it, token included, can only enrol', async () => {
    const founder = await product.founder('Base'), person = await joined(founder, 'asked@base')
    const require = () => founder.send('PUT', '/api/v1/organisation/second-factor', { required: true })
    expect(failureOf(await require())).toEqual([409, 'access.second-factor-first'])
    await enrol(founder)
    expect((await require()).status).toBe(200)
    expect(failureOf(await person.send('GET', '/api/v1/projects'))).toEqual([403, 'access.second-factor-needed'])
    expect((await person.send('GET', '/api/v1/session')).body).toMatchObject({ organisations: [{ requiresSecondFactor: true, lacksSecondFactor: true }] })
    await enrol(person)
    expect((await person.send('GET', '/api/v1/projects')).status).toBe(200)
    expect((await founder.send('GET', '/api/v1/projects')).status).toBe(200)
  })

  it('is taken away by an administrator, with the sessions, from somebody who belongs to no other organisation', async () => {
    const founder = await product.founder('Base'), person = await joined(founder, 'reset@base')
    await enrol(person)
    const people = async () => ((await founder.send('GET', '/api/v1/people')).body as { people: { login: string, membership: string, secondFactor: boolean }[] }).people
    const one = (await people()).find(p => p.login === 'reset@base')!
    expect(one.secondFactor).toBe(true)
    const reset = () => founder.send('DELETE', `/api/v1/people/${one.membership}/second-factor`)
    await person.send('POST', '/api/v1/organisations', { name: 'Second', zone: 'UTC' })
    expect(failureOf(await reset())).toEqual([409, 'access.second-factor-elsewhere'])
    const simple = await joined(founder, 'simple@base')
    await enrol(simple)
    const { membership } = (await people()).find(p => p.login === 'simple@base')!
    expect((await founder.send('DELETE', `/api/v1/people/${membership}/second-factor`)).status).toBe(200)
    expect((await simple.send('GET', '/api/v1/session')).status).toBe(401)
    expect((await signIn('simple@base')).json()).toHaveProperty('account')
  })
})

it('of somebody in several organisations the second factor is reset by whoever runs the installation, and by nobody else', async () => {
  const founder = await product.founder('Base'), person = await joined(founder, 'both@base'), { services } = product.engine
  await enrol(person)
  expect(failureOf(await founder.send('POST', '/api/v1/installation/accounts/reset-second-factor', { login: 'both@base' }))).toEqual([403, 'access.local-proof'])
  const { secret } = await inScope(services.db, {}, tx => signInLocally(tx, services.clock))
  const operator = (url: string, payload: object) => product.app.inject({ method: url.endsWith('state') ? 'PUT' : 'POST', url, payload, headers: { authorization: `Bearer ${secret}` } })
  expect((await operator('/api/v1/installation/accounts/reset-second-factor', { login: 'both@base' })).json()).toEqual({ sessions: 1 })
  expect((await signIn('both@base')).json()).toHaveProperty('account')
  expect((await operator('/api/v1/installation/accounts/reset-second-factor', { login: 'nobody-at-all' })).statusCode).toBe(404)
  expect((await operator('/api/v1/installation/accounts/state', { login: 'both@base', state: 'disabled' })).json()).toEqual({ sessions: 1 })
  expect(codeOf(await signIn('both@base'))).toBe('access.disabled')
  expect((await operator('/api/v1/installation/accounts/state', { login: 'both@base', state: 'active' })).json()).toEqual({ sessions: 0 })
  expect((await signIn('both@base')).statusCode).toBe(201)
})

describe('own sessions', () => {
  it('are listed with the one in use, end one by one or all others at once, and all others with a new password', async () => {
    const founder = await product.founder('Base'), first = await joined(founder, 'many@base')
    const more = [as(founder, await signIn('many@base')), as(founder, await signIn('many@base')), as(founder, await signIn('many@base'))]
    const list = async () => ((await first.send('GET', '/api/v1/account/sessions')).body as { sessions: { id: string, current: boolean }[] }).sessions
    expect((await list()).map(s => s.current).sort((a, b) => Number(a) - Number(b))).toEqual([false, false, false, true])
    const someone = (await list()).find(s => !s.current)!
    expect((await first.send('DELETE', `/api/v1/account/sessions/${someone.id}`)).status).toBe(200)
    expect(failureOf(await founder.send('DELETE', `/api/v1/account/sessions/${(await list())[0]!.id}`))).toEqual([404, 'access.not-found'])
    expect((await first.send('POST', '/api/v1/account/sessions/end-others')).body).toEqual({ ended: 2 })
    for (const person of more) expect((await person.send('GET', '/api/v1/session')).status).toBe(401)
    const last = as(founder, await signIn('many@base'))
    expect(failureOf(await first.send('PUT', '/api/v1/account/password', { current: 'wrong', password: 'another long phrase' }))).toEqual([422, 'access.wrong-password'])
    expect(failureOf(await first.send('PUT', '/api/v1/account/password', { current: password, password: 'short' }))).toEqual([422, 'access.weak-password'])
    expect((await first.send('PUT', '/api/v1/account/password', { current: password, password: 'another long phrase' })).body).toEqual({ ended: 1 })
    expect((await last.send('GET', '/api/v1/session')).status).toBe(401)
    expect((await first.send('GET', '/api/v1/session')).status).toBe(200)
    expect((await signIn('many@base')).statusCode).toBe(401)
    expect((await signIn('many@base', 'another long phrase')).statusCode).toBe(201)
  })
})

it('a forgotten password is given anew by whoever runs the installation, ends what was open, and the old one opens nothing', async () => {
  const founder = await product.founder('Forgetful'), person = await joined(founder, 'forgot@base'), { services } = product.engine, url = '/api/v1/installation/accounts/renew-password'
  expect(failureOf(await founder.send('POST', url, { login: 'forgot@base' }))).toEqual([403, 'access.local-proof'])
  const { secret } = await inScope(services.db, {}, tx => signInLocally(tx, services.clock))
  const reply = (await product.app.inject({ method: 'POST', url, payload: { login: 'forgot@base' }, headers: { authorization: `Bearer ${secret}` } })).json() as { password: string, sessions: number }
  expect(reply.sessions).toBe(1)
  expect((await person.send('GET', '/api/v1/session')).status).toBe(401)
  expect(codeOf(await signIn('forgot@base'))).toBe('access.wrong-credentials')
  expect((await product.app.inject({ method: 'POST', url: '/api/v1/session', payload: { login: 'forgot@base', password: reply.password } })).statusCode).toBe(201)
})
