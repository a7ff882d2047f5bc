import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isLacking, outsideServers } from '../../../test/harness/outside.ts'
import { startS3Server, type S3Server } from '../../../test/harness/s3-server.ts'
import { newId, type OrganisationId } from '../../kernel/ids.ts'
import { sha256 } from './digest.ts'
import { folderStore } from './folder-store.ts'
import { s3Store } from './s3-store.ts'
import { BlobMissing, type BlobStore } from './store.ts'

const bytesOf = async (stream: Readable): Promise<Buffer> => Buffer.concat(await stream.toArray() as Uint8Array[])
/** More than two parts of 5 MB, in pieces that no part ends with. */
const large = randomBytes(11 * 2 ** 20 + 17)
const inPieces = (bytes: Buffer, size = 65_521): Readable => Readable.from((function* () { for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size) })())

/** What every store does alike. @param open makes the store over this folder of temporary files */
const contract = (open: (temporary: string) => Promise<BlobStore>): void => {
  const organisation = newId<OrganisationId>(), other = newId<OrganisationId>()
  let folder: string, temporary: string, store: BlobStore
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'feedstock-store-'))
    temporary = path.join(folder, 'tmp')
    store = await open(temporary)
  }, 60_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('bytes and streams are kept as they are, under their SHA-256, also none and more than 5 MB', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('优料'), randomBytes(100_000), large]) {
      expect(await store.put(organisation, inPieces(bytes))).toEqual({ sha256: sha256(bytes), size: bytes.length })
      expect(await store.has(organisation, sha256(bytes))).toBe(true)
      expect(bytes.equals(Buffer.from(await store.read(organisation, sha256(bytes))))).toBe(true)
      expect(bytes.equals(await bytesOf(await store.open(organisation, sha256(bytes))))).toBe(true)
    }
    const whole = Buffer.from('not a stream')
    expect(await store.put(organisation, whole)).toEqual({ sha256: sha256(whole), size: whole.length })
    expect(Buffer.from(await store.read(organisation, sha256(whole)))).toEqual(whole)
  })

  test('every whole blob is listed with its organisation and size, and no piece of an unfinished upload', async () => {
    const [one, two] = [await store.put(organisation, Buffer.from('listed one')), await store.put(other, Buffer.from('listed two'))]
    await store.putPart(organisation, 'unfinished', 0, Readable.from([Buffer.from('a piece')]))
    const listed = []
    for await (const blob of store.list()) listed.push(blob)
    expect(listed).toEqual(expect.arrayContaining([{ organisation, ...one }, { organisation: other, ...two }]))
    expect(listed.every(({ sha256: name }) => /^[0-9a-f]{64}$/.test(name))).toBe(true)
    await store.dropParts(organisation, 'unfinished')
  })

  test('a range holds its first and its last byte, wherever it lies', async () => {
    const { sha256: name } = await store.put(organisation, large), last = large.length - 1
    for (const [start, end] of [[0, 0], [0, 99], [5 * 2 ** 20 - 1, 5 * 2 ** 20 + 1], [last - 9, last], [last, last]] as const)
      expect(large.subarray(start, end + 1).equals(await bytesOf(await store.open(organisation, name, { start, end })))).toBe(true)
  })

  test('what is not there is missing, for every way of asking, and so is what only another organisation has', async () => {
    const { sha256: foreign } = await store.put(other, randomBytes(10))
    for (const name of [sha256('nothing'), foreign]) {
      expect(await store.has(organisation, name)).toBe(false)
      await expect(store.open(organisation, name)).rejects.toThrow(BlobMissing)
      await expect(store.open(organisation, name, { start: 0, end: 1 })).rejects.toThrow(BlobMissing)
      await expect(store.read(organisation, name)).rejects.toThrow(BlobMissing)
    }
  })

  test('the same blob put by ten at once is one blob, whole, and nothing temporary stays', async () => {
    const bytes = randomBytes(6 * 2 ** 20), results = await Promise.all(Array.from({ length: 10 }, () => store.put(organisation, inPieces(bytes))))
    expect(new Set(results.map(r => r.sha256))).toEqual(new Set([sha256(bytes)]))
    expect(bytes.equals(Buffer.from(await store.read(organisation, sha256(bytes))))).toBe(true)
    expect(await readdir(temporary)).toEqual([])
  })

  test('a stream that breaks after more than 5 MB leaves neither a blob nor a temporary file', async () => {
    const broken = Readable.from((function* () { yield large.subarray(0, 6 * 2 ** 20); throw new Error('line cut') })())
    await expect(store.put(organisation, broken)).rejects.toThrow('line cut')
    expect(await store.has(organisation, sha256(large.subarray(0, 6 * 2 ** 20)))).toBe(false)
    expect(await readdir(temporary)).toEqual([])
  })

  test('readers that leave early, more of them than there are connections, hold nothing up', async () => {
    const { sha256: name } = await store.put(organisation, large)
    for (let i = 0; i < 60; i++) {
      const stream = await store.open(organisation, name)
      for await (const piece of stream) { expect((piece as Uint8Array).length).toBeGreaterThan(0); break }
      await expect.poll(() => stream.destroyed).toBe(true)
    }
    expect((await store.read(organisation, name)).length).toBe(large.length)
  })

  test('purging one organisation forgets all of its blobs and no other\'s', async () => {
    const mine = newId<OrganisationId>(), put = await Promise.all(Array.from({ length: 12 }, (_, i) => store.put(mine, Buffer.from(`blob ${i}`))))
    const { sha256: kept } = await store.put(other, Buffer.from('blob 0'))
    await store.purge(mine)
    for (const { sha256: name } of put) expect(await store.has(mine, name)).toBe(false)
    expect(await store.has(other, kept)).toBe(true)
    await store.purge(mine)
  })

  test('what arrives in pieces is one blob once it is whole, whatever was sent twice, and its pieces can be dropped', async () => {
    const session = newId(), third = 4 * 2 ** 20
    for (const [start, end] of [[0, third], [third, 2 * third], [third, 2 * third], [2 * third, large.length]] as const)
      expect(await store.putPart(organisation, session, start, inPieces(large.subarray(start, end)))).toBe(end - start)
    await expect(store.joinParts(organisation, session, large.length + 1)).rejects.toThrow(BlobMissing)
    await expect(store.joinParts(other, session, large.length)).rejects.toThrow(BlobMissing)
    expect(await store.joinParts(organisation, session, large.length)).toEqual({ sha256: sha256(large), size: large.length })
    await store.dropParts(organisation, session)
    await expect(store.joinParts(organisation, session, large.length)).rejects.toThrow(BlobMissing)
    expect(await readdir(temporary)).toEqual([])
  })

  test('pieces that nobody went on with are swept, and the younger ones stay', async () => {
    const session = newId()
    await store.putPart(organisation, session, 0, inPieces(Buffer.from('abc')))
    await store.sweepParts(new Date(Date.now() - 60_000))
    expect(await store.joinParts(organisation, session, 3)).toEqual({ sha256: sha256('abc'), size: 3 })
    await store.sweepParts(new Date(Date.now() + 60_000))
    await expect(store.joinParts(organisation, session, 3)).rejects.toThrow(BlobMissing)
  })

  test('a store that works passes its check', async () => { await expect(store.check()).resolves.toBeUndefined() })
}

describe('blobs in a folder', () => {
  contract(async temporary => folderStore(path.join(temporary, '..', 'blobs'), temporary))
})

describe.skipIf(isLacking(outsideServers.s3))('blobs in an S3 bucket', () => {
  let server: S3Server, folder: string
  beforeAll(async () => {
    server = await startS3Server()
    await server.bucket('blobs')
    folder = await mkdtemp(path.join(tmpdir(), 'feedstock-store-'))
  }, 90_000)
  afterAll(async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const over = (change: Partial<S3Server['access'] & { bucket: string }> = {}, temporary = folder): BlobStore => s3Store({ ...server.access, bucket: 'blobs', ...change }, temporary)

  contract(async temporary => over({}, temporary))

  test('no unfinished upload is left in the bucket', async () => {
    expect((await server.client.send(new ListMultipartUploadsCommand({ Bucket: 'blobs' }))).Uploads ?? []).toEqual([])
  })

  test('a wrong key, a bucket that is not there and a server that does not answer fail the check and every call, and are not taken for missing blobs', async () => {
    const broken = [[over({ secretAccessKey: 'wrong' }), [403, 403, 403]], [over({ bucket: 'no-such-bucket' }), [404, 404, 404]], [over({ endpoint: 'http://127.0.0.1:1' }), [undefined, undefined, undefined]]] as const
    for (const [store, statuses] of broken) {
      const calls = [store.check(), store.put(newId<OrganisationId>(), Buffer.from('x')), store.read(newId<OrganisationId>(), sha256('x'))]
      const errors = await Promise.all(calls.map(call => call.then(() => 'no error', (error: unknown) => error)))
      expect(errors.map(error => error instanceof Error && !(error instanceof BlobMissing))).toEqual([true, true, true])
      expect(errors.map(error => (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode)).toEqual(statuses)
    }
    expect(existsSync(folder) && await readdir(folder)).toEqual([])
  })
})
