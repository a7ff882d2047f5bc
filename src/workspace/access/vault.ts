import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Seals small secrets that the installation has to read again, with a key that the database never sees. */
export interface Vault {
  /** @param purpose what it is and whose; only the same purpose opens it */
  seal(purpose: string, text: string): string
  /** Null when the text was sealed with another key or for another purpose, or was changed. */
  open(purpose: string, sealed: string): string | null
}

declare module '../database/services.ts' { interface Services { readonly vault: Vault } }

const version = 'v1.', nonceLength = 12, tagLength = 16

/** AES-256-GCM; sealed: version, nonce, tag and text in base64url. @param key 32 bytes */
export const openVault = (key: Buffer): Vault => ({
  seal(purpose, text) {
    const nonce = randomBytes(nonceLength), cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose))
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return version + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
  },
  open(purpose, sealed) {
    if (!sealed.startsWith(version)) return null
    const bytes = Buffer.from(sealed.slice(version.length), 'base64url')
    if (bytes.length < nonceLength + tagLength) return null
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength), { authTagLength: tagLength }).setAAD(Buffer.from(purpose))
      decipher.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength))
      return Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]).toString('utf8')
    } catch {
      // The tag does not match: another key, another purpose, or changed on the way.
      return null
    }
  },
})
