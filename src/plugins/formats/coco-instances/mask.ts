import type { Point } from '../../../kernel/geometry/plane.ts'

/** A mask as COCO stores it: run lengths down the columns, the first run is background. */
export interface Mask { readonly height: number, readonly width: number, readonly counts: readonly number[] }

/**
 * The compressed form: each count in groups of five bits, lowest first, as characters from `0` on; bit 32 says that another group follows,
 * bit 16 of the last group is the sign. From the third count on the difference from the count two before is stored.
 * @returns null when the text is no such list
 */
export const countsFromText = (text: string): number[] | null => {
  const counts: number[] = []
  for (let at = 0; at < text.length;) {
    let value = 0, shift = 0, more = true
    while (more) {
      const group = text.charCodeAt(at++) - 48
      if (!(group >= 0 && group < 64) || shift > 45) return null
      // Multiplication, not a shift: a count may pass 2^31.
      value += (group & 31) * 2 ** shift
      shift += 5
      more = (group & 32) !== 0
      if (!more && (group & 16) !== 0) value -= 2 ** shift
    }
    counts.push(counts.length > 2 ? value + counts[counts.length - 2]! : value)
  }
  return counts
}

export const countsToText = (counts: readonly number[]): string => {
  let text = ''
  counts.forEach((count, i) => {
    let rest = i > 2 ? count - counts[i - 2]! : count
    for (let more = true; more;) {
      const group = ((rest % 32) + 32) % 32
      rest = Math.floor(rest / 32)
      more = (group & 16) !== 0 ? rest !== -1 : rest !== 0
      text += String.fromCharCode(48 + group + (more ? 32 : 0))
    }
  })
  return text
}

/** Pixels that are in: every second run. */
export const maskArea = (counts: readonly number[]): number => counts.reduce((sum, count, i) => (i % 2 === 1 ? sum + count : sum), 0)

/** The smallest `[x, y, w, h]` around the pixels that are in; all zero for an empty mask. */
export const maskBounds = ({ height, counts }: Mask): readonly [number, number, number, number] => {
  let x0 = Infinity, y0 = Infinity, x1 = -1, y1 = -1, at = 0
  counts.forEach((count, i) => {
    if (i % 2 === 1 && count > 0) {
      const first = at, last = at + count - 1, from = Math.floor(first / height), to = Math.floor(last / height)
      x0 = Math.min(x0, from)
      x1 = Math.max(x1, to)
      // A run that passes the end of a column touches its bottom and the next one's top.
      y0 = Math.min(y0, from === to ? first % height : 0)
      y1 = Math.max(y1, from === to ? last % height : height - 1)
    }
    at += count
  })
  return x1 < 0 ? [0, 0, 0, 0] : [x0, y0, x1 - x0 + 1, y1 - y0 + 1]
}

/** Where the vertical line crosses the rings, as ranges that are inside by the even-odd rule. */
const rangesAt = (rings: readonly (readonly Point[])[], x: number): number[] => {
  const crossings: number[] = []
  for (const ring of rings) ring.forEach((p, i) => {
    const q = ring[(i + 1) % ring.length]!
    if ((p.x > x) !== (q.x > x)) crossings.push(p.y + ((q.y - p.y) * (x - p.x)) / (q.x - p.x))
  })
  return crossings.sort((a, b) => a - b)
}

/** Sets rows whose centre lies in the ranges to `value`. */
const fill = (column: Uint8Array, ranges: readonly number[], value: 0 | 1): void => {
  for (let i = 0; i + 1 < ranges.length; i += 2) {
    const from = Math.max(0, Math.ceil(ranges[i]! - 0.5)), to = Math.min(column.length, Math.ceil(ranges[i + 1]! - 0.5))
    if (from < to) column.fill(value, from, to)
  }
}

/** Pixels whose centre lies in a part's outer ring and in none of its holes. */
export const rasterise = (parts: readonly { readonly outer: readonly Point[], readonly holes: readonly (readonly Point[])[] }[], width: number, height: number): Mask => {
  const counts: number[] = []
  let value = 0, run = 0
  const column = new Uint8Array(height), part = new Uint8Array(height)
  for (let x = 0; x < width; x++) {
    column.fill(0)
    for (const { outer, holes } of parts) {
      part.fill(0)
      fill(part, rangesAt([outer], x + 0.5), 1)
      for (const hole of holes) fill(part, rangesAt([hole], x + 0.5), 0)
      part.forEach((inside, y) => { if (inside) column[y] = 1 })
    }
    for (const pixel of column) {
      if (pixel === value) run++
      else { counts.push(run); value = pixel; run = 1 }
    }
  }
  counts.push(run)
  return { height, width, counts }
}
