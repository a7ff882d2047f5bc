import { createHash, createHmac } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type pg from 'pg'
import { openSigner } from '../../chain/6-release/signer.ts'
import type { Failure } from '../../kernel/failure.ts'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { BlobMissing, type BlobStore, type ListedBlob } from '../../workspace/blobs/store.ts'
import { storageFailure } from '../host/data-folder.ts'
import { databaseFailures } from '../host/errors.ts'
import { connectOwner } from '../host/migrate.ts'
import type { Secrets } from '../host/secrets.ts'
import { checkSeesAll, copyOutSql, listTables, plainFormats, readHeads, readMigrations, readSequences, tableSql, type StoredTable } from './catalogue.ts'
import { copyOut } from './copy-stream.ts'
import { backupFailures } from './errors.ts'
import { blobPath, format, paths, tablePath, type Blobs, type Manifest, type TablePart } from './manifest.ts'
import { metered, rowMeter } from './row-meter.ts'
import { seenFiles } from './seen-files.ts'
import { openWriter, type BackupWriter } from './writer.ts'

export interface TakeOptions {
  readonly ownerUrl: string
  readonly blobs: BlobStore
  readonly secrets: Secrets
  /** Whether the keys go into the backup. */
  readonly withKeys: boolean
  readonly program: string
  /** A folder, or a file `*.tar`. */
  readonly target: string
  readonly now: Date
}
export interface Taken { readonly manifest: Manifest, readonly blobs: Blobs, /** What the backup is without. */ readonly findings: readonly Failure[] }

/** Says which master secret an installation has, without telling anything of it. */
export const keyCheck = (master: Buffer): string => createHmac('sha256', master).update('backup/check').digest('hex')

/** Compressed into the scratch folder; its size must be known before it can stand in an archive. */
const spoolTable = async (client: pg.Client, table: StoredTable, file: string): Promise<TablePart> => {
  const meter = rowMeter(), hash = createHash('sha256')
  let size = 0
  const hashed = async function* (bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) { hash.update(chunk); size += chunk.length; yield chunk }
  }
  // Level 1: three times as fast as the default for a tenth more of bytes.
  await pipeline(copyOut(client, copyOutSql(table)), bytes => metered(bytes as AsyncIterable<Uint8Array>, meter), createGzip({ level: 1 }), hashed, createWriteStream(file, { mode: 0o600 }))
  return { name: table.name, columns: [...table.columns], ...meter.sum(), size, sha256: hash.digest('hex') }
}

type Snapshot = Pick<Manifest, 'postgres' | 'migrations' | 'tables' | 'sequences' | 'blobs' | 'journal'>

/** Everything that one moment of the database holds, spooled into the scratch folder. */
const spoolSnapshot = async (client: pg.Client, scratch: string): Promise<Result<Snapshot>> => {
  const names = await listTables(client)
  await client.query('begin isolation level repeatable read read only')
  // Before the snapshot is taken: a migration that rewrote a table afterwards would show it empty.
  for (const { name } of names) await client.query(`lock table only ${tableSql(name)} in access share mode`)
  await client.query(plainFormats)
  const sees = await checkSeesAll(client)
  if (!sees.ok) return sees
  const { rows: [server] } = await client.query<{ version: string }>(`select current_setting('server_version') as version`)
  const { rows: [ledger] } = await client.query<{ count: string, bytes: string }>('select count(*) as count, coalesce(sum(size), 0) as bytes from feedstock.blob')
  const journal = await readHeads(client), migrations = await readMigrations(client), tables: TablePart[] = []
  for (const table of await listTables(client)) tables.push(await spoolTable(client, table, path.join(scratch, `${table.name}.copy.gz`)))
  const sequences = await readSequences(client)
  await client.query('commit')
  return ok({ postgres: server!.version, migrations, tables, sequences, blobs: { count: Number(ledger!.count), bytes: Number(ledger!.bytes) }, journal })
}

/** Paths of the blobs that the spooled ledger names. */
async function* namedBlobs(ledger: string, columns: readonly string[]): AsyncGenerator<string> {
  const [organisation, sha256] = ['organisation', 'sha256'].map(column => columns.indexOf(column)) as [number, number]
  for await (const line of createInterface({ input: createReadStream(ledger).pipe(createGunzip()), crlfDelay: Infinity })) {
    const cells = line.split('\t')
    yield blobPath(cells[organisation]!, cells[sha256]!)
  }
}

/** Up to here a blob is held in memory, so that small ones do not pass through the disk. */
const inMemory = 4 * 2 ** 20

/** The bytes of a blob once it is sure that they are those that its name says. It may go between being listed and being read: a scratch organisation was purged. */
const soundBytes = async (store: BlobStore, { organisation, sha256, size }: ListedBlob, scratch: string): Promise<Uint8Array | AsyncIterable<Uint8Array> | 'unsound' | 'gone'> => {
  try {
    if (size <= inMemory) {
      const bytes = await store.read(organisation, sha256)
      return bytes.length === size && createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : 'unsound'
    }
    const file = path.join(scratch, 'blob'), hash = createHash('sha256')
    await pipeline(await store.open(organisation, sha256), async function* (bytes: AsyncIterable<Uint8Array>) { for await (const chunk of bytes) { hash.update(chunk); yield chunk } }, createWriteStream(file, { mode: 0o600 }))
    return (await stat(file)).size === size && hash.digest('hex') === sha256 ? createReadStream(file) : 'unsound'
  } catch (error) {
    if (error instanceof BlobMissing) return 'gone'
    throw error
  }
}

/**
 * The whole store, listed after the snapshot: the ledger does not name what lies between two steps of a run, nor what a release packed,
 * and everything that the snapshot names was put before it was named.
 */
const addBlobs = async (writer: BackupWriter, store: BlobStore, ledger: TablePart): Promise<Blobs> => {
  const added = seenFiles(), lacked = new Set<string>()
  let bytes = 0
  for await (const blob of store.list()) {
    const sound = await soundBytes(store, blob, writer.scratch), file = blobPath(blob.organisation, blob.sha256)
    if (sound === 'unsound') lacked.add(file)
    if (sound === 'unsound' || sound === 'gone') continue
    await writer.add(file, blob.size, sound)
    added.add(file, blob.sha256)
    bytes += blob.size
  }
  for await (const file of namedBlobs(path.join(writer.scratch, `${ledger.name}.copy.gz`), ledger.columns)) if (added.take(file, path.basename(file)) !== 'same') lacked.add(file)
  return { count: added.count, bytes, lacked: [...lacked].sort() }
}

const jsonBytes = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
const addWhole = (writer: BackupWriter, file: string, bytes: Uint8Array): Promise<void> => writer.add(file, bytes.length, bytes)

const write = async (client: pg.Client, writer: BackupWriter, options: TakeOptions): Promise<Result<Taken>> => {
  const { secrets, withKeys, program, now } = options
  const snapshot = await spoolSnapshot(client, writer.scratch)
  if (!snapshot.ok) return snapshot
  const pem = await readFile(secrets.signingKeyPath), signer = openSigner(pem.toString())
  const manifest: Manifest = {
    format, program, takenAt: now.toISOString(), ...snapshot.value,
    keys: { included: withKeys, check: keyCheck(secrets.master), publicKey: signer.publicKey },
  }
  const text = jsonBytes(manifest)
  await addWhole(writer, paths.manifest, text)
  await addWhole(writer, paths.signature, jsonBytes({ publicKey: signer.publicKey, signature: signer.sign(text) }))
  if (withKeys) {
    await addWhole(writer, paths.master, secrets.master)
    await addWhole(writer, paths.signingKey, pem)
  }
  for (const table of manifest.tables) {
    const spooled = path.join(writer.scratch, `${table.name}.copy.gz`)
    await writer.add(tablePath(table.name), table.size, createReadStream(spooled))
    if (table.name !== 'feedstock.blob') await rm(spooled)
  }
  const blobs = await addBlobs(writer, options.blobs, manifest.tables.find(table => table.name === 'feedstock.blob')!)
  await addWhole(writer, paths.blobList, jsonBytes(blobs))
  await writer.finish()
  return ok({ manifest, blobs, findings: blobs.lacked.map(file => backupFailures.blobLacked({}, { file })) })
}

/** A server that went away, or a disk that is full. Anything else is a bug and is thrown. */
const failureOf = (error: unknown, { ownerUrl, target }: TakeOptions): Failure => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '', isDatabase = /^[0-9A-Z]{5}$/.test(code) && code !== 'EPERM'
  if (error instanceof Error && (isDatabase || code === 'ECONNRESET' || /Connection terminated/.test(error.message))) return databaseFailures.unreachable({ host: new URL(ownerUrl).host, reason: error.message })
  return storageFailure(error, target)
}

/**
 * Takes a backup while the installation works: the database as one moment shows it, then the blobs (which are never
 * changed). Memory does not grow with what is backed up; the scratch space beside the target holds the compressed tables.
 */
export const takeBackup = async (options: TakeOptions): Promise<Result<Taken>> => {
  const connected = await connectOwner(options.ownerUrl)
  if (!connected.ok) return connected
  const client = connected.value
  try {
    const opened = await openWriter(options.target)
    if (!opened.ok) return opened
    let done = false
    try {
      const taken = await write(client, opened.value, options)
      done = taken.ok
      return taken
    } catch (error) {
      return fail(failureOf(error, options))
    } finally { if (!done) await opened.value.abandon() }
  } finally { await client.end() }
}
