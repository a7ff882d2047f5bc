/** Failures further apart than this start anew. Milliseconds. */
export const throttleWindow = 15 * 60_000
/** How long at most somebody is kept waiting. Milliseconds. */
const longestDelay = 15 * 60_000
const firstDelay = 5000

/**
 * How many failures are free. Of one login or account five; an address may be a whole office behind one router, so it has more.
 */
export const freeFailures = { login: 5, account: 5, address: 50 } as const
export type ThrottledBy = keyof typeof freeFailures

/** The wait after the nth failure in a row, from 0 for the free ones: then 5 s, 10 s, 20 s ... 15 min. Milliseconds. */
export const delayAfter = (failures: number, by: ThrottledBy): number =>
  failures < freeFailures[by] ? 0 : Math.min(longestDelay, firstDelay * 2 ** (failures - freeFailures[by]))

export interface Attempts { readonly failures: number, readonly failedAt: Date, readonly blockedUntil: Date | null }

/** How long an attempt has to wait now. Milliseconds; 0: it may be made. */
export const waitOf = (before: Attempts | null, now: Date): number => Math.max(0, (before?.blockedUntil?.getTime() ?? 0) - now.getTime())

/** One more attempt, counted as failed until it has succeeded. */
export const afterAttempt = (before: Attempts | null, by: ThrottledBy, now: Date): Attempts => {
  const isFresh = before !== null && now.getTime() - before.failedAt.getTime() <= throttleWindow
  const failures = (isFresh ? before.failures : 0) + 1, delay = delayAfter(failures, by)
  return { failures, failedAt: now, blockedUntil: delay > 0 ? new Date(now.getTime() + delay) : null }
}
