import { isBankCard, isCreditCode, isIban, isIpv6, isOrganisationCode, isResidentId } from './checks.ts'
import { kindIds, type Kind } from './kinds.ts'

/** A piece of personal data; here in UTF-16 units. */
export interface Hit { readonly kind: Kind, readonly start: number, readonly end: number }

/** An unbroken run of ASCII letters and digits that holds a digit. Han characters end a run: 电话13800138000 is a hit. */
interface Run { readonly start: number, readonly end: number, readonly onlyDigits: boolean }

const isDigit = (c: number): boolean => c >= 0x30 && c <= 0x39
const isAlphanumeric = (c: number): boolean => isDigit(c) || (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a)

/** Full-width letters, digits and signs as their ASCII twins; the length stays the same. */
const halfWidth = (text: string): string => text.replace(/[\uff01-\uff5e]/g, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))

const runsOf = (text: string): readonly Run[] => {
  const runs: Run[] = []
  for (let at = 0; at < text.length;) {
    if (!isAlphanumeric(text.charCodeAt(at))) { at++; continue }
    const start = at
    let found = 0
    for (let c = text.charCodeAt(at); isAlphanumeric(c); c = text.charCodeAt(++at)) if (isDigit(c)) found++
    if (found > 0) runs.push({ start, end: at, onlyDigits: found === at - start })
  }
  return runs
}

const passport = /^(E\d{8}|E[A-HJ-NP-Z]\d{7}|G\d{8})$/
const travelPermit = /^[HMC]\d{8}(\d{2})?$/
const mobile = /^(86|0086)?1[3-9]\d{9}$/

const kindOfRun = (run: string): Kind | null => {
  if (isResidentId(run)) return 'resident-id'
  if (isBankCard(run)) return 'bank-card'
  if (mobile.test(run)) return 'mobile'
  if (/^[48]00\d{7}$/.test(run)) return 'service-phone'
  if (isCreditCode(run)) return 'credit-code'
  if (passport.test(run)) return 'passport'
  if (travelPermit.test(run)) return 'travel-permit'
  return isIban(run) ? 'iban' : null
}

/**
 * Digit groups as people write them, each with one separator between: blank or hyphen. A landline needs the zero of its area code or the country
 * code: 755-26012345 is any number.
 */
const grouped: readonly (readonly [Kind, RegExp])[] = [
  ['mobile', /^((00)?86[ -])?1[3-9]\d([ -]\d{4}){2}$/],
  ['mobile', /^(00)?86[ -]1[3-9]\d{9}$/],
  ['landline', /^((00)?86[ -]0?|0)(10|2[0-57-9]|[3-9]\d\d)[ -][2-9](\d{6,7}|\d{2,3}[ -]\d{4})$/],
  ['service-phone', /^[48]00[ -](\d{3}[ -]\d{4}|\d{4}[ -]\d{3}|\d{7})$/],
]
const cardGroups = /^(\d{4}([ -]\d{4}){3}([ -]\d{1,3})?|\d{4}[ -]\d{6}[ -]\d{5})$/

const kindOfGroups = (text: string): Kind | null => {
  const found = grouped.find(([, form]) => form.test(text))
  if (found) return found[0]
  return cardGroups.test(text) && isBankCard(text.replace(/[ -]/g, '')) ? 'bank-card' : null
}

/** Most digit groups of one number: a card in five. */
const mostGroups = 5

const touches = (text: string, left: Run, right: Run): boolean => right.start === left.end + 1 && ' -'.includes(text[left.end]!)
/** Part of a decimal number or a version: 0.13800138000 is no telephone. */
const isDecimal = (text: string, start: number, end: number): boolean =>
  (text[start - 1] === '.' && isDigit(text.charCodeAt(start - 2))) || (text[end] === '.' && isDigit(text.charCodeAt(end + 1)))

/** Some groups of a longer code, a UUID for one. */
const isInsideCode = (text: string, start: number, end: number): boolean =>
  (text[start - 1] === '-' && isAlphanumeric(text.charCodeAt(start - 2))) || (text[end] === '-' && isAlphanumeric(text.charCodeAt(end + 1)))

/** A `+` before a country code belongs to the number. */
const widened = (text: string, start: number, end: number): Omit<Hit, 'kind'> => ({ start: text[start - 1] === '+' && text.startsWith('86', start) ? start - 1 : start, end })

const findNumbers = (text: string, runs: readonly Run[], hits: Hit[]): void => {
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i]!
    if (run.end - run.start >= 9 && run.end - run.start <= 34 && !isDecimal(text, run.start, run.end)) {
      const kind = kindOfRun(text.slice(run.start, run.end))
      if (kind) hits.push({ kind, ...widened(text, run.start, run.end) })
    }
    if (run.end - run.start === 8 && text[run.end] === '-' && !isAlphanumeric(text.charCodeAt(run.end + 2)) && isOrganisationCode(text.slice(run.start, run.end + 2))) {
      hits.push({ kind: 'organisation-code', start: run.start, end: run.end + 2 })
    }
    if (!run.onlyDigits) continue
    let last = i
    while (last + 1 < runs.length && last - i + 1 < mostGroups && runs[last + 1]!.onlyDigits && touches(text, runs[last]!, runs[last + 1]!)) last++
    for (; last > i; last--) {
      const end = runs[last]!.end
      const kind = isDecimal(text, run.start, end) || isInsideCode(text, run.start, end) ? null : kindOfGroups(text.slice(run.start, end))
      if (!kind) continue
      hits.push({ kind, ...widened(text, run.start, end) })
      i = last
      break
    }
  }
}

const isLocalPart = (c: number): boolean => isAlphanumeric(c) || c === 0x2e || c === 0x5f || c === 0x25 || c === 0x2b || c === 0x2d
const isDomainPart = (c: number): boolean => isAlphanumeric(c) || c === 0x2e || c === 0x2d
const domain = /^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}/

const findEmails = (text: string, hits: Hit[]): void => {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    let start = at, end = at + 1
    // RFC 5321, 4.5.3.1: at most 64 octets before the sign, 255 after it.
    while (start > 0 && at - start < 64 && isLocalPart(text.charCodeAt(start - 1))) start--
    while (start < at && text[start] === '.') start++
    while (end < text.length && end - at <= 255 && isDomainPart(text.charCodeAt(end))) end++
    const host = domain.exec(text.slice(at + 1, end))
    if (host && start < at && text[at - 1] !== '.') hits.push({ kind: 'email', start, end: at + 1 + host[0].length })
  }
}

/** Provinces, city letter (no I, no O), then five characters, or six of a new-energy car; at least one digit (GA 36-2018). */
const plates = /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• ]?(\d{5}[A-HJK]|[A-HJK][A-HJ-NP-Z0-9]\d{4}|(?=[A-HJ-NP-Z]{0,4}\d)[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳])(?![0-9A-Za-z])/g
const bracketed = /[(（](0\d{2,3})[)）][ -]?(\d{7,8})(?!\d)/g
const octet = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)'
const ipv4 = new RegExp(`(?<![0-9A-Za-z.])${octet}\\.${octet}\\.${octet}\\.${octet}(?![0-9A-Za-z]|\\.\\d)`, 'g')
const ipv6 = /(?<![0-9A-Za-z:])[0-9A-Fa-f:]{2,39}(?![0-9A-Za-z:])/g

const findPatterns = (text: string, hits: Hit[]): void => {
  const add = (kind: Kind, match: RegExpExecArray): void => { hits.push({ kind, start: match.index, end: match.index + match[0].length }) }
  for (const match of text.matchAll(plates)) add('plate', match)
  for (const match of text.matchAll(bracketed)) if (kindOfGroups(`${match[1]}-${match[2]}`) === 'landline') add('landline', match)
  if (text.includes('.')) for (const match of text.matchAll(ipv4)) add('ipv4', match)
  if (text.includes('::') || /:[0-9A-Fa-f]{1,4}:/.test(text)) for (const match of text.matchAll(ipv6)) if (match[0].includes(':') && isIpv6(match[0])) add('ipv6', match)
}

/** All hits of all kinds, by place, overlapping ones too. Time grows with the length of the text, whatever it holds. */
export const findHits = (original: string): readonly Hit[] => {
  const text = halfWidth(original)
  const hits: Hit[] = []
  findNumbers(text, runsOf(text), hits)
  findEmails(text, hits)
  findPatterns(text, hits)
  return hits.sort((a, b) => a.start - b.start || kindIds.indexOf(a.kind) - kindIds.indexOf(b.kind))
}
