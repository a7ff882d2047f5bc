import { randomBytes } from 'node:crypto'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { startReleasedProject, type ReleasedProject } from '../../../test/harness/released-project.ts'
import { openSigner } from '../../chain/6-release/signer.ts'
import type { Result } from '../../kernel/result.ts'
import { folderStore } from '../../workspace/blobs/folder-store.ts'
import { connect, inScope } from '../../workspace/database/connect.ts'
import { sealAll } from '../../workspace/journal/service.ts'
import { migrate } from '../host/migrate.ts'
import { databaseUrls } from '../host/roles.ts'
import { databaseSecrets, openSecrets, type Secrets } from '../host/secrets.ts'
import { paths } from './manifest.ts'
import { readBackup } from './read.ts'
import { restoreBackup } from './restore.ts'
import { takeBackup, type Taken } from './take.ts'

const migrationsFolder = path.resolve(import.meta.dirname, '../../../migrations')
const scratch = mkdtempSync(path.join(tmpdir(), 'feedstock-backup-')), folder = path.join(scratch, 'taken')
const { adminUrl } = inject('cluster')
const databases: string[] = []
let source: ReleasedProject, secrets: Secrets, taken: Taken, writes = 0

const need = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const query = async <T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try { return (await client.query<T>(sql)).rows } finally { await client.end() }
}
/** An empty database of somebody who may create roles and is no superuser. */
const ownedDatabase = async (): Promise<string> => {
  const name = `restored_${randomBytes(5).toString('hex')}`
  await query(adminUrl, `create role ${name} login createrole password 'owner'`)
  await query(adminUrl, `create database ${name} owner ${name}`)
  databases.push(name)
  return Object.assign(new URL(adminUrl), { username: name, password: 'owner', pathname: `/${name}` }).href
}
const storeIn = (name: string) => folderStore(path.join(scratch, name), path.join(scratch, 'tmp'))
const take = (ownerUrl: string, target: string, blobs = source.product.engine.services.blobs) =>
  takeBackup({ ownerUrl, blobs, secrets, withKeys: true, program: 'test', target: path.join(scratch, target), now: new Date() })
const restore = (ownerUrl: string, place = folder, store = 'store') => restoreBackup({ ownerUrl, passwords: databaseSecrets(secrets.master), blobs: storeIn(store), migrationsFolder, place, key: null })
const sums = ({ manifest }: Taken) => manifest.tables.map(({ name, rows, digest }) => ({ name, rows, digest }))
const codes = (findings: readonly { code: string, place?: { file?: string } }[]) => findings.map(({ code, place }) => `${code} ${place?.file ?? ''}`.trim())

beforeAll(async () => {
  source = await startReleasedProject()
  await source.release('First', [await source.batch([{ x: 1, class: 'car' }, { x: 2, class: 'bus' }, { x: 3, class: 'car' }])])
  for (const name of ['secrets', 'tmp']) mkdirSync(path.join(scratch, name))
  secrets = need(openSecrets(path.join(scratch, 'secrets'), null))
  const { services } = source.product.engine, signer = openSigner(readFileSync(secrets.signingKeyPath, 'utf8')), scheduler = connect(source.product.database.schedulerUrl, 1).db
  await sealAll({ db: services.db, scheduler, key: signer, clock: services.clock })
  await scheduler.destroy()
  // People go on working meanwhile.
  let over = false
  const working = (async () => { while (!over) { await source.product.founder(`Team ${++writes}`); await new Promise(resolve => { setTimeout(resolve, 5) }) } })()
  taken = need(await take(source.product.database.ownerUrl, 'taken'))
  over = true
  await working
}, 120_000)
afterAll(async () => {
  await source.product.stop()
  for (const name of databases) await query(adminUrl, `drop database ${name} with (force)`)
  rmSync(scratch, { recursive: true, force: true })
}, 60_000)

test('a backup taken while people work is of one moment, names every table and blob, and is found to be whole, as a folder and as an archive', async () => {
  const rows = (name: string): number => taken.manifest.tables.find(table => table.name === `feedstock.${name}`)!.rows
  expect(writes).toBeGreaterThan(3)
  // Founding writes account, organisation, membership and session in one transaction; three people came into the first organisation.
  expect([rows('organisation'), rows('membership'), rows('session')]).toEqual([rows('account') - 3, rows('account'), rows('account')])
  expect([rows('release') > 0, rows('revision') > 0, rows('journal_seal') > 0, taken.blobs.count > 5, taken.blobs.lacked, taken.findings]).toEqual([true, true, true, true, [], []])
  const stored = await query<{ n: number }>(source.product.database.ownerUrl, `select count(*)::int as n from pg_class c join pg_namespace n on n.oid = c.relnamespace where nspname in ('feedstock', 'run') and relkind = 'r' and relname <> 'migration'`)
  expect(taken.manifest.tables.length).toBe(stored[0]!.n)
  const archive = need(await take(source.product.database.ownerUrl, 'taken.tar'))
  for (const [place, { manifest }] of [['taken', taken], ['taken.tar', archive]] as const) {
    const read = need(await readBackup(path.join(scratch, place)))
    expect([read.findings, read.manifest, read.blobs.count]).toEqual([[], manifest, taken.blobs.count])
  }
  expect(readdirSync(scratch).filter(name => /unfinished|scratch/.test(name))).toEqual([])
})

test('an owner who is no superuser restores it: what is stored equals the manifest, journals verify, and a backup of the restored database holds the same', async () => {
  const url = await ownedDatabase(), restored = need(await restore(url))
  expect([restored.findings, restored.seals > 0, restored.entries > 20, restored.applied]).toEqual([[], true, true, []])
  const again = need(await take(url, 'again', storeIn('store')))
  expect([sums(again), again.manifest.sequences, again.manifest.journal, again.blobs]).toEqual([sums(taken), taken.manifest.sequences, taken.manifest.journal, taken.blobs])
})

test('rules are back in force after a restore: references, append-only tables, state machines, row-level security; and the journal goes on behind its last place', async () => {
  const url = await ownedDatabase()
  need(await restore(url))
  // As one account with one search path, so that names are written alike.
  const shape = (of: string) => query(Object.assign(new URL(adminUrl), { pathname: new URL(of).pathname }).href, `
    select c.oid::regclass::text as name, c.relforcerowsecurity as forced, (select array_agg(t.tgname || t.tgenabled::text order by t.tgname) from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as triggers,
      (select array_agg(k.conname::text || pg_get_constraintdef(k.oid) order by k.conname) from pg_constraint k where k.conrelid = c.oid) as constraints
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where nspname in ('feedstock', 'run') and relkind = 'r' order by 1`)
  expect(await shape(url)).toEqual(await shape(source.product.database.ownerUrl))
  const { db } = connect(databaseUrls(url, databaseSecrets(secrets.master)).app, 1), { organisation } = source.boss
  try {
    const seen = await inScope(db, { organisation }, async tx => ({
      last: Number((await tx.selectFrom('journal').select(e => e.fn.max('id').as('last')).executeTakeFirstOrThrow()).last),
      next: (await tx.insertInto('journal').values({ organisation, at: new Date(), account: null, membership: null, roles: [], verb: 'x', kind: 'x', object: 'x', project: null, digest: 'x', request: null } as never).returning('id').executeTakeFirstOrThrow()).id,
    }))
    expect(seen.next).toBeGreaterThan(seen.last)
    expect(await db.selectFrom('project').select('id').execute()).toEqual([])
    await expect(inScope(db, { organisation }, tx => tx.updateTable('journal').set({ verb: 'y' } as never).execute())).rejects.toThrow(/permission denied|append-only/)
  } finally { await db.destroy() }
})

test('nothing is restored over something: a database with accounts, one in use, and one with a schema of somebody else are refused and left as they are', async () => {
  expect(await restore(source.product.database.ownerUrl)).toMatchObject({ ok: false, failure: { code: 'backup.not-empty' } })
  const foreign = await ownedDatabase()
  await query(foreign, 'create schema run; create table run.theirs (v int)')
  expect(await restore(foreign)).toMatchObject({ ok: false, failure: { code: 'backup.foreign-database', parameters: { schema: 'run' } } })
  expect(await query(foreign, 'select * from run.theirs')).toEqual([])
  const used = await ownedDatabase(), passwords = databaseSecrets(secrets.master)
  need(await migrate(used, { appPassword: passwords.app, schedulerPassword: passwords.scheduler, migrationsFolder }))
  const app = new pg.Client({ connectionString: databaseUrls(used, passwords).app })
  await app.connect()
  expect(await restore(used)).toMatchObject({ ok: false, failure: { code: 'backup.in-use', parameters: { sessions: 1 } } })
  await app.end()
  // Started and never set up, and now stopped: empty.
  for (let left = 50; left > 0 && (await query<{ n: number }>(used, `select count(*)::int as n from pg_stat_activity where usename like 'feedstock_app%' and datname = current_database()`))[0]!.n > 0; left--) await new Promise(resolve => { setTimeout(resolve, 20) })
  expect(need(await restore(used)).findings).toEqual([])
})

test('a backup of an earlier schema is restored as it was, and then brought up to this program', async () => {
  const old = await ownedDatabase(), passwords = databaseSecrets(secrets.master), last = taken.manifest.migrations.at(-1)!
  const only = new Map(taken.manifest.migrations.slice(0, -1).map(({ name, digest }) => [name, digest]))
  need(await migrate(old, { appPassword: passwords.app, schedulerPassword: passwords.scheduler, migrationsFolder, only }))
  const superuser = Object.assign(new URL(adminUrl), { pathname: new URL(old).pathname }).href
  await query(superuser, `insert into feedstock.account (id, login, name, kind, created_at) values (gen_random_uuid(), 'somebody', 'Some\tbody\\n\n', 'person', now())`)
  need(await take(superuser, 'old'))
  const now = await ownedDatabase(), restored = need(await restore(now, path.join(scratch, 'old')))
  expect([restored.findings, restored.applied]).toEqual([[], [last.name]])
  expect(await query(now, 'select name from feedstock.account')).toEqual([{ name: 'Some\tbody\\n\n' }])
  const unknown = { ...taken.manifest.migrations[0]!, name: '209901010000_later.sql' }
  expect(await migrate(now, { appPassword: passwords.app, schedulerPassword: passwords.scheduler, migrationsFolder, only: new Map([[unknown.name, unknown.digest]]) })).toMatchObject({ ok: false, failure: { code: 'database.newer-than-code' } })
})

test('an owner whom row-level security binds on one table is told so, instead of backing up a part', async () => {
  const url = await ownedDatabase(), passwords = databaseSecrets(secrets.master)
  need(await migrate(url, { appPassword: passwords.app, schedulerPassword: passwords.scheduler, migrationsFolder }))
  await query(url, 'drop policy backup on feedstock.project')
  expect(await take(url, 'part')).toMatchObject({ ok: false, failure: { code: 'backup.not-owner', parameters: { table: 'feedstock.project' } } })
  expect(readdirSync(scratch).filter(name => name.startsWith('part'))).toEqual([])
})

const first = (below: string, name = below): string => {
  const [entry] = readdirSync(path.join(folder, name), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entry!.isDirectory() ? first(below, `${name}/${entry!.name}`) : `${name}/${entry!.name}`
}
const damages: Readonly<Record<string, { file: () => string, how: (file: string) => void, code: string }>> = {
  'a byte of a blob': { file: () => first(paths.blobs), how: file => { const bytes = readFileSync(file); bytes[bytes.length >> 1]! ^= 1; writeFileSync(file, bytes) }, code: 'backup.damaged' },
  'a missing blob': { file: () => first(paths.blobs), how: file => rmSync(file), code: 'backup.missing' },
  'a table cut short': { file: () => 'database/feedstock.journal.copy.gz', how: file => truncateSync(file, 200), code: 'backup.damaged' },
  'a missing table': { file: () => 'database/feedstock.account.copy.gz', how: file => rmSync(file), code: 'backup.missing' },
  'a changed manifest': { file: () => paths.manifest, how: file => writeFileSync(file, readFileSync(file, 'utf8').replace('"program": "test"', '"program": "tost"')), code: 'backup.bad-signature' },
  'a changed key': { file: () => paths.master, how: file => writeFileSync(file, Buffer.alloc(32)), code: 'backup.damaged' },
  'a file of somebody else': { file: () => 'database/notes.txt', how: file => writeFileSync(file, 'x'), code: 'backup.unlisted' },
  'a list cut at a line': { file: () => paths.sums, how: file => writeFileSync(file, readFileSync(file, 'utf8').split('\n').slice(0, 9).map(line => `${line}\n`).join('')), code: 'backup.cut' },
  'no list': { file: () => paths.sums, how: file => rmSync(file), code: 'backup.missing' },
}
test.each(Object.entries(damages))('%s is found, with its place, and nothing of that backup is restored', async (name, { file, how, code }) => {
  const place = path.join(scratch, name.replaceAll(' ', '-')), inside = file()
  cpSync(folder, place, { recursive: true })
  how(path.join(place, inside))
  expect(codes(need(await readBackup(place)).findings)).toContain(`${code} ${inside}`)
})

test('a damaged backup that is restored without being read before leaves an empty database', async () => {
  const url = await ownedDatabase(), place = path.join(scratch, 'a-byte-of-a-blob')
  expect(codes(need(await restore(url, place)).findings)).toEqual([`backup.damaged ${first(paths.blobs)}`])
  expect(await query(url, 'select count(*)::int as n from feedstock.account')).toEqual([{ n: 0 }])
  expect(need(await restore(url)).findings).toEqual([])
})

test('an archive that is cut anywhere says so, and a text or a newer format is no backup that this program reads', async () => {
  const whole = readFileSync(path.join(scratch, 'taken.tar')), cut = path.join(scratch, 'cut.tar')
  for (const share of [0.5, 0.7, 0.9, 0.99]) {
    writeFileSync(cut, whole.subarray(0, Math.floor(whole.length * share)))
    expect(codes(need(await readBackup(cut)).findings).some(code => code.startsWith('backup.cut'))).toBe(true)
  }
  for (const bytes of ['a text', whole.subarray(0, 700)]) {
    writeFileSync(cut, bytes)
    expect(await readBackup(cut)).toMatchObject({ ok: false, failure: { code: 'backup.no-manifest' } })
  }
  expect(await readBackup(path.join(scratch, 'nowhere'))).toMatchObject({ ok: false, failure: { code: 'backup.unreadable' } })
  const newer = path.join(scratch, 'newer')
  mkdirSync(newer)
  writeFileSync(path.join(newer, paths.manifest), '{"format": 2}')
  expect(await readBackup(newer)).toMatchObject({ ok: false, failure: { code: 'backup.too-new', parameters: { found: 2 } } })
})

test('a blob that the store lost or damaged is named, and the rest is backed up and restored', async () => {
  const broken = path.join(scratch, 'broken'), [lost, spoilt] = await query<{ organisation: string, sha256: string }>(source.product.database.ownerUrl, 'select organisation, sha256 from feedstock.blob order by sha256 limit 2')
  cpSync(path.join(scratch, 'store'), broken, { recursive: true })
  const at = ({ organisation, sha256 }: { organisation: string, sha256: string }): string => path.join(broken, organisation, sha256.slice(0, 2), sha256)
  rmSync(at(lost!))
  appendFileSync(at(spoilt!), 'x')
  const lacking = need(await take(source.product.database.ownerUrl, 'lacking', storeIn('broken')))
  expect(codes(lacking.findings).sort()).toEqual([lost!, spoilt!].map(({ organisation, sha256 }) => `backup.blob-lacked blobs/${organisation}/${sha256.slice(0, 2)}/${sha256}`).sort())
  const restored = need(await restore(await ownedDatabase(), path.join(scratch, 'lacking'), 'partial'))
  expect([restored.findings, restored.blobs.lacked.length]).toEqual([[], 2])
})
