import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '../kernel/clock.ts'
import { linkedBytes } from '../chain/1-source/linked/outside-bytes.ts'
import { openSigner, type Signer } from '../chain/6-release/signer.ts'
import { folderStore } from '../workspace/blobs/folder-store.ts'
import { withOutside } from '../workspace/blobs/service.ts'
import { s3Store } from '../workspace/blobs/s3-store.ts'
import type { BlobStore } from '../workspace/blobs/store.ts'
import { connect, type Database } from '../workspace/database/connect.ts'
import type { Services } from '../workspace/database/services.ts'
import { startWaking } from '../workspace/journal/service.ts'
import { openQueue } from '../workspace/runs/queue.ts'
import { createStarter } from '../workspace/runs/starter.ts'
import type { ChallengeWriter } from '../workspace/access/routes.ts'
import type { PgBoss } from 'pg-boss'
import { openVault, type Vault } from '../workspace/access/vault.ts'
import type { ProcessConfig } from './host/process-config.ts'
import { deriveSecret } from './host/secrets.ts'
import { loadPlugins } from './plugins/load.ts'
import { kinds } from './kinds.ts'

export const openBlobs = (config: ProcessConfig): BlobStore => {
  const temporary = join(config.dataFolder, 'tmp')
  return config.blobs.kind === 'folder' ? folderStore(config.blobs.path, temporary) : s3Store(config.blobs, temporary)
}

/** What the slices read and write: the store, and behind it what is linked by reference. */
export const openAllBytes = (config: ProcessConfig, services: Pick<Services, 'db' | 'vault' | 'storage' | 'clock'>): BlobStore => withOutside(openBlobs(config), linkedBytes(services))

/** The installation's signing key. */
export const readSigner = (config: ProcessConfig): Signer => openSigner(readFileSync(config.signingKeyPath, 'utf8'))

/** What the installation seals in the database: derived from its secret, which lies in the data folder or is a setting. */
export const readVault = (config: ProcessConfig): Vault => openVault(Buffer.from(deriveSecret(Buffer.from(config.masterSecret, 'hex'), 'access/vault'), 'base64url'))

export interface OpenServices { readonly services: Services, readonly boss: PgBoss, close(): Promise<void> }

/** Everything the slices are handed. @param worker a worker also supervises the queue */
export const openServices = async (config: ProcessConfig, worker: boolean): Promise<OpenServices> => {
  const { db }: { db: Database } = connect(config.database.app, worker ? 8 : 20)
  const boss = await openQueue(config.database.app, kinds, worker)
  const own = { db, clock: systemClock, vault: readVault(config), storage: { hosts: config.storageHosts } }
  const services: Services = { ...own, plugins: await loadPlugins(), blobs: openAllBytes(config, own), runs: createStarter(boss, kinds), signer: readSigner(config), externalLogin: { publicUrl: config.publicUrl, providers: config.providers } }
  const stopWaking = startWaking(db)
  return { services, boss, async close() { stopWaking(); await boss.stop({ graceful: false }).catch(() => {}); await db.destroy() } }
}

/** Local commands prove themselves by reading what only the owner of the data folder can. */
export const challengeWriter = (config: ProcessConfig): ChallengeWriter => async (name, secret) => {
  const folder = join(config.dataFolder, 'tmp')
  await mkdir(folder, { recursive: true })
  const path = join(folder, `challenge-${name}`)
  await writeFile(path, secret, { mode: 0o600, flag: 'wx' })
  return path
}
