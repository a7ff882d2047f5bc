import type { Point } from '../../../kernel/geometry/plane.ts'

/** Hundredths of a pixel: what is written is what is drawn. */
export const hundredth = (v: number): number => Math.round(v * 100) / 100
export const pathOf = (ring: readonly Point[]): string => `M${ring.map(p => `${hundredth(p.x)} ${hundredth(p.y)}`).join('L')}Z`

export const arc = (cx: number, cy: number, rx: number, ry: number, from: number, to: number, steps: number): Point[] =>
  Array.from({ length: steps + 1 }, (_, i) => {
    const a = (from + (to - from) * i / steps) * Math.PI / 180
    return { x: cx + rx * Math.cos(a), y: cy + ry * Math.sin(a) }
  })

/** A rectangle with quarter circles for corners, y down. */
export const roundedRectangle = (x: number, y: number, w: number, h: number, r: number): Point[] => [
  ...arc(x + w - r, y + r, r, r, -90, 0, 4), ...arc(x + w - r, y + h - r, r, r, 0, 90, 4),
  ...arc(x + r, y + h - r, r, r, 90, 180, 4), ...arc(x + r, y + r, r, r, 180, 270, 4),
]

/** The right half (from top to bottom), then its mirror. */
export const mirrored = (half: readonly Point[]): Point[] => [...half, ...[...half].reverse().map(p => ({ x: -p.x, y: p.y }))]

/** Andrew's monotone chain. */
export const convexHull = (points: readonly Point[]): Point[] => {
  const sorted = [...points].sort((p, q) => p.x - q.x || p.y - q.y)
  const chain = (list: readonly Point[]): Point[] => {
    const out: Point[] = []
    for (const p of list) {
      while (out.length > 1) {
        const a = out[out.length - 2]!, b = out[out.length - 1]!
        if ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > 0) break
        out.pop()
      }
      out.push(p)
    }
    return out.slice(0, -1)
  }
  return [...chain(sorted), ...chain([...sorted].reverse())]
}

/** The part of a ring inside the rectangle [0, width] x [0, height] (Sutherland and Hodgman, 1974). */
export const clipToFrame = (ring: readonly Point[], width: number, height: number): Point[] => {
  const sides: readonly { inside: (p: Point) => boolean, cut: (p: Point, q: Point) => Point }[] = [
    { inside: p => p.x >= 0, cut: (p, q) => ({ x: 0, y: p.y + (q.y - p.y) * -p.x / (q.x - p.x) }) },
    { inside: p => p.x <= width, cut: (p, q) => ({ x: width, y: p.y + (q.y - p.y) * (width - p.x) / (q.x - p.x) }) },
    { inside: p => p.y >= 0, cut: (p, q) => ({ x: p.x + (q.x - p.x) * -p.y / (q.y - p.y), y: 0 }) },
    { inside: p => p.y <= height, cut: (p, q) => ({ x: p.x + (q.x - p.x) * (height - p.y) / (q.y - p.y), y: height }) },
  ]
  let out = [...ring]
  for (const { inside, cut } of sides) {
    out = out.flatMap((q, i) => {
      const p = out[(i + out.length - 1) % out.length]!
      if (inside(p) === inside(q)) return inside(q) ? [q] : []
      return inside(q) ? [cut(p, q), q] : [cut(p, q)]
    })
  }
  return out
}
