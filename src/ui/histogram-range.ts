/** Bin edges: bin i covers [edges[i], edges[i + 1]). A range is two edge indices, low < high. */
export interface EdgeRange { readonly low: number, readonly high: number }
export type Handle = keyof EdgeRange

/** Moves one handle to an edge; it stops one bin before the other. @param bins number of bins */
export const moveHandle = (range: EdgeRange, handle: Handle, edge: number, bins: number): EdgeRange =>
  handle === 'low'
    ? { low: Math.max(0, Math.min(edge, range.high - 1)), high: range.high }
    : { low: range.low, high: Math.min(bins, Math.max(edge, range.low + 1)) }

/** The edge a key leads to: arrows nudge one bin, page keys ten, Home and End go to the ends; undefined for other keys. */
export const edgeAfterKey = (key: string, edge: number, bins: number): number | undefined => {
  switch (key) {
    case 'ArrowLeft': case 'ArrowDown': return edge - 1
    case 'ArrowRight': case 'ArrowUp': return edge + 1
    case 'PageDown': return edge - 10
    case 'PageUp': return edge + 10
    case 'Home': return 0
    case 'End': return bins
    default: return undefined
  }
}

/** How many observations lie inside. */
export const countInside = (counts: readonly number[], { low, high }: EdgeRange): number =>
  counts.slice(low, high).reduce((sum, n) => sum + n, 0)
