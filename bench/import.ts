import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import pg from 'pg'
import { openDataFolder } from '../src/app/host/data-folder.ts'
import { migrate } from '../src/app/host/migrate.ts'
import { startPostgres } from '../src/app/host/postgres.ts'
import { childEnvironment, type ProcessConfig } from '../src/app/host/process-config.ts'
import { databaseUrls } from '../src/app/host/roles.ts'
import { openSecrets } from '../src/app/host/secrets.ts'
import { openServices } from '../src/app/services.ts'
import { createDataset, startImport } from '../src/chain/1-source/service.ts'
import { storeUpload } from '../src/chain/1-source/upload/store.ts'
import { newId, type AccountId, type MembershipId, type ProjectId } from '../src/kernel/ids.ts'
import type { Result } from '../src/kernel/result.ts'
import type { Actor } from '../src/workspace/access/model.ts'
import { inScope } from '../src/workspace/database/connect.ts'
import { scopeOf } from '../src/workspace/access/service.ts'
import { machine } from './machine.ts'
import { childrenOf, residentOf } from './resident.ts'

/**
 * A table of texts, row by row into assets, by a real worker with one child, against COPY of the same texts into a plain table of the same
 * PostgreSQL: what the database alone needs. Memory is the resident set of worker and child, looked at twice a second.
 * Run: `npm run bench import [rows]`; a million rows unless told. Linux only: memory is read from /proc.
 */
const ROWS = Number(process.argv[2] ?? 1_000_000)

const need = <T>(result: Result<T>): T => { if (!result.ok) throw new Error(`${result.failure.code} ${JSON.stringify(result.failure.parameters)}`); return result.value }
const seconds = (from: number): number => (performance.now() - from) / 1000
const textOf = (i: number): string => `第 ${i} 条：一份足够长的文本，用来量读入的速度，a text long enough to measure how fast rows go in.`
/** Pieces of 1,000 rows. */
function* pieces(line: (i: number) => string): Generator<Buffer> {
  for (let at = 0; at < ROWS; at += 1000) yield Buffer.from(Array.from({ length: Math.min(1000, ROWS - at) }, (_, i) => line(at + i)).join(''))
}

/** What the client library hands to a query that copies in, and leaves out of its types. */
interface CopyConnection { query(text: string): void, sendCopyFromChunk(chunk: Buffer): void, endCopyFrom(): void }
/** COPY FROM STDIN, spoken to the server directly. @returns seconds */
const copyIn = async (client: pg.Client, text: string, chunks: Iterable<Buffer>): Promise<number> => {
  const began = performance.now()
  await new Promise<void>((resolve, reject) => {
    client.query({
      submit(connection: unknown) { (connection as CopyConnection).query(text) },
      handleCopyInResponse(connection: CopyConnection) {
        for (const chunk of chunks) connection.sendCopyFromChunk(chunk)
        connection.endCopyFrom()
      },
      handleCommandComplete() {}, handleError: reject, handleReadyForQuery: () => resolve(),
    } as pg.Submittable)
  })
  return seconds(began)
}

const folder = need(openDataFolder(mkdtempSync(path.join(tmpdir(), 'feedstock-bench-'))))
const postgres = need(await startPostgres({ dataFolder: folder, password: 'bench-owner' }))
let worker: ChildProcess | null = null
try {
  const passwords = { app: 'bench-app', scheduler: 'bench-scheduler' }, secrets = need(openSecrets(folder.secrets, null))
  need(await migrate(postgres.ownerUrl, { appPassword: passwords.app, schedulerPassword: passwords.scheduler, migrationsFolder: path.resolve(import.meta.dirname, '../migrations') }))
  const urls = databaseUrls(postgres.ownerUrl, passwords)
  const config: ProcessConfig = {
    dataFolder: folder.path, host: '127.0.0.1', port: 1, logLevel: 'error', database: { app: urls.app, scheduler: urls.scheduler }, blobs: { kind: 'folder', path: folder.blobs },
    masterSecret: secrets.master.toString('hex'), signingKeyPath: secrets.signingKeyPath, publicUrl: 'http://localhost', setupToken: null, providers: [], trustedProxies: [], storageHosts: [], requestsPerMinute: 0, slots: 1, webRoot: '',
  }
  const { services, close } = await openServices(config, false)
  const owner = new pg.Client(postgres.ownerUrl)
  await owner.connect()
  // The server is stopped under it when something fails: that is told by what failed.
  owner.on('error', () => {})

  const organisation = newId(), account = newId(), membership = newId(), project = newId<ProjectId>()
  await owner.query(`set search_path = feedstock`)
  await owner.query(`insert into organisation (organisation, name, zone, created_at) values ($1, 'Bench', 'UTC', now())`, [organisation])
  await owner.query(`insert into account (id, login, name, kind, created_at) values ($1, $2, 'Bench', 'service', now())`, [account, randomBytes(6).toString('hex')])
  await owner.query(`insert into membership (id, organisation, account, roles, state, created_at) values ($1, $2, $3, '{administrator}', 'active', now())`, [membership, organisation, account])
  await owner.query(`insert into project (id, organisation, name, description, duty_scope, created_at) values ($1, $2, 'Bench', '', 'task', now())`, [project, organisation])
  const actor: Actor = { organisation: organisation as Actor['organisation'], account: account as AccountId, membership: membership as MembershipId, name: 'Bench', roles: ['administrator'], projectRoles: new Map(), parties: new Map(), guest: false, allowed: null, request: null }

  await owner.query('create table bench_rows (text text not null)')
  const copy = await copyIn(owner, 'copy bench_rows from stdin', pieces(i => `${textOf(i)}\n`))

  const dataset = await inScope(services.db, scopeOf(actor), tx => createDataset(tx, services.clock, actor, project, 'Rows'))
  await storeUpload(services, actor, dataset.id, { name: 'rows.jsonl', modified: null }, Readable.from(pieces(i => `${JSON.stringify({ text: textOf(i) })}\n`)), 2 ** 40)
  worker = spawn(process.execPath, [path.resolve(import.meta.dirname, '../src/app/worker/main.ts')], { env: childEnvironment(config, process.env), stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const began = performance.now(), run = await inScope(services.db, scopeOf(actor), tx => startImport(tx, services, actor, dataset.id, { provenance: { kind: 'self_collected', record: 'bench' } }))
  const child: number[] = [], parent: number[] = []
  for (;;) {
    await new Promise(resolve => { setTimeout(resolve, 500) })
    parent.push(residentOf(worker.pid!))
    child.push(childrenOf(worker.pid!).reduce((sum, pid) => sum + residentOf(pid), 0))
    const { rows: [state] } = await owner.query<{ state: string, failure: unknown }>('select state, failure from run.run where id = $1', [run])
    if (state!.state === 'done') break
    if (state!.state !== 'running') throw new Error(`run ${state!.state} ${JSON.stringify(state!.failure)}`)
  }
  const took = seconds(began), { rows: [made] } = await owner.query<{ n: string }>('select count(*) n from asset')
  const quarter = Math.floor(child.length / 4), mean = (part: readonly number[]): string => (part.reduce((a, b) => a + b, 0) / Math.max(1, part.length)).toFixed(0)
  const memory = (of: readonly number[]): string => `peak ${Math.max(...of).toFixed(0)} MiB, mean of the second quarter of the time ${mean(of.slice(quarter, 2 * quarter))}, of the last ${mean(of.slice(-quarter))}`
  console.log(machine())
  console.log(`import  ${Number(made!.n).toLocaleString('en-US')} rows of JSONL into assets in ${took.toFixed(1)} s: ${(ROWS / took).toFixed(0)} rows/s, one worker child`)
  console.log(`copy    the same texts by COPY in ${copy.toFixed(1)} s: ${(ROWS / copy).toFixed(0)} rows/s; the import takes ${(took / copy).toFixed(0)} times as long, and makes a blob, a probe and a record of each row`)
  console.log(`memory  worker child: ${memory(child)}`)
  console.log(`        worker: ${memory(parent)}`)
  await owner.end()
  await close()
} finally {
  if (worker && worker.exitCode === null) { const ended = once(worker, 'exit'); worker.kill('SIGTERM'); await ended }
  await postgres.stop()
  rmSync(folder.path, { recursive: true, force: true })
}
