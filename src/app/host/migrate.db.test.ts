import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabase } from '../../../test/harness/database.ts'
import { connectOwner, migrate } from './migrate.ts'
import { databaseUrls, rolesOf } from './roles.ts'
import { renewSetupToken } from './setup-link.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'feedstock-migrate-'))
const { adminUrl, passwords } = inject('cluster')
const opened: pg.Client[] = []
let count = 0

const connect = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  opened.push(client)
  return client
}
const folderWith = (files: Record<string, string>): string => {
  const folder = path.join(scratch, String(count++))
  mkdirSync(folder)
  for (const [name, sql] of Object.entries(files)) writeFileSync(path.join(folder, name), sql)
  return folder
}
const first = { '202601010000_first.sql': 'create table one (v int); grant select, insert on one to feedstock_app;' }
const run = (url: string, files: Record<string, string>) =>
  migrate(url, { appPassword: passwords.app, schedulerPassword: passwords.scheduler, migrationsFolder: folderWith(files) })

/** A database owned by a role that may create roles and nothing more, as a hosted PostgreSQL gives one. */
const ownedDatabase = async (): Promise<string> => {
  const name = `owned_${process.pid}_${count++}`
  const admin = await connect(adminUrl)
  await admin.query(`create role ${name} login createrole password 'owner'`)
  await admin.query(`create database ${name} owner ${name}`)
  const url = new URL(adminUrl)
  Object.assign(url, { username: name, password: 'owner', pathname: `/${name}` })
  return url.href
}

let url: string
beforeAll(async () => { url = await ownedDatabase() })
afterAll(async () => {
  for (const client of opened) await client.end()
  rmSync(scratch, { recursive: true, force: true })
})

describe('migrations', () => {
  test('They run once, in order of their names, as an owner who is no superuser; a second run changes nothing.', async () => {
    const files = { '202602010000_second.sql': 'alter table one add w int;', ...first }
    expect(await run(url, files)).toEqual({ ok: true, value: { applied: ['202601010000_first.sql', '202602010000_second.sql'] } })
    expect(await run(url, files)).toEqual({ ok: true, value: { applied: [] } })
    const { rows } = await (await connect(url)).query('select name, length(digest) as bytes from feedstock.migration order by name')
    expect(rows).toEqual([{ name: '202601010000_first.sql', bytes: 32 }, { name: '202602010000_second.sql', bytes: 32 }])
  })

  test('The roles own nothing, find the schema without naming it, and may work with the queue but not change it.', async () => {
    const app = await connect(databaseUrls(url, passwords).app)
    await app.query('insert into one (v) values (1)')
    const { rows } = await app.query(`select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as strong, current_setting('search_path') as path from pg_roles where rolname = current_user`)
    expect(rows).toEqual([{ strong: false, path: 'feedstock' }])
    await expect(app.query('create table feedstock.mine (v int)')).rejects.toThrow('permission denied')
    await expect(app.query('drop table boss.queue')).rejects.toThrow('must be owner')
    await expect(app.query('delete from feedstock.migration')).rejects.toThrow('permission denied')
  })

  test.each(['app', 'scheduler'] as const)('A job sent by the role %s arrives.', async role => {
    const boss = new PgBoss({ connectionString: databaseUrls(url, passwords)[role], schema: 'boss', migrate: false, supervise: false, schedule: false })
    await boss.start()
    await boss.createQueue(`q-${role}`)
    await boss.send(`q-${role}`, { id: 7 })
    expect((await boss.fetch(`q-${role}`)).map(job => job.data)).toEqual([{ id: 7 }])
    await boss.stop({ graceful: false })
  })

  test('A changed file is refused by name; other line ends are no change.', async () => {
    const base = await ownedDatabase()
    const sql = 'create table one (\n  v int);\n'
    await run(base, { '202601010000_first.sql': sql })
    expect((await run(base, { '202601010000_first.sql': sql.replaceAll('\n', '\r\n') })).ok).toBe(true)
    expect(await run(base, { '202601010000_first.sql': `${sql}--` })).toMatchObject({ ok: false, failure: { code: 'database.migration-changed', parameters: { name: '202601010000_first.sql' } } })
  })

  test('A database with a migration that the program lacks is refused: it is newer than the program.', async () => {
    expect(await run(url, first)).toMatchObject({ ok: false, failure: { code: 'database.newer-than-code', parameters: { name: '202602010000_second.sql' } } })
  })

  test('A failing migration leaves nothing of itself, keeps those before it, and is told with file and line.', async () => {
    const base = await ownedDatabase()
    const failed = await run(base, { ...first, '202602010000_bad.sql': 'create table two (v int);\nselect 1;\nselect nonsense;\n' })
    expect(failed).toMatchObject({ ok: false, failure: { code: 'database.migration-failed', place: { file: 'migrations/202602010000_bad.sql', line: 3 } } })
    const { rows } = await (await connect(base)).query(`select to_regclass('feedstock.one') is not null as one, to_regclass('feedstock.two') is not null as two`)
    expect(rows).toEqual([{ one: true, two: false }])
  })

  test('A file that is not named by its time is refused before anything runs.', async () => {
    expect(await run(url, { 'later.sql': '' })).toMatchObject({ ok: false, failure: { code: 'database.bad-migration-name', parameters: { name: 'later.sql' } } })
  })

  test('Two starts that meet take turns: each migration is applied by one of them.', async () => {
    const base = await ownedDatabase()
    const results = await Promise.all([run(base, first), run(base, first)])
    expect(results.flatMap(result => result.ok ? result.value.applied : ['failed'])).toEqual(['202601010000_first.sql'])
  })

  test('Two installations on one server, of two owners, have roles and passwords of their own, and neither can enter the tables of the other.', async () => {
    const [one, two] = [await ownedDatabase(), await ownedDatabase()]
    const secrets = (name: string) => ({ app: `${name}-app`, scheduler: `${name}-scheduler` })
    const make = (base: string, name: string) => migrate(base, { appPassword: secrets(name).app, schedulerPassword: secrets(name).scheduler, migrationsFolder: folderWith(first) })
    expect((await make(one, 'one')).ok && (await make(two, 'two')).ok && (await make(one, 'one')).ok).toBe(true)
    for (const [base, name] of [[one, 'one'], [two, 'two']] as const) {
      const app = await connect(databaseUrls(base, secrets(name)).app)
      await app.query('insert into one (v) values (1)')
      expect((await app.query('select v from one')).rowCount).toBe(1)
      await connect(databaseUrls(base, secrets(name)).scheduler)
    }
    const intruder = await connect(new URL(new URL(two).pathname, databaseUrls(one, secrets('one')).app).href)
    await expect(intruder.query('select v from feedstock.one')).rejects.toThrow('permission denied for schema feedstock')
  })

  test('A database that was renamed is refused with the names of the roles, and goes on when they are renamed too.', async () => {
    const base = await ownedDatabase(), admin = await connect(adminUrl), old = rolesOf(base)
    await run(base, first)
    const name = new URL(base).pathname.slice(1), moved = new URL(`/${name}_moved`, base).href, now = rolesOf(moved)
    await admin.query(`alter database ${name} rename to ${name}_moved`)
    expect(await run(moved, first)).toMatchObject({ ok: false, failure: { code: 'database.other-name', parameters: { found: old.app, expected: now.app } } })
    for (const role of ['app', 'scheduler'] as const) await admin.query(`alter role ${old[role]} rename to ${now[role]}`)
    expect((await run(moved, first)).ok).toBe(true)
    expect((await (await connect(databaseUrls(moved, passwords).app)).query('select v from one')).rowCount).toBe(0)
  })

  test('A server that does not answer is a clear failure.', async () => {
    expect(await run('postgres://u:p@127.0.0.1:1/d', first)).toMatchObject({ ok: false, failure: { code: 'database.unreachable', parameters: { host: '127.0.0.1:1' } } })
  })
})

describe('a fresh database of the harness', () => {
  test('It has the whole schema and is reached by every role; the token of the first administrator is renewed until it is used.', async () => {
    const database = await freshDatabase()
    const connected = await connectOwner(database.ownerUrl)
    if (!connected.ok) throw new Error(connected.failure.code)
    const owner = connected.value
    const app = new pg.Client({ connectionString: database.appUrl })
    await app.connect()
    const stored = async () => (await app.query<{ hash: string }>('select setup_token_hash as hash from installation')).rows[0]?.hash
    const [one, hashOne] = [await renewSetupToken(owner), await stored()]
    const [two, hashTwo] = [await renewSetupToken(owner), await stored()]
    expect(one).toMatch(/^[\w-]{43}$/)
    expect(two).not.toBe(one)
    expect(hashTwo).not.toBe(hashOne)
    expect(hashOne).toMatch(/^[0-9a-f]{64}$/)
    await owner.query('update feedstock.installation set setup_used_at = now()')
    expect(await renewSetupToken(owner)).toBeNull()
    expect(await stored()).toBe(hashTwo)
    await app.end()
    await owner.end()
    await database.drop()
  })
})
