import type { Duplex } from 'node:stream'
import { CompiledQuery, type PostgresPool, type PostgresPoolClient, type Transaction } from 'kysely'
import type pg from 'pg'
import type { Tables } from './tables.ts'

declare module 'pg' {
  interface ClientConfig {
    /** Sends a query while earlier ones are still being answered. */
    pipeline?: boolean
  }
}

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

// By the array of their parameters: Kysely hands it through untouched.
const riding = new WeakSet<readonly unknown[]>()
/**
 * Runs a statement whose result nobody looks at: it travels with the transaction's next statement, which fails with its error. Half of a
 * request's time went into waiting for `begin`, for the scope and for rows of the journal to be acknowledged one by one.
 */
export const rideAlong = async (tx: Transaction<Tables>, query: { compile(): CompiledQuery }): Promise<void> => {
  const { sql: text, parameters } = query.compile(), own = [...parameters]
  riding.add(own)
  await tx.executeQuery(CompiledQuery.raw(text, own))
}

const nothing = { command: 'SELECT', rowCount: 0, rows: [], oid: 0, fields: [] } as const

/** One connection as Kysely uses it. */
const lineOf = (client: pg.PoolClient, nameOf: (text: string) => string | undefined) => {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection
  let riders: Promise<void>[] = [], failed: { readonly error: unknown } | null = null
  const send = (text: string, values: readonly unknown[]): Promise<pg.QueryResult> =>
    values.length === 0 ? client.query(text) : client.query({ name: nameOf(text), text, values: [...values] })
  return async (text: string, values: readonly unknown[]): Promise<object> => {
    if (text === 'begin' || riding.has(values)) {
      if (text === 'begin') { riders = []; failed = null }
      // What follows at once goes out in the same packet.
      stream.cork()
      process.nextTick(() => stream.uncork())
      riders.push(send(text, values).then(() => undefined, error => { failed ??= { error } }))
      return nothing
    }
    const answer = send(text, values)
    if (riders.length === 0 || text === 'rollback') return answer
    const [result] = await Promise.allSettled([answer, ...riders])
    riders = []
    const first = failed as { readonly error: unknown } | null
    if (first) throw first.error
    if (result.status === 'rejected') throw result.reason
    return result.value
  }
}

/**
 * The pool as Kysely uses it. Statements that come again are prepared once per connection: PostgreSQL parses and plans a query under row-level
 * security in about the time that it takes to run it. (A transaction pooler in between must carry prepared statements: PgBouncer from 1.21 on.)
 */
export const pipelined = (pool: pg.Pool): PostgresPool => {
  const nameOf = nameStatements(), wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect()
      // Everything but `query` is the client's own: the pool puts a new `release` on it whenever it lends it.
      if (!wrapped.has(client)) wrapped.set(client, Object.create(client, { query: { value: lineOf(client, nameOf) } }) as PostgresPoolClient)
      return wrapped.get(client)!
    },
    end: () => pool.end(),
  }
}
