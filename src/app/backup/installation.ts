import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { openSigner } from '../../chain/6-release/signer.ts'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { folderStore } from '../../workspace/blobs/folder-store.ts'
import { s3Store } from '../../workspace/blobs/s3-store.ts'
import type { BlobStore } from '../../workspace/blobs/store.ts'
import { openDataFolder } from '../host/data-folder.ts'
import { runningPostgres, startPostgres } from '../host/postgres.ts'
import { databaseSecrets, openSecrets, type Secrets } from '../host/secrets.ts'
import type { Settings } from '../host/settings.ts'
import { backupFailures } from './errors.ts'
import { paths, type Manifest } from './manifest.ts'
import { keyCheck } from './take.ts'

/** What backup and restore work on. */
export interface OpenInstallation { readonly ownerUrl: string, readonly secrets: Secrets, readonly blobs: BlobStore, close(): Promise<void> }

const blobsOf = ({ dataFolder, s3 }: Settings): BlobStore => {
  const temporary = path.join(dataFolder, 'tmp')
  mkdirSync(temporary, { recursive: true, mode: 0o700 })
  return s3 ? s3Store(s3, temporary) : folderStore(path.join(dataFolder, 'blobs'), temporary)
}
const masterFile = ({ dataFolder }: Settings): string => path.join(dataFolder, paths.master)
const nothing = (): Promise<void> => Promise.resolve()

/** Starts the built-in database for this command alone. */
const startAlone = async (settings: Settings, secrets: () => Result<Secrets>): Promise<Result<OpenInstallation>> => {
  const folder = openDataFolder(settings.dataFolder)
  if (!folder.ok) return folder
  let release = folder.value.release
  try {
    const opened = secrets()
    if (!opened.ok) return opened
    const started = await startPostgres({ dataFolder: folder.value, password: databaseSecrets(opened.value.master).owner })
    if (!started.ok) return started
    const close = async (): Promise<void> => { await started.value.stop(); folder.value.release() }
    release = () => undefined
    return ok({ ownerUrl: started.value.ownerUrl, secrets: opened.value, blobs: blobsOf(settings), close })
  } finally { release() }
}

/** An installation as it is, running or not. */
export const openForBackup = async (settings: Settings): Promise<Result<OpenInstallation>> => {
  const { dataFolder, databaseUrl, secret } = settings
  if (secret === null && !existsSync(masterFile(settings))) return fail(backupFailures.noInstallation({ folder: dataFolder }))
  if (databaseUrl === null && !existsSync(path.join(dataFolder, 'VERSION'))) return fail(backupFailures.noInstallation({ folder: dataFolder }))
  mkdirSync(path.join(dataFolder, paths.secrets), { recursive: true, mode: 0o700 })
  const secrets = (): Result<Secrets> => openSecrets(path.join(dataFolder, paths.secrets), secret)
  if (databaseUrl === null) {
    const alone = await startAlone(settings, secrets)
    if (alone.ok || alone.failure.code !== 'host.folder-in-use') return alone
  }
  const opened = secrets()
  if (!opened.ok) return opened
  const ownerUrl = databaseUrl ?? runningPostgres(path.join(dataFolder, 'postgres'), databaseSecrets(opened.value.master).owner)
  if (ownerUrl === null) return fail(backupFailures.noEntry({ folder: dataFolder }))
  return ok({ ownerUrl, secrets: opened.value, blobs: blobsOf(settings), close: nothing })
}

/** The keys that a backup brought: path inside the backup -> content. */
export type BroughtKeys = ReadonlyMap<string, Uint8Array>

/** Puts the keys of the backup in place, or makes sure that those here are the same. Never overwrites a key. */
const placeKeys = (settings: Settings, brought: BroughtKeys): Result<void> => {
  for (const [file, bytes] of brought) {
    if (file === paths.master && settings.secret !== null) continue
    const place = path.join(settings.dataFolder, file)
    if (!existsSync(place)) writeFileSync(place, bytes, { mode: 0o600, flush: true })
    else if (!Buffer.from(bytes).equals(readFileSync(place))) return fail(backupFailures.keysDiffer({ where: place }))
  }
  return ok(undefined)
}

const keysFor = (settings: Settings, manifest: Manifest, brought: BroughtKeys, newKeys: boolean): Result<Secrets> => {
  mkdirSync(path.join(settings.dataFolder, paths.secrets), { recursive: true, mode: 0o700 })
  // Nothing is made here unless new keys are wanted: a key that came into being by itself would stand in the way of the right one.
  if (brought.size === 0 && !newKeys && settings.secret === null && !existsSync(masterFile(settings))) return fail(backupFailures.keysMissing())
  const placed = placeKeys(settings, brought)
  if (!placed.ok) return placed
  const opened = openSecrets(path.join(settings.dataFolder, paths.secrets), settings.secret)
  if (!opened.ok || newKeys) return opened
  const { master, signingKeyPath } = opened.value
  const isSame = keyCheck(master) === manifest.keys.check && openSigner(readFileSync(signingKeyPath, 'utf8')).publicKey === manifest.keys.publicKey
  if (isSame) return opened
  return fail(brought.size > 0 ? backupFailures.keysDiffer({ where: 'FEEDSTOCK_SECRET' }) : backupFailures.keysMissing())
}

/** Where a backup is to be restored. @param newKeys go on with the keys that are here, or with new ones, whatever the backup had */
export const openForRestore = async (settings: Settings, manifest: Manifest, brought: BroughtKeys, newKeys: boolean): Promise<Result<OpenInstallation>> => {
  const keys = (): Result<Secrets> => keysFor(settings, manifest, newKeys ? new Map() : brought, newKeys)
  if (settings.databaseUrl === null) return startAlone(settings, keys)
  const opened = keys()
  return opened.ok ? ok({ ownerUrl: settings.databaseUrl, secrets: opened.value, blobs: blobsOf(settings), close: nothing }) : opened
}
