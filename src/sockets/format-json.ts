import type { Json } from '../kernel/json.ts'
import { recordLimit } from './format-text.ts'

/** A piece of one large JSON object: what a reader needs to see of `{"a": value, "b": [element, element]}` without holding the file. */
export type JsonPiece =
  | { readonly kind: 'array', readonly key: string, readonly line: number }
  | { readonly kind: 'element', readonly key: string, readonly index: number, readonly text: string, readonly line: number }
  | { readonly kind: 'value', readonly key: string, readonly text: string, readonly line: number }
  /** Nothing follows. */
  | { readonly kind: 'broken', readonly cause: 'syntax' | 'truncated' | 'too-large', readonly line: number }

type Expect = 'root' | 'first-key' | 'key' | 'colon' | 'value' | 'after-value' | 'first-element' | 'element' | 'after-element' | 'end'
interface Capture { readonly what: 'key' | 'value' | 'element', readonly kind: 'nested' | 'string' | 'scalar', readonly line: number, parts: string[], length: number, depth: number, inString: boolean, escaped: boolean }

const isSpace = (c: string): boolean => c === ' ' || c === '\n' || c === '\r' || c === '\t'

/** How many characters of the chunk, from `at`, still belong to the captured value; -1 when all do and more may follow. */
const captureEnd = (capture: Capture, chunk: string, at: number): number => {
  for (let i = at; i < chunk.length; i++) {
    const c = chunk.charCodeAt(i)
    if (capture.escaped) capture.escaped = false
    else if (capture.inString) {
      if (c === 0x5c) capture.escaped = true
      else if (c === 0x22) {
        capture.inString = false
        if (capture.kind === 'string') return i + 1
      }
    } else if (c === 0x22) capture.inString = true
    else if (c === 0x7b || c === 0x5b) capture.depth++
    else if (c === 0x7d || c === 0x5d) {
      if (capture.kind === 'scalar') return i
      if (--capture.depth === 0) return i + 1
    } else if (capture.kind === 'scalar' && (c === 0x2c || c <= 0x20)) return i
  }
  return -1
}

/** Characters that may follow in each state, and the next state. */
const structure: Partial<Record<Expect, Readonly<Record<string, Expect>>>> = {
  root: { '{': 'first-key' },
  'first-key': { '}': 'end' },
  colon: { ':': 'value' },
  'after-value': { ',': 'key', '}': 'end' },
  'first-element': { ']': 'after-value' },
  'after-element': { ',': 'element', ']': 'after-value' },
}

/** Cuts a JSON text into pieces as it arrives; the text of each piece is not checked here (`parseJson` does that). */
const splitter = () => {
  let expect: Expect = 'root', capture: Capture | null = null, line = 1, key = '', index = 0, broken = false
  const pieces: JsonPiece[] = []
  const fault = (cause: 'syntax' | 'truncated' | 'too-large'): void => { broken = true; pieces.push({ kind: 'broken', cause, line }) }

  const finish = (done: Capture): void => {
    const text = done.parts.join('')
    if (done.what === 'key') {
      const parsed = parseJson(text, done.line)
      if (parsed.ok && typeof parsed.value === 'string') { key = parsed.value; expect = 'colon' } else fault('syntax')
    } else if (done.what === 'value') { pieces.push({ kind: 'value', key, text, line: done.line }); expect = 'after-value' }
    else { pieces.push({ kind: 'element', key, index: index++, text, line: done.line }); expect = 'after-element' }
  }
  const begin = (what: Capture['what'], c: string): void => {
    capture = { what, kind: c === '{' || c === '[' ? 'nested' : c === '"' ? 'string' : 'scalar', line, parts: [], length: 0, depth: 0, inString: false, escaped: false }
  }
  /** @returns characters consumed: 0 when a value begins here */
  const step = (c: string): number => {
    const next = structure[expect]?.[c]
    if (next !== undefined) { expect = next; return 1 }
    if (expect === 'value' && c === '[') { pieces.push({ kind: 'array', key, line }); index = 0; expect = 'first-element'; return 1 }
    if ((expect === 'first-key' || expect === 'key') && c === '"') begin('key', c)
    else if (expect === 'value' && !',:}]'.includes(c)) begin('value', c)
    else if ((expect === 'first-element' || expect === 'element') && !',:}]'.includes(c)) begin('element', c)
    else fault('syntax')
    return 0
  }
  const push = (chunk: string): JsonPiece[] => {
    let at = 0
    while (at < chunk.length && !broken) {
      if (capture !== null) {
        const current: Capture = capture, end = captureEnd(current, chunk, at), text = chunk.slice(at, end < 0 ? chunk.length : end)
        current.parts.push(text)
        current.length += text.length
        for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) line++
        at += text.length
        if (current.length > recordLimit) fault('too-large')
        else if (end >= 0) { capture = null; finish(current) }
      } else {
        const c = chunk[at]!
        if (c === '\n') line++
        at += isSpace(c) ? 1 : step(c)
      }
    }
    return pieces.splice(0)
  }
  const end = (): JsonPiece[] => { if (!broken && expect !== 'end') fault('truncated'); return pieces.splice(0) }
  return { push, end }
}

/** The pieces of a JSON text whose root is an object; memory is bounded by the largest piece. */
export async function* jsonPieces(chunks: AsyncIterable<string>): AsyncGenerator<JsonPiece> {
  const split = splitter()
  for await (const chunk of chunks) yield* split.push(chunk)
  yield* split.end()
}

export type ParsedJson =
  | { readonly ok: true, readonly value: Json, readonly duplicates: readonly string[] }
  | { readonly ok: false, readonly code: 'syntax.json' | 'field.not-finite', readonly line: number, readonly path: string, readonly found: string }

const number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y
const word = /true|false|null|-?Infinity|NaN/y
const words: Readonly<Record<string, Json>> = { true: true, false: false, null: null }
const depthLimit = 20_000

interface Frame { readonly array: Json[] | null, readonly object: Record<string, Json> | null, key: string }
class Fault extends Error {
  readonly code: 'syntax.json' | 'field.not-finite'
  readonly found: string
  constructor(code: 'syntax.json' | 'field.not-finite', found: string) { super(code); this.code = code; this.found = found }
}

/** `.bbox[0]`, or `["a b"]` for a key that is no plain name. */
const pathOf = (stack: readonly Frame[]): string =>
  stack.map(f => (f.array ? `[${f.array.length}]` : /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(f.key) ? `.${f.key}` : `[${JSON.stringify(f.key)}]`)).join('')

const stringEnd = (text: string, at: number): number => {
  for (let i = at + 1; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x5c) i++
    else if (c === 0x22) return i + 1
  }
  throw new Fault('syntax.json', text.slice(at, at + 20))
}

/** One scalar at the position, and where it ends. An integer that no float64 holds exactly keeps its text. */
const scalarAt = (text: string, at: number): readonly [Json, number] => {
  if (text[at] === '"') {
    const end = stringEnd(text, at)
    try { return [JSON.parse(text.slice(at, end)) as string, end] } catch { throw new Fault('syntax.json', text.slice(at, Math.min(end, at + 20))) }
  }
  word.lastIndex = at
  const literal = word.exec(text)?.[0]
  if (literal !== undefined) {
    if (literal in words) return [words[literal]!, at + literal.length]
    throw new Fault('field.not-finite', literal)
  }
  number.lastIndex = at
  const found = number.exec(text)
  if (!found) throw new Fault('syntax.json', text.slice(at, at + 20))
  const value = Number(found[0])
  if (!Number.isFinite(value)) throw new Fault('field.not-finite', found[0])
  const whole = found[1] === undefined && found[2] === undefined
  return [whole && !Number.isSafeInteger(value) && String(value) !== found[0] ? found[0] : value, at + found[0].length]
}

/**
 * Parses one JSON value without recursion on its depth. Besides what `JSON.parse` says it names the line and the path of a fault,
 * tells a number that is not finite from a syntax error, and lists keys that appear twice (the last one counts).
 * @param line the physical line on which the text begins
 */
export const parseJson = (text: string, line = 1): ParsedJson => {
  const stack: Frame[] = [], duplicates: string[] = []
  let at = 0, root: Json | undefined
  const space = (): void => { while (at < text.length && isSpace(text[at]!)) at++ }
  const wrong = (): never => { throw new Fault('syntax.json', text.slice(at, at + 20)) }
  const add = (value: Json): void => {
    const top = stack.at(-1)
    if (!top) root = value
    else if (top.array) top.array.push(value)
    else {
      if (Object.hasOwn(top.object!, top.key)) duplicates.push(pathOf(stack))
      Object.defineProperty(top.object!, top.key, { value, enumerable: true, configurable: true, writable: true })
    }
  }
  const key = (): void => {
    space()
    if (text[at] !== '"') wrong()
    const [name, end] = scalarAt(text, at)
    stack.at(-1)!.key = String(name)
    at = end
    space()
    if (text[at++] !== ':') { at--; wrong() }
  }
  /** Closes what ends here; true when another value of the same container follows. */
  const after = (): boolean => {
    for (;;) {
      space()
      const top = stack.at(-1)
      if (!top) return at < text.length ? wrong() : false
      const c = text[at++]
      if (c === ',') { if (top.object) key(); return true }
      if (c !== (top.array ? ']' : '}')) { at--; wrong() }
      stack.pop()
      add(top.array ?? top.object!)
    }
  }
  /** Reads down to the first scalar or empty container. */
  const value = (): void => {
    for (;;) {
      space()
      const c = text[at]
      if (c !== '{' && c !== '[') { const [scalar, end] = scalarAt(text, at); at = end; return add(scalar) }
      if (stack.length >= depthLimit) wrong()
      at++
      const container: Frame = c === '[' ? { array: [], object: null, key: '' } : { array: null, object: {}, key: '' }
      space()
      if (text[at] === (c === '[' ? ']' : '}')) { at++; return add(container.array ?? container.object!) }
      stack.push(container)
      if (c === '{') key()
    }
  }
  try {
    do value(); while (after())
    return { ok: true, value: root!, duplicates }
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault
    let at0 = line
    for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) at0++
    return { ok: false, code: fault.code, line: at0, path: pathOf(stack), found: fault.found }
  }
}
