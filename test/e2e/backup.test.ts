import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDataset, listAssets, readContent, startImport, storeUpload } from '../../src/chain/1-source/contract.ts'
import { client } from '../../src/app/cli/selftest/client.ts'
import { verifyJournal } from '../../src/support/overview/audit/contract.ts'
import { signIn } from '../../src/workspace/access/contract.ts'
import { createProject, listProjects } from '../../src/workspace/project/contract.ts'
import { readRun } from '../../src/workspace/runs/contract.ts'
import { startDebianPostgres, type DebianPostgres } from '../harness/debian-postgres.ts'
import { commandWith, freePort, install, processesOf, start, uninstall, type Installation } from '../harness/installation.ts'
import { isLacking, outsideServers } from '../harness/outside.ts'
import { ended, firstAdministrator, leastProject, type Member } from '../harness/people.ts'

const password = 'a passphrase of the test, long enough'
const provenance = { kind: 'self_collected', record: 'test' } as const
let folder: string, archive: string, original: Installation, person: Member, asset: string, content: string, underWay: string, known: readonly string[]

interface Told { good: boolean, rows: number, tables: number, findings: unknown[], manifest: { postgres: string, tables: { name: string, rows: number, digest: string }[] } }
const told = ({ code, stdout, stderr }: { code: number | null, stdout: string, stderr: string }): Told => {
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as Told
}
const feedstock = (...argv: string[]) => commandWith({}, ...argv)

beforeAll(async () => {
  folder = await install()
  archive = path.join(folder, 'backup.tar')
  original = await start(path.join(folder, 'original'), await freePort())
  person = await firstAdministrator(original.url, original.setupLink!)
  const { id: project } = await person.call(createProject, { body: leastProject('Texts') })
  const imported = async (name: string): Promise<{ dataset: string, run: string }> => {
    const { id: dataset } = await person.call(createDataset, { params: { project }, body: { name } })
    for (let i = 0; i < 5; i++) await person.upload(storeUpload, { params: { dataset }, query: { name: `${i}.txt` } }, Buffer.from(`${name}, text ${i}. 第 ${i} 条文本。`))
    return { dataset, run: (await person.call(startImport, { params: { dataset }, body: { provenance } })).run }
  }
  const { dataset, run } = await imported('First')
  await ended(person, run)
  asset = (await person.call(listAssets, { params: { dataset }, query: {} })).assets[0]!.id
  content = (await person.bytes(readContent, { params: { asset }, query: {} })).toString()
  // The worker stands still, so that the second import is under way in the backup.
  const worker = (await processesOf(original)).get('worker')!
  process.kill(worker, 'SIGSTOP')
  underWay = (await imported('Second')).run
  known = (await person.call(listProjects)).projects.map(p => p.id)
  let over = false
  const working = (async () => { for (let i = 0; !over; i++) await person.call(createProject, { body: leastProject(`Meanwhile ${i}`) }) })()
  const taken = await feedstock('backup', archive, '--data', original.data, '--with-keys', '--json')
  over = true
  await working
  process.kill(worker, 'SIGCONT')
  expect(told(taken).findings).toEqual([])
}, 120_000)
afterAll(async () => {
  await original?.stop()
  await uninstall(folder)
}, 60_000)

describe('a backup taken while people write', () => {
  test('it is restored into another folder and started: people are still signed in and sign in, files open, what was under way is finished, the journal verifies', async () => {
    const data = path.join(folder, 'restored'), { good, rows, tables } = told(await feedstock('restore', archive, '--data', data, '--json'))
    expect([good, rows > 100, tables > 70]).toEqual([true, true, true])
    for (const name of ['master', 'signing.pem']) {
      expect(readFileSync(path.join(data, 'secrets', name)).equals(readFileSync(path.join(original.data, 'secrets', name)))).toBe(true)
      expect(statSync(path.join(data, 'secrets', name)).mode & 0o777).toBe(0o600)
    }
    const product = await start(data, await freePort())
    try {
      expect(product.setupLink).toBeNull()
      const again = client(product.url, person.secret, person.organisation), projects = (await again.call(listProjects)).projects.map(p => p.id)
      expect(projects).toEqual(expect.arrayContaining([...known]))
      expect((await person.call(listProjects)).projects.map(p => p.id)).toEqual(expect.arrayContaining(projects))
      expect(await client(product.url, null, null).call(signIn, { body: { login: 'first', password } })).toMatchObject({ account: { login: 'first' } })
      expect((await again.bytes(readContent, { params: { asset }, query: {} })).toString()).toBe(content)
      expect(content).toMatch(/^First, text \d\. 第 \d 条文本。$/)
      expect(await ended(again, underWay, 30_000)).toMatchObject({ state: 'done' })
      await ended(again, (await again.call(verifyJournal, { body: {} })).run)
      // The original was not disturbed.
      expect(await ended(person, underWay, 30_000)).toMatchObject({ state: 'done' })
    } finally { await product.stop() }
  }, 90_000)

  test('it is not restored over the original, nor without the keys of its installation unless that is wanted', async () => {
    const inUse = await feedstock('restore', archive, '--data', original.data)
    expect([inUse.code, inUse.stdout]).toEqual([1, ''])
    expect(inUse.stderr).toContain('host.folder-in-use')
    expect((await person.call(readRun, { params: { run: underWay } })).state).toBe('done')
    const other = path.join(folder, 'other')
    mkdirSync(path.join(other, 'secrets'), { recursive: true })
    writeFileSync(path.join(other, 'secrets', 'master'), Buffer.alloc(32, 7))
    const refused = await feedstock('restore', archive, '--data', other)
    expect([refused.code, /backup\.keys-differ/.test(refused.stderr)]).toEqual([1, true])
    const accepted = told(await feedstock('restore', archive, '--data', other, '--new-keys', '--json'))
    expect([accepted.good, readFileSync(path.join(other, 'secrets', 'master')).equals(Buffer.alloc(32, 7))]).toEqual([true, true])
  }, 60_000)
})

describe.skipIf(isLacking(outsideServers.postgres))('from one major version of PostgreSQL to another', () => {
  let postgres: DebianPostgres
  beforeAll(async () => { postgres = await startDebianPostgres() }, 60_000)
  afterAll(() => postgres.stop(), 30_000)

  test('a backup of the built-in server is restored into that of the system, whose owner is no superuser, and the way back: every table has the same rows', async () => {
    const team = path.join(folder, 'team'), back = path.join(folder, 'back.tar'), env = { DATABASE_URL: await postgres.database('restored'), FEEDSTOCK_DATA: team }
    expect(told(await commandWith(env, 'restore', archive, '--json')).good).toBe(true)
    const taken = told(await commandWith(env, 'backup', back, '--with-keys', '--json')), first = told(await feedstock('backup', 'verify', archive, '--json'))
    expect([taken.manifest.postgres, first.manifest.postgres.split('.')[0]]).toEqual([postgres.version, '18'])
    expect(Number.parseInt(postgres.version, 10)).not.toBe(18)
    const sums = ({ manifest }: Told) => manifest.tables.map(({ name, rows, digest }) => ({ name, rows, digest }))
    expect(sums(taken)).toEqual(sums(first))
    expect(told(await feedstock('restore', back, '--data', path.join(folder, 'returned'), '--json')).good).toBe(true)
  }, 90_000)
})
