import { createHash, timingSafeEqual } from 'node:crypto'
import canonicalize from 'canonicalize'

/** SHA-256, 64 lower-case hex digits. */
export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

/** RFC 8785 (JCS): the one way to write a JSON value down, so that equal values have equal bytes. */
export const canonical = (value: unknown): string => {
  const text = (canonicalize as unknown as (value: unknown) => string | undefined)(value)
  if (text === undefined) throw new TypeError('not a JSON value')
  return text
}

export const digestOf = (value: unknown): string => sha256(canonical(value))

/** Compares two hex digests without telling by time where they differ. */
export const sameDigest = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
