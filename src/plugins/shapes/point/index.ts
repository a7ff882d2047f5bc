import { Type } from 'typebox'
import { apply } from '../../../kernel/geometry/plane.ts'
import { defineShape } from '../../../sockets/shape.ts'

/** Pixels of the upright image. */
const payload = Type.Object({ x: Type.Number(), y: Type.Number() }, { additionalProperties: false })

/** Pixels at which two points have nothing in common. */
const reach = 32

export default defineShape({
  id: 'point',
  version: 1,
  title: { 'zh-Hans': '点', 'zh-Hant': '點', en: 'Point' },
  space: 'raster',
  payload,
  bounds: point => ({ x: point.x, y: point.y, width: 0, height: 0 }),
  area: () => 0,
  hitTest: (point, p, tolerance) => Math.hypot(p.x - point.x, p.y - point.y) <= tolerance,
  transform: (point, map) => apply(map, point),
  equal: (a, b) => a.x === b.x && a.y === b.y,
  distance: (a, b) => Math.min(1, Math.hypot(a.x - b.x, a.y - b.y) / reach),
  migrations: [],
  sample: random => ({ x: random.integer(8000) / 8, y: random.integer(8000) / 8 }),
})
