import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDataset, listAssets, readContent, startImport, storeUpload } from '../../src/chain/1-source/contract.ts'
import { client, type Client } from '../../src/app/cli/selftest/client.ts'
import { databaseUrls } from '../../src/app/host/roles.ts'
import { databaseSecrets } from '../../src/app/host/secrets.ts'
import { createOrganisation, listPeople } from '../../src/workspace/access/contract.ts'
import { createProject, listProjects } from '../../src/workspace/project/contract.ts'
import { enterAsParty, inviteParty, sendPerson } from '../../src/workspace/project/parties/contract.ts'
import { startDebianPostgres, type DebianPostgres } from '../harness/debian-postgres.ts'
import { commandWith, freePort, install, runApart, uninstall, untilReady, type Running } from '../harness/installation.ts'
import { isLacking, outsideServers } from '../harness/outside.ts'
import { ended, firstAdministrator, invited, leastProject, type Member } from '../harness/people.ts'

/** One installation of a team: its own database, secret and folder on the server that both share. */
interface Team { readonly env: NodeJS.ProcessEnv, readonly url: string, readonly setupLink: string, readonly programs: Running[] }

describe.skipIf(isLacking(outsideServers.postgres))('a PostgreSQL that the team brings', () => {
  let postgres: DebianPostgres, folder: string
  const teams: Team[] = []
  let people: Member[]
  beforeAll(async () => {
    postgres = await startDebianPostgres()
    folder = await install()
    for (const name of ['feedstock', 'second team']) {
      const port = await freePort(), data = path.join(folder, String(teams.length))
      await mkdir(data)
      const env = { DATABASE_URL: await postgres.database(name), FEEDSTOCK_SECRET: `the secret of ${name}, more than 32 characters`, FEEDSTOCK_DATA: data, FEEDSTOCK_PORT: String(port) }
      const migrated = await commandWith(env, 'migrate')
      expect([migrated.code, migrated.stderr]).toEqual([0, ''])
      teams.push({ env, url: `http://localhost:${port}`, setupLink: migrated.stdout.match(/http:\S+\/setup\?token=\S+/)![0], programs: [] })
    }
  }, 120_000)
  afterAll(async () => {
    await Promise.all(teams.flatMap(team => team.programs.map(program => program.stop())))
    await postgres.stop()
    await uninstall(folder)
  }, 60_000)

  const imported = async (person: Client, content: string): Promise<string> => {
    const { id: project } = await person.call(createProject, { body: leastProject(content) })
    const { id: dataset } = await person.call(createDataset, { params: { project }, body: { name: 'Texts' } })
    await person.upload(storeUpload, { params: { dataset }, query: { name: 'one.txt' } }, Buffer.from(content))
    await ended(person, (await person.call(startImport, { params: { dataset }, body: { provenance: { kind: 'self_collected', record: 'test' } } })).run)
    const { assets } = await person.call(listAssets, { params: { dataset }, query: {} })
    return (await person.bytes(readContent, { params: { asset: assets[0]!.id }, query: {} })).toString()
  }

  test('two installations with owners who are no superusers are migrated, run as server and worker apart and import at the same time, and neither sees the other', async () => {
    // The second team gives its programs the address of the application's role: only migrating needs the owner.
    const secret = teams[1]!.env['FEEDSTOCK_SECRET']!, { app } = databaseUrls(teams[1]!.env['DATABASE_URL']!, databaseSecrets(createHash('sha256').update(secret).digest()))
    for (const [i, { env, programs }] of teams.entries())
      for (const name of ['server', 'worker'] as const) programs.push(runApart(i === 0 ? env : { ...env, DATABASE_URL: app }, name))
    await Promise.all(teams.map(team => untilReady(team.url).catch((error: unknown) => { throw new Error(`${String(error)}\n${team.programs.map(p => p.output()).join('\n')}`) })))
    people = await Promise.all(teams.map(team => firstAdministrator(team.url, team.setupLink)))
    expect(await Promise.all(people.map((person, i) => imported(person, `第 ${i + 1} 个团队的文本。`)))).toEqual(['第 1 个团队的文本。', '第 2 个团队的文本。'])
    expect(await Promise.all(people.map(async person => (await person.call(listProjects)).projects.map(p => p.name)))).toEqual([['第 1 个团队的文本。'], ['第 2 个团队的文本。']])
  }, 90_000)

  test('a guest of a party sees the one project of its terms, under policies whose owner is no superuser', async () => {
    const { url } = teams[1]!, owner = people[1]!
    const { id: shared } = await owner.call(createProject, { body: leastProject('shared') })
    const { party, secret } = await owner.call(inviteParty, { params: { project: shared }, body: { kind: 'supplier', name: 'Partner', steps: ['annotate'] } })
    const founder = await invited(url, owner, 'founder', ['executor']), { id: partner } = await founder.call(createOrganisation, { body: { name: 'Partner', zone: 'UTC' } })
    const admin = client(url, founder.secret, partner), worker = await invited(url, admin, 'worker', ['executor'])
    await admin.call(enterAsParty, { body: { secret } })
    const { membership } = (await admin.call(listPeople, { query: {} })).people.find(person => person.login === 'worker')!
    await admin.call(sendPerson, { params: { engagement: party.id, membership }, body: { roles: ['executor'] } })
    expect((await client(url, worker.secret, owner.organisation).call(listProjects)).projects.map(p => p.id)).toEqual([shared])
    expect((await owner.call(listProjects)).projects.length).toBe(2)
  }, 60_000)

  test('migrating again changes nothing, and the running programs of both go on', async () => {
    for (const team of teams) {
      const again = await commandWith(team.env, 'migrate')
      expect([again.code, again.stderr, again.stdout.includes('/setup?token=')]).toEqual([0, '', false])
    }
    for (const team of teams) await untilReady(team.url, 1_000)
  }, 60_000)

  test('an owner without CREATEROLE is told so in one sentence and gets nothing', async () => {
    const url = await postgres.database('poor'), admin = new pg.Client({ connectionString: url })
    await admin.connect()
    await admin.query('alter role current_user nocreaterole')
    const { code, stderr } = await commandWith({ ...teams[0]!.env, DATABASE_URL: url }, 'migrate')
    expect([code, stderr.trim().split('\n').length]).toEqual([1, 1])
    expect(stderr).toMatch(/CREATEROLE.*database\.role-forbidden/)
    expect((await admin.query(`select from pg_class c join pg_namespace n on n.oid = c.relnamespace where nspname = 'boss'`)).rowCount).toBe(0)
    await admin.end()
  }, 30_000)
})
