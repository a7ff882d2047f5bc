import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { AccountId, MembershipId, OrganisationId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/failure.ts'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { pipelined, rideAlong } from './pipeline.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>
export type Tx = Transaction<Tables>

// Counts and sizes stay below 2^53 by far; as numbers they serialise as numbers.
const int8 = 20
pg.types.setTypeParser(int8, text => Number(text))

/** A pool as a role that owns nothing. @param size connections at most */
export const connect = (url: string, size = 10): { db: Database, pool: pg.Pool } => {
  const pool = new pg.Pool({ connectionString: url, max: size, application_name: 'feedstock', pipeline: true })
  // An idle connection that the server closed (a restart) is no reason to die: the next query opens a new one.
  pool.on('error', () => {})
  // Nor is one that breaks in a transaction, between two statements: the next statement is refused, and the pool lets the connection go.
  pool.on('connect', client => { client.on('error', () => {}) })
  return { db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pipelined(pool) }) }), pool }
}

/** Whose rows a transaction sees. `guest` narrows them to the parties of that membership. `secret` is the SHA-256 of a presented token: it shows the row that the token names. */
export interface Scope { readonly organisation?: OrganisationId | null, readonly account?: AccountId | null, readonly secret?: string | null, readonly guest?: MembershipId | null }

const afterCommit = new WeakMap<Tx, (() => void)[]>()
/** Calls back once the transaction is committed; never when it is rolled back. For transactions of inScope. */
export const onCommit = (tx: Tx, then: () => void): void => {
  const waiting = afterCommit.get(tx)
  if (waiting) waiting.push(then)
  else afterCommit.set(tx, [then])
}

/** Runs `work` in one transaction that sees only the scope's rows. */
export const inScope = async <T>(db: Database, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> => {
  let then: readonly (() => void)[] = []
  const result = await db.transaction().execute(async tx => {
    await enterScope(tx, scope)
    const value = await work(tx)
    then = afterCommit.get(tx) ?? []
    return value
  })
  for (const call of then) call()
  return result
}

const entered = new WeakMap<Tx, Scope>()
/** Narrows or changes what the running transaction sees. */
export const enterScope = async (tx: Tx, scope: Scope): Promise<void> => {
  if (entered.get(tx) === scope) return
  entered.set(tx, scope)
  const set = sql`select set_config('app.organisation', ${scope.organisation ?? ''}, true), set_config('app.account', ${scope.account ?? ''}, true), set_config('app.secret', ${scope.secret ?? ''}, true), set_config('app.guest', ${scope.guest ?? ''}, true)`
  await rideAlong(tx, { compile: () => set.compile(tx) })
}

/** Work on what a guest's own doing depends on but may not show them: as the organisation sees it. */
export const pastGuests = async <T>(tx: Tx, work: () => Promise<T>): Promise<T> => {
  const { rows } = await sql<{ guest: string | null }>`select current_setting('app.guest', true) guest`.execute(tx), narrow = (guest: string) => sql`select set_config('app.guest', ${guest}, true)`.execute(tx)
  await narrow('')
  const result = await work()
  await narrow(rows[0]?.guest ?? '')
  return result
}

/** As inScope, for work that may refuse: a Refusal rolls everything back and comes out as a failure value. */
export const attempt = async <T>(db: Database, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<Result<T>> => {
  try { return ok(await inScope(db, scope, work)) }
  catch (error) { if (error instanceof Refusal) return fail(error.failure); throw error }
}

/** Does the database answer? @throws what the connection throws */
export const ping = async (db: Database): Promise<void> => { await sql`select 1`.execute(db) }

/** A JSON column: kysely would hand an array to pg as a PostgreSQL array. */
export const json = (value: unknown): string => JSON.stringify(value)

/** A word to whoever listens on the channel, outside of any transaction. */
export const notify = async (db: Database, channel: string, text: string): Promise<void> => { await sql`select pg_notify(${channel}, ${text})`.execute(db) }

export { rideAlong } from './pipeline.ts'
