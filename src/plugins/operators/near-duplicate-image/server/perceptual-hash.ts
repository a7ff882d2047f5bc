import type { GreyPixels } from '../../grey-pixels.ts'

/** Side of the picture that is transformed, side of the low frequencies that are kept (imagehash: hash_size 8, highfreq_factor 4). */
const side = 32, kept = 8

/** A part of a picture, in pixels. */
export interface Window { readonly x: number, readonly y: number, readonly width: number, readonly height: number }

interface Taps { readonly first: number, readonly weights: Float64Array }

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))
const lanczos3 = (x: number): number => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0)

/** Weights of each of `side` outputs over `length` inputs: Lanczos of three lobes, widened by the scale when shrinking (as Pillow does). */
const lanczosTaps = (length: number): readonly Taps[] => {
  const scale = length / side, widen = Math.max(scale, 1), support = 3 * widen
  return Array.from({ length: side }, (_, out) => {
    const centre = (out + 0.5) * scale
    const first = Math.max(0, Math.floor(centre - support + 0.5)), end = Math.min(length, Math.floor(centre + support + 0.5))
    const weights = Float64Array.from({ length: end - first }, (_w, i) => lanczos3((first + i - centre + 0.5) / widen))
    const total = weights.reduce((a, b) => a + b, 0)
    return { first, weights: weights.map(w => w / total) }
  })
}

/** Pictures come scaled to a few hundred pixels, so there are few lengths. */
const tapsByLength = new Map<number, readonly Taps[]>()
const tapsFor = (length: number): readonly Taps[] => {
  const known = tapsByLength.get(length) ?? lanczosTaps(length)
  tapsByLength.set(length, known)
  return known
}

const toByte = (value: number): number => Math.min(255, Math.max(0, Math.round(value)))

/** The window scaled to 32 x 32, rounded to bytes after each pass. */
const shrink = ({ width, data }: GreyPixels, window: Window): Uint8Array => {
  const across = tapsFor(window.width), down = tapsFor(window.height)
  const narrow = new Uint8Array(side * window.height)
  for (let y = 0; y < window.height; y++) {
    const row = (window.y + y) * width + window.x
    for (let x = 0; x < side; x++) {
      const { first, weights } = across[x]!
      let sum = 0
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * data[row + first + i]!
      narrow[y * side + x] = toByte(sum)
    }
  }
  const out = new Uint8Array(side * side)
  for (let y = 0; y < side; y++) {
    const { first, weights } = down[y]!
    for (let x = 0; x < side; x++) {
      let sum = 0
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * narrow[(first + i) * side + x]!
      out[y * side + x] = toByte(sum)
    }
  }
  return out
}

const cosines = Float64Array.from({ length: kept * side }, (_, i) => Math.cos((Math.PI * Math.floor(i / side) * (2 * (i % side) + 1)) / (2 * side)))

/** The 8 x 8 lowest coefficients of the two-dimensional DCT-II, row by row. */
const lowFrequencies = (pixels: Uint8Array): Float64Array => {
  const columns = new Float64Array(kept * side), low = new Float64Array(kept * kept)
  for (let v = 0; v < kept; v++) for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) columns[v * side + x]! += cosines[v * side + y]! * pixels[y * side + x]!
  for (let v = 0; v < kept; v++) for (let u = 0; u < kept; u++) for (let x = 0; x < side; x++) low[v * kept + u]! += cosines[u * side + x]! * columns[v * side + x]!
  return low
}

/**
 * pHash by the definition of imagehash: Lanczos to 32 x 32, DCT-II, 8 x 8 low frequencies, a bit for each above their median.
 * @returns 16 hexadecimal digits, row by row, first bit highest
 */
export const perceptualHash = (grey: GreyPixels, window: Window = { x: 0, y: 0, width: grey.width, height: grey.height }): string => {
  const low = lowFrequencies(shrink(grey, window))
  const sorted = low.toSorted()
  const median = (sorted[31]! + sorted[32]!) / 2
  let hex = ''
  for (let i = 0; i < 64; i += 4) hex += ((low[i]! > median ? 8 : 0) + (low[i + 1]! > median ? 4 : 0) + (low[i + 2]! > median ? 2 : 0) + (low[i + 3]! > median ? 1 : 0)).toString(16)
  return hex
}
