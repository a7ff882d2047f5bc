import type { Readable } from 'node:stream'
import type { Failure } from '../../../kernel/failure.ts'
import type { OrganisationId } from '../../../kernel/ids.ts'
import { BytesGone, type ByteRange, type OutsideBytes } from '../../../workspace/blobs/service.ts'
import { inScope } from '../../../workspace/database/connect.ts'
import type { Services } from '../../../workspace/database/services.ts'
import type { Bucket, NotAsRecorded } from './bucket.ts'
import { bucketOf } from './connect.ts'
import { storageFailures } from './errors.ts'
import * as rows from './repository.ts'

/** Connections whose sockets are kept open. */
const keptBuckets = 32

/**
 * The bytes of linked assets, for the blob store: found by their SHA-256, read from the object in the version that was recorded. What is
 * something else there, or nothing, is marked for the report of its source and never served.
 */
export const linkedBytes = (services: Pick<Services, 'db' | 'vault' | 'storage' | 'clock'>): OutsideBytes => {
  const buckets = new Map<string, Bucket>()
  const bucketFor = (connection: rows.StoredConnection): Bucket => {
    // A new key makes a new client.
    const name = `${connection.id} ${connection.changed_at.getTime()}`, bucket = buckets.get(name) ?? bucketOf(services, connection)
    buckets.delete(name)
    buckets.set(name, bucket)
    // Left to end what it is sending; its idle sockets end by themselves.
    if (buckets.size > keptBuckets) buckets.delete(buckets.keys().next().value!)
    return bucket
  }
  const look = (organisation: OrganisationId, sha256: string) => inScope(services.db, { organisation }, async tx => {
    const holders = await rows.holdersOf(tx, sha256), connections = new Map<string, rows.StoredConnection>()
    for (const id of new Set(holders.map(h => h.connection))) connections.set(id, (await rows.findConnection(tx, id))!)
    return holders.map(object => ({ object, connection: connections.get(object.connection)! }))
  })
  const mark = (organisation: OrganisationId, id: string, why: NotAsRecorded): Promise<unknown> => inScope(services.db, { organisation }, tx => rows.markObject(tx, id, why, services.clock.now()))
  return {
    async open(organisation: OrganisationId, sha256: string, range?: ByteRange): Promise<Readable | null> {
      let gone: Failure | null = null
      for (const { object, connection } of await look(organisation, sha256)) {
        const bytes = await bucketFor(connection).open(object, range)
        if (typeof bytes !== 'string') return bytes
        await mark(organisation, object.id, bytes)
        gone ??= storageFailures[bytes]({ key: object.key })
      }
      if (gone) throw new BytesGone(gone)
      return null
    },
    async disproved(organisation, sha256) {
      const holders = await look(organisation, sha256)
      for (const { object } of holders) await mark(organisation, object.id, 'changed')
      return storageFailures.changed({ key: holders[0]?.object.key ?? '' })
    },
  }
}
