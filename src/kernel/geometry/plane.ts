/** A point of the image plane, in pixels of the EXIF-upright image. */
export interface Point { readonly x: number, readonly y: number }
/** An axis-parallel rectangle: corner, width, height. */
export interface Bounds { readonly x: number, readonly y: number, readonly width: number, readonly height: number }
/** x' = a x + c y + e, y' = b x + d y + f (the order of SVG and Canvas). */
export interface Affine { readonly a: number, readonly b: number, readonly c: number, readonly d: number, readonly e: number, readonly f: number }

export const apply = (m: Affine, p: Point): Point => ({ x: m.a * p.x + m.c * p.y + m.e, y: m.b * p.x + m.d * p.y + m.f })

/** @throws RangeError when the map is not invertible */
export const invert = (m: Affine): Affine => {
  const det = m.a * m.d - m.b * m.c
  if (det === 0) throw new RangeError('affine map is not invertible')
  const a = m.d / det, b = -m.b / det, c = -m.c / det, d = m.a / det
  return { a, b, c, d, e: -(a * m.e + c * m.f), f: -(b * m.e + d * m.f) }
}

/** The smallest bounds around the points; no points, no bounds. */
export const boundsOf = (points: readonly Point[]): Bounds | null => {
  if (points.length === 0) return null
  let x0 = Infinity, y0 = Infinity, x1 = -Infinity, y1 = -Infinity
  for (const p of points) { x0 = Math.min(x0, p.x); y0 = Math.min(y0, p.y); x1 = Math.max(x1, p.x); y1 = Math.max(y1, p.y) }
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 }
}

/** Twice the shoelace sum, halved; positive for a ring that runs clockwise on screen (y down). */
export const signedArea = (ring: readonly Point[]): number => {
  let sum = 0
  for (let i = 0; i < ring.length; i++) { const p = ring[i]!, q = ring[(i + 1) % ring.length]!; sum += p.x * q.y - q.x * p.y }
  return sum / 2
}

/** Even-odd rule; a point on an edge may fall on either side. */
export const insideRing = (ring: readonly Point[], p: Point): boolean => {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!, b = ring[j]!
    if ((a.y > p.y) !== (b.y > p.y) && p.x < ((b.x - a.x) * (p.y - a.y)) / (b.y - a.y) + a.x) inside = !inside
  }
  return inside
}

/** Distance of a point from a closed segment. */
export const distanceToSegment = (p: Point, a: Point, b: Point): number => {
  const dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy
  const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2))
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy)
}

/** Intersection over union of two boxes, 0 when both are empty. */
export const boxIou = (p: Bounds, q: Bounds): number => {
  const w = Math.min(p.x + p.width, q.x + q.width) - Math.max(p.x, q.x)
  const h = Math.min(p.y + p.height, q.y + q.height) - Math.max(p.y, q.y)
  const both = Math.max(0, w) * Math.max(0, h)
  const either = p.width * p.height + q.width * q.height - both
  return either > 0 ? both / either : 0
}
