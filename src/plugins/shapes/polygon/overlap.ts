import type { Point } from '../../../kernel/geometry/plane.ts'

/** One closed ring with the shape it belongs to: `owner` 0 or 1, `part` within the owner; a hole takes away from its part. */
export interface Ring { readonly owner: 0 | 1, readonly part: number, readonly hole: boolean, readonly points: readonly Point[] }

interface Edge { readonly top: Point, readonly bottom: Point, readonly ring: number }
interface Crossing { readonly x: number, readonly ring: number }

const edgesOf = (rings: readonly Ring[]): Edge[] => {
  const edges: Edge[] = []
  rings.forEach(({ points }, ring) => points.forEach((p, i) => {
    const q = points[(i + 1) % points.length]!
    if (p.y < q.y) edges.push({ top: p, bottom: q, ring })
    else if (p.y > q.y) edges.push({ top: q, bottom: p, ring })
  }))
  return edges.sort((a, b) => a.top.y - b.top.y)
}

const xAt = (edge: Edge, y: number): number =>
  edge.top.x + ((edge.bottom.x - edge.top.x) * (y - edge.top.y)) / (edge.bottom.y - edge.top.y)

/** The height at which two edges properly cross; null when they do not (shared end points are heights already). */
const crossingHeight = (a: Edge, b: Edge): number | null => {
  const from = Math.max(a.top.y, b.top.y), to = Math.min(a.bottom.y, b.bottom.y)
  if (from >= to) return null
  const before = xAt(a, from) - xAt(b, from), after = xAt(a, to) - xAt(b, to)
  return before * after < 0 ? from + ((to - from) * before) / (before - after) : null
}

/** Every height at which an edge starts, ends or crosses another, ascending: between two neighbours no edges meet. */
const heightsOf = (edges: readonly Edge[]): number[] => {
  const heights = new Set<number>()
  edges.forEach((a, i) => {
    heights.add(a.top.y).add(a.bottom.y)
    // Edges are sorted by their top, so the first one that starts below ends the search.
    for (let j = i + 1; j < edges.length && edges[j]!.top.y < a.bottom.y; j++) {
      const y = crossingHeight(a, edges[j]!)
      if (y !== null) heights.add(y)
    }
  })
  return [...heights].sort((a, b) => a - b)
}

/** Is a point inside an owner, given which rings it is inside? In at least one outer ring and in no hole of that part. */
const covers = (rings: readonly Ring[], inside: readonly boolean[], owner: 0 | 1): boolean => {
  const filled = new Set<number>(), pierced = new Set<number>()
  rings.forEach((ring, i) => { if (inside[i] && ring.owner === owner) (ring.hole ? pierced : filled).add(ring.part) })
  return [...filled].some(part => !pierced.has(part))
}

/** Widths along one horizontal line: covered by both owners, by at least one. */
const widthsAlong = (rings: readonly Ring[], crossings: readonly Crossing[]): { both: number, either: number } => {
  const inside = rings.map(() => false)
  let both = 0, either = 0
  for (let i = 0; i + 1 < crossings.length; i++) {
    const { x, ring } = crossings[i]!
    inside[ring] = !inside[ring]
    const width = crossings[i + 1]!.x - x
    if (width === 0) continue
    const first = covers(rings, inside, 0), second = covers(rings, inside, 1)
    if (first && second) both += width
    if (first || second) either += width
  }
  return { both, either }
}

/**
 * Exact areas, in square pixels, of the intersection and the union of two sets of rings (each ring by the even-odd rule).
 * The plane is cut into horizontal slabs in which no edges meet: there each covered piece is a trapezoid, whose area is its width
 * half-way up times the height. Costs the number of slabs times the edges that pass a slab; pairs of edges are tried once.
 */
export const overlap = (rings: readonly Ring[]): { readonly both: number, readonly either: number } => {
  const edges = edgesOf(rings)
  const heights = heightsOf(edges)
  let both = 0, either = 0, next = 0
  let active: Edge[] = []
  for (let i = 0; i + 1 < heights.length; i++) {
    const from = heights[i]!, to = heights[i + 1]!, middle = (from + to) / 2
    while (next < edges.length && edges[next]!.top.y <= from) active.push(edges[next++]!)
    active = active.filter(edge => edge.bottom.y > from)
    const crossings = active.map(edge => ({ x: xAt(edge, middle), ring: edge.ring })).sort((a, b) => a.x - b.x)
    const widths = widthsAlong(rings, crossings)
    both += widths.both * (to - from)
    either += widths.either * (to - from)
  }
  return { both, either }
}
