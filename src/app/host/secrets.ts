import { createHash, createHmac, createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { hostFailures } from './errors.ts'

/** A password of 43 characters for one purpose: HMAC-SHA256(master, label), base64url. The same master gives the same password on every machine. */
export const deriveSecret = (master: Buffer, label: string): string => createHmac('sha256', master).update(label).digest('base64url')

/** Passwords of the database roles. */
export interface DatabaseSecrets { readonly owner: string, readonly app: string, readonly scheduler: string }
export const databaseSecrets = (master: Buffer): DatabaseSecrets => ({
  owner: deriveSecret(master, 'database/owner'), app: deriveSecret(master, 'database/app'), scheduler: deriveSecret(master, 'database/scheduler'),
})

export interface Secrets {
  /** 32 bytes. */
  readonly master: Buffer
  readonly signingKeyPath: string
}

// A crash between create and write must not leave an empty key: written aside, then renamed.
const writeOnce = (file: string, content: Buffer | string): void => {
  const aside = `${file}.${process.pid}`
  writeFileSync(aside, content, { mode: 0o600, flush: true })
  renameSync(aside, file)
}

// RFC 8410: the PKCS #8 envelope of an Ed25519 seed.
const ed25519Envelope = Buffer.from('302e020100300506032b657004220420', 'hex')
const keyFromSeed = (seed: Buffer) => createPrivateKey({ key: Buffer.concat([ed25519Envelope, seed]), format: 'der', type: 'pkcs8' })

const masterLength = 32

const readMaster = (file: string, shared: string | null): Result<Buffer> => {
  if (shared !== null) return ok(/^[0-9a-f]{64}$/i.test(shared) ? Buffer.from(shared, 'hex') : createHash('sha256').update(shared).digest())
  if (!existsSync(file)) writeOnce(file, randomBytes(masterLength))
  const master = readFileSync(file)
  return master.length === masterLength ? ok(master) : fail(hostFailures.secretDamaged({ path: file }))
}

const ensureSigningKey = (file: string, master: Buffer, shared: string | null): Result<string> => {
  if (!existsSync(file)) {
    // Machines that share one secret must sign with one key; alone, the key is independent of everything else.
    const key = shared === null
      ? generateKeyPairSync('ed25519').privateKey
      : keyFromSeed(createHmac('sha256', master).update('signing').digest())
    writeOnce(file, key.export({ type: 'pkcs8', format: 'pem' }))
  }
  try {
    if (createPrivateKey(readFileSync(file)).asymmetricKeyType === 'ed25519') return ok(file)
  } catch {
    // Not a key at all: the same answer as for a key of another kind.
  }
  return fail(hostFailures.secretDamaged({ path: file }))
}

/**
 * The installation's keys, made at the first start (files of mode 0600).
 * @param folder `secrets/` of the data folder
 * @param shared FEEDSTOCK_SECRET, or null to keep the master in the folder
 */
export const openSecrets = (folder: string, shared: string | null): Result<Secrets> => {
  const master = readMaster(path.join(folder, 'master'), shared)
  if (!master.ok) return master
  const key = ensureSigningKey(path.join(folder, 'signing.pem'), master.value, shared)
  return key.ok ? ok({ master: master.value, signingKeyPath: key.value }) : key
}
