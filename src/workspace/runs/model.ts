export const runStates = ['running', 'paused', 'cancelling', 'cancelled', 'failed', 'done'] as const
export type RunState = (typeof runStates)[number]

const moves: Readonly<Record<RunState, readonly RunState[]>> = {
  running: ['paused', 'cancelling', 'failed', 'done'],
  paused: ['running', 'cancelling'],
  cancelling: ['cancelled'],
  cancelled: [], failed: [], done: [],
}
export const mayMove = (from: RunState, to: RunState): boolean => moves[from].includes(to)

export interface StageProgress { readonly name: string, readonly total: number, readonly done: number, readonly dead: number, readonly items: number }

/** Share of the work done, 0 to 1; a stage whose size is not known yet counts as nothing of one part. */
export const share = (stages: readonly StageProgress[]): number => {
  if (stages.length === 0) return 0
  return stages.reduce((sum, s) => sum + (s.total > 0 ? (s.done + s.dead) / s.total : 0), 0) / stages.length
}
