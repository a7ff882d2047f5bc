import { Type } from 'typebox'
import { apply, boundsOf, boxIou, type Affine, type Bounds } from '../../../kernel/geometry/plane.ts'
import { defineShape } from '../../../sockets/shape.ts'

/** Pixels of the upright image; `x`, `y` is the corner nearest to the origin. */
const payload = Type.Object({
  x: Type.Number(),
  y: Type.Number(),
  w: Type.Number({ minimum: 0 }),
  h: Type.Number({ minimum: 0 }),
}, { additionalProperties: false })

type Box = Type.Static<typeof payload>

const boundsFor = (box: Box): Bounds => ({ x: box.x, y: box.y, width: box.w, height: box.h })

const equal = (a: Box, b: Box): boolean => a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h

const transform = (box: Box, map: Affine): Box => {
  const right = box.x + box.w, bottom = box.y + box.h
  const corners = [{ x: box.x, y: box.y }, { x: right, y: box.y }, { x: right, y: bottom }, { x: box.x, y: bottom }].map(p => apply(map, p))
  const around = boundsOf(corners)!
  return { x: around.x, y: around.y, w: around.width, h: around.height }
}

export default defineShape({
  id: 'box',
  version: 1,
  title: { 'zh-Hans': '矩形框', 'zh-Hant': '矩形框', en: 'Box' },
  space: 'raster',
  payload,
  check: box => (box.w === 0 || box.h === 0 ? 'geometry.degenerate' : null),
  bounds: boundsFor,
  area: box => box.w * box.h,
  hitTest: (box, p, tolerance) =>
    p.x >= box.x - tolerance && p.x <= box.x + box.w + tolerance && p.y >= box.y - tolerance && p.y <= box.y + box.h + tolerance,
  transform,
  equal,
  // Two boxes without area overlap nothing, themselves included; the same box is still at distance 0.
  distance: (a, b) => (equal(a, b) ? 0 : 1 - boxIou(boundsFor(a), boundsFor(b))),
  migrations: [],
  sample: random => ({
    x: random.integer(8000) / 8 - 100,
    y: random.integer(8000) / 8 - 100,
    w: (1 + random.integer(4000)) / 8,
    h: (1 + random.integer(4000)) / 8,
  }),
})
