import { boundsOf } from '../../../../kernel/geometry/plane.ts'
import { drawRings } from '../../../../editor/drawing.ts'
import { defineRasterShapeView, type Handle } from '../../../../editor/shape-view.ts'
import { dragVertex, dropVertex, edgeDistance, handleName, pointsOf, ringsOf, type Polygon } from './geometry.ts'
import { polygonTool } from './tool.ts'

const handles = (polygon: Polygon): Handle[] => polygon.parts.flatMap((part, p) => [part.outer, ...part.holes].flatMap((vertices, r) => {
  const ring = pointsOf(vertices)
  return ring.flatMap((at, i): Handle[] => {
    const next = ring[(i + 1) % ring.length]!
    return [
      { id: handleName({ kind: 'v', part: p, ring: r, at: i }), at, kind: 'vertex', cursor: 'move' },
      { id: handleName({ kind: 'm', part: p, ring: r, at: i }), at: { x: (at.x + next.x) / 2, y: (at.y + next.y) / 2 }, kind: 'midpoint', cursor: 'copy' },
    ]
  })
}))

export default defineRasterShapeView<Polygon>({
  id: 'polygon',
  space: 'raster',
  draw: (pen, polygon, map, style) => drawRings(pen, ringsOf(polygon), map, style),
  anchor: polygon => boundsOf(ringsOf(polygon).flat()) ?? { x: 0, y: 0 },
  edgeDistance,
  handles,
  dragHandle: dragVertex,
  dropHandle: dropVertex,
  tool: polygonTool,
})
