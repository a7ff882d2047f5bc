import type { listJournal } from '../../../workspace/access/contract.ts'
import type { Input } from '../../../kernel/contract.ts'

/** What the address says; an empty text is no filter. Days are those of the reader's zone. */
export interface JournalFilter { readonly project: string, readonly who: string, readonly kind: string, readonly verb: string, readonly object: string, readonly from: string, readonly to: string }

/** The start of a day of the reader's zone, `days` later. Null for what is no day. */
export const startOfDay = (day: string, days = 0): Date | null => {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)?.map(Number) ?? []
  if (year === undefined || month === undefined || date === undefined) return null
  const at = new Date(year, month - 1, date + days)
  return Number.isNaN(at.getTime()) ? null : at
}

const uuid = /^[0-9a-f-]{36}$/

/** As the route takes it. `to` names a whole day, so the query ends with the next one. */
export const queryOf = ({ project, who, kind, verb, object, from, to }: JournalFilter): Input<typeof listJournal>['query'] => {
  const begin = startOfDay(from), end = startOfDay(to, 1)
  return {
    ...(uuid.test(project) && { project }), ...(uuid.test(who) && { account: who }), ...(kind && { kind }), ...(verb && { verb }), ...(object.trim() && { object: object.trim() }),
    ...(begin && { from: begin.toISOString() }), ...(end && { to: end.toISOString() }),
  }
}
export const isFiltered = (filter: JournalFilter): boolean => [filter.who, filter.kind, filter.verb, filter.object, filter.from, filter.to].some(value => value !== '')
