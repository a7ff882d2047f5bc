import { refuse } from '../../../kernel/failure.ts'
import type { Vault } from '../../../workspace/access/service.ts'
import type { StorageRules } from './address.ts'
import { openBucket, type Bucket } from './bucket.ts'
import { storageFailures } from './errors.ts'
import type { StoredConnection } from './repository.ts'

export const sealPurpose = (connection: string): string => `storage-connection/${connection}`

/** The bucket behind a connection. @throws Refusal */
export const bucketOf = ({ vault, storage }: { readonly vault: Vault, readonly storage: StorageRules }, c: StoredConnection): Bucket => {
  const secret = vault.open(sealPurpose(c.id), c.secret)
  if (secret === null) return refuse(storageFailures.secretLost())
  return openBucket({ endpoint: c.endpoint, region: c.region, bucket: c.bucket, pathStyle: c.path_style, accessKey: c.access_key, secret }, storage)
}
