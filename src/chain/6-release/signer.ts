import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { sha256 } from '../../workspace/blobs/service.ts'

/** Signs manifests in the name of this installation. */
export interface Signer { readonly publicKey: string, readonly keyId: string, sign(bytes: Uint8Array): string }
declare module '../../workspace/database/services.ts' { interface Services { readonly signer: Signer } }

/** First 16 hex digits of the SHA-256 of the raw public key (base64url, 32 bytes). */
export const keyIdOf = (publicKey: string): string => sha256(Buffer.from(publicKey, 'base64url')).slice(0, 16)
/** The whole digest, in groups of four: what people compare. */
export const fingerprintOf = (publicKey: string): string => sha256(Buffer.from(publicKey, 'base64url')).match(/.{4}/g)!.join(' ')

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
