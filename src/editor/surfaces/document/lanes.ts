import type { Interval } from '../../store/interval-index.ts'

/** A depth for each interval, so that no two on one lane overlap; what starts first, and the longer of two, lies higher (nearer to the text). */
export const lanesOf = (intervals: readonly Interval[]): ReadonlyMap<Interval, number> => {
  const ends: number[] = [], lanes = new Map<Interval, number>()
  for (const interval of [...intervals].sort((a, b) => a.start - b.start || b.end - a.end)) {
    let lane = ends.findIndex(end => end <= interval.start)
    if (lane < 0) lane = ends.length
    ends[lane] = interval.end
    lanes.set(interval, lane)
  }
  return lanes
}
