/** A half-open range `[start, end)` that belongs to a shape. */
export interface Interval { readonly start: number, readonly end: number, readonly id: string }

/** Intervals sorted by start with the running maximum of the ends: what overlaps a range is found in O(log n + hits) where nesting is shallow. */
export class IntervalIndex {
  private readonly sorted: readonly Interval[]
  /** Largest end among the intervals up to and including each place. */
  private readonly reach: Float64Array

  constructor(intervals: readonly Interval[]) {
    this.sorted = [...intervals].sort((a, b) => a.start - b.start || b.end - a.end)
    this.reach = new Float64Array(this.sorted.length)
    let furthest = -Infinity
    this.sorted.forEach((interval, i) => { furthest = Math.max(furthest, interval.end); this.reach[i] = furthest })
  }

  /** Intervals that share at least one place with `[start, end)`, by start. */
  overlapping(start: number, end: number): Interval[] {
    const found: Interval[] = []
    for (let i = this.startsBefore(end) - 1; i >= 0 && this.reach[i]! > start; i--) {
      const interval = this.sorted[i]!
      if (interval.end > start) found.push(interval)
    }
    return found.reverse()
  }

  /** How many intervals start before the limit. */
  private startsBefore(limit: number): number {
    let lo = 0, hi = this.sorted.length
    while (lo < hi) { const mid = (lo + hi) >> 1; if (this.sorted[mid]!.start < limit) lo = mid + 1; else hi = mid }
    return lo
  }
}
