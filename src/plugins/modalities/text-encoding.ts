/** Encodings that a text may arrive in. Big5, Shift_JIS and Latin-1 are never guessed: any bytes would pass for them. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be' | 'gb18030'

const marks: readonly (readonly [TextEncoding, readonly number[]])[] = [
  // UTF-32LE first: its mark begins with that of UTF-16LE.
  ['utf-32le', [0xff, 0xfe, 0, 0]], ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]], ['utf-16le', [0xff, 0xfe]], ['utf-16be', [0xfe, 0xff]],
]

export const byteOrderMark = (bytes: Uint8Array): { readonly encoding: TextEncoding, readonly length: number } | null => {
  const found = marks.find(([, mark]) => mark.every((b, i) => bytes[i] === b))
  return found ? { encoding: found[0], length: found[1].length } : null
}

const isTail = (b: number | undefined): boolean => b !== undefined && b >= 0x80 && b < 0xc0

/** Bytes of the UTF-8 sequence that starts here; 0 when there is none (RFC 3629: no surrogates, no overlong form). */
const utf8Length = (bytes: Uint8Array, at: number): number => {
  const a = bytes[at]!, b = bytes[at + 1]
  if (a < 0x80) return 1
  if (a < 0xc2 || a > 0xf4) return 0
  if (!isTail(b)) return 0
  if (a < 0xe0) return 2
  if ((a === 0xe0 && b! < 0xa0) || (a === 0xed && b! > 0x9f) || (a === 0xf0 && b! < 0x90) || (a === 0xf4 && b! > 0x8f)) return 0
  if (!isTail(bytes[at + 2])) return 0
  if (a < 0xf0) return 3
  return isTail(bytes[at + 3]) ? 4 : 0
}

/** @returns offset of the first byte that does not continue valid UTF-8, -1 when all of it is valid */
export const firstBadUtf8 = (bytes: Uint8Array): number => {
  for (let at = 0; at < bytes.length;) {
    const length = utf8Length(bytes, at)
    if (length === 0) return at
    at += length
  }
  return -1
}

const between = (b: number | undefined, low: number, high: number): boolean => b !== undefined && b >= low && b <= high

/** @returns offset of the first byte that breaks the form of GB18030-2022 (one, two or four bytes), -1 when none does */
export const firstBadGb18030 = (bytes: Uint8Array): number => {
  for (let at = 0; at < bytes.length;) {
    if (bytes[at]! < 0x80) { at++; continue }
    if (!between(bytes[at], 0x81, 0xfe)) return at
    const second = bytes[at + 1]
    if (between(second, 0x40, 0x7e) || between(second, 0x80, 0xfe)) at += 2
    else if (between(second, 0x30, 0x39) && between(bytes[at + 2], 0x81, 0xfe) && between(bytes[at + 3], 0x30, 0x39)) at += 4
    else return at
  }
  return -1
}

/** Control characters that no text contains; tab, line feeds and escape are allowed. */
const isControl = (b: number): boolean => b < 0x20 && !(b >= 0x09 && b <= 0x0d) && b !== 0x1b

/** Could a text begin with these bytes? `isWhole`: nothing was cut off, so a character may not be cut off either. */
export const looksLikeText = (head: Uint8Array, isWhole: boolean): boolean => {
  if (byteOrderMark(head)) return true
  if (head.length === 0 || head.some(isControl)) return false
  const slack = isWhole ? 0 : 3
  const passes = (bad: number): boolean => bad === -1 || bad >= head.length - slack
  return passes(firstBadUtf8(head)) || passes(firstBadGb18030(head))
}
