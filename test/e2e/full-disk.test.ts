import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepLogsSmall } from '../../src/app/host/log-files.ts'
import { createDataset, listDatasets, listUploads, storeUpload } from '../../src/chain/1-source/contract.ts'
import { createProject } from '../../src/workspace/project/contract.ts'
import { commandWith, freePort, processesOf, start, type Installation } from '../harness/installation.ts'
import { firstAdministrator, leastProject } from '../harness/people.ts'

const mountDisk = (folder: string, megabytes: number): boolean =>
  process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'feedstock-test', folder]).status === 0
const mount = (megabytes: number): { folder: string, mounted: boolean } => {
  const folder = mkdtempSync(path.join(tmpdir(), 'feedstock-disk-'))
  return { folder, mounted: mountDisk(folder, megabytes) }
}
const unmount = (folder: string): void => {
  spawnSync('umount', [folder])
  rmSync(folder, { recursive: true, force: true })
}
/** Takes every byte that is left. */
const fill = (file: string): void => {
  const to = openSync(file, 'a')
  try {
    for (const piece of [Buffer.alloc(2 ** 20), Buffer.alloc(4096)])
      try { for (;;) if (writeSync(to, piece) < piece.length) break }
      catch (error) { if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error }
  } finally { closeSync(to) }
}

const probe = mount(1)
unmount(probe.folder)

// A disk of a size of our own takes root on Linux, and a container that may mount.
describe.skipIf(!probe.mounted)('a full disk (needs root on Linux and the right to mount a tmpfs)', () => {
  let disk: string, data: string, ballast: string, port: number, product: Installation
  beforeAll(async () => {
    disk = mount(900).folder
    data = path.join(disk, 'data')
    ballast = path.join(disk, 'ballast')
    port = await freePort()
    product = await start(data, port)
  }, 240_000)
  afterAll(async () => {
    await product.stop()
    unmount(disk)
  }, 60_000)

  test('a running server answers uploads with the coded failure and leaves no trace of them, goes on reading, and takes them when there is space again', async () => {
    const person = await firstAdministrator(product.url, product.setupLink!)
    const { id: project } = await person.call(createProject, { body: leastProject('Full') })
    const { id: dataset } = await person.call(createDataset, { params: { project }, body: { name: 'Full' } })
    const params = { dataset }, upload = { params, query: { name: 'large.txt' } }, bytes = Buffer.alloc(3 * 2 ** 20, 'x'), before = await processesOf(product)
    fill(ballast)
    // More often than its log has room for the reasons.
    for (let i = 0; i < 20; i++) await expect(person.upload(storeUpload, upload, bytes)).rejects.toMatchObject({ status: 507, code: 'request.disk-full' })
    expect(await readdir(path.join(data, 'tmp'))).toEqual([])
    expect((await person.call(listDatasets, { params: { project } })).datasets.map(d => d.name)).toEqual(['Full'])
    expect((await fetch(`${product.url}/healthz`)).status).toBe(200)
    expect(await (await fetch(`${product.url}/readyz`)).json()).toEqual({ ok: false, database: true, blobs: false })
    rmSync(ballast)
    expect((await person.upload(storeUpload, upload, bytes)).size).toBe(bytes.length)
    expect((await person.call(listUploads, { params, query: {} })).uploads.map(u => u.name)).toEqual(['large.txt'])
    expect((await fetch(`${product.url}/readyz`)).status).toBe(200)
    expect(await processesOf(product)).toEqual(before)
  }, 90_000)

  test('a start on a full disk, of a new installation and of one that has data, ends with one sentence and exit code 1, and the data is there afterwards', async () => {
    await product.stop()
    fill(ballast)
    for (const folder of [data, path.join(disk, 'another')]) {
      const { code, stderr } = await commandWith({}, 'start', '--data', folder, '--port', String(port), '--no-open')
      expect([code, stderr.trim().split('\n')]).toEqual([1, [expect.stringMatching(/^The disk of \S+ has 0 MB left, 256 MB are needed\..* \[host\.disk-full\]$/)]])
    }
    rmSync(ballast)
    product = await start(data, port)
    expect(product.setupLink).toBeNull()
  }, 120_000)

  test('a log that has grown too large is emptied when there is no room for an older generation', () => {
    const logs = path.join(disk, 'logs'), file = path.join(logs, 'server.log')
    mkdirSync(logs)
    writeFileSync(file, Buffer.alloc(51 * 2 ** 20))
    fill(ballast)
    const stop = keepLogsSmall(logs)
    stop()
    expect(statSync(file).size).toBe(0)
    expect(statSync(`${file}.1`, { throwIfNoEntry: false })).toBeUndefined()
    rmSync(ballast)
  })
})
