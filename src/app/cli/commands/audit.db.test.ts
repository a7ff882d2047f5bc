import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { makeProject } from '../../../../test/harness/example-project.ts'
import { startProduct, type InlineProduct, type Person } from '../../../../test/harness/run-inline.ts'
import { exportRun, verifyRun } from '../../../support/overview/audit/jobs.ts'
import { auditRoutes } from '../../../support/overview/audit/routes.ts'
import { connect, type Database } from '../../../workspace/database/connect.ts'
import { sealAll } from '../../../workspace/journal/service.ts'
import { run } from './audit.ts'

let product: InlineProduct, founder: Person, scheduler: Database, folder: string, url: string, token: string, archive: string, out: string[], err: string[]
beforeAll(async () => {
  product = await startProduct({ kinds: [verifyRun, exportRun], endpoints: auditRoutes })
  await product.app.listen({ host: '127.0.0.1', port: 0 })
  url = `http://127.0.0.1:${(product.app.server.address() as AddressInfo).port}`
  founder = await product.founder('Own')
  await makeProject(founder)
  token = ((await founder.send('POST', '/api/v1/tokens', { name: 't' })).body as { secret: string }).secret
  scheduler = connect(product.database.schedulerUrl, 2).db
  await sealAll({ db: product.engine.services.db, scheduler, key: product.engine.services.signer, clock: product.engine.services.clock })
  const made = (await founder.send('POST', '/api/v1/journal/exports', { from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' })).body as { run: string }
  await product.engine.result(founder.organisation, made.run)
  folder = await mkdtemp(join(tmpdir(), 'feedstock-audit-'))
  archive = join(folder, 'journal.zip')
  await writeFile(archive, (await founder.send('GET', `/api/v1/journal/exports/${made.run}`)).bytes)
})
afterAll(async () => {
  await scheduler.destroy()
  await product.stop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => {
  out = []
  err = []
  vi.spyOn(process.stdout, 'write').mockImplementation(text => { out.push(String(text)); return true })
  vi.spyOn(process.stderr, 'write').mockImplementation(text => { err.push(String(text)); return true })
  vi.stubEnv('DATABASE_URL', '')
  return () => { vi.restoreAllMocks(); vi.unstubAllEnvs() }
})
const answer = (): { good: boolean, entries: number, seals: number, findings: { code: string, place: unknown }[] } => JSON.parse(out.at(-1)!)

test('the three ways agree: a file offline, the server online, the database itself', async () => {
  expect(await run(['verify', archive, '--json'])).toBe(0)
  const offline = answer()
  expect(await run(['verify', '--url', url, '--token', token, '--json'])).toBe(0)
  const online = answer()
  vi.stubEnv('DATABASE_URL', product.database.ownerUrl)
  expect(await run(['verify', '--organisation', founder.organisation, '--json'])).toBe(0)
  expect([offline, online, answer()].map(a => [a.good, a.entries, a.seals])).toEqual(Array.from({ length: 3 }, () => [true, offline.entries, 1]))
})

test('a checkpoint written by the command finds a chain that its owner removed whole: exit 3', async () => {
  expect(await run(['checkpoint', '--url', url, '--token', token])).toBe(0)
  const kept = join(folder, 'kept.json'), owner = new pg.Client(product.database.ownerUrl)
  await writeFile(kept, out.join(''))
  expect(await run(['verify', archive, '--checkpoint', kept, '--json'])).toBe(0)
  await owner.connect()
  await owner.query('alter table feedstock.journal_seal disable trigger append_only')
  await owner.query('delete from feedstock.journal_seal')
  await owner.end()
  expect(await run(['verify', '--url', url, '--token', token, '--json'])).toBe(0)
  expect(await run(['verify', '--url', url, '--token', token, '--checkpoint', kept, '--json'])).toBe(3)
  expect(answer().findings).toMatchObject([{ code: 'audit.checkpoint-beyond' }])
})

test('wrong usage, a missing file and what is no key or checkpoint end with 2, an unreachable server with 1', async () => {
  const exits = []
  for (const argv of [[], ['verify'], ['verify', join(folder, 'none.zip')], ['verify', archive, '--key', 'nonsense'], ['verify', archive, '--checkpoint', archive], ['checkpoint']]) exits.push(await run(argv))
  expect(exits).toEqual([2, 2, 2, 2, 2, 2])
  expect(await run(['verify', '--url', 'http://127.0.0.1:1', '--token', 'x'])).toBe(1)
})
