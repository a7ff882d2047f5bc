import type { Failure } from '../kernel/failure.ts'
import { formatFailures, unreadableEncoding } from './format-failures.ts'
import type { ReadTree } from './format.ts'

/** Every runtime that Feedstock runs on has the WHATWG decoder and encoder, which the pure compiler pass does not know. */
interface Decoder { decode(bytes?: Uint8Array, options?: { stream: boolean }): string }
interface Encoding {
  readonly TextDecoder: new (label: string, options: { fatal: boolean, ignoreBOM: boolean }) => Decoder
  readonly TextEncoder: new () => { encode(text: string): Uint8Array }
}
const { TextDecoder, TextEncoder } = globalThis as unknown as Encoding

const encoder = new TextEncoder()
export const utf8 = (text: string): Uint8Array => encoder.encode(text)

/** A text file as it will be read: its encoding and what to tell about it. */
export interface TextFile {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
  /** The bytes stop in the middle of a character. */
  readonly cut: boolean
  readonly warnings: readonly Failure[]
  /** Decoded pieces without the byte order mark. A second call reads the file again. */
  chunks(): AsyncGenerator<string>
}

/** Finds the first byte that is not UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF). */
const utf8Check = () => {
  let offset = 0, missing = 0, low = 0x80, high = 0xbf, start = 0
  let bad: number | null = null
  const lead = (b: number): boolean => {
    low = b === 0xe0 ? 0xa0 : b === 0xf0 ? 0x90 : 0x80
    high = b === 0xed ? 0x9f : b === 0xf4 ? 0x8f : 0xbf
    missing = b >= 0xc2 && b <= 0xdf ? 1 : b >= 0xe0 && b <= 0xef ? 2 : b >= 0xf0 && b <= 0xf4 ? 3 : 0
    return missing > 0
  }
  return {
    push(bytes: Uint8Array): void {
      for (let i = 0; i < bytes.length && bad === null; i++, offset++) {
        const b = bytes[i]!
        if (missing > 0) {
          if (b < low || b > high) bad = start
          missing--; low = 0x80; high = 0xbf
        } else if (b >= 0x80) {
          start = offset
          if (!lead(b)) bad = offset
        }
      }
    },
    /** Offset of the first bad byte, or null; `cut` when only the last character is incomplete. */
    end: () => ({ bad, cut: bad === null && missing > 0, start }),
  }
}

const markOf = (head: Uint8Array): TextFile['encoding'] | 'utf-32' | null => {
  const [a, b, c, d] = head
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return 'utf-32'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return a === 0xef && b === 0xbb && c === 0xbf ? 'utf-8' : null
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, encoding: string, cut: boolean): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: false })
  for await (const part of bytes) {
    const text = decoder.decode(part, { stream: true })
    if (text !== '') yield text
  }
  if (cut) return
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

const decodes = async (bytes: AsyncIterable<Uint8Array>, encoding: string): Promise<boolean> => {
  try {
    for await (const _ of decoded(bytes, encoding, false)) continue
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/**
 * Decides the encoding of a text file: byte order mark, else strict UTF-8, else strict GB18030 (with a warning). Reads the file once.
 * @returns `file.encoding` with the byte offset when none of them fits; characters are never replaced
 */
export const openText = async (tree: ReadTree, path: string): Promise<TextFile | Failure> => {
  const check = utf8Check()
  let head = new Uint8Array(0)
  for await (const part of tree.open(path)) {
    if (head.length < 4) head = Uint8Array.from([...head, ...part.subarray(0, 4)])
    check.push(part)
  }
  const mark = markOf(head), { bad, cut, start } = check.end()
  const file = (encoding: TextFile['encoding'], warnings: readonly Failure[] = []): TextFile => {
    const isCut = encoding === 'utf-8' && cut
    return { encoding, cut: isCut, warnings, chunks: () => decoded(tree.open(path), encoding, isCut) }
  }
  const refused = (encoding: string, offset: number): Failure => unreadableEncoding({ encoding, offset }, { file: path })
  if (mark === 'utf-32') return refused('utf-32', 0)
  if (mark === 'utf-16le' || mark === 'utf-16be') return await decodes(tree.open(path), mark) ? file(mark) : refused(mark, 0)
  if (bad === null) return file('utf-8')
  if (mark === null && await decodes(tree.open(path), 'gb18030')) return file('gb18030', [formatFailures.assumed({ assumption: `encoding gb18030, not UTF-8 from byte ${bad} on` }, { file: path })])
  return refused('unknown', bad ?? start)
}

export const isTextFile = (value: TextFile | Failure): value is TextFile => 'chunks' in value

/** The longest record that a reader holds in memory, in UTF-16 units. */
export const recordLimit = 2 ** 26

/** `text` without its line end; null for a line longer than `recordLimit`. `ended` is false for a last line without a line end. */
export interface Line { readonly number: number, readonly text: string | null, readonly ended: boolean }

/** Physical lines, 1-based. LF and CR LF end a line. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<Line> {
  let number = 1, parts: string[] = [], length = 0
  const take = (ended: boolean): Line => {
    const text = length > recordLimit ? null : parts.join('')
    parts = []
    length = 0
    return { number: number++, text: text !== null && ended && text.endsWith('\r') ? text.slice(0, -1) : text, ended }
  }
  const add = (text: string): void => { length += text.length; if (length <= recordLimit) parts.push(text) }
  for await (const chunk of chunks) {
    let from = 0
    for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', from)) {
      add(chunk.slice(from, at))
      yield take(true)
      from = at + 1
    }
    if (from < chunk.length) add(chunk.slice(from))
  }
  if (length > 0) yield take(false)
}
