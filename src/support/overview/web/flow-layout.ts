import type { OverviewView } from '../contract.ts'

type Stage = OverviewView['stages'][number]
/** A rectangle of the bar of one stage, from its top, in the unit of the drawing. */
export interface Piece { readonly top: number, readonly height: number }
export interface FlowBar {
  readonly stage: Stage['stage']
  /** All that goes through here and stays in the flow. */
  readonly through: Piece
  /** The part that the stage has done; for `classify` the part that has a facet. */
  readonly done: Piece
  readonly waiting: Piece | null
  readonly dropped: Piece | null
  /** Kept, but in no batch yet. */
  readonly reserve: Piece | null
}
/** What flows from one bar to the next: as high at both ends, beginning `from` below the top of the drawing. */
export interface Ribbon { readonly index: number, readonly kind: 'on' | 'dropped' | 'reserve', readonly from: number, readonly to: number, readonly height: number }
export interface FlowLayout { readonly bars: readonly FlowBar[], readonly ribbons: readonly Ribbon[], readonly height: number }

const least = 1.5, gap = 22

/**
 * What the flow carries through a stage. Uploads that wait are not in it yet; classifying takes nothing away, so what was kept
 * goes on whether it has a facet or not.
 */
const carried = (stages: readonly Stage[], at: number): number => {
  const stage = stages[at]
  if (stage === undefined) return 0
  return stage.stage === 'source' ? stage.count : stage.stage === 'classify' ? carried(stages, at - 1) : stage.count + stage.waiting
}

/**
 * Heights are proportional to the number of assets, the source being the whole; what is there is never thinner than a line.
 * @param whole height of the tallest bar
 */
export const flowLayout = (stages: readonly Stage[], whole: number): FlowLayout => {
  const top = Math.max(1, ...stages.map((s, i) => carried(stages, i) + s.dropped))
  const high = (n: number): number => n === 0 ? 0 : Math.max(least, (n / top) * whole)
  const bars: FlowBar[] = [], ribbons: Ribbon[] = []
  let height = whole
  for (const [i, stage] of stages.entries()) {
    const waiting = stage.stage === 'source' ? 0 : stage.waiting, through = carried(stages, i), before = carried(stages, i - 1)
    const reserved = stage.stage === 'annotate' ? Math.max(0, before - through) : 0
    const throughHeight = high(through), below = throughHeight + gap
    const dropped = stage.dropped > 0 ? { top: below, height: high(stage.dropped) } : null
    const reserve = reserved > 0 ? { top: below, height: high(reserved) } : null
    bars.push({ stage: stage.stage, through: { top: 0, height: throughHeight }, done: { top: 0, height: high(Math.min(stage.count, through)) }, waiting: waiting > 0 ? { top: high(stage.count), height: high(waiting) } : null, dropped, reserve })
    if (i > 0) {
      const on = Math.min(high(before), throughHeight)
      if (on > 0) ribbons.push({ index: i, kind: 'on', from: 0, to: 0, height: on })
      if (dropped) ribbons.push({ index: i, kind: 'dropped', from: Math.max(0, high(before) - dropped.height), to: dropped.top, height: dropped.height })
      if (reserve) ribbons.push({ index: i, kind: 'reserve', from: Math.max(0, high(before) - reserve.height), to: reserve.top, height: reserve.height })
    }
    for (const piece of [dropped, reserve]) if (piece) height = Math.max(height, piece.top + piece.height)
  }
  return { bars, ribbons, height }
}
