import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../test/harness/database.ts'

let database: FreshDatabase
let owner: pg.Client
beforeAll(async () => {
  database = await freshDatabase()
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

/** Stand outside the tenants by design: people are global, and the installation has no organisation. */
const global = ['account', 'external_login', 'installation', 'migration', 'recovery_code', 'second_factor', 'session', 'sign_in_challenge', 'sign_in_throttle']

test('every table but those of accounts and the installation carries its organisation under forced row-level security', async () => {
  const { rows } = await owner.query<{ name: string, forced: boolean, scoped: boolean, policies: string }>(`
    select n.nspname || '.' || c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation' and a.attnotnull) as scoped,
      (select count(*) from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname and p.policyname = 'tenant') as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('feedstock', 'run') and c.relkind = 'r' order by 1`)
  const open = rows.filter(t => !t.forced || !t.scoped || t.policies !== '1').map(t => t.name)
  expect(open).toEqual(global.map(name => `feedstock.${name}`))
  expect(rows.length).toBeGreaterThan(40)
})

test('every tenant table says what a guest of a party sees of it', async () => {
  const { rows } = await owner.query<{ name: string }>(`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('feedstock', 'run') and c.relkind = 'r' and c.relforcerowsecurity
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'guest' and not p.polpermissive and p.polroles <> '{0}') order by 1`)
  expect(rows.map(r => r.name)).toEqual([])
})

test('every tenant table is open to the backup of its owner, and to nobody else', async () => {
  const { rows } = await owner.query<{ name: string }>(`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('feedstock', 'run') and c.relkind = 'r' and c.relforcerowsecurity
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'backup' and p.polcmd = 'r' and p.polroles = array[c.relowner]) order by 1`)
  expect(rows.map(r => r.name)).toEqual([])
})

test('a table that nobody put under its organisation is found by the same question', async () => {
  await owner.query('create table feedstock.forgotten (id int primary key)')
  const { rows } = await owner.query<{ relname: string }>(`select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where nspname = 'feedstock' and relkind = 'r' and not relforcerowsecurity order by 1`)
  expect(rows.map(r => r.relname)).toContain('forgotten')
  await owner.query('drop table feedstock.forgotten')
})

test('the role of server and worker owns nothing, is no superuser, bypasses no policy, and sees no row without an organisation', async () => {
  const app = new pg.Client(database.appUrl)
  await app.connect()
  try {
    const { rows: [role] } = await app.query<Record<string, boolean>>(`select rolsuper, rolbypassrls, exists (select from pg_class where relowner = r.oid and relkind in ('r', 'p')) owns from pg_roles r where rolname = current_user`)
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, owns: false })
    const organisation = '01890000-0000-7000-8000-000000000001', other = '01890000-0000-7000-8000-000000000002'
    await owner.query(`insert into feedstock.organisation (organisation, name, zone, created_at) values ($1, 'A', 'UTC', now()), ($2, 'B', 'UTC', now())`, [organisation, other])
    expect((await app.query('select * from organisation')).rowCount).toBe(0)
    await app.query('begin')
    await app.query(`select set_config('app.organisation', $1, true)`, [organisation])
    expect((await app.query<{ name: string }>('select name from organisation')).rows).toEqual([{ name: 'A' }])
    await expect(app.query(`insert into blob values ($1, repeat('0', 64), 1, 'x', now())`, [other])).rejects.toThrow(/row-level security/)
    await app.query('rollback')
    await expect(app.query(`update journal set verb = 'x'`)).rejects.toThrow(/permission denied/)
  } finally { await app.end() }
})

test('illegal moves of a state machine are refused by the database', async () => {
  const app = new pg.Client(database.appUrl)
  await app.connect()
  try {
    const organisation = '01890000-0000-7000-8000-000000000003', run = '01890000-0000-7000-8000-000000000004'
    await app.query('begin')
    await app.query(`select set_config('app.organisation', $1, true)`, [organisation])
    await app.query(`insert into run.tenant values ($1)`, [organisation])
    await app.query(`insert into run.run (id, organisation, kind, version, title, spec, state, started_by, created_at) values ($1, $2, 'k', 1, '{}', '{}', 'running', $1, now())`, [run, organisation])
    await app.query(`update run.run set state = 'cancelling'`)
    await expect(app.query(`update run.run set state = 'running'`)).rejects.toThrow(/cannot go from cancelling to running/)
    await app.query('rollback')
  } finally { await app.end() }
})
