/** Seconds without a key or a pointer after which nobody is at work. */
export const idleSeconds = 60

/** Counts the seconds at which somebody is at work: each sign of life is worth the time until the next, idle time at most once. */
export class ActiveTime {
  private since: number
  private seen: number
  private total = 0

  /** @param now milliseconds of a clock that only goes forward; opening the task is the first sign of life */
  constructor(now: number) { this.since = now; this.seen = now }

  /** A key, a pointer, the page coming back into sight. */
  sign(now: number): void { this.settle(now); this.seen = now }

  /** Whole seconds since the last taking; the rest stays for the next. @param now milliseconds */
  take(now: number): number {
    this.settle(now)
    const seconds = Math.floor(this.total / 1000)
    this.total -= seconds * 1000
    return seconds
  }

  private settle(now: number): void {
    const end = Math.min(now, this.seen + idleSeconds * 1000)
    this.total += Math.max(0, end - this.since)
    this.since = now
  }
}
