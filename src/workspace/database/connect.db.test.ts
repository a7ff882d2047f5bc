import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/harness/database.ts'
import { connect, inScope, ping, type Database } from './connect.ts'

let database: FreshDatabase, db: Database, owner: pg.Client
beforeAll(async () => {
  database = await freshDatabase()
  db = connect(database.appUrl, 1).db
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await db.destroy()
  await database.drop()
})

test('a connection that ends between two statements of a transaction fails that transaction alone: the process lives and the next one finds a new connection', async () => {
  const died: unknown[] = [], note = (error: unknown): void => { died.push(error) }
  process.prependOnceListener('uncaughtException', note)
  const broken = inScope(db, {}, async tx => {
    const { rows: [mine] } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await owner.query('select pg_terminate_backend($1)', [mine!.pid])
    // The word of the server arrives while nobody asks anything.
    await new Promise(resolve => { setTimeout(resolve, 300) })
    return sql`select 1`.execute(tx)
  })
  await expect(broken).rejects.toThrow(/terminat|not queryable|closed/i)
  process.removeListener('uncaughtException', note)
  expect(died).toEqual([])
  await expect(ping(db)).resolves.toBeUndefined()
})
