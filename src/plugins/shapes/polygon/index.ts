import { Type } from 'typebox'
import { apply, boundsOf, distanceToSegment, insideRing, type Point } from '../../../kernel/geometry/plane.ts'
import type { Random } from '../../../kernel/random.ts'
import { defineShape } from '../../../sockets/shape.ts'
import { overlap, type Ring } from './overlap.ts'

const Vertex = Type.Tuple([Type.Number(), Type.Number()])
/** Open: the first vertex is not repeated. Either direction. */
const RingOfVertices = Type.Array(Vertex, { minItems: 3, maxItems: 100_000 })

/** Pixels of the upright image. Holes are explicit and belong to their part. */
const payload = Type.Object({
  parts: Type.Array(Type.Object({
    outer: RingOfVertices,
    holes: Type.Array(RingOfVertices, { maxItems: 10_000 }),
  }, { additionalProperties: false }), { minItems: 1, maxItems: 10_000 }),
}, { additionalProperties: false })

type Polygon = Type.Static<typeof payload>
type Vertices = Type.Static<typeof RingOfVertices>

const pointsOf = (ring: Vertices): Point[] => ring.map(([x, y]) => ({ x, y }))

const ringsOf = (polygon: Polygon, owner: 0 | 1): Ring[] => polygon.parts.flatMap(({ outer, holes }, part) => [
  { owner, part, hole: false, points: pointsOf(outer) },
  ...holes.map(hole => ({ owner, part, hole: true, points: pointsOf(hole) })),
])

const areaOf = (polygon: Polygon): number => overlap(ringsOf(polygon, 0)).either

const equal = (a: Polygon, b: Polygon): boolean => JSON.stringify(a.parts.map(p => [p.outer, p.holes])) === JSON.stringify(b.parts.map(p => [p.outer, p.holes]))

const distance = (a: Polygon, b: Polygon): number => {
  if (equal(a, b)) return 0
  const { both, either } = overlap([...ringsOf(a, 0), ...ringsOf(b, 1)])
  return either > 0 ? 1 - both / either : 1
}

const nearRing = (ring: readonly Point[], p: Point, tolerance: number): boolean =>
  ring.some((a, i) => distanceToSegment(p, a, ring[(i + 1) % ring.length]!) <= tolerance)

const hitTest = (polygon: Polygon, p: Point, tolerance: number): boolean => polygon.parts.some(part => {
  const outer = pointsOf(part.outer), holes = part.holes.map(pointsOf)
  return (insideRing(outer, p) && !holes.some(hole => insideRing(hole, p))) || [outer, ...holes].some(ring => nearRing(ring, p, tolerance))
})

const mapped = (polygon: Polygon, change: (vertex: Point) => Point): Polygon => {
  const ring = (vertices: Vertices): Vertices => pointsOf(vertices).map(p => { const q = change(p); return [q.x, q.y] })
  return { parts: polygon.parts.map(part => ({ outer: ring(part.outer), holes: part.holes.map(ring) })) }
}

/** A star-shaped ring about a centre: it never crosses itself. Eighths of a pixel. */
const sampleRing = (random: Random, cx: number, cy: number, least: number, most: number): Vertices => {
  const count = 3 + random.integer(6)
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * (i + 0.6 * random.next())) / count, radius = least + (most - least) * random.next()
    return [Math.round((cx + radius * Math.cos(angle)) * 8) / 8, Math.round((cy + radius * Math.sin(angle)) * 8) / 8]
  })
}

const sample = (random: Random): Polygon => ({
  parts: Array.from({ length: 1 + random.integer(2) }, (_, i) => {
    const cx = 100 + 200 * i + random.integer(40), cy = 100 + random.integer(40)
    return { outer: sampleRing(random, cx, cy, 40, 90), holes: random.integer(3) === 0 ? [sampleRing(random, cx, cy, 2, 9)] : [] }
  }),
})

export default defineShape({
  id: 'polygon',
  version: 1,
  title: { 'zh-Hans': '多边形', 'zh-Hant': '多邊形', en: 'Polygon' },
  space: 'raster',
  payload,
  check: polygon => (areaOf(polygon) === 0 ? 'geometry.degenerate' : null),
  bounds: polygon => boundsOf(polygon.parts.flatMap(part => pointsOf(part.outer))),
  area: areaOf,
  hitTest,
  transform: (polygon, map) => mapped(polygon, p => apply(map, p)),
  equal,
  distance,
  migrations: [],
  sample,
})
