import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'

/** Statements that one process prepares at most: each costs memory in every connection. */
const most = 500
/** A text that came this often is prepared; lists of differing length and bulk rows never get there. */
const often = 3
/** Longer texts carry rows. Characters. */
const longest = 8000

/** Counts texts, and names those that come again and again. */
const nameStatements = (): ((text: string) => string | undefined) => {
  const seen = new Map<string, number>(), names = new Map<string, string>()
  return text => {
    const name = names.get(text)
    if (name || names.size >= most || text.length > longest) return name
    const times = (seen.get(text) ?? 0) + 1
    if (times < often) {
      // A process that runs for weeks sees many texts once: what is not named yet starts over.
      if (seen.size >= 20 * most) seen.clear()
      seen.set(text, times)
      return undefined
    }
    seen.delete(text)
    names.set(text, `s${names.size}`)
    return names.get(text)
  }
}

/**
 * The pool as Kysely uses it, with statements that come again prepared once per connection: PostgreSQL parses and plans a query under row-level
 * security in about the time that it takes to run it. (A transaction pooler in between must carry prepared statements: PgBouncer from 1.21 on.)
 */
export const preparing = (pool: pg.Pool): PostgresPool => {
  const nameOf = nameStatements(), wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const wrap = (client: pg.PoolClient): PostgresPoolClient => {
    const query = (text: string, values: readonly unknown[]): Promise<pg.QueryResult> =>
      values.length === 0 ? client.query(text) : client.query({ name: nameOf(text), text, values: [...values] })
    // Everything but `query` is the client's own: the pool puts a new `release` on it whenever it lends it.
    return Object.create(client, { query: { value: query } }) as PostgresPoolClient
  }
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect()
      if (!wrapped.has(client)) wrapped.set(client, wrap(client))
      return wrapped.get(client)!
    },
    end: () => pool.end(),
  }
}
