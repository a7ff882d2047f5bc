import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { Failure } from '../../kernel/failure.ts'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { databaseFailures } from './errors.ts'
import { checkGrants, ensureRoles, rolesOf, withRoles, type RoleNames } from './roles.ts'

export interface MigrateOptions {
  readonly appPassword: string
  readonly schedulerPassword: string
  /** Holds `YYYYMMDDHHMM_words.sql`, forward only. `feedstock_app` and `feedstock_scheduler` in them stand for the roles of the database (roles.ts). */
  readonly migrationsFolder: string
  readonly log?: (name: string) => void
  /** Names and digests (hexadecimal): these and no others are applied, as they were when a backup was taken. Absent = all. */
  readonly only?: ReadonlyMap<string, string>
}

interface Migration { readonly name: string, readonly sql: string, readonly digest: Buffer }

/** Two starts on one database take turns. */
const lockKey = 7_265_001
const oldestServer = 150_000
const namePattern = /^\d{12}_[a-z0-9_]+\.sql$/

const readMigrations = (folder: string): Result<Migration[]> => {
  const names = readdirSync(folder).filter(name => name.endsWith('.sql')).sort()
  const bad = names.find(name => !namePattern.test(name))
  if (bad) return fail(databaseFailures.badMigrationName({ name: bad }))
  return ok(names.map(name => {
    // Digests must not depend on how git wrote the line ends.
    const sql = readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n')
    return { name, sql, digest: createHash('sha256').update(sql).digest() }
  }))
}

/** The files that `only` names. @returns a failure when one is not here, or is another than it was */
const chosenMigrations = (folder: string, only: MigrateOptions['only']): Result<Migration[]> => {
  const read = readMigrations(folder)
  if (!read.ok || !only) return read
  const here = new Map(read.value.map(migration => [migration.name, migration.digest.toString('hex')]))
  for (const [name, digest] of only) {
    if (!here.has(name)) return fail(databaseFailures.newerThanCode({ name }))
    if (here.get(name) !== digest) return fail(databaseFailures.migrationChanged({ name }))
  }
  return ok(read.value.filter(({ name }) => only.has(name)))
}

/** Can this program build the schema that these migrations made? */
export const checkMigrations = (folder: string, only: ReadonlyMap<string, string>): Result<void> => {
  const chosen = chosenMigrations(folder, only)
  return chosen.ok ? ok(undefined) : chosen
}

const reasonOf = (error: unknown): string => error instanceof AggregateError ? error.errors.map(reasonOf).join('; ') : error instanceof Error ? error.message : String(error)

/** Connects as the owner. @returns a failure when the server does not answer or is older than 15 */
export const connectOwner = async (url: string): Promise<Result<pg.Client>> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'feedstock host' })
  // A connection that the server closes is reported by the query that needed it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ number: number, version: string }>(`select current_setting('server_version_num')::int as number, current_setting('server_version') as version`)
    const server = rows[0]
    if (server && server.number >= oldestServer) return ok(client)
    await client.end()
    return fail(databaseFailures.tooOld({ found: server?.version ?? '?' }))
  } catch (error) {
    return fail(databaseFailures.unreachable({ host: new URL(url).host, reason: reasonOf(error) }))
  }
}

const checkHistory = async (client: pg.Client, migrations: readonly Migration[]): Promise<Result<Set<string>>> => {
  const { rows } = await client.query<{ name: string, digest: Buffer }>('select name, digest from feedstock.migration order by name')
  const known = new Map(migrations.map(migration => [migration.name, migration]))
  for (const { name, digest } of rows) {
    const here = known.get(name)
    if (!here) return fail(databaseFailures.newerThanCode({ name }))
    if (!here.digest.equals(digest)) return fail(databaseFailures.migrationChanged({ name }))
  }
  return ok(new Set(rows.map(row => row.name)))
}

/** The line of the file that PostgreSQL complains about; its position counts characters from 1. */
const placeOf = (error: unknown, sql: string): number | undefined => {
  const position = Number((error as { position?: string }).position)
  return position > 0 ? [...sql].slice(0, position).filter(character => character === '\n').length + 1 : undefined
}

/**
 * Tables whose row-level security binds even this owner. A migration works on the rows of all tenants: an owner without superuser
 * rights would silently change none, so a policy lets it see them while the migration's transaction lasts.
 */
const bindingTables = async (client: pg.Client): Promise<string[]> => (await client.query<{ name: string }>(`
  select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.rolname = current_user
  where n.nspname in ('feedstock', 'run') and c.relkind = 'r' and c.relforcerowsecurity and not r.rolsuper and not r.rolbypassrls order by 1`)).rows.map(({ name }) => name)

const apply = async (client: pg.Client, { name, sql: written, digest }: Migration, roles: RoleNames): Promise<Failure | null> => {
  const sql = withRoles(written, roles)
  await client.query('begin')
  try {
    await client.query('set local search_path = feedstock, public')
    const bound = await bindingTables(client)
    for (const table of bound) await client.query(`create policy migration on ${table} to current_user using (true) with check (true)`)
    await client.query(sql)
    // A migration may have dropped a table: if exists covers that too.
    for (const table of bound) await client.query(`drop policy if exists migration on ${table}`)
    await client.query('insert into feedstock.migration (name, digest) values ($1, $2)', [name, digest])
    await client.query('commit')
    return null
  } catch (error) {
    await client.query('rollback')
    const line = placeOf(error, sql)
    return databaseFailures.migrationFailed({ name, reason: reasonOf(error) }, { file: `migrations/${name}`, ...(line && { line }) })
  }
}

/** Delivery of runs: its tables belong to the owner, both roles may work with them. New ones, made by a newer version, are covered too. */
const migrateQueue = async (ownerUrl: string, client: pg.Client, roles: RoleNames): Promise<void> => {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: 'boss', migrate: true, supervise: false, schedule: false, max: 2 })
  boss.on('error', () => undefined)
  await boss.start()
  await boss.stop({ graceful: false })
  const both = `${roles.app}, ${roles.scheduler}`
  await client.query(`
    grant usage on schema boss to ${both};
    grant select, insert, update, delete on all tables in schema boss to ${both};
    grant usage, select, update on all sequences in schema boss to ${both};
    grant execute on all functions in schema boss to ${both};
    alter default privileges in schema boss grant select, insert, update, delete on tables to ${both};
    alter default privileges in schema boss grant usage, select, update on sequences to ${both};
    alter default privileges in schema boss grant execute on functions to ${both}`)
}

const migrateLocked = async (client: pg.Client, ownerUrl: string, options: MigrateOptions, migrations: readonly Migration[]): Promise<Result<{ applied: string[] }>> => {
  await client.query(`
    create schema if not exists feedstock;
    create table if not exists feedstock.migration (name text primary key, digest bytea not null, applied_at timestamptz not null default now())`)
  const history = await checkHistory(client, migrations)
  if (!history.ok) return history
  const roles = rolesOf(ownerUrl), granted = await checkGrants(client, roles)
  if (!granted.ok) return granted
  const ready = await ensureRoles(client, ownerUrl, { app: options.appPassword, scheduler: options.schedulerPassword })
  if (!ready.ok) return ready
  await client.query(`grant usage on schema feedstock to ${roles.app}, ${roles.scheduler}`)
  const applied: string[] = []
  for (const migration of migrations) {
    if (history.value.has(migration.name)) continue
    options.log?.(migration.name)
    const failure = await apply(client, migration, roles)
    if (failure) return fail(failure)
    applied.push(migration.name)
  }
  await migrateQueue(ownerUrl, client, roles)
  return ok({ applied })
}

/**
 * Brings the database to the state this program expects: schema, roles, `migrations/*.sql` (each in a transaction, recorded with
 * its SHA-256), and the queue. Starts that meet on one database take turns; running it again changes nothing.
 * @param ownerUrl of a superuser, or of the database's owner with CREATEROLE
 */
export const migrate = async (ownerUrl: string, options: MigrateOptions): Promise<Result<{ applied: string[] }>> => {
  const migrations = chosenMigrations(options.migrationsFolder, options.only)
  if (!migrations.ok) return migrations
  const connected = await connectOwner(ownerUrl)
  if (!connected.ok) return connected
  const client = connected.value
  try {
    // "already exists, skipping" at every start is noise.
    await client.query('set client_min_messages = warning')
    await client.query('select pg_advisory_lock($1)', [lockKey])
    return await migrateLocked(client, ownerUrl, options, migrations.value)
  } catch (error) {
    // What the server itself refuses here (no right to create a schema) is for the person who set DATABASE_URL.
    if (!/^[0-9A-Z]{5}$/.test((error as { code?: string }).code ?? '')) throw error
    return fail(databaseFailures.migrationFailed({ name: 'schema', reason: reasonOf(error) }))
  } finally {
    await client.end()
  }
}
