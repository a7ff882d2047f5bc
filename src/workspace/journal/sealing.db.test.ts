import { generateKeyPairSync } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/harness/database.ts'
import { openSigner, signatureHolds } from '../../chain/6-release/signer.ts'
import { systemClock } from '../../kernel/clock.ts'
import { newId, type AccountId, type OrganisationId } from '../../kernel/ids.ts'
import { connect, inScope, type Database } from '../database/connect.ts'
import { sealFindings, type Before, type Finding } from './chain.ts'
import { installationChain, readJournal, record, recordForInstallation } from './repository.ts'
import { createSealing, sealAll, type SealerOptions } from './sealing.ts'
import { blocksFrom, chainState } from './seals/repository.ts'

let database: FreshDatabase, db: Database, scheduler: Database, owner: pg.Client, options: SealerOptions
const key = openSigner(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)
beforeAll(async () => {
  database = await freshDatabase()
  db = connect(database.appUrl, 6).db
  scheduler = connect(database.schedulerUrl, 2).db
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  options = { db, scheduler, key, clock: systemClock }
})
afterAll(async () => {
  await Promise.all([db.destroy(), scheduler.destroy(), owner.end()])
  await database.drop()
})

const author = (organisation: OrganisationId) => ({ organisation, account: null, membership: null, roles: ['executor'], request: newId() })
const write = (organisation: OrganisationId, count: number): Promise<void> => inScope(db, { organisation }, async tx => {
  for (let i = 0; i < count; i++) await record(tx, author(organisation), new Date(), { verb: 'task.claimed', kind: 'task', object: newId(), detail: { i } })
})
const findings = (organisation: OrganisationId): Promise<Finding[]> => inScope(db, { organisation }, async tx => {
  const found: Finding[] = []
  let before: Before = 'nothing'
  for (const block of await blocksFrom(tx, 0, 1000)) {
    found.push(...sealFindings(before, block, { holds: signatureHolds, key: key.publicKey }))
    before = block.seal
  }
  return found
})
/** What only the owner of the database can do: change what is append-only. */
const asOwner = async (sql: string, values: unknown[] = []): Promise<void> => {
  await owner.query('alter table feedstock.journal disable trigger append_only')
  try { await owner.query(sql, values) }
  finally { await owner.query('alter table feedstock.journal enable trigger append_only') }
}
const sealedOrganisation = async (entries: number): Promise<{ organisation: OrganisationId, ids: number[] }> => {
  const organisation = newId<OrganisationId>()
  await write(organisation, entries)
  await sealAll(options)
  return { organisation, ids: (await owner.query<{ id: number }>('select id from feedstock.journal where organisation = $1 order by id', [organisation])).rows.map(r => Number(r.id)) }
}

describe('the sealer', () => {
  it('chains every settled entry of every organisation once, in blocks, and goes on where it stopped', async () => {
    const a = newId<OrganisationId>(), b = newId<OrganisationId>()
    await write(a, 1203)
    await write(b, 2)
    expect(await sealAll(options)).toBe(1205)
    await write(a, 5)
    expect(await sealAll(options)).toBe(5)
    expect(await sealAll(options)).toBe(0)
    const state = await inScope(db, { organisation: a }, chainState)
    expect(state).toMatchObject({ sealed: 1208, waiting: 0, head: { number: 4, count: 5 } })
    expect([await findings(a), await findings(b)]).toEqual([[], []])
  }, 60_000)

  it('never passes an open transaction, whose entries would come to stand behind the seal', async () => {
    const organisation = newId<OrganisationId>(), began = Promise.withResolvers<void>(), go = Promise.withResolvers<void>()
    const slow = inScope(db, { organisation }, async tx => {
      await record(tx, author(organisation), new Date(), { verb: 'task.claimed', kind: 'task', object: 'slow' })
      began.resolve()
      await go.promise
    })
    await began.promise
    await write(organisation, 3)
    const { round } = createSealing(options)
    expect([await round(), await round()]).toEqual([0, 0])
    go.resolve()
    await slow
    expect(await round() + await round()).toBe(4)
    expect(await findings(organisation)).toEqual([])
    expect((await inScope(db, { organisation }, chainState)).waiting).toBe(0)
  })

  it('gives one chain when several workers seal at once while others write', async () => {
    const organisation = newId<OrganisationId>(), writing = Promise.all(Array.from({ length: 3 }, () => write(organisation, 40)))
    await Promise.all([sealAll(options), sealAll(options), writing])
    await Promise.all([sealAll(options), sealAll(options)])
    expect(await inScope(db, { organisation }, chainState)).toMatchObject({ sealed: 120, waiting: 0 })
    expect(await findings(organisation)).toEqual([])
  })

  it('leaves the scheduler no content to see: places only', async () => {
    const client = new pg.Client(database.schedulerUrl)
    await client.connect()
    try {
      expect((await client.query('select organisation, id from journal limit 1')).rowCount).toBe(1)
      await expect(client.query('select verb from journal')).rejects.toThrow(/permission denied/)
      await expect(client.query('select leaves from journal_seal')).rejects.toThrow(/permission denied/)
    } finally { await client.end() }
  })
})

describe('what the owner of the database does to sealed entries is found and named', () => {
  it('a changed entry', async () => {
    const { organisation, ids } = await sealedOrganisation(9)
    await asOwner('update feedstock.journal set verb = $2 where id = $1', [ids[4], 'task.open'])
    expect(await findings(organisation)).toEqual([{ code: 'entry-changed', seal: 1, entry: ids[4], from: null }])
  })
  it('a change of less than a millisecond', async () => {
    const { organisation, ids } = await sealedOrganisation(3)
    await asOwner(`update feedstock.journal set at = at + interval '1 microsecond' where id = $1`, [ids[1]])
    expect(await findings(organisation)).toMatchObject([{ code: 'entry-changed', entry: ids[1] }])
  })
  it('a removed entry', async () => {
    const { organisation, ids } = await sealedOrganisation(9)
    await asOwner('delete from feedstock.journal where id = $1', [ids[0]])
    expect(await findings(organisation)).toEqual([{ code: 'entry-removed', seal: 1, entry: ids[0], from: null }])
  })
  it('two entries in each other\'s place', async () => {
    const { organisation, ids } = await sealedOrganisation(9), [a, b] = [ids[2]!, ids[7]!]
    await asOwner('update feedstock.journal set id = -id where id = $1', [a])
    await asOwner('update feedstock.journal set id = $2 where id = $1', [b, a])
    await asOwner('update feedstock.journal set id = $2 where id = $1', [-a, b])
    expect(await findings(organisation)).toEqual([{ code: 'entry-moved', seal: 1, entry: a, from: b }, { code: 'entry-moved', seal: 1, entry: b, from: a }])
  })
  it('an entry put into a gap, and one put before all others', async () => {
    const { organisation, ids } = await sealedOrganisation(3), gap = ids.at(-1)!
    // A place that a rolled back transaction left: taken in the sequence, but never written.
    await owner.query(`select nextval('feedstock.journal_place')`)
    await write(organisation, 1)
    await sealAll(options)
    for (const id of [gap + 1, -5]) await owner.query(`insert into feedstock.journal (id, organisation, at, roles, verb, kind, object, digest) values ($1, $2, now(), '{}', 'x', 'x', 'x', 'x')`, [id, organisation])
    expect(await findings(organisation)).toEqual([{ code: 'entry-inserted', seal: 1, entry: -5, from: null }, { code: 'entry-inserted', seal: 2, entry: gap + 1, from: null }])
  })
})

it('the journal shows what is sealed also where transaction numbers are those of another server', async () => {
  const { organisation } = await sealedOrganisation(2)
  await asOwner(`update feedstock.journal set txid = '9999999999999' where organisation = $1`, [organisation])
  expect(await inScope(db, { organisation }, tx => readJournal(tx, { before: null, limit: 10 }))).toHaveLength(2)
})

it('events of accounts go to a chain of the installation, and the transaction goes on in its own organisation', async () => {
  const organisation = newId<OrganisationId>(), account = newId<AccountId>()
  await inScope(db, { organisation }, async tx => {
    await recordForInstallation(tx, account, new Date(), { verb: 'session.opened', kind: 'session', object: 's' })
    await record(tx, author(organisation), new Date(), { verb: 'task.claimed', kind: 'task', object: 't' })
  })
  await sealAll(options)
  expect(await findings(installationChain)).toEqual([])
  expect(await inScope(db, { organisation: installationChain }, tx => readJournal(tx, { before: null, limit: 1 }))).toMatchObject([{ account, verb: 'session.opened' }])
  expect(await inScope(db, { organisation }, tx => readJournal(tx, { before: null, limit: 10 }))).toMatchObject([{ verb: 'task.claimed' }])
})
