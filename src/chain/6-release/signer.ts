import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { sha256 } from '../../workspace/blobs/service.ts'

/** Signs manifests in the name of this installation. */
export interface Signer { readonly publicKey: string, readonly keyId: string, sign(bytes: Uint8Array): string }
declare module '../../workspace/database/services.ts' { interface Services { readonly signer: Signer } }

/** First 16 hex digits of the SHA-256 of the raw public key (base64url, 32 bytes). */
export const keyIdOf = (publicKey: string): string => sha256(Buffer.from(publicKey, 'base64url')).slice(0, 16)
/** The whole digest, in groups of four: what people compare. */
export const fingerprintOf = (publicKey: string): string => grouped(sha256(Buffer.from(publicKey, 'base64url')))

const grouped = (digest: string): string => digest.match(/.{4}/g)!.join(' ')
const rawKeyIn = (pem: string): string | null => {
  try { const key = createPublicKey(pem); return key.asymmetricKeyType === 'ed25519' ? key.export({ format: 'jwk' }).x ?? null : null }
  catch { return null }
}
/**
 * The fingerprint that a text names: itself (64 hex digits, with or without spaces), that of a public key in base64url, or that of a
 * public key in PEM (SPKI). @returns null for any other text
 */
export const fingerprintIn = (text: string): string | null => {
  const plain = text.trim(), digits = plain.replace(/\s/g, '').toLowerCase()
  if (/^[0-9a-f]{64}$/.test(digits)) return grouped(digits)
  const key = plain.startsWith('-----BEGIN') ? rawKeyIn(plain) : /^[\w-]{43}$/.test(plain) ? plain : null
  return key === null ? null : fingerprintOf(key)
}

/** @param pem PKCS #8 of an Ed25519 key @throws what node:crypto throws for another key */
export const openSigner = (pem: string): Signer => {
  const key = createPrivateKey(pem)
  const publicKey = createPublicKey(key).export({ format: 'jwk' }).x
  if (!publicKey) throw new TypeError('the signing key is not an Ed25519 key')
  return { publicKey, keyId: keyIdOf(publicKey), sign: bytes => sign(null, bytes, key).toString('base64url') }
}

export const signatureHolds = (publicKey: string, bytes: Uint8Array, signature: string): boolean => {
  // Base64 has several spellings of the same bytes; only the one we write is accepted.
  const plain = (text: string): boolean => Buffer.from(text, 'base64url').toString('base64url') === text
  if (!plain(publicKey) || !plain(signature)) return false
  try { return verify(null, bytes, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' }), Buffer.from(signature, 'base64url')) }
  catch { return false }
}
