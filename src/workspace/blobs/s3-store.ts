import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { DeleteObjectCommand, GetObjectCommand, HeadBucketCommand, HeadObjectCommand, ListObjectsV2Command, NoSuchKey, NotFound, S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { BlobMissing, type BlobStore } from './store.ts'
import { spool } from './spool.ts'

export interface S3Settings {
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const absent = (error: unknown): boolean => error instanceof NoSuchKey || error instanceof NotFound

/** Blobs as objects `<organisation>/<sha256>` in one bucket; bytes pass through a temporary file, because the name is their hash. */
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
  return {
    has, open,
    async put(organisation, bytes) {
      const { path, sha256, size } = await spool(temporary, bytes)
      try {
        if (!(await has(organisation, sha256))) await new Upload({ client, params: { Bucket, Key: keyOf(organisation, sha256), Body: createReadStream(path), ContentLength: size } }).done()
      } finally { await rm(path, { force: true }) }
      return { sha256, size }
    },
    async read(organisation, sha256) {
      const pieces: Uint8Array[] = []
      for await (const piece of await open(organisation, sha256)) pieces.push(piece as Uint8Array)
      return Buffer.concat(pieces)
    },
    async purge(organisation) {
      for (;;) {
        const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: `${organisation}/` }))
        // One by one: not every server accepts the batch request without an MD5 that the client no longer sends.
        for (const { Key } of page.Contents ?? []) await client.send(new DeleteObjectCommand({ Bucket, Key }))
        if (!page.IsTruncated) return
      }
    },
    async check() { await client.send(new HeadBucketCommand({ Bucket })) },
  }
}
