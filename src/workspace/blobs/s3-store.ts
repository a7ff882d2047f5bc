import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { DeleteObjectCommand, GetObjectCommand, HeadBucketCommand, HeadObjectCommand, ListObjectsV2Command, NoSuchKey, NotFound, S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { isUuid, type OrganisationId } from '../../kernel/ids.ts'
import { inOrder, partName } from './parts.ts'
import { BlobMissing, type BlobStore, type StoredBlob } from './store.ts'
import { spool } from './spool.ts'

export interface S3Settings {
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const absent = (error: unknown): boolean => error instanceof NoSuchKey || error instanceof NotFound

/** Blobs as objects `<organisation>/<sha256>` in one bucket, pieces as `parts/<organisation>/<session>/<offset>`; bytes pass through a temporary file, because the name is their hash. */
export const s3Store = (settings: S3Settings, temporary: string): BlobStore => {
  const { bucket: Bucket } = settings
  const client = new S3Client({
    endpoint: settings.endpoint, region: settings.region, forcePathStyle: true,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
    // The newer default writes a checksum trailer that several S3 servers store as content or refuse.
    requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const keyOf = (organisation: string, sha256: string): string => `${organisation}/${sha256}`
  const has = async (organisation: string, sha256: string): Promise<boolean> => {
    try { await client.send(new HeadObjectCommand({ Bucket, Key: keyOf(organisation, sha256) })); return true }
    catch (error) { if (absent(error)) return false; throw error }
  }
  const open: BlobStore['open'] = async (organisation, sha256, range) => {
    try {
      const reply = await client.send(new GetObjectCommand({ Bucket, Key: keyOf(organisation, sha256), ...(range && { Range: `bytes=${range.start}-${range.end}` }) }))
      return reply.Body as Readable
    } catch (error) { throw absent(error) ? new BlobMissing(sha256) : error }
  }
  const store = (Key: string, path: string, size: number): Promise<unknown> => new Upload({ client, params: { Bucket, Key, Body: createReadStream(path), ContentLength: size } }).done()
  const put = async (organisation: string, bytes: Readable | Uint8Array): Promise<StoredBlob> => {
    const { path, sha256, size } = await spool(temporary, bytes)
    try { if (!(await has(organisation, sha256))) await store(keyOf(organisation, sha256), path, size) }
    finally { await rm(path, { force: true }) }
    return { sha256, size }
  }
  async function* listed(Prefix: string): AsyncGenerator<{ key: string, size: number, at: Date }> {
    for (let ContinuationToken: string | undefined; ;) {
      const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }))
      for (const { Key, Size, LastModified } of page.Contents ?? []) yield { key: Key!, size: Size ?? 0, at: LastModified ?? new Date() }
      if (!page.IsTruncated) return
      ContinuationToken = page.NextContinuationToken
    }
  }
  // One by one: not every server accepts the batch request without an MD5 that the client no longer sends.
  const drop = async (keys: readonly string[]): Promise<void> => { for (const Key of keys) await client.send(new DeleteObjectCommand({ Bucket, Key })) }
  const keysOf = async (prefix: string): Promise<string[]> => {
    const keys: string[] = []
    for await (const { key } of listed(prefix)) keys.push(key)
    return keys
  }
  const partsOf = (organisation: string, session: string): string => `parts/${organisation}/${session}/`
  return {
    has, open, put,
    async putPart(organisation, session, at, bytes) {
      const { path, size } = await spool(temporary, bytes)
      try { await store(`${partsOf(organisation, session)}${partName(at)}`, path, size) }
      finally { await rm(path, { force: true }) }
      return size
    },
    async joinParts(organisation, session, size) {
      const prefix = partsOf(organisation, session), found: { name: string, size: number }[] = []
      for await (const part of listed(prefix)) found.push({ name: part.key.slice(prefix.length), size: part.size })
      const names = inOrder(found, size, session)
      const pieces = async function* (): AsyncGenerator<Uint8Array> {
        for (const name of names) yield* (await client.send(new GetObjectCommand({ Bucket, Key: `${prefix}${name}` }))).Body as Readable as AsyncIterable<Uint8Array>
      }
      return put(organisation, Readable.from(pieces()))
    },
    async *list() {
      for await (const { key, size } of listed('')) {
        const [organisation, sha256, ...more] = key.split('/')
        if (organisation && sha256 && more.length === 0 && isUuid(organisation)) yield { organisation: organisation as OrganisationId, sha256, size }
      }
    },
    dropParts: async (organisation, session) => drop(await keysOf(partsOf(organisation, session))),
    async sweepParts(before) {
      const sessions = new Map<string, { keys: string[], last: Date }>()
      for await (const { key, at } of listed('parts/')) {
        const session = sessions.get(key.slice(0, key.lastIndexOf('/'))) ?? { keys: [], last: at }
        sessions.set(key.slice(0, key.lastIndexOf('/')), session)
        session.keys.push(key)
        if (at > session.last) session.last = at
      }
      for (const { keys, last } of sessions.values()) if (last < before) await drop(keys)
    },
    async read(organisation, sha256) {
      const pieces: Uint8Array[] = []
      for await (const piece of await open(organisation, sha256)) pieces.push(piece as Uint8Array)
      return Buffer.concat(pieces)
    },
    async purge(organisation) {
      for (const prefix of [`${organisation}/`, `parts/${organisation}/`]) await drop(await keysOf(prefix))
    },
    async check() { await client.send(new HeadBucketCommand({ Bucket })) },
  }
}
