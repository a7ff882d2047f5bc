import { Type } from 'typebox'
import { apply, boundsOf, distanceToSegment, type Point } from '../../../kernel/geometry/plane.ts'
import { defineShape } from '../../../sockets/shape.ts'

const Vertex = Type.Tuple([Type.Number(), Type.Number()])

/** Pixels of the upright image, in drawing order. */
const payload = Type.Object({ points: Type.Array(Vertex, { minItems: 2, maxItems: 100_000 }) }, { additionalProperties: false })

type Polyline = Type.Static<typeof payload>
type Vertex = Type.Static<typeof Vertex>

/** Pixels at which two lines have nothing in common. */
const reach = 32

const pointsOf = (line: Polyline): Point[] => line.points.map(([x, y]) => ({ x, y }))

const distanceToLine = (line: readonly Point[], p: Point): number => {
  let nearest = Infinity
  for (let i = 1; i < line.length; i++) nearest = Math.min(nearest, distanceToSegment(p, line[i - 1]!, line[i]!))
  return nearest
}

/** The largest distance of a vertex of one line from the other line. */
const farthest = (from: readonly Point[], to: readonly Point[]): number => from.reduce((most, p) => Math.max(most, distanceToLine(to, p)), 0)

export default defineShape({
  id: 'polyline',
  version: 1,
  title: { 'zh-Hans': '折线', 'zh-Hant': '折線', en: 'Polyline' },
  space: 'raster',
  payload,
  check: line => (line.points.every(([x, y]) => x === line.points[0]![0] && y === line.points[0]![1]) ? 'geometry.degenerate' : null),
  bounds: line => boundsOf(pointsOf(line)),
  area: () => 0,
  hitTest: (line, p, tolerance) => distanceToLine(pointsOf(line), p) <= tolerance,
  transform: (line, map) => ({ points: pointsOf(line).map((p): Vertex => { const q = apply(map, p); return [q.x, q.y] }) }),
  equal: (a, b) => a.points.length === b.points.length && a.points.every(([x, y], i) => x === b.points[i]![0] && y === b.points[i]![1]),
  distance: (a, b) => {
    const p = pointsOf(a), q = pointsOf(b)
    return Math.min(1, Math.max(farthest(p, q), farthest(q, p)) / reach)
  },
  migrations: [],
  sample: random => ({
    points: Array.from({ length: 2 + random.integer(8) }, (_, i): Vertex => [8 * i + random.integer(64) / 8, random.integer(4000) / 8]),
  }),
})
