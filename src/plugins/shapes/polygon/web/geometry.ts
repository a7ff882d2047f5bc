import type { Static } from 'typebox'
import { distanceToSegment, type Point } from '../../../../kernel/geometry/plane.ts'
import type definition from '../index.ts'

export type Polygon = Static<typeof definition.payload>
type Ring = Polygon['parts'][number]['outer']

export const pointsOf = (ring: Ring): Point[] => ring.map(([x, y]) => ({ x, y }))
export const ringsOf = (polygon: Polygon): Point[][] => polygon.parts.flatMap(part => [part.outer, ...part.holes].map(pointsOf))

/** Names of handles: `v` a vertex, `m` the middle of the edge after it; then part, ring (0 is the outer one), place in the ring. */
interface HandleName { readonly kind: 'v' | 'm', readonly part: number, readonly ring: number, readonly at: number }
export const handleName = (name: HandleName): string => `${name.kind}.${name.part}.${name.ring}.${name.at}`
const parseHandle = (id: string): HandleName => {
  const [kind, part, ring, at] = id.split('.')
  return { kind: kind === 'm' ? 'm' : 'v', part: Number(part), ring: Number(ring), at: Number(at) }
}

const withRing = (polygon: Polygon, name: HandleName, change: (ring: Ring) => Ring): Polygon => ({
  parts: polygon.parts.map((part, p) => p !== name.part ? part : {
    outer: name.ring === 0 ? change(part.outer) : part.outer,
    holes: part.holes.map((hole, h) => h + 1 === name.ring ? change(hole) : hole),
  }),
})

/** Moves a vertex, or inserts one in the middle of an edge and moves that. */
export const dragVertex = (polygon: Polygon, id: string, to: Point): Polygon => {
  const name = parseHandle(id)
  return withRing(polygon, name, ring => name.kind === 'v' ? ring.with(name.at, [to.x, to.y]) : ring.toSpliced(name.at + 1, 0, [to.x, to.y]))
}

/** Null when the ring has only three vertices left. */
export const dropVertex = (polygon: Polygon, id: string): Polygon | null => {
  const name = parseHandle(id), part = polygon.parts[name.part]
  const ring = name.ring === 0 ? part?.outer : part?.holes[name.ring - 1]
  if (name.kind !== 'v' || !ring || ring.length <= 3) return null
  return withRing(polygon, name, old => old.toSpliced(name.at, 1))
}

export const edgeDistance = (polygon: Polygon, point: Point): number => {
  let nearest = Infinity
  for (const ring of ringsOf(polygon)) ring.forEach((p, i) => { nearest = Math.min(nearest, distanceToSegment(point, p, ring[(i + 1) % ring.length]!)) })
  return nearest
}

/**
 * Ramer-Douglas-Peucker: the points without those nearer than `tolerance` to the line between their neighbours.
 * Source: Douglas and Peucker, 1973. Iterative, so that a long freehand line cannot overflow the stack.
 */
export const simplify = (points: readonly Point[], tolerance: number): Point[] => {
  if (points.length < 3) return [...points]
  const keep = new Uint8Array(points.length)
  keep[0] = keep[points.length - 1] = 1
  const open: [number, number][] = [[0, points.length - 1]]
  for (let range = open.pop(); range; range = open.pop()) {
    const [from, to] = range
    let furthest = 0, at = 0
    for (let i = from + 1; i < to; i++) {
      const distance = distanceToSegment(points[i]!, points[from]!, points[to]!)
      if (distance > furthest) { furthest = distance; at = i }
    }
    if (furthest > tolerance) { keep[at] = 1; open.push([from, at], [at, to]) }
  }
  return points.filter((_, i) => keep[i] === 1)
}
