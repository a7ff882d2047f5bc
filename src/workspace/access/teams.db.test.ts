import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeProject } from '../../../test/harness/example-project.ts'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import { inScope, type Tx } from '../database/connect.ts'

let product: InlineProduct
beforeAll(async () => { product = await startProduct({ kinds: [], endpoints: [] }) })
afterAll(() => product.stop())

type Sent = Awaited<ReturnType<Person['send']>>
const codeOf = (reply: Sent): [number, string] => [reply.status, (reply.body as { error: { code: string } }).error.code]
const body = <T>(reply: Sent): T => { expect([reply.status, reply.body]).toEqual([expect.toSatisfy((n: number) => n < 300), reply.body]); return reply.body as T }
interface Team { id: string, name: string, archivedAt: string | null, members: { membership: string, lead: boolean }[] }
const peopleOf = async (person: Person): Promise<{ membership: string, kind: string, name: string, roles: string[] }[]> => body<{ people: { membership: string, kind: string, name: string, roles: string[] }[] }>(await person.send('GET', '/api/v1/people')).people

describe('teams', () => {
  it('are made, renamed, filled with people and a lead, put away and taken up again, one name at a time', async () => {
    const founder = await product.founder('Base')
    await product.member(founder.organisation, ['executor'])
    const [one, two] = (await peopleOf(founder)).map(p => p.membership), made = body<Team>(await founder.send('POST', '/api/v1/teams', { name: ' Night ' }))
    expect(made).toEqual({ id: made.id, name: 'Night', archivedAt: null, members: [] })
    expect(codeOf(await founder.send('POST', '/api/v1/teams', { name: 'NIGHT' }))).toEqual([409, 'access.team-name-taken'])
    const members = [{ membership: one!, lead: false }, { membership: two!, lead: true }]
    expect(body<Team>(await founder.send('PUT', `/api/v1/teams/${made.id}/members`, { members })).members).toEqual([members[1], members[0]])
    expect(body<Team>(await founder.send('PATCH', `/api/v1/teams/${made.id}`, { archived: true })).archivedAt).not.toBeNull()
    const second = body<Team>(await founder.send('POST', '/api/v1/teams', { name: 'Night' }))
    expect(codeOf(await founder.send('PATCH', `/api/v1/teams/${made.id}`, { archived: false }))).toEqual([409, 'access.team-name-taken'])
    await founder.send('PATCH', `/api/v1/teams/${second.id}`, { name: 'Late' })
    expect(body<Team>(await founder.send('PATCH', `/api/v1/teams/${made.id}`, { archived: false }))).toMatchObject({ archivedAt: null, members: [members[1], members[0]] })
    expect(body<{ teams: Team[] }>(await founder.send('GET', '/api/v1/teams')).teams.map(t => t.name)).toEqual(['Late', 'Night'])
  })

  it('take nobody of another organisation', async () => {
    const founder = await product.founder('Base'), [stranger] = await peopleOf(await product.founder('Other')), team = body<Team>(await founder.send('POST', '/api/v1/teams', { name: 'A' }))
    expect(codeOf(await founder.send('PUT', `/api/v1/teams/${team.id}/members`, { members: [{ membership: stranger!.membership, lead: false }] }))).toEqual([404, 'access.not-found'])
  })
})

describe('pending invitations', () => {
  it('are listed until they are taken up or withdrawn; a withdrawn link says so, and a new link ends the old one', async () => {
    const founder = await product.founder('Base')
    const invite = async (name: string) => body<{ id: string, secret: string }>(await founder.send('POST', '/api/v1/invitations', { name, roles: ['executor'] }))
    const list = async () => body<{ invitations: { id: string, name: string, by: string }[] }>(await founder.send('GET', '/api/v1/invitations')).invitations
    const read = (secret: string) => founder.send('POST', '/api/v1/invitations/read', { secret })
    const gone = await invite('Gone'), lost = await invite('Lost'), used = await invite('Used')
    await founder.send('POST', '/api/v1/invitations/accept', { secret: used.secret, login: 'used@teams', name: 'Used', password: 'a long enough phrase' })
    expect((await list()).map(i => [i.name, i.by])).toEqual([['Lost', 'Test person'], ['Gone', 'Test person']])
    expect((await founder.send('DELETE', `/api/v1/invitations/${gone.id}`)).status).toBe(200)
    expect(codeOf(await read(gone.secret))).toEqual([410, 'access.invitation-withdrawn'])
    expect(codeOf(await founder.send('DELETE', `/api/v1/invitations/${used.id}`))).toEqual([404, 'access.not-found'])
    const renewed = body<{ secret: string }>(await founder.send('POST', `/api/v1/invitations/${lost.id}/renew`))
    expect(codeOf(await read(lost.secret))).toEqual([404, 'access.invitation-unknown'])
    expect(body<{ name: string }>(await read(renewed.secret)).name).toBe('Lost')
    expect((await list()).map(i => i.name)).toEqual(['Lost'])
  })

  it('are seen and renewed by a coordinator, but not those that make an administrator', async () => {
    const founder = await product.founder('Base'), coordinator = await product.member(founder.organisation, ['coordinator'])
    const { id } = body<{ id: string }>(await founder.send('POST', '/api/v1/invitations', { name: 'Boss', roles: ['administrator'] }))
    expect(codeOf(await coordinator.send('POST', `/api/v1/invitations/${id}/renew`))).toEqual([403, 'access.denied'])
  })
})

describe('service accounts and tokens', () => {
  const tokenOf = (person: Person, secret: string): Person => ({ ...person, secret, send: (method, url, sent, headers = {}) => person.send(method, url, sent, { ...headers, authorization: `Bearer ${secret}` }) })
  const makeAccount = async (founder: Person, roles: string[]) => body<{ membership: string, kind: string, login: string }>(await founder.send('POST', '/api/v1/service-accounts', { name: 'Importer', roles }))

  it('act by tokens with the roles given, have no password, never administer, and end with their membership', async () => {
    const founder = await product.founder('Base'), account = await makeAccount(founder, ['coordinator'])
    expect(account.kind).toBe('service')
    expect(codeOf(await founder.send('POST', '/api/v1/service-accounts', { name: 'Boss', roles: ['administrator'] }))).toEqual([422, 'access.service-administrator'])
    expect(codeOf(await founder.send('PATCH', `/api/v1/people/${account.membership}`, { roles: ['administrator'] }))).toEqual([422, 'access.service-administrator'])
    const { secret } = body<{ secret: string }>(await founder.send('POST', `/api/v1/service-accounts/${account.membership}/tokens`, { name: 'night' })), program = tokenOf(founder, secret)
    expect((await program.send('GET', '/api/v1/projects')).status).toBe(200)
    expect((await program.send('PATCH', `/api/v1/people/${account.membership}`, { roles: ['executor'] })).status).toBe(403)
    expect(codeOf(await founder.send('POST', '/api/v1/session', { login: account.login, password: 'anything at all' }))).toEqual([401, 'access.wrong-credentials'])
    await founder.send('PATCH', `/api/v1/people/${account.membership}`, { state: 'disabled' })
    expect((await program.send('GET', '/api/v1/projects')).status).toBe(401)
  })

  it('nobody makes a token that acts for another person', async () => {
    const founder = await product.founder('Base')
    await product.member(founder.organisation, ['executor'])
    const other = (await peopleOf(founder)).find(p => p.roles.length === 1)!
    expect(codeOf(await founder.send('POST', `/api/v1/service-accounts/${other.membership}/tokens`, { name: 't' }))).toEqual([404, 'access.not-found'])
  })

  it('a token for one project counts there and nowhere else, neither in another project nor in the organisation', async () => {
    const founder = await product.founder('Base'), mine = await makeProject(founder, 'Mine'), other = await makeProject(founder, 'Other')
    const { secret } = body<{ secret: string }>(await founder.send('POST', '/api/v1/tokens', { name: 'one', projects: [mine] })), program = tokenOf(founder, secret)
    expect((await program.send('GET', `/api/v1/projects/${mine}`)).status).toBe(200)
    expect((await program.send('GET', `/api/v1/projects/${other}`)).status).toBe(404)
    expect(body<{ projects: { id: string }[] }>(await program.send('GET', '/api/v1/projects')).projects.map(p => p.id)).toEqual([mine])
    expect((await program.send('POST', '/api/v1/tokens', { name: 'wider' })).status).toBe(403)
    expect((await program.send('GET', '/api/v1/people')).status).toBe(403)
    expect((await program.send('GET', `/api/v1/people?project=${mine}`)).status).toBe(200)
    const foreign = await makeProject(await product.founder('Else'))
    expect(codeOf(await founder.send('POST', '/api/v1/tokens', { name: 'far', projects: [foreign] }))).toEqual([404, 'access.not-found'])
  })

  it('a token makes no wider token: what it lacks it cannot give, and a token that names nothing gets what its maker has', async () => {
    const founder = await product.founder('Base')
    const { secret } = body<{ secret: string }>(await founder.send('POST', '/api/v1/tokens', { name: 'maker', permissions: ['token.manage', 'person.list'] })), maker = tokenOf(founder, secret)
    expect(codeOf(await maker.send('POST', '/api/v1/tokens', { name: 'wider', permissions: ['journal.read'] }))).toEqual([403, 'access.denied'])
    await maker.send('POST', '/api/v1/tokens', { name: 'same' })
    const tokens = body<{ tokens: { name: string, permissions: string[] }[] }>(await founder.send('GET', '/api/v1/tokens')).tokens
    expect(tokens.find(t => t.name === 'same')!.permissions).toEqual(['token.manage', 'person.list'])
  })

  it('an administrator sees every token of the organisation with its owner and ends any of them, of no other organisation', async () => {
    const founder = await product.founder('Base'), coordinator = await product.member(founder.organisation, ['coordinator']), account = await makeAccount(founder, ['executor'])
    const theirs = body<{ id: string, secret: string }>(await coordinator.send('POST', '/api/v1/tokens', { name: 'theirs' }))
    await founder.send('POST', `/api/v1/service-accounts/${account.membership}/tokens`, { name: 'program', days: 30 })
    const list = async () => body<{ tokens: { name: string, owner: { kind: string, name: string }, expiresAt: string | null }[] }>(await founder.send('GET', '/api/v1/organisation/tokens')).tokens
    expect((await list()).map(t => [t.name, t.owner.kind, t.owner.name, t.expiresAt !== null])).toEqual([['program', 'service', 'Importer', true], ['theirs', 'person', 'Test person', false]])
    expect((await coordinator.send('GET', '/api/v1/organisation/tokens')).status).toBe(403)
    expect((await (await product.founder('Else')).send('DELETE', `/api/v1/organisation/tokens/${theirs.id}`)).status).toBe(404)
    expect((await founder.send('DELETE', `/api/v1/organisation/tokens/${theirs.id}`)).status).toBe(200)
    expect((await tokenOf(coordinator, theirs.secret).send('GET', '/api/v1/projects')).status).toBe(401)
    expect((await list()).map(t => t.name)).toEqual(['program'])
  })
})

/** Every table that carries an organisation. */
const tenantTables = async (tx: Tx): Promise<string[]> => (await sql<{ name: string }>`
  select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
  where n.nspname in ('feedstock', 'run') and c.relkind = 'r' and a.attname = 'organisation' and not a.attisdropped`.execute(tx)).rows.map(row => row.name)
const rowsOf = async (tx: Tx, table: string, organisation: string): Promise<number> => (await sql`select from ${sql.table(table)} where organisation = ${organisation}`.execute(tx)).rows.length

describe('a base', () => {
  const linked = async () => {
    const base = await product.founder('Hub'), member = await product.founder('Mill')
    const { id, secret } = body<{ id: string, secret: string }>(await base.send('POST', '/api/v1/base/links'))
    return { base, member, id, secret }
  }
  const figures = async (person: Person) => body<{ members: Record<string, unknown>[], total: Record<string, number> }>(await person.send('GET', '/api/v1/base/figures'))

  it('sees figures of a member from the moment its administrator joins until either side ends it, and both sides see the link', async () => {
    const { base, member, id, secret } = await linked()
    expect((await figures(base)).members).toEqual([])
    expect(body(await member.send('POST', '/api/v1/base/links/read', { secret }))).toMatchObject({ base: 'Hub' })
    expect(codeOf(await base.send('POST', '/api/v1/base/links/accept', { secret }))).toEqual([409, 'access.base-of-itself'])
    expect(body(await member.send('POST', '/api/v1/base/links/accept', { secret }))).toMatchObject({ id, as: 'member', base: 'Hub', member: 'Mill', state: 'active' })
    expect(codeOf(await member.send('POST', '/api/v1/base/links/accept', { secret }))).toEqual([410, 'access.base-link-used'])
    await makeProject(member, 'Secret project')
    await product.member(member.organisation, ['executor'])
    await inScope(product.engine.services.db, { organisation: member.organisation }, tx => tx.insertInto('blob').values({ organisation: member.organisation, sha256: 'a'.repeat(64), size: 5, media_type: 'text/plain', created_at: new Date() }).execute())
    const counted = { people: 2, projects: 1, tasksApproved: 0, itemsReleased: 0, bytesHeld: 5 }
    expect(await figures(base)).toEqual({ members: [{ link: id, member: 'Mill', ...counted }], total: counted })
    for (const [person, as] of [[base, 'base'], [member, 'member']] as const) expect(body<{ links: unknown[] }>(await person.send('GET', '/api/v1/base/links')).links).toMatchObject([{ id, as, state: 'active' }])
    // The member is no base of its own, and a stranger is on neither side.
    expect((await figures(member)).members).toEqual([])
    expect((await (await product.founder('Else')).send('DELETE', `/api/v1/base/links/${id}`)).status).toBe(404)
    expect((await member.send('DELETE', `/api/v1/base/links/${id}`)).status).toBe(200)
    expect((await figures(base)).members).toEqual([])
    expect(codeOf(await base.send('DELETE', `/api/v1/base/links/${id}`))).toEqual([410, 'access.base-link-used'])
  })

  it('reads not one row of a member: in its scope every table shows only its own organisation, before and after the figures, and no route answers', async () => {
    const { base, member, secret } = await linked(), project = await makeProject(member, 'Hidden')
    await member.send('POST', '/api/v1/base/links/accept', { secret })
    const seen = await inScope(product.engine.services.db, { organisation: base.organisation }, async tx => {
      const tables = await tenantTables(tx)
      const foreign = async (): Promise<string[]> => {
        const found: string[] = []
        for (const name of tables) if (await rowsOf(tx, name, member.organisation) > 0) found.push(name)
        return found
      }
      const before = await foreign()
      expect((await sql`select * from base_figures()`.execute(tx)).rows).toHaveLength(1)
      return { tables: tables.length, before, after: await foreign() }
    })
    expect(seen.tables).toBeGreaterThan(40)
    expect([seen.before, seen.after]).toEqual([[], []])
    for (const url of [`/api/v1/projects/${project}`, `/api/v1/projects/${project}/members`]) {
      expect((await base.send('GET', url)).status).toBe(404)
      expect((await base.send('GET', url, undefined, { 'x-feedstock-organisation': member.organisation })).status).toBe(404)
    }
  })
})
