import { percentile } from '../percentile.ts'

/** What one phase measured: milliseconds by route, from the scheduled moment to the reply. */
export interface Record {
  took(route: string, milliseconds: number): void
  failed(route: string, why: string): void
  /** Something done: a submission, a verdict. */
  counted(what: string): void
  readonly times: ReadonlyMap<string, readonly number[]>
  /** `route: status code` with how often. */
  readonly errors: ReadonlyMap<string, number>
  readonly counts: ReadonlyMap<string, number>
}

export const newRecord = (): Record => {
  const times = new Map<string, number[]>(), errors = new Map<string, number>(), counts = new Map<string, number>()
  return {
    times, errors, counts,
    took(route, milliseconds) {
      const known = times.get(route)
      if (known) known.push(milliseconds)
      else times.set(route, [milliseconds])
    },
    failed(route, why) { errors.set(`${route}: ${why}`, (errors.get(`${route}: ${why}`) ?? 0) + 1) },
    counted(what) { counts.set(what, (counts.get(what) ?? 0) + 1) },
  }
}

export interface Figures { readonly n: number, readonly p50: number, readonly p95: number, readonly p99: number, readonly max: number }
export const figuresOf = (times: readonly number[]): Figures => {
  const sorted = [...times]
  return { n: sorted.length, p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), p99: percentile(sorted, 0.99), max: sorted.at(-1) ?? Number.NaN }
}
export const allTimes = (record: Record): number[] => [...record.times.values()].flatMap(times => [...times])
export const errorsOf = (record: Record): number => [...record.errors.values()].reduce((sum, n) => sum + n, 0)

const line = (name: string, { n, p50, p95, p99, max }: Figures): string =>
  `${name.padEnd(22)} ${String(n).padStart(8)} calls  p50 ${p50.toFixed(1).padStart(8)}  p95 ${p95.toFixed(1).padStart(8)}  p99 ${p99.toFixed(1).padStart(8)}  max ${max.toFixed(1).padStart(8)} ms`

/** One line a route, the slowest first, then all of them. */
export const toldTimes = (record: Record): string => [
  ...[...record.times].map(([route, times]) => [route, figuresOf(times)] as const).sort(([, a], [, b]) => b.p95 - a.p95).map(([route, figures]) => line(route, figures)),
  line('all', figuresOf(allTimes(record))),
].join('\n')
