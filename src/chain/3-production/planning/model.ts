import type { MembershipId } from '../../../kernel/ids.ts'
import type { Dispatch } from '../model.ts'

/** One line of a dispatch rule: for one person, or for whoever is named nowhere else. */
export interface RuleLine {
  /** null = everybody else who has the role. */
  readonly person: string | null
  /** Weight of the person's share of the batch; null = as much as there is. */
  readonly weight: number | null
  /** Tasks of one step in hand at once. */
  readonly maxHeld: number
}
export interface DispatchRule {
  readonly lines: readonly RuleLine[]
  /** The same person gets neighbours: the next number after their last, the same cluster. */
  readonly sticky: boolean
}

/** What one person has of one batch at one step. */
export interface Load {
  /** Held or returned. */
  readonly inHand: number
  /** Submitted or accepted. */
  readonly done: number
}
export interface BatchLimits {
  readonly dispatch: Dispatch
  readonly rule: DispatchRule | null
  readonly quota: number | null
  readonly reserveMinutes: number | null
  readonly dayMinutes: number
  readonly dueAt: Date | null
  /** Seats of the step in the whole batch. */
  readonly seats: number
}

export const lineFor = (rule: DispatchRule, person: MembershipId | string): RuleLine | null =>
  rule.lines.find(line => line.person === person) ?? rule.lines.find(line => line.person === null) ?? null

/** The most that a line lets its person have of so many seats; null without a weight. Rounded up: the shares of all cover the batch. */
export const shareOf = (rule: DispatchRule, line: RuleLine, seats: number): number | null => {
  if (line.weight === null) return null
  const total = rule.lines.reduce((sum, { weight }) => sum + (weight ?? 0), 0)
  return Math.ceil((seats * line.weight) / total)
}

/** Why a person may not have one more task of a batch. Minutes are whole and rounded up where they are needed, down where they are left. */
export type Refusal =
  | { readonly why: 'handed-out' }
  | { readonly why: 'not-in-rule' }
  | { readonly why: 'enough-in-hand', readonly held: number }
  | { readonly why: 'share-done', readonly share: number }
  | { readonly why: 'quota', readonly quota: number }
  | { readonly why: 'day-full', readonly needs: number, readonly day: number }
  | { readonly why: 'too-late', readonly needs: number, readonly left: number }

/**
 * May somebody claim, or be handed, one more task?
 * @param minutesInHand reserved minutes of everything that the person holds, in all batches
 * @param handed the work is handed out, not claimed
 */
export const refusalOf = (limits: BatchLimits, person: string, load: Load, minutesInHand: number, now: Date, handed: boolean): Refusal | null => {
  const { dispatch, rule, quota } = limits
  if (dispatch === 'hand' && !handed) return { why: 'handed-out' }
  if (dispatch === 'rule' && rule && !handed) {
    const refused = ruleRefusal(rule, person, load, limits.seats)
    if (refused) return refused
  }
  if (quota !== null && load.done + load.inHand >= quota) return { why: 'quota', quota }
  return timeRefusal(limits, minutesInHand, now)
}

const ruleRefusal = (rule: DispatchRule, person: string, load: Load, seats: number): Refusal | null => {
  const line = lineFor(rule, person)
  if (!line) return { why: 'not-in-rule' }
  if (load.inHand >= line.maxHeld) return { why: 'enough-in-hand', held: load.inHand }
  const share = shareOf(rule, line, seats)
  return share !== null && load.done + load.inHand >= share ? { why: 'share-done', share } : null
}

/** GB/T 45654-2025 5.3 a: enough time for each task. What is in hand and one more fit into a working day and before the deadline; late work is not refused, it is late. */
const timeRefusal = ({ reserveMinutes, dayMinutes, dueAt }: BatchLimits, minutesInHand: number, now: Date): Refusal | null => {
  if (reserveMinutes === null) return null
  const needs = minutesInHand + reserveMinutes, left = dueAt ? (dueAt.getTime() - now.getTime()) / 60_000 : Infinity
  if (minutesInHand > 0 && needs > dayMinutes) return { why: 'day-full', needs: Math.ceil(needs), day: dayMinutes }
  return left > 0 && needs > left ? { why: 'too-late', needs: Math.ceil(needs), left: Math.floor(left) } : null
}

/** Handed-out work waits in its person's inbox until the deadline; without one, three days. Never shorter than a claim's lease. */
export const handedLease = (now: Date, { leaseMinutes, dueAt }: { readonly leaseMinutes: number, readonly dueAt: Date | null }): Date =>
  new Date(Math.max(now.getTime() + leaseMinutes * 60_000, dueAt && dueAt > now ? dueAt.getTime() : now.getTime() + 3 * 86_400_000))

/** Neighbours stay together: the tasks in one block per person, the first blocks one longer. */
export const blocks = <T>(items: readonly T[], parts: number): T[][] => {
  const size = Math.floor(items.length / parts), longer = items.length % parts
  return Array.from({ length: parts }, (_, i) => items.slice(i * size + Math.min(i, longer), (i + 1) * size + Math.min(i + 1, longer)))
}

export type PaceState = 'no-deadline' | 'done' | 'on-track' | 'at-risk' | 'overdue'
export interface Pace {
  readonly state: PaceState
  readonly done: number
  readonly left: number
  /** Tasks a day of the last days with work; null before the first. */
  readonly perDay: number | null
  /** Tasks a day that the deadline asks for; null without one or after it. */
  readonly needed: number | null
}
/** @param daily tasks finished per day with work, the last seven of them at most */
export const paceOf = (done: number, left: number, daily: readonly number[], dueAt: Date | null, now: Date): Pace => {
  const perDay = daily.length === 0 ? null : daily.reduce((sum, n) => sum + n, 0) / daily.length
  const days = dueAt ? (dueAt.getTime() - now.getTime()) / 86_400_000 : null, needed = days !== null && days > 0 ? left / Math.max(days, 1 / 24) : null
  const state = left === 0 ? 'done' : days === null ? 'no-deadline' : days <= 0 ? 'overdue' : perDay !== null && perDay >= (needed ?? 0) ? 'on-track' : 'at-risk'
  return { state, done, left, perDay, needed }
}

/** Beats of the workbench: what it tells is believed only as far as the clock went on since the last one. In whole seconds. */
export const creditedSeconds = (told: number, since: Date, now: Date): number => Math.max(0, Math.min(Math.floor(told), Math.floor((now.getTime() - since.getTime()) / 1000)))
