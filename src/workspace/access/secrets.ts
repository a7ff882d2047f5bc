import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { sha256 } from '../blobs/service.ts'

// OWASP: argon2id, 19 MiB, two passes. The library's default variant is argon2id.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), cost)
export const verifyPassword = (stored: string, password: string): Promise<boolean> => verify(stored, password.normalize('NFKC'))

export type SecretKind = 'session' | 'token' | 'invitation' | 'challenge' | 'base' | 'party'
const prefix: Record<SecretKind, string> = { session: 'fss_', token: 'fst_', invitation: 'fsi_', challenge: 'fsc_', base: 'fsb_', party: 'fsp_' }

/** 256 random bits with a prefix that says what it opens; only its SHA-256 is stored. */
export const newSecret = (kind: SecretKind): { secret: string, hash: string } => {
  const secret = prefix[kind] + randomBytes(32).toString('base64url')
  return { secret, hash: sha256(secret) }
}
export const kindOf = (secret: string): SecretKind | null => (Object.keys(prefix) as SecretKind[]).find(kind => secret.startsWith(prefix[kind])) ?? null
