import type { RunView } from '../contract.ts'

type Timed = Pick<RunView, 'state' | 'stages' | 'share' | 'createdAt'>

/** Fewer parts than this say nothing about the next ones. */
const fewestParts = 5
/** Milliseconds. */
export interface TimeLeft { readonly from: number, readonly to: number }

const finished = (stage: Timed['stages'][number]): number => stage.done + stage.dead
const sum = (stages: Timed['stages'], of: (stage: Timed['stages'][number]) => number): number => stages.reduce((total, stage) => total + of(stage), 0)

/**
 * How long a run may still take, from the pace since its start. The width is that of a mean over the parts done (1/√n): parts differ
 * in size. A stage that is not planned yet may be nothing or as much as the others, so that the range then begins with the planned parts alone.
 * @param now milliseconds since the epoch
 * @returns null while it cannot be known: not running, or too little done
 */
export const timeLeft = (run: Timed, now: number): TimeLeft | null => {
  const elapsed = now - Date.parse(run.createdAt), parts = sum(run.stages, finished)
  if (run.state !== 'running' || elapsed <= 0 || parts < fewestParts || run.share <= 0) return null
  const spread = 1 / Math.sqrt(parts), overall = elapsed * (1 - run.share) / run.share
  const planned = elapsed * (sum(run.stages, s => s.total) - parts) / parts
  return { from: Math.min(planned, overall) / (1 + spread), to: Math.max(planned, overall) / (1 - spread) }
}

/** Items per second since the start, over all stages; null while the run waits or has handled nothing. */
export const averageSpeed = (run: Timed & Pick<RunView, 'endedAt'>, now: number): number | null => {
  const seconds = ((run.endedAt ? Date.parse(run.endedAt) : now) - Date.parse(run.createdAt)) / 1000, items = sum(run.stages, s => s.items)
  return run.state === 'paused' || seconds <= 0 || items === 0 ? null : items / seconds
}

/** Whole numbers of the largest unit in which both ends can be told apart from nothing. */
export const inUnit = ({ from, to }: TimeLeft): { readonly unit: 'seconds' | 'minutes' | 'hours', readonly from: number, readonly to: number } => {
  const [unit, size] = to < 90_000 ? ['seconds', 1000] as const : to < 90 * 60_000 ? ['minutes', 60_000] as const : ['hours', 3_600_000] as const
  return { unit, from: Math.floor(from / size), to: Math.max(1, Math.ceil(to / size)) }
}
