import type { ThroughputView } from '../contract.ts'

export interface Bar { readonly at: Date, readonly items: number, /** 0 to 1 of the tallest. */ readonly height: number }

/** A bar for every step between the first and the last, also those in which nothing ended: a halt is seen as a halt. */
export const barsOf = ({ seconds, steps }: Pick<ThroughputView, 'seconds' | 'steps'>): readonly Bar[] => {
  const first = steps[0], last = steps.at(-1)
  if (!first || !last) return []
  const items = new Map(steps.map(s => [Date.parse(s.at), s.items])), most = Math.max(...steps.map(s => s.items), 1), bars: Bar[] = []
  for (let at = Date.parse(first.at); at <= Date.parse(last.at); at += seconds * 1000) {
    const n = items.get(at) ?? 0
    bars.push({ at: new Date(at), items: n, height: n / most })
  }
  return bars
}
