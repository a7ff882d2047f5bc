import pg from 'pg'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { databaseFailures } from './errors.ts'

/** The roles that server and worker connect as: they own nothing, so row-level security binds them. */
export const roles = ['feedstock_app', 'feedstock_scheduler'] as const
export type Role = (typeof roles)[number]

export interface DatabaseUrls { readonly owner: string, readonly app: string, readonly scheduler: string }

const withUser = (url: string, user: string, password: string): string => {
  const changed = new URL(url)
  changed.username = user
  changed.password = encodeURIComponent(password)
  return changed.href
}

/** The same database as seen by each role. */
export const databaseUrls = (ownerUrl: string, secrets: { readonly app: string, readonly scheduler: string }): DatabaseUrls => ({
  owner: ownerUrl, app: withUser(ownerUrl, 'feedstock_app', secrets.app), scheduler: withUser(ownerUrl, 'feedstock_scheduler', secrets.scheduler),
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
export const ensureRoles = async (client: pg.Client, ownerUrl: string, passwords: Readonly<Record<Role, string>>): Promise<Result<void>> => {
  for (const role of roles) {
    const { rows } = await client.query<{ strong: boolean }>('select rolsuper or rolbypassrls as strong from pg_roles where rolname = $1', [role])
    if (rows[0]?.strong) return fail(databaseFailures.roleTooStrong({ role }))
    if (rows[0] && await canLogIn(withUser(ownerUrl, role, passwords[role]))) continue
    try {
      if (!rows[0]) await client.query(`create role ${role} login noinherit nocreatedb nocreaterole`)
      await client.query(`alter role ${role} login password ${client.escapeLiteral(passwords[role])}`)
      await client.query(`alter role ${role} set search_path = feedstock`)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return fail(databaseFailures.roleForbidden({ owner: new URL(ownerUrl).username, role, reason }))
    }
  }
  return ok(undefined)
}
