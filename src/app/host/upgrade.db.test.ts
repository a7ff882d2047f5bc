import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/harness/database.ts'
import { fillEveryTable } from '../../../test/harness/rows-everywhere.ts'
import { migrate } from './migrate.ts'

const migrationsFolder = path.resolve(import.meta.dirname, '../../../migrations'), names = readdirSync(migrationsFolder).sort()
const { adminUrl, passwords } = inject('cluster'), options = { appPassword: passwords.app, schedulerPassword: passwords.scheduler, migrationsFolder }

let fresh: FreshDatabase
beforeAll(async () => { fresh = await freshDatabase() })
afterAll(() => fresh.drop())

const asSuperuser = async <T extends pg.QueryResultRow>(database: string, sql: string): Promise<T[]> => {
  const client = new pg.Client({ connectionString: Object.assign(new URL(adminUrl), { pathname: `/${database}` }).href })
  await client.connect()
  try { return (await client.query<T>(sql)).rows } finally { await client.end() }
}
/** Tables, columns, rules and policies: what the program relies on. */
const shape = (database: string) => asSuperuser(database, `
  select c.oid::regclass::text as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
    (select array_agg(concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)) order by a.attname) from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select array_agg(k.conname || ' ' || pg_get_constraintdef(k.oid) || ' ' || k.convalidated::text order by k.conname) from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n') as constraints,
    (select array_agg(t.tgname || ' ' || t.tgenabled::text order by t.tgname) from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as triggers,
    (select array_agg(p.polname || ' ' || p.polcmd::text || ' ' || coalesce(pg_get_expr(p.polqual, p.polrelid), '') order by p.polname) from pg_policy p where p.polrelid = c.oid) as policies
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('feedstock', 'run') and c.relkind = 'r' order by 1`)

/** The rows of a table without what later migrations may add, in one order. */
const rowsOf = async (database: string, table: string, columns: readonly string[]): Promise<string[]> =>
  (await asSuperuser<{ row: string }>(database, `select to_jsonb(t)::text as row from (select ${columns.map(column => `"${column}"`).join(', ')} from ${table}) t order by 1`)).map(({ row }) => row)
const columnsOf = async (database: string): Promise<Map<string, string[]>> => new Map((await asSuperuser<{ name: string, columns: string[] }>(database, `
  select table_schema || '.' || table_name as name, array_agg(column_name::text order by ordinal_position) as columns from information_schema.columns where table_schema in ('feedstock', 'run') group by 1`)).map(({ name, columns }) => [name, columns]))

// The first migration makes no table.
test.each(names.slice(1).map((name, i) => [name, names.slice(0, i + 2)] as const))('a database of %s with rows in every table is brought up to date by an owner who is no superuser: no row is lost or changed, and it is as a new one is', async (_, earlier) => {
  const database = `upgrade_${randomBytes(5).toString('hex')}`
  await asSuperuser('postgres', `create role ${database} login createrole password 'owner'`)
  await asSuperuser('postgres', `create database ${database} owner ${database}`)
  const url = Object.assign(new URL(adminUrl), { username: database, password: 'owner', pathname: `/${database}` }).href
  try {
    // Digests are those of the files, so that an upgrade begins where an earlier program left off.
    const known = new Map((await asSuperuser<{ name: string, digest: string }>(new URL(fresh.ownerUrl).pathname.slice(1), `select name, encode(digest, 'hex') as digest from feedstock.migration`)).map(({ name, digest }) => [name, digest]))
    expect(await migrate(url, { ...options, only: new Map(earlier.map(name => [name, known.get(name)!])) })).toEqual({ ok: true, value: { applied: earlier } })
    const superuser = new pg.Client({ connectionString: Object.assign(new URL(adminUrl), { pathname: `/${database}` }).href })
    await superuser.connect()
    const filled = await fillEveryTable(superuser), before = await columnsOf(database), kept = new Map<string, string[]>()
    await superuser.end()
    for (const table of filled.keys()) kept.set(table, await rowsOf(database, table, before.get(table)!))

    expect(await migrate(url, options)).toEqual({ ok: true, value: { applied: names.filter(name => !earlier.includes(name)) } })

    const after = await columnsOf(database)
    for (const [table, rows] of kept) {
      const columns = before.get(table)!.filter(column => after.get(table)!.includes(column)), dropped = columns.length < before.get(table)!.length
      const now = await rowsOf(database, table, columns)
      if (dropped) expect([table, now.length]).toEqual([table, rows.length])
      else expect([table, now]).toEqual([table, rows])
    }
    expect(await shape(database)).toEqual(await shape(new URL(fresh.ownerUrl).pathname.slice(1)))
  } finally { await asSuperuser('postgres', `drop database ${database} with (force)`) }
}, 60_000)
