/** A rectangle of the window, in CSS pixels. */
export interface Box { readonly x: number, readonly y: number, readonly width: number, readonly height: number }
export interface Place { readonly x: number, readonly y: number }
/** How a relation is drawn: the path from its first end to its second, and where its name stands. */
export interface Line { readonly path: string, readonly label: Place }

const middle = ({ x, y, width, height }: Box): Place => ({ x: x + width / 2, y: y + height / 2 })
const rounded = (n: number): number => Math.round(n * 10) / 10

/** Where the way from the middle of a box towards a place leaves it; the middle itself when the place lies inside. */
export const edgeTowards = (box: Box, to: Place): Place => {
  const from = middle(box), dx = to.x - from.x, dy = to.y - from.y
  const share = Math.min(dx === 0 ? Infinity : box.width / 2 / Math.abs(dx), dy === 0 ? Infinity : box.height / 2 / Math.abs(dy))
  return share >= 1 ? from : { x: from.x + dx * share, y: from.y + dy * share }
}

/** A straight line between the nearest edges of two shapes of a picture; several between the same two lie beside each other. */
export const straightLine = (a: Box, b: Box, lane: number): Line => {
  const from = edgeTowards(a, middle(b)), to = edgeTowards(b, middle(a)), length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const aside = { x: (-(to.y - from.y) / length) * lane * 14, y: ((to.x - from.x) / length) * lane * 14 }
  const [x1, y1, x2, y2] = [from.x + aside.x, from.y + aside.y, to.x + aside.x, to.y + aside.y].map(rounded) as [number, number, number, number]
  return { path: `M${x1} ${y1}L${x2} ${y2}`, label: { x: (x1 + x2) / 2, y: (y1 + y2) / 2 } }
}

/** An arc above the words of two spans, from the first to the second; the lane says how high. */
export const arcAbove = (a: Box, b: Box, lane: number): Line => {
  // Apart where both are tied to the same word several times.
  const x1 = rounded(a.x + a.width / 2), x2 = rounded(b.x + b.width / 2), top = rounded(Math.min(a.y, b.y) - 6 - lane * 9), bend = Math.min(6, Math.abs(x2 - x1) / 2), way = x2 < x1 ? -1 : 1
  return { path: `M${x1} ${rounded(a.y)}V${top + bend}Q${x1} ${top} ${x1 + way * bend} ${top}H${x2 - way * bend}Q${x2} ${top} ${x2} ${top + bend}V${rounded(b.y)}`, label: { x: (x1 + x2) / 2, y: top } }
}

/** The lowest lane for each interval in which it meets no other: shorter ones lie lower. In the order given. */
export const lanesOf = (intervals: readonly (readonly [from: number, to: number])[]): number[] => {
  const lanes: number[] = intervals.map(() => 0), placed: number[] = []
  const order = intervals.map((_, i) => i).sort((a, b) => (intervals[a]![1] - intervals[a]![0]) - (intervals[b]![1] - intervals[b]![0]) || a - b)
  for (const i of order) {
    const [from, to] = intervals[i]!, taken = new Set(placed.filter(p => intervals[p]![0] < to && from < intervals[p]![1]).map(p => lanes[p]))
    let lane = 0
    while (taken.has(lane)) lane++
    lanes[i] = lane
    placed.push(i)
  }
  return lanes
}

/** How many of the same two shapes came before, either way round: relations of one pair lie beside each other. */
export const besideOf = (pairs: readonly (readonly [string, string])[]): number[] => {
  const seen = new Map<string, number>()
  return pairs.map(([a, b]) => {
    const key = a < b ? `${a} ${b}` : `${b} ${a}`, n = seen.get(key) ?? 0
    seen.set(key, n + 1)
    return n
  })
}
