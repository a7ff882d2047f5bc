import type { Bounds, Point } from '../../../kernel/geometry/plane.ts'

/** What of an object can be seen. */
export interface Visibility {
  readonly pixels: number
  /** Of the silhouette's pixels inside the frame. */
  readonly share: number
  readonly box: Bounds
}

/** The pixels of one row whose centre is inside the ring (even-odd), as half-open runs. */
const runsOf = (ring: readonly Point[], row: number): number[] => {
  const y = row + 0.5, cuts: number[] = []
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!, b = ring[j]!
    if ((a.y > y) !== (b.y > y)) cuts.push((b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x)
  }
  return cuts.sort((a, b) => a - b)
}

/** One number a pixel: 0 for none, else 1 + the index of the last ring that covers its centre. */
export const identityMap = (rings: readonly (readonly Point[])[], width: number, height: number): { ids: Uint16Array, covered: number[] } => {
  const ids = new Uint16Array(width * height)
  const covered = rings.map((ring, index) => {
    const ys = ring.map(p => p.y)
    let count = 0
    for (let row = Math.max(0, Math.floor(Math.min(...ys))); row < Math.min(height, Math.ceil(Math.max(...ys))); row++) {
      const cuts = runsOf(ring, row)
      for (let i = 0; i + 1 < cuts.length; i += 2) {
        const from = Math.max(0, Math.ceil(cuts[i]! - 0.5)), to = Math.min(width, Math.ceil(cuts[i + 1]! - 0.5))
        if (to <= from) continue
        ids.fill(index + 1, row * width + from, row * width + to)
        count += to - from
      }
    }
    return count
  })
  return { ids, covered }
}

/** Rings farthest first. */
export const visibilityOf = (rings: readonly (readonly Point[])[], width: number, height: number): Visibility[] => {
  const { ids, covered } = identityMap(rings, width, height)
  const found = rings.map(() => ({ pixels: 0, x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity }))
  for (let y = 0, at = 0; y < height; y++) for (let x = 0; x < width; x++, at++) {
    const id = ids[at]!
    if (id === 0) continue
    const f = found[id - 1]!
    f.pixels++
    if (x < f.x0) f.x0 = x
    if (x >= f.x1) f.x1 = x + 1
    if (y < f.y0) f.y0 = y
    f.y1 = y + 1
  }
  return found.map((f, i) => ({
    pixels: f.pixels, share: covered[i] === 0 ? 0 : f.pixels / covered[i]!,
    box: f.pixels === 0 ? { x: 0, y: 0, width: 0, height: 0 } : { x: f.x0, y: f.y0, width: f.x1 - f.x0, height: f.y1 - f.y0 },
  }))
}
