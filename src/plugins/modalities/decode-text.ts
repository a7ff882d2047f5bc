import type { Failure } from '../../kernel/failure.ts'
import { fail, ok, type Result } from '../../kernel/result.ts'
import type { Facts } from '../../sockets/modality.ts'
import { fileFailures, textFailures } from './failures.ts'
import { byteOrderMark, firstBadUtf8 } from './text-encoding.ts'

/** `encoding`: one that is guessed, or the one that was named. */
export interface DecodedText { readonly text: string, readonly encoding: string, readonly hadMark: boolean }

const utf32 = (bytes: Uint8Array, littleEndian: boolean): string | null => {
  if (bytes.length % 4 !== 0) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 4) {
    const c = view.getUint32(at, littleEndian)
    if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) return null
    parts.push(String.fromCodePoint(c))
  }
  return parts.join('')
}

const decodeAs = (bytes: Uint8Array, encoding: string): string | null => {
  if (encoding === 'utf-32le' || encoding === 'utf-32be') return utf32(bytes, encoding === 'utf-32le')
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/**
 * Byte-order mark, then the encoding that was named, or else strict UTF-8, then strict GB18030. No replacement character is ever put in; the
 * mark is not part of the text. Failures: `file.empty`, `file.encoding` (with the byte offset of the first byte that is not UTF-8),
 * `text.other-encoding` (not in the one that was named), `text.binary`.
 */
export const decodeText = (bytes: Uint8Array, name: string, named?: string): Result<DecodedText, Failure> => {
  const place = { file: name }
  if (bytes.length === 0) return fail(fileFailures.empty({}, place))
  const mark = byteOrderMark(bytes)
  const body = mark ? bytes.subarray(mark.length) : bytes
  let encoding: string = mark?.encoding ?? named ?? 'utf-8'
  let text = decodeAs(body, encoding)
  if (text === null && !mark && named !== undefined) return fail(textFailures.otherEncoding({ encoding: named }, place))
  if (text === null && !mark) { encoding = 'gb18030'; text = decodeAs(body, encoding) }
  const nul = text === null ? -1 : text.indexOf('\0')
  if (nul !== -1 || (text === null && !mark && body.includes(0))) return fail(textFailures.binary({ offset: nul === -1 ? body.indexOf(0) : nul }, place))
  if (text === null) return fail(fileFailures.encoding({ offset: (mark?.length ?? 0) + Math.max(0, firstBadUtf8(body)) }, place))
  return ok({ text, encoding, hadMark: mark !== null })
}

/** The encoding that the probe found or was told, so that a second reading reads alike. */
export const encodingOf = ({ encoding }: Facts): string | undefined => (typeof encoding === 'string' ? encoding : undefined)

/** For operators: a text that the probe let in decodes. @throws Error carrying the failure's code when it does not */
export const textOf = (bytes: Uint8Array, { name, facts }: { readonly name: string, readonly facts: Facts }): string => {
  const decoded = decodeText(bytes, name, encodingOf(facts))
  if (!decoded.ok) throw new Error(decoded.failure.code)
  return decoded.value.text
}
