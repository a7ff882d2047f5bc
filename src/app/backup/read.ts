import { createHash, hash } from 'node:crypto'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { fingerprintOf, signatureHolds } from '../../chain/6-release/signer.ts'
import type { Failure } from '../../kernel/failure.ts'
import type { OrganisationId } from '../../kernel/ids.ts'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { backupFailures } from './errors.ts'
import { BlobsCheck, format, ManifestCheck, paths, readBlobPath, readSumLine, SignatureCheck, tablePath, type Blobs, type Manifest, type TablePart } from './manifest.ts'
import { BackupCut, openSource, type Part } from './reader.ts'
import { metered, rowMeter } from './row-meter.ts'
import { seenFiles, type SeenFiles } from './seen-files.ts'

/** What is done with the content while it is checked. Everything that a taker is given has to be read to its end. */
export interface Takers {
  /** Comes first. @throws to stop */
  manifest(manifest: Manifest): Promise<void>
  secret(file: string, bytes: Uint8Array): Promise<void>
  table(table: TablePart, rows: AsyncIterable<Uint8Array>): Promise<void>
  blob(organisation: OrganisationId, sha256: string, bytes: AsyncIterable<Uint8Array>): Promise<void>
}
export interface Checked { readonly manifest: Manifest, readonly blobs: Blobs, readonly signedBy: string, readonly findings: readonly Failure[] }

const drain = async (bytes: AsyncIterable<Uint8Array>): Promise<void> => { for await (const _ of bytes); }
const looking: Takers = { manifest: async () => undefined, secret: async () => undefined, table: (_table, rows) => drain(rows), blob: (_organisation, _sha256, bytes) => drain(bytes) }

const whole = async (bytes: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const parsed = (bytes: Uint8Array): unknown => { try { return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown } catch { return null } }

/** Everything that one reading learns. */
interface Reading { readonly findings: Failure[], readonly seen: SeenFiles, readonly tables: Map<string, TablePart>, manifest: Manifest, manifestBytes: Uint8Array, signedBy: string | null, blobs: Blobs | null, blobsRead: number, listed: boolean }

/** Digests the bytes of a file as they pass. */
const digesting = (bytes: AsyncIterable<Uint8Array>) => {
  const sum = createHash('sha256')
  return { sum, bytes: (async function* () { for await (const chunk of bytes) { sum.update(chunk); yield chunk } })() }
}

const readTable = async (reading: Reading, table: TablePart, { file, bytes }: Part, takers: Takers): Promise<string> => {
  const compressed = digesting(bytes), meter = rowMeter(), gunzip = createGunzip()
  const input = Readable.from(compressed.bytes, { objectMode: false })
  input.on('error', error => gunzip.destroy(error))
  input.pipe(gunzip)
  let broken = false
  try { await takers.table(table, metered(gunzip as AsyncIterable<Uint8Array>, meter)) }
  catch (error) {
    if (!(error instanceof Error) || !String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error
    broken = true
    input.unpipe(gunzip)
    await drain(input as AsyncIterable<Uint8Array>)
  }
  const found = compressed.sum.digest('hex'), { rows, digest } = meter.sum()
  if (found !== table.sha256) reading.findings.push(backupFailures.damaged({ expected: table.sha256, found }, { file }))
  else if (broken || rows !== table.rows || digest !== table.digest) {
    reading.findings.push(backupFailures.otherRows({ table: table.name, rows: table.rows, digest: table.digest, foundRows: rows, foundDigest: digest }, { file }))
  }
  reading.tables.delete(file)
  return found
}

const readBlob = async (reading: Reading, named: { organisation: string, sha256: string }, { file, bytes }: Part, takers: Takers): Promise<string> => {
  const read = digesting(bytes)
  await takers.blob(named.organisation as OrganisationId, named.sha256, read.bytes)
  const found = read.sum.digest('hex')
  reading.blobsRead++
  if (found !== named.sha256) reading.findings.push(backupFailures.damaged({ expected: named.sha256, found }, { file }))
  return found
}

const readSignature = (reading: Reading, bytes: Uint8Array): void => {
  const signed = parsed(bytes)
  if (!SignatureCheck.Check(signed) || signed.publicKey !== reading.manifest.keys.publicKey || !signatureHolds(signed.publicKey, reading.manifestBytes, signed.signature)) {
    reading.findings.push(backupFailures.badSignature({}, { file: paths.manifest }))
  } else reading.signedBy = fingerprintOf(signed.publicKey)
}

/** The list is the last file: each line is held against what was read, and everything that was read has its line. */
const readSums = async (reading: Reading, { file, bytes }: Part): Promise<void> => {
  let lines = 0, unreadable = false
  for await (const line of createInterface({ input: Readable.from(bytes), crlfDelay: Infinity })) {
    const sum = readSumLine(line)
    if (!sum) { unreadable = true; continue }
    lines++
    const found = reading.seen.take(sum.path, sum.sha256)
    if (found === 'absent') reading.findings.push(backupFailures.missing({}, { file: sum.path }))
    // A blob is named by its sum, a table has it in the manifest: what they say was said where they were read.
    if (found === 'differs' && !readBlobPath(sum.path) && !sum.path.startsWith(`${paths.database}/`)) reading.findings.push(backupFailures.damaged({ expected: sum.sha256, found: '?' }, { file: sum.path }))
  }
  if (unreadable || lines < reading.seen.count) reading.findings.push(backupFailures.cut({ reason: `${lines} / ${reading.seen.count}` }, { file }))
  reading.listed = true
}

const readPart = async (reading: Reading, part: Part, takers: Takers): Promise<void> => {
  const { file, bytes } = part
  if (file === paths.sums) return readSums(reading, part)
  const table = reading.tables.get(file), blob = readBlobPath(file)
  if (table) return reading.seen.add(file, await readTable(reading, table, part, takers))
  if (blob) return reading.seen.add(file, await readBlob(reading, blob, part, takers))
  if (file !== paths.signature && file !== paths.master && file !== paths.signingKey && file !== paths.blobList) {
    await drain(bytes)
    reading.findings.push(backupFailures.unlisted({}, { file }))
    return
  }
  const content = await whole(bytes), value = parsed(content)
  reading.seen.add(file, hash('sha256', content))
  if (file === paths.signature) return readSignature(reading, content)
  if (file !== paths.blobList) return takers.secret(file, content)
  if (BlobsCheck.Check(value)) reading.blobs = value
  else reading.findings.push(backupFailures.damaged({ expected: 'JSON', found: '?' }, { file }))
}

/** What only shows when everything has been read. */
const conclude = (reading: Reading): void => {
  const { findings, blobs, tables, signedBy, listed } = reading
  for (const file of tables.keys()) findings.push(backupFailures.missing({}, { file }))
  for (const [file, is] of [[paths.signature, signedBy !== null || findings.some(f => f.code === 'backup.bad-signature')], [paths.blobList, blobs !== null], [paths.sums, listed]] as const)
    if (!is && !findings.some(f => f.place?.file === file)) findings.push(backupFailures.missing({}, { file }))
  if (blobs && blobs.count !== reading.blobsRead) findings.push(backupFailures.cut({ reason: `${reading.blobsRead} / ${blobs.count}` }, { file: paths.blobList }))
}

const readManifest = async (place: string, part: Part | undefined): Promise<Result<{ manifest: Manifest, bytes: Uint8Array }>> => {
  if (part?.file !== paths.manifest) return fail(backupFailures.noManifest({ path: place }))
  const bytes = await whole(part.bytes), value = parsed(bytes)
  const found = value !== null && typeof value === 'object' && 'format' in value && typeof value.format === 'number' ? value.format : format
  if (found > format) return fail(backupFailures.tooNew({ found, known: format }))
  return ManifestCheck.Check(value) ? ok({ manifest: value, bytes }) : fail(backupFailures.noManifest({ path: place }))
}

/**
 * Reads a backup from its beginning to its end, once, and checks all of it: the signature of the manifest, rows and digest of every
 * table, every blob against its name, every file against SHA256SUMS.
 * @param key the fingerprint that the signing key must have
 * @returns a failure when it is no backup; what is wrong with one is in `findings`, each with the file inside the backup
 */
export const readBackup = async (place: string, key: string | null = null, takers: Takers = looking): Promise<Result<Checked>> => {
  const source = openSource(place)
  if (!source.ok) return source
  const parts = source.value()
  let reading: Reading | null = null
  try {
    const first = await parts.next(), read = await readManifest(place, first.done ? undefined : first.value)
    if (!read.ok) return read
    const { manifest, bytes } = read.value
    reading = {
      findings: [], seen: seenFiles(), tables: new Map(manifest.tables.map(table => [tablePath(table.name), table])),
      manifest, manifestBytes: bytes, signedBy: null, blobs: null, blobsRead: 0, listed: false,
    }
    reading.seen.add(paths.manifest, hash('sha256', bytes))
    await takers.manifest(manifest)
    for await (const part of parts) await readPart(reading, part, takers)
    conclude(reading)
  } catch (error) {
    if (!(error instanceof BackupCut)) throw error
    if (!reading) return fail(backupFailures.noManifest({ path: place }))
    reading.findings.push(backupFailures.cut({ reason: error.message }, { file: error.after }))
  }
  const { manifest, blobs, findings } = reading, signedBy = reading.signedBy ?? fingerprintOf(manifest.keys.publicKey)
  if (key !== null && signedBy !== key) findings.push(backupFailures.otherKey({ found: signedBy }))
  return ok({ manifest, blobs: blobs ?? { count: 0, bytes: 0, lacked: [] }, signedBy, findings })
}
