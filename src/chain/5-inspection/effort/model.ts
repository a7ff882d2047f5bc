import { binomialAtMost } from '../../../kernel/interval.ts'

/** The value below which a share of the sorted values lies, by linear interpolation (Hyndman & Fan 1996, type 7). @throws on no values */
export const quantile = (sorted: readonly number[], share: number): number => {
  if (sorted.length === 0) throw new RangeError('no quantile of nothing')
  const at = share * (sorted.length - 1), low = Math.floor(at), from = sorted[low]!
  return from + (at - low) * ((sorted[low + 1] ?? from) - from)
}

/** Below so many tasks a person's figure is not shown: it would say more of the tasks than of the person. */
export const leastTasks = 5

/**
 * The narrowest pair of order statistics that holds the median with 95 % confidence whatever the distribution (David & Nagaraja 2003, 7.1);
 * null when there are too few values for one: fewer than six.
 */
export const medianInterval = (sorted: readonly number[]): readonly [number, number] | null => {
  const n = sorted.length
  let rank = -1
  while (binomialAtMost(rank + 1, n, 0.5) <= 0.025) rank++
  return rank < 0 ? null : [sorted[rank]!, sorted[n - 1 - rank]!]
}

export interface Measured { readonly n: number, readonly median: number, readonly p90: number, readonly interval: readonly [number, number] | null }
/** In the unit of the values; null of none. */
export const measure = (values: readonly number[]): Measured | null => {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  return { n: sorted.length, median: quantile(sorted, 0.5), p90: quantile(sorted, 0.9), interval: medianInterval(sorted) }
}

/** What a batch of so many items takes. The mean decides a total, not the median: long tasks count. */
export interface Estimate { readonly hours: number, readonly days: number }
/** @param meanMinutes of one item @param dayMinutes active minutes of one person's day */
export const estimate = (items: number, people: number, meanMinutes: number, dayMinutes: number): Estimate =>
  ({ hours: (items * meanMinutes) / 60, days: Math.ceil((items * meanMinutes) / (people * dayMinutes)) })
/** Minutes to reserve: nine of ten tasks fit, rounded up to half a minute. */
export const reserveFor = (p90Minutes: number): number => Math.max(0.5, Math.ceil(p90Minutes * 2) / 2)
