export const runStates = ['running', 'paused', 'cancelling', 'cancelled', 'failed', 'done'] as const
export type RunState = (typeof runStates)[number]

const moves: Readonly<Record<RunState, readonly RunState[]>> = {
  running: ['paused', 'cancelling', 'failed', 'done'],
  paused: ['running', 'cancelling'],
  cancelling: ['cancelled'],
  cancelled: [], failed: ['running'], done: ['running'],
}
export const mayMove = (from: RunState, to: RunState): boolean => moves[from].includes(to)

/** How long an organisation that has nothing waiting may be behind, or one with much ahead, counted in parts: see nextTurns. */
const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high)

/** One part that is to be queued. `nth`: the how many-th of its run that is under way, from 1. */
export interface Waiting<T> { readonly of: T, readonly nth: number, readonly weight: number }
/**
 * Whose turn it is when workers are scarcer than parts (start-time fair queueing, Goyal 1996): every part takes the next turn of its
 * organisation; the lowest turn goes first. An organisation that comes with one part stands beside the head of the queue, not behind
 * the backlog of another; within it, runs alternate by weight.
 * @param served the last turn of the organisation @param head the lowest turn that waits now, null when nothing does
 * @param window parts that an organisation can have queued: it is never further ahead of the head than that
 */
export const nextTurns = <T>(waiting: readonly Waiting<T>[], served: number, head: number | null, window: number): { readonly of: T, readonly turn: number }[] => {
  const from = head === null ? served : clamp(served, head - 1, head + window)
  return waiting.toSorted((a, b) => a.nth / a.weight - b.nth / b.weight).map(({ of }, i) => ({ of, turn: from + i + 1 }))
}

export interface StageProgress { readonly name: string, readonly total: number, readonly done: number, readonly dead: number, readonly items: number }

/** What a retry of a run may rest on, as its kind says. */
export interface Retrying { readonly abandons: boolean, readonly resumes: boolean, readonly mends: boolean }
/**
 * Parts that a retry would take up: those set aside in the last stage that was opened, for what came before is built upon. 0 when the
 * run cannot be taken up again. @param kind null when this version no longer has it
 */
export const partsToRetry = (state: RunState, stages: readonly StageProgress[], kind: Retrying | null): number => {
  const may = kind !== null && (state === 'failed' ? !kind.abandons || kind.resumes : state === 'done' && kind.mends)
  return may ? stages.findLast(stage => stage.total > 0)?.dead ?? 0 : 0
}

/** Share of the work done, 0 to 1; a stage whose size is not known yet counts as nothing of one part. */
export const share = (stages: readonly StageProgress[]): number => {
  if (stages.length === 0) return 0
  return stages.reduce((sum, s) => sum + (s.total > 0 ? (s.done + s.dead) / s.total : 0), 0) / stages.length
}
