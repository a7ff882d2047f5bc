import type { Failure } from '../kernel/failure.ts'
import { syntaxFailures, xmlFailures } from './format-failures.ts'

export interface Element { readonly name: string, readonly attributes: ReadonlyMap<string, string>, readonly children: Element[], text: string, readonly line: number }

/** Elements inside one another; no annotation of a picture needs more. */
const depthLimit = 100

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Text with its references replaced: the five names and character numbers. @returns null for any other */
const decoded = (raw: string): string | null => {
  let sound = true
  const text = raw.replace(/&([^;&]*);?/g, (whole, name: string) => {
    const code = /^#x([0-9a-f]{1,6})$/i.exec(name)?.[1], decimal = /^#(\d{1,7})$/.exec(name)?.[1]
    const point = code ? Number.parseInt(code, 16) : decimal ? Number(decimal) : null
    if (whole.endsWith(';') && point !== null && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)) return String.fromCodePoint(point)
    const known = Object.hasOwn(named, name) ? named[name] : undefined
    if (!whole.endsWith(';') || known === undefined) sound = false
    return known ?? ''
  })
  return sound ? text : null
}

class Fault extends Error {
  readonly at: number
  readonly doctype: boolean
  constructor(at: number, doctype = false) { super('not XML'); this.at = at; this.doctype = doctype }
}

const attributesOf = (raw: string, at: number): Map<string, string> => {
  const found = new Map<string, string>()
  const rest = raw.replace(/\s+([^\s=<>"']+)\s*=\s*("([^"<]*)"|'([^'<]*)')/g, (_, name: string, __, double?: string, single?: string) => {
    const value = decoded(double ?? single ?? '')
    if (value === null || found.has(name)) throw new Fault(at)
    found.set(name, value)
    return ''
  })
  if (rest.trim() !== '') throw new Fault(at)
  return found
}

/** Tags, comments, CDATA, instructions, declarations; what begins with `<` and is none of them is a fault. */
const markup = /<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<\?[^]*?\?>|<!DOCTYPE([^[>]*)(\[?)[^>]*>|<\/([^\s<>/]+)\s*>|<([^\s<>/!?]+)((?:\s+[^\s=<>"']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y

interface Scan { readonly text: string, readonly stack: Element[], root: Element | null }

const addText = (scan: Scan, raw: string, at: number): void => {
  const top = scan.stack.at(-1), text = decoded(raw)
  if (text === null || (!top && text.trim() !== '')) throw new Fault(at)
  if (top) top.text += text
}

const addTag = (scan: Scan, found: RegExpExecArray, at: number, line: number): void => {
  const [, cdata, doctype, subset, closed, opened, attributes, alone] = found, { stack } = scan
  // A subset may define entities; a name outside is passed over and never fetched.
  if (doctype !== undefined && subset !== '') throw new Fault(at, true)
  if (cdata !== undefined) { if (stack.length === 0) throw new Fault(at); stack.at(-1)!.text += cdata }
  if (closed !== undefined && stack.pop()?.name !== closed) throw new Fault(at)
  if (opened === undefined) return
  const element: Element = { name: opened, attributes: attributesOf(attributes ?? '', at), children: [], text: '', line }
  if (stack.length > 0) stack.at(-1)!.children.push(element)
  else if (scan.root) throw new Fault(at)
  else scan.root = element
  if (alone === '') stack.push(element)
  if (stack.length > depthLimit) throw new Fault(at)
}

/**
 * A small XML document as a tree. No entity but the five is known, a DOCTYPE with definitions is refused, nothing is fetched.
 * @returns `xml.doctype`, or `syntax.xml` with the line of the first fault
 */
export const parseXml = (text: string, file: string): Element | Failure => {
  const scan: Scan = { text, stack: [], root: null }
  let line = 1, counted = 0
  const lineAt = (at: number): number => { for (; counted < at; counted++) if (text.charCodeAt(counted) === 0x0a) line++; return line }
  try {
    for (let at = 0; at < text.length;) {
      const next = text.indexOf('<', at), end = next < 0 ? text.length : next
      if (end > at) addText(scan, text.slice(at, end), at)
      if (next < 0) break
      markup.lastIndex = next
      const found = markup.exec(text)
      if (!found) throw new Fault(next)
      addTag(scan, found, next, lineAt(next))
      at = markup.lastIndex
    }
    if (!scan.root || scan.stack.length > 0) throw new Fault(text.length)
    return scan.root
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault
    const place = { file, line: lineAt(fault.at) }
    return fault.doctype ? xmlFailures.doctype({}, place) : syntaxFailures.xml({}, place)
  }
}

export const isElement = (value: Element | Failure): value is Element => 'children' in value
export const childrenOf = (element: Element, name: string): Element[] => element.children.filter(child => child.name === name)
export const childOf = (element: Element | undefined, name: string): Element | undefined => element?.children.find(child => child.name === name)

/** XML 1.0 has no place for most control characters, nor for halves of a surrogate pair. */
export const fitsXml = (text: string): boolean => !/(?![\t\n\r\u007f-\u009f])\p{Cc}|[\ufffe\uffff]/u.test(text) && text.isWellFormed()
const signs: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' }
/** White space other than the blank is written as a number, so that no reader changes it. */
export const escapeXml = (text: string): string => text.replace(/[<>&"\t\n\r]/g, sign => signs[sign]!)
