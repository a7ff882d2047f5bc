import { distanceToSegment, type Point } from '../../../../kernel/geometry/plane.ts'
import { drawCrispBox } from '../../../../editor/drawing.ts'
import { defineRasterShapeView, type Handle } from '../../../../editor/shape-view.ts'
import { dragBox, type Box } from './geometry.ts'
import { boxTool } from './tool.ts'

const corners = (box: Box): readonly [Point, Point, Point, Point] => [
  { x: box.x, y: box.y }, { x: box.x + box.w, y: box.y }, { x: box.x + box.w, y: box.y + box.h }, { x: box.x, y: box.y + box.h },
]

const handles = (box: Box): Handle[] => {
  const cx = box.x + box.w / 2, cy = box.y + box.h / 2, right = box.x + box.w, bottom = box.y + box.h
  const corner = (id: string, x: number, y: number, cursor: string): Handle => ({ id, at: { x, y }, kind: 'corner', cursor })
  const side = (id: string, x: number, y: number, cursor: string): Handle => ({ id, at: { x, y }, kind: 'side', cursor })
  return [
    corner('nw', box.x, box.y, 'nwse-resize'), side('n', cx, box.y, 'ns-resize'), corner('ne', right, box.y, 'nesw-resize'), side('e', right, cy, 'ew-resize'),
    corner('se', right, bottom, 'nwse-resize'), side('s', cx, bottom, 'ns-resize'), corner('sw', box.x, bottom, 'nesw-resize'), side('w', box.x, cy, 'ew-resize'),
  ]
}

export default defineRasterShapeView<Box>({
  id: 'box',
  space: 'raster',
  draw: (pen, box, map, style) => drawCrispBox(pen, { x: box.x, y: box.y, width: box.w, height: box.h }, map, style),
  anchor: box => ({ x: box.x, y: box.y }),
  edgeDistance: (box, point) => {
    const ring = corners(box)
    return Math.min(...ring.map((p, i) => distanceToSegment(point, p, ring[(i + 1) % 4]!)))
  },
  handles,
  dragHandle: dragBox,
  grow: (box, by) => ({ ...box, w: Math.max(1, box.w + by.x), h: Math.max(1, box.h + by.y) }),
  tool: boxTool,
})
