import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/harness/database.ts'
import type { OrganisationId } from '../../kernel/ids.ts'
import { connect, inScope, rideAlong, type Database } from './connect.ts'

let database: FreshDatabase, db: Database
const organisation = '01890000-0000-7000-8000-0000000000aa' as OrganisationId, other = '01890000-0000-7000-8000-0000000000bb' as OrganisationId
beforeAll(async () => {
  database = await freshDatabase()
  db = connect(database.appUrl, 2).db
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

const blob = (digit: string, of: string = organisation) => ({ organisation: of, sha256: digit.repeat(64), size: 1, media_type: 'x', created_at: new Date() })
const stored = (): Promise<string[]> => inScope(db, { organisation }, async tx => (await tx.selectFrom('blob').select('sha256').orderBy('sha256').execute()).map(r => r.sha256[0]!))

test('a statement that rides along is there for the next one, and committed with it', async () => {
  await inScope(db, { organisation }, async tx => {
    await rideAlong(tx, tx.insertInto('blob').values(blob('1')))
    expect((await tx.selectFrom('blob').select('size').execute()).length).toBe(1)
    await rideAlong(tx, tx.insertInto('blob').values(blob('2')))
  })
  expect(await stored()).toEqual(['1', '2'])
})

test('the failure of one that rides along is the failure of what follows it, a commit too, and nothing of its transaction stays', async () => {
  const twice = (tx: Parameters<Parameters<typeof inScope>[2]>[0]): Promise<void> => rideAlong(tx, tx.insertInto('blob').values(blob('1')))
  await expect(inScope(db, { organisation }, async tx => {
    await rideAlong(tx, tx.insertInto('blob').values(blob('3')))
    await twice(tx)
    await tx.selectFrom('blob').select('size').execute()
  })).rejects.toMatchObject({ code: '23505' })
  await expect(inScope(db, { organisation }, async tx => {
    await rideAlong(tx, tx.insertInto('blob').values(blob('4')))
    await twice(tx)
  })).rejects.toMatchObject({ code: '23505' })
  await expect(inScope(db, { organisation }, tx => rideAlong(tx, tx.insertInto('blob').values(blob('5', other))))).rejects.toThrow(/row-level security/)
  expect(await stored()).toEqual(['1', '2'])
})

test('a transaction that was given up leaves its connection fit for the next one, whose scope is its own', async () => {
  for (let i = 0; i < 6; i++) {
    await expect(inScope(db, { organisation }, async tx => {
      await rideAlong(tx, tx.insertInto('blob').values(blob('1')))
      throw new Error('given up')
    })).rejects.toThrow('given up')
    expect(await inScope(db, { organisation: other }, async tx => (await tx.selectFrom('blob').select('size').execute()).length)).toBe(0)
    expect(await stored()).toEqual(['1', '2'])
  }
})

test('a statement that comes again and again is prepared, and one that failed before it was prepared can still be', async () => {
  const ask = (divisor: number): Promise<number> => inScope(db, { organisation }, async tx => (await sql<{ n: number }>`select 6 / ${divisor}::int as n`.execute(tx)).rows[0]!.n)
  for (let i = 1; i <= 3; i++) expect(await ask(i)).toBe(Math.floor(6 / i))
  await expect(ask(0)).rejects.toThrow(/division by zero/)
  await expect(inScope(db, { organisation }, async tx => {
    await rideAlong(tx, tx.insertInto('blob').values(blob('1')))
    await sql`select 7 / ${1}::int as n`.execute(tx)
  })).rejects.toMatchObject({ code: '23505' })
  for (let i = 1; i <= 5; i++) expect(await inScope(db, { organisation }, async tx => (await sql<{ n: number }>`select 7 / ${i}::int as n`.execute(tx)).rows[0]!.n)).toBe(Math.floor(7 / i))
  const names = await inScope(db, {}, async tx => (await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(tx)).rows.map(r => r.statement))
  expect(names.some(text => text.includes('select 6 /'))).toBe(true)
})
