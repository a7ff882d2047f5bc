import { wilsonInterval, type Interval } from '../../../kernel/interval.ts'
import { defectCodes, severities, type DefectCode, type Severity } from '../model.ts'

/** A defect that counts: one of an appeal that was upheld is left out before. */
export interface CountedDefect { readonly task: string, readonly code: DefectCode, readonly severity: Severity, readonly class: string | null, readonly person: string }
export interface Rate extends Interval { readonly count: number, readonly n: number }
/** Nothing was looked at: nothing is known. */
export const rateOf = (count: number, n: number): Rate | null => (n > 0 ? { count, n, ...wilsonInterval(count, n) } : null)

export interface CodeCount { readonly code: DefectCode, readonly defects: number, readonly bySeverity: Readonly<Record<Severity, number>>, /** Checked tasks with at least one, of those checked. */ readonly rate: Rate | null }
/** The five counts that an acceptance certificate names. */
export const fiveCounts: readonly DefectCode[] = ['missed', 'wrong-class', 'offset', 'duplicate', 'extra']

/** The five counts always, the others where there are any. @param checked distinct tasks that somebody looked at */
export const countCodes = (defects: readonly CountedDefect[], checked: number): CodeCount[] => {
  const byCode = Map.groupBy(defects, d => d.code)
  return defectCodes.filter(code => fiveCounts.includes(code) || byCode.has(code)).map(code => {
    const found = byCode.get(code) ?? [], count = (severity: Severity): number => found.filter(d => d.severity === severity).length
    const [minor, major, critical] = severities.map(count) as [number, number, number]
    return { code, defects: found.length, bySeverity: { minor, major, critical }, rate: rateOf(new Set(found.map(d => d.task)).size, checked) }
  })
}

export interface ClassCount { readonly class: string | null, readonly code: DefectCode, readonly defects: number }
/** By class, null where the defect is of no shape; classes with the most defects first. */
export const countClasses = (defects: readonly CountedDefect[]): ClassCount[] => {
  const groups = [...Map.groupBy(defects, d => d.class)].sort(([, a], [, b]) => b.length - a.length)
  return groups.flatMap(([labelClass, found]) => defectCodes.flatMap(code => {
    const n = found.filter(d => d.code === code).length
    return n > 0 ? [{ class: labelClass, code, defects: n }] : []
  }))
}

export interface PersonCount { readonly person: string, readonly codes: readonly { readonly code: DefectCode, readonly defects: number }[], readonly defects: number, /** Checked tasks with a defect, of those checked. */ readonly rate: Rate | null }
/** By author; everybody whose work was checked. @param checked tasks of each author that somebody looked at */
export const countPeople = (defects: readonly CountedDefect[], checked: ReadonlyMap<string, number>): PersonCount[] => {
  const byPerson = Map.groupBy(defects, d => d.person)
  return [...new Set([...checked.keys(), ...byPerson.keys()])].map(person => {
    const found = byPerson.get(person) ?? [], codes = defectCodes.flatMap(code => { const n = found.filter(d => d.code === code).length; return n > 0 ? [{ code, defects: n }] : [] })
    return { person, codes, defects: found.length, rate: rateOf(new Set(found.map(d => d.task)).size, checked.get(person) ?? 0) }
  }).sort((a, b) => b.defects - a.defects)
}

/** One line of CSV (RFC 4180); a cell that a spreadsheet would take for a formula begins with a quote mark. */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(cell => {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}).join(',')}\r\n`
