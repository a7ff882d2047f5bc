import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDataFolder, type DataFolder } from './data-folder.ts'
import { migrate } from './migrate.ts'
import { startPostgres, type RunningPostgres } from './postgres.ts'
import { waitForEnd } from './process-identity.ts'

// A closed folder above it, as a clone in /root has: as root PostgreSQL has to get in all the same.
const closed = mkdtempSync(path.join(tmpdir(), 'feedstock-postgres-'))
const password = 'p/w%40'
let folder: DataFolder
let running: RunningPostgres

const start = async (): Promise<RunningPostgres> => {
  const started = await startPostgres({ dataFolder: folder, password, durable: true })
  if (!started.ok) throw new Error(JSON.stringify(started.failure))
  return started.value
}
const query = async (url: string, sql: string): Promise<string[]> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query<{ v: string }>(sql)
  await client.end()
  return rows.map(row => String(row.v))
}
const pid = (): number => running.process.pid ?? 0

beforeAll(async () => {
  const opened = openDataFolder(path.join(closed, 'data'))
  if (!opened.ok) throw new Error(opened.failure.code)
  folder = opened.value
  running = await start()
})
afterAll(async () => {
  await running.stop()
  rmSync(closed, { recursive: true, force: true })
})

describe('built-in PostgreSQL', () => {
  test('It speaks UTF-8, sorts by code point, writes durably, listens on loopback alone and asks for the password.', async () => {
    const settings = await query(running.ownerUrl, `
      select concat_ws(' ', pg_encoding_to_char(encoding), datlocprovider, datlocale, current_setting('fsync'), current_setting('listen_addresses'),
        current_setting('unix_socket_directories'), current_setting('shared_buffers'), current_database(), lower('É')) as v from pg_database where datname = current_database()`)
    expect(settings).toEqual(['UTF8 b C.UTF-8 on 127.0.0.1  256MB feedstock é'])
    await expect(query(running.ownerUrl.replace(encodeURIComponent(password), 'wrong'), 'select 1 as v')).rejects.toThrow('password authentication failed')
    expect(running.version).toMatch(/^18\./)
  })

  test('After it was killed it starts again by itself and has everything that was acknowledged.', async () => {
    await query(running.ownerUrl, `create table kept as select n as v from generate_series(1, 1000) n`)
    process.kill(pid(), 'SIGKILL')
    await waitForEnd(pid(), 5_000)
    running = await start()
    expect(await query(running.ownerUrl, 'select count(*) as v from kept')).toEqual(['1000'])
  })

  test('A server that an earlier run left running is stopped, and the new one takes its place.', async () => {
    const leftover = pid()
    running = await start()
    expect(await waitForEnd(leftover, 1_000)).toBe(true)
    expect(await query(running.ownerUrl, 'select count(*) as v from kept')).toEqual(['1000'])
  })

  test('A leftover postmaster.pid that names another program neither blocks the start nor harms that program.', async () => {
    const file = path.join(folder.postgres, '18', 'postmaster.pid')
    const lines = readFileSync(file, 'utf8').split('\n')
    await running.stop()
    writeFileSync(file, [process.pid, ...lines.slice(1)].join('\n'))
    running = await start()
    expect(await query(running.ownerUrl, 'select 1 as v')).toEqual(['1'])
  })

  test('A cluster that was being made when the machine stopped is made anew.', async () => {
    const half = path.join(folder.postgres, '18.new')
    expect(existsSync(half)).toBe(false)
    const second = openDataFolder(path.join(closed, 'second'))
    if (!second.ok) throw new Error(second.failure.code)
    writeFileSync(path.join(second.value.postgres, '18.new'), 'cut short')
    const started = await startPostgres({ dataFolder: second.value, password, durable: false })
    expect(started.ok).toBe(true)
    if (started.ok) await started.value.stop()
  })

  test('A role that bypasses row-level security is refused: tenants would not be protected.', async () => {
    await query(running.ownerUrl, 'create role feedstock_scheduler bypassrls')
    const migrated = await migrate(running.ownerUrl, { appPassword: 'a', schedulerPassword: 's', migrationsFolder: path.join(import.meta.dirname, 'fixtures', 'migrations') })
    expect(migrated).toMatchObject({ ok: false, failure: { code: 'database.role-too-strong', parameters: { role: 'feedstock_scheduler' } } })
  })

  test('Another password than that of the first start is a clear failure, and no server is left behind.', async () => {
    await running.stop()
    const refused = await startPostgres({ dataFolder: folder, password: 'other' })
    expect(refused).toMatchObject({ ok: false, failure: { code: 'host.engine-failed', parameters: { reason: expect.stringContaining('password') } } })
    running = await start()
  })

  test('A folder whose database is of another major version is refused with the way over, and nothing in it is touched.', async () => {
    const opened = openDataFolder(path.join(closed, 'older'))
    if (!opened.ok) throw new Error(opened.failure.code)
    for (const place of [path.join(opened.value.postgres, '17'), path.join(opened.value.engine, '17.5.0')]) mkdirSync(place)
    const started = await startPostgres({ dataFolder: opened.value, password })
    expect(started).toMatchObject({ ok: false, failure: { code: 'host.other-major', parameters: { found: '17', brought: running.version.split('.')[0] } } })
    expect([readdirSync(opened.value.postgres), readdirSync(opened.value.engine)]).toEqual([['17'], ['17.5.0']])
    opened.value.release()
  })
})
