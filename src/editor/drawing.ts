import type { Bounds, Point } from '../kernel/geometry/plane.ts'
import type { DeviceMap, Paint, Pen, ShapeStyle } from './shape-view.ts'

/** Whole device pixels of a rectangle: edges fall on pixel borders at every zoom. At least one pixel remains, so every shape leaves a mark. */
export const deviceRect = (box: Bounds, map: DeviceMap): Bounds => {
  const x = Math.round(box.x * map.scale + map.dx), y = Math.round(box.y * map.scale + map.dy)
  const right = Math.round((box.x + box.width) * map.scale + map.dx), bottom = Math.round((box.y + box.height) * map.scale + map.dy)
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) }
}

/** One edge as filled rectangles; `along` is measured from its start, so that dashes of neighbouring edges do not shift while zooming. */
const edge = (pen: Pen, x: number, y: number, length: number, thick: number, isRow: boolean, dash: readonly number[]): void => {
  const [on = length, off = 0] = dash
  for (let along = 0; along < length; along += on + off) {
    const run = Math.min(on, length - along)
    if (isRow) pen.fillRect(x + along, y, run, thick); else pen.fillRect(x, y + along, thick, run)
    if (on + off <= 0) return
  }
}

const frame = (pen: Pen, r: Bounds, thick: number, paint: Paint, dash: readonly number[]): void => {
  const t = Math.min(thick, Math.ceil(r.width / 2), Math.ceil(r.height / 2))
  pen.fillStyle = paint
  edge(pen, r.x, r.y, r.width, t, true, dash)
  edge(pen, r.x, r.y + r.height - t, r.width, t, true, dash)
  edge(pen, r.x, r.y + t, r.height - 2 * t, t, false, dash)
  edge(pen, r.x + r.width - t, r.y + t, r.height - 2 * t, t, false, dash)
}

/** A box with edges on device pixels: filled rectangles, never a stroke, so nothing is anti-aliased. The line lies inside the box, the halo outside. */
export const drawCrispBox = (pen: Pen, box: Bounds, map: DeviceMap, style: ShapeStyle): void => {
  const r = deviceRect(box, map)
  if (style.halo) frame(pen, { x: r.x - 1, y: r.y - 1, width: r.width + 2, height: r.height + 2 }, 1, style.halo, [])
  if (style.fill && r.width > 2 * style.width && r.height > 2 * style.width) {
    pen.fillStyle = style.fill
    pen.fillRect(r.x + style.width, r.y + style.width, r.width - 2 * style.width, r.height - 2 * style.width)
  }
  frame(pen, r, style.width, style.stroke, style.dash)
}

const trace = (pen: Pen, ring: readonly Point[], map: DeviceMap, isClosed: boolean): void => {
  ring.forEach((p, i) => {
    const x = p.x * map.scale + map.dx, y = p.y * map.scale + map.dy
    if (i === 0) pen.moveTo(x, y); else pen.lineTo(x, y)
  })
  if (isClosed) pen.closePath()
}

const line = (pen: Pen, paint: Paint, width: number, dash: readonly number[]): void => {
  pen.strokeStyle = paint
  pen.lineWidth = width
  pen.lineJoin = 'round'
  pen.setLineDash([...dash])
  pen.stroke()
}

/** Closed rings, even-odd inside; halo below, class colour above. */
export const drawRings = (pen: Pen, rings: readonly (readonly Point[])[], map: DeviceMap, style: ShapeStyle): void => {
  pen.beginPath()
  for (const ring of rings) trace(pen, ring, map, true)
  if (style.fill) { pen.fillStyle = style.fill; pen.fill('evenodd') }
  if (style.halo) line(pen, style.halo, style.width + 2, [])
  line(pen, style.stroke, style.width, style.dash)
}

/** A line that is still being drawn. */
export const drawPath = (pen: Pen, points: readonly Point[], map: DeviceMap, style: ShapeStyle): void => {
  pen.beginPath()
  trace(pen, points, map, false)
  if (style.halo) line(pen, style.halo, style.width + 2, [])
  line(pen, style.stroke, style.width, style.dash)
}
