import { createHash } from 'node:crypto'
import pg from 'pg'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { databaseFailures } from './errors.ts'

/** The names of the roles that server and worker connect as: they own nothing, so row-level security binds them. */
export interface RoleNames { readonly app: string, readonly scheduler: string }
export interface DatabaseUrls { readonly owner: string, readonly app: string, readonly scheduler: string }
type Passwords = Readonly<Record<keyof RoleNames, string>>

/** The database of the built-in server, which serves one installation. */
export const builtInDatabase = 'feedstock'
// A role's name has 63 bytes at most, and `feedstock_scheduler_` goes before.
const fitsAsSuffix = /^[a-z0-9_]{1,43}$/

const databaseOf = (url: string): string => {
  const { pathname, username } = new URL(url)
  // As PostgreSQL does it: a database that is not named has the name of the user.
  return decodeURIComponent(pathname.slice(1) || username)
}

/**
 * Roles belong to a whole PostgreSQL server, databases are told apart by name on it: so each database has roles of its own, and two
 * installations on one server neither change each other's passwords nor can enter each other's tables.
 * The database `feedstock` has `feedstock_app`, the database `x` has `feedstock_app_x`; a name that does not fit is hashed.
 */
export const rolesOf = (url: string): RoleNames => {
  const database = databaseOf(url)
  const suffix = database === builtInDatabase ? '' : `_${fitsAsSuffix.test(database) ? database : createHash('sha256').update(database).digest('hex').slice(0, 16)}`
  return { app: `feedstock_app${suffix}`, scheduler: `feedstock_scheduler${suffix}` }
}

/** SQL that names the roles as the migrations do, with the names that they have in this database. */
export const withRoles = (sql: string, names: RoleNames): string => sql.replace(/\bfeedstock_(app|scheduler)\b/g, (_, role: keyof RoleNames) => names[role])

const withUser = (url: string, user: string, password: string): string => {
  const changed = new URL(url)
  changed.username = user
  changed.password = encodeURIComponent(password)
  return changed.href
}

/** The same database as seen by each role. @param names when they are not those of the database (a copy of it) */
export const databaseUrls = (ownerUrl: string, secrets: Passwords, names: RoleNames = rolesOf(ownerUrl)): DatabaseUrls => ({
  owner: ownerUrl, app: withUser(ownerUrl, names.app, secrets.app), scheduler: withUser(ownerUrl, names.scheduler, secrets.scheduler),
})

const canLogIn = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ path: string }>(`select current_setting('search_path') as path`)
    return rows[0]?.path === 'feedstock'
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Creates the roles or gives them the passwords of this installation; a role that is already right is left alone, which needs no privilege. */
export const ensureRoles = async (client: pg.Client, ownerUrl: string, passwords: Passwords): Promise<Result<void>> => {
  const names = rolesOf(ownerUrl), urls = databaseUrls(ownerUrl, passwords)
  for (const kind of ['app', 'scheduler'] as const) {
    const role = names[kind]
    const { rows } = await client.query<{ strong: boolean }>('select rolsuper or rolbypassrls as strong from pg_roles where rolname = $1', [role])
    if (rows[0]?.strong) return fail(databaseFailures.roleTooStrong({ role }))
    if (rows[0] && await canLogIn(urls[kind])) continue
    try {
      if (!rows[0]) await client.query(`create role ${role} login noinherit nocreatedb nocreaterole`)
      await client.query(`alter role ${role} login password ${client.escapeLiteral(passwords[kind])}`)
      await client.query(`alter role ${role} set search_path = feedstock`)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return fail(databaseFailures.roleForbidden({ owner: new URL(ownerUrl).username, role, reason }))
    }
  }
  return ok(undefined)
}

/** A database that was renamed or copied still gives its rights to the roles of its old name. */
export const checkGrants = async (client: pg.Client, { app }: RoleNames): Promise<Result<void>> => {
  const { rows } = await client.query<{ role: string }>(`
    select r.rolname as role from pg_namespace n, aclexplode(n.nspacl) a join pg_roles r on r.oid = a.grantee
    where n.nspname = 'feedstock' and a.privilege_type = 'USAGE' and r.rolname ~ '^feedstock_app(_|$)' order by r.rolname = $1 desc`, [app])
  const found = rows[0]?.role
  return found === undefined || found === app ? ok(undefined) : fail(databaseFailures.otherName({ found, expected: app }))
}
