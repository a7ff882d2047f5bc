import { Readable } from 'node:stream'
import { signatureHolds } from '../../chain/6-release/signer.ts'
import type { Failure } from '../../kernel/failure.ts'
import type { OrganisationId } from '../../kernel/ids.ts'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { verifyStored } from '../../support/overview/audit/verify-chain.ts'
import type { BlobStore } from '../../workspace/blobs/store.ts'
import { connect, inScope } from '../../workspace/database/connect.ts'
import { headOf } from '../../workspace/journal/service.ts'
import { checkMigrations, connectOwner, migrate } from '../host/migrate.ts'
import { databaseUrls } from '../host/roles.ts'
import { backupFailures } from './errors.ts'
import { beginLoading, clearEmpty, LoadRefused, type Loading } from './load.ts'
import type { Manifest } from './manifest.ts'
import { readBackup, type Checked } from './read.ts'

export interface RestoreOptions {
  readonly ownerUrl: string
  readonly passwords: { readonly app: string, readonly scheduler: string }
  readonly blobs: BlobStore
  readonly migrationsFolder: string
  readonly place: string
  /** The fingerprint that the signing key must have. */
  readonly key: string | null
}
export interface Restored extends Checked {
  /** Seals and entries of the journal that were verified where they are stored now. */
  readonly seals: number
  readonly entries: number
  /** Migrations of this program that the backup did not have. */
  readonly applied: readonly string[]
}

/** Every chain ends at the seal that the manifest names, and holds. */
const verifyChains = async (appUrl: string, heads: Manifest['journal']): Promise<{ seals: number, entries: number, findings: Failure[] }> => {
  const { db } = connect(appUrl, 1), sum = { seals: 0, entries: 0, findings: [] as Failure[] }
  try {
    for (const { organisation, seal, hash } of heads) {
      const read: Parameters<typeof verifyStored>[0] = look => inScope(db, { organisation: organisation as OrganisationId }, look)
      const head = await read(headOf), verified = await verifyStored(read, 1, seal, { holds: signatureHolds, key: null })
      sum.seals += verified.seals
      sum.entries += verified.entries
      if (verified.findings.length > 0 || head?.number !== seal || head.hash !== hash) sum.findings.push(backupFailures.chainBroken({ organisation }))
    }
    return sum
  } finally { await db.destroy() }
}

const load = async (options: RestoreOptions): Promise<Result<Checked>> => {
  const { ownerUrl, passwords, migrationsFolder, blobs, place, key } = options
  const connected = await connectOwner(ownerUrl)
  if (!connected.ok) return connected
  const client = connected.value
  let loading: Loading | null = null, done = false
  try {
    const read = await readBackup(place, key, {
      async manifest(manifest) {
        const only = new Map(manifest.migrations.map(({ name, digest }) => [name, digest]))
        for (const step of [() => checkMigrations(migrationsFolder, only), () => clearEmpty(client, ownerUrl), () => migrate(ownerUrl, { appPassword: passwords.app, schedulerPassword: passwords.scheduler, migrationsFolder, only })]) {
          const result = await step()
          if (!result.ok) throw new LoadRefused(result.failure)
        }
        loading = await beginLoading(client, manifest)
      },
      secret: async () => undefined,
      table: (table, rows) => loading!.table(table, rows),
      async blob(organisation, _sha256, bytes) { await blobs.put(organisation, Readable.from(bytes, { objectMode: false })) },
    })
    const begun = loading as Loading | null
    if (!read.ok || read.value.findings.length > 0 || !begun) return read
    const findings = await begun.finish()
    if (findings.length > 0) return ok({ ...read.value, findings })
    await begun.commit()
    done = true
    return read
  } catch (error) {
    if (error instanceof LoadRefused) return fail(error.failure)
    throw error
  } finally {
    if (!done) await (loading as Loading | null)?.undo()
    await client.end()
  }
}

/**
 * Restores a backup into an empty installation that nobody works with, and compares: every table with its rows and digest, every blob with
 * its name, every journal with its seals. All or nothing: with a finding of the first two, nothing was stored but blobs that nothing names.
 */
export const restoreBackup = async (options: RestoreOptions): Promise<Result<Restored>> => {
  const { ownerUrl, passwords, migrationsFolder } = options, loaded = await load(options)
  if (!loaded.ok) return loaded
  if (loaded.value.findings.length > 0) return ok({ ...loaded.value, seals: 0, entries: 0, applied: [] })
  const migrated = await migrate(ownerUrl, { appPassword: passwords.app, schedulerPassword: passwords.scheduler, migrationsFolder })
  if (!migrated.ok) return migrated
  const { seals, entries, findings } = await verifyChains(databaseUrls(ownerUrl, { ...passwords }).app, loaded.value.manifest.journal)
  return ok({ ...loaded.value, findings, seals, entries, applied: migrated.value.applied })
}
