import { createHash, randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

/** RFC 6238 as every authenticator knows it: SHA-1, six digits, a step of 30 seconds. */
const digits = 6, period = 30
/** A clock may be off by one step either way (RFC 6238 5.2). */
const tolerance = 1

/** 20 random bytes (RFC 4226 4), base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

const totpOf = (secret: string, label = ''): TOTP => new TOTP({ issuer: 'Feedstock', label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits, period })

/** What the QR code holds: `otpauth://totp/...`. */
export const totpAddress = (secret: string, login: string): string => totpOf(secret, login).toString()

/** The step (30 s since 1970) whose code this is, at most one off now; null: a wrong code. */
export const stepOfCode = (secret: string, code: string, now: Date): number | null => {
  if (!/^\d{6}$/.test(code)) return null
  const timestamp = now.getTime(), delta = totpOf(secret).validate({ token: code, timestamp, window: tolerance })
  return delta === null ? null : TOTP.counter({ period, timestamp }) + delta
}

/** The code of a moment: what an authenticator shows. */
export const codeAt = (secret: string, now: Date): string => totpOf(secret).generate({ timestamp: now.getTime() })

export const recoveryCodeCount = 10
// Without the letters and digits that are mistaken for others.
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz'
/** 16 characters of 31: 79 bits, so that a plain digest of it is safe to keep. `k3rm-...` */
export const newRecoveryCode = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]!).join('')).join('-')
/** As it is stored: however it was typed, with or without dashes, spaces and capitals. */
export const recoveryCodeHash = (code: string): string => createHash('sha256').update(code.toLowerCase().replace(/[^a-z0-9]/g, '')).digest('hex')
