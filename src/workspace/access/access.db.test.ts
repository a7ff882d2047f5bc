import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeProject } from '../../../test/harness/example-project.ts'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import { inScope } from '../database/connect.ts'

let product: InlineProduct
beforeAll(async () => { product = await startProduct({ kinds: [], endpoints: [] }) })
afterAll(() => product.stop())

interface Listed { readonly membership: string, readonly name: string, readonly roles: readonly string[], readonly state: string }
interface Session { readonly account: { readonly preferences: unknown }, readonly organisations: readonly { readonly id: string, readonly name: string, readonly roles: readonly string[] }[] }
const peopleOf = async (person: Person, query = ''): Promise<readonly Listed[]> => ((await person.send('GET', `/api/v1/people${query}`)).body as { people: Listed[] }).people
const invitation = async (person: Person, roles: readonly string[], project?: string): Promise<string> => {
  const made = await person.send('POST', '/api/v1/invitations', { name: 'Guest', roles, ...(project && { project }) })
  return (made.body as { secret: string }).secret
}
const codeOf = (reply: { readonly body: unknown }): string => (reply.body as { error: { code: string } }).error.code
const join = (person: Person, secret: string): ReturnType<Person['send']> => person.send('POST', '/api/v1/invitations/join', { secret })
const anonymous = (url: string, payload: object) => product.app.inject({ method: 'POST', url, payload })

describe('invitations', () => {
  it('says what it offers, opens once, and then says that it was used', async () => {
    const founder = await product.founder('Base'), secret = await invitation(founder, ['executor'])
    const offer = await anonymous('/api/v1/invitations/read', { secret })
    expect(offer.json()).toMatchObject({ organisation: 'Base', name: 'Guest', roles: ['executor'], inProject: false })
    expect(new Date(offer.json<{ expiresAt: string }>().expiresAt).getTime()).toBeGreaterThan(Date.now() + 6 * 86_400_000)
    const accepted = await anonymous('/api/v1/invitations/accept', { secret, login: 'once@base', name: '周未', password: 'a long enough phrase' })
    expect(accepted.statusCode).toBe(201)
    expect(accepted.json<Session>().organisations).toMatchObject([{ name: 'Base', roles: ['executor'] }])
    const again = await anonymous('/api/v1/invitations/read', { secret })
    expect([again.statusCode, codeOf({ body: again.json() })]).toEqual([410, 'access.invitation-used'])
  })

  it('tells an expired link and one that never was apart, so that the page can say what to do', async () => {
    const founder = await product.founder('Base'), secret = await invitation(founder, ['executor'])
    await inScope(product.engine.services.db, { organisation: founder.organisation }, tx => tx.updateTable('invitation').set({ expires_at: new Date(Date.now() - 1000) }).execute())
    expect(codeOf({ body: (await anonymous('/api/v1/invitations/read', { secret })).json() })).toBe('access.invitation-expired')
    expect(codeOf({ body: (await anonymous('/api/v1/invitations/read', { secret: 'fsi_nothing' })).json() })).toBe('access.invitation-unknown')
    expect(codeOf(await join(await product.founder('Other'), secret))).toBe('access.invitation-expired')
  })

  it('lets somebody with an account of their own join a second organisation, with the roles offered and no others', async () => {
    const host = await product.founder('Host'), guest = await product.founder('Home')
    const joined = await join(guest, await invitation(host, ['reviewer', 'arbiter']))
    expect(joined.status).toBe(201)
    const { organisations } = joined.body as Session
    expect(organisations.map(o => o.name).sort()).toEqual(['Home', 'Host'])
    expect(organisations.find(o => o.name === 'Host')?.roles).toEqual(['reviewer', 'arbiter'])
    // From now on the same session acts there, as what it was invited as.
    expect((await guest.send('GET', '/api/v1/projects', undefined, { 'x-feedstock-organisation': host.organisation })).status).toBe(200)
    expect((await guest.send('GET', '/api/v1/people', undefined, { 'x-feedstock-organisation': host.organisation })).status).toBe(403)
  })

  it('adds to the roles of whoever belongs already and takes none away, in a project too', async () => {
    const founder = await product.founder('Base'), project = await makeProject(founder), member = await product.member(founder.organisation, ['executor'])
    expect((await join(member, await invitation(founder, ['reviewer']))).status).toBe(201)
    expect((await peopleOf(founder)).map(p => p.roles)).toContainEqual(['executor', 'reviewer'])
    await join(member, await invitation(founder, ['trainer'], project))
    await join(member, await invitation(founder, ['auditor'], project))
    const { members } = (await founder.send('GET', `/api/v1/projects/${project}/members`)).body as { members: { roles: string[] }[] }
    expect(members.map(m => m.roles)).toEqual([['trainer', 'auditor']])
    expect((await peopleOf(founder)).map(p => p.roles)).toContainEqual(['executor', 'reviewer'])
  })

  it('does not enable somebody whom an administrator has disabled, and stays unused', async () => {
    const founder = await product.founder('Base'), member = await product.member(founder.organisation, ['executor'])
    const one = (await peopleOf(founder)).find(p => p.roles.length === 1)!
    await founder.send('PATCH', `/api/v1/people/${one.membership}`, { state: 'disabled' })
    const secret = await invitation(founder, ['coordinator'])
    expect(codeOf(await join(member, secret))).toBe('access.membership-disabled')
    expect((await anonymous('/api/v1/invitations/read', { secret })).statusCode).toBe(200)
  })

  it('names a project of this organisation or none', async () => {
    const founder = await product.founder('Base'), elsewhere = await makeProject(await product.founder('Other'))
    const made = await founder.send('POST', '/api/v1/invitations', { name: 'Guest', roles: ['executor'], project: elsewhere })
    expect([made.status, codeOf(made)]).toEqual([404, 'access.not-found'])
  })
})

describe('people', () => {
  it('keeps the last active administrator: neither disabling oneself nor giving the role away is carried out', async () => {
    const founder = await product.founder('Base'), own = (await peopleOf(founder))[0]!
    for (const change of [{ state: 'disabled' }, { roles: ['coordinator'] }]) {
      expect(codeOf(await founder.send('PATCH', `/api/v1/people/${own.membership}`, change))).toBe('access.last-administrator')
    }
    expect(await peopleOf(founder)).toEqual([own])
    await product.member(founder.organisation, ['administrator'])
    expect((await founder.send('PATCH', `/api/v1/people/${own.membership}`, { roles: ['coordinator'] })).status).toBe(200)
  })

  it('leaves one of two administrators when each disables the other at the same moment', async () => {
    const one = await product.founder('Base'), two = await product.member(one.organisation, ['administrator'])
    const people = await peopleOf(one), first = people.find(p => p.roles.length > 1)!, second = people.find(p => p.roles.length === 1)!
    const ends = await Promise.all([one.send('PATCH', `/api/v1/people/${second.membership}`, { state: 'disabled' }), two.send('PATCH', `/api/v1/people/${first.membership}`, { state: 'disabled' })])
    expect(ends.filter(end => end.status === 200)).toHaveLength(1)
  })

  it('are listed for whoever coordinates one project, when they name it, and nobody makes an administrator who is none', async () => {
    const founder = await product.founder('Base'), project = await makeProject(founder), coordinator = await product.member(founder.organisation, ['executor'])
    const { membership } = (await peopleOf(founder)).find(p => p.roles.length === 1)!
    await founder.send('PUT', `/api/v1/projects/${project}/members/${membership}`, { roles: ['coordinator'] })
    expect((await coordinator.send('GET', '/api/v1/people')).status).toBe(403)
    expect(await peopleOf(coordinator, `?project=${project}`)).toHaveLength(2)
    expect((await coordinator.send('PUT', `/api/v1/projects/${project}/members/${membership}`, { roles: ['coordinator', 'reviewer'] })).status).toBe(200)
    expect((await coordinator.send('PUT', `/api/v1/projects/${project}/members/${membership}`, { roles: ['administrator'] })).status).toBe(403)
  })
})

it('keeps what a person prefers with the account and tells it with the session', async () => {
  const founder = await product.founder('Base')
  await founder.send('PUT', '/api/v1/account/preferences', { language: 'zh-Hant', theme: 'dark' })
  expect(((await founder.send('GET', '/api/v1/session')).body as Session).account.preferences).toEqual({ language: 'zh-Hant', theme: 'dark' })
})

it('lets somebody who acts in one organisation found another, once under one key', async () => {
  const founder = await product.founder('Base'), key = { 'idempotency-key': 'found-once' }
  const found = (): ReturnType<Person['send']> => founder.send('POST', '/api/v1/organisations', { name: 'Second', zone: 'Asia/Shanghai' }, key)
  const [first, again] = [await found(), await found()]
  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.body).toEqual(first.body)
  expect(((await founder.send('GET', '/api/v1/session')).body as Session).organisations.map(o => o.name).sort()).toEqual(['Base', 'Second'])
})
