import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Readable } from 'node:stream'
import { GetObjectCommand, ListObjectsV2Command, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { Refusal, refuse, type Failure } from '../../../kernel/failure.ts'
import { endpointOf, guardedLookup, isListed, type StorageRules } from './address.ts'
import { storageFailures } from './errors.ts'

/** How a bucket is reached; the secret in clear. */
export interface BucketAccess {
  readonly endpoint: string, readonly region: string, readonly bucket: string, readonly pathStyle: boolean
  readonly accessKey: string, readonly secret: string
}
export interface ListedObject { readonly key: string, readonly etag: string, readonly size: number }
export interface ObjectPage { readonly objects: readonly ListedObject[], /** There are more after the last one. */ readonly more: boolean }
/** Why an object cannot be read as it was recorded. */
export type NotAsRecorded = 'changed' | 'missing'

export interface Bucket {
  /** Objects below the prefix in the order of their keys, after one of them. @throws Refusal */
  list(prefix: string, after: string | null, limit: number): Promise<ObjectPage>
  /** The bytes of the version that the ETag names, or of a part of it (both ends included). @throws Refusal */
  open(object: ListedObject, range?: { start: number, end: number }): Promise<Readable | NotAsRecorded>
  close(): void
}

const connectMillis = 10_000, answerMillis = 60_000

/** An S3 bucket of somebody else. Never writes. @throws Refusal when the address may not be connected to */
export const openBucket = (access: BucketAccess, rules: StorageRules): Bucket => {
  const url = endpointOf(access.endpoint, rules), { bucket: Bucket } = access
  const sockets = { keepAlive: true, maxSockets: 16, ...(!isListed(url, rules) && { lookup: guardedLookup }) }
  const client = new S3Client({
    endpoint: url.origin, region: access.region, forcePathStyle: access.pathStyle, credentials: { accessKeyId: access.accessKey, secretAccessKey: access.secret }, maxAttempts: 3,
    requestHandler: { httpAgent: new HttpAgent(sockets), httpsAgent: new HttpsAgent(sockets), connectionTimeout: connectMillis, requestTimeout: answerMillis },
    requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const asked = async <T>(call: Promise<T>): Promise<T> => call.catch((error: unknown) => refuse(failureOf(error, url.hostname, Bucket)))
  return {
    async list(Prefix, after, MaxKeys) {
      const page = await asked(client.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys, ...(after !== null && { StartAfter: after }) })))
      const objects = (page.Contents ?? []).map(({ Key, ETag, Size }) => ({ key: Key ?? '', etag: ETag ?? '', size: Size ?? 0 }))
      // A server that does not know StartAfter would be listed for ever.
      if (after !== null && objects.some(o => Buffer.compare(Buffer.from(o.key), Buffer.from(after)) <= 0)) refuse(storageFailures.badAnswer({ host: url.hostname, reason: 'start-after' }))
      return { objects, more: page.IsTruncated === true && objects.length > 0 }
    },
    async open({ key: Key, etag, size }, range) {
      try {
        const reply = await client.send(new GetObjectCommand({ Bucket, Key, IfMatch: etag, ...(range && { Range: `bytes=${range.start}-${range.end}` }) }))
        const body = reply.Body as Readable, whole = range ? Number(reply.ContentRange?.split('/')[1]) : reply.ContentLength
        // Not every server heeds If-Match.
        if (reply.ETag === etag && whole === size) return body
        body.destroy()
        return 'changed'
      } catch (error) {
        const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined
        if (status === 412 || status === 416) return 'changed'
        if (status === 404 && (error as Error).name !== 'NoSuchBucket') return 'missing'
        throw new Refusal(failureOf(error, url.hostname, Bucket))
      }
    },
    close: () => client.destroy(),
  }
}

/** What an error of the SDK means to whoever set the connection up. */
const failureOf = (error: unknown, host: string, bucket: string): Failure => {
  if (error instanceof Refusal) return error.failure
  if (!(error instanceof Error)) return storageFailures.badAnswer({ host, reason: String(error).slice(0, 200) })
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined
  if (error.name === 'NoSuchBucket' || status === 404) return storageFailures.noSuchBucket({ bucket })
  if (status === 401 || status === 403) return storageFailures.denied({ bucket, reason: error.name })
  if (status !== undefined) return storageFailures.badAnswer({ host, reason: `${status} ${error.name}` })
  const cause = error.cause instanceof Refusal ? error.cause : null, code = (error as NodeJS.ErrnoException).code
  return cause?.failure ?? (code || error.name === 'TimeoutError' ? storageFailures.unreachable({ host, reason: code ?? error.name }) : storageFailures.badAnswer({ host, reason: error.message.slice(0, 200) }))
}
