import { defineOperatorServer } from '../../../../sockets/operator.ts'
import { greyPixels, type GreyPixels } from '../../grey-pixels.ts'
import operator from '../index.ts'

/** Long side that pictures are scaled down to, in pixels: one threshold for all sizes. */
const longSide = 512

/** Variance of the four-neighbour Laplacian over the inner pixels; 0 for a picture without any. */
export const laplacianVariance = ({ width, height, data }: GreyPixels): number => {
  let count = 0, sum = 0, squares = 0
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at++) {
      const l = data[at - 1]! + data[at + 1]! + data[at - width]! + data[at + width]! - 4 * data[at]!
      count++
      sum += l
      squares += l * l
    }
  }
  return count === 0 ? 0 : Math.max(0, squares / count - (sum / count) ** 2)
}

export default defineOperatorServer(operator, {
  async measure(input) {
    const sharpness = laplacianVariance(await greyPixels(await input.bytes(), longSide))
    // Two decimals: what people compare, and what fits a histogram.
    return { sharpness: Math.round(sharpness * 100) / 100 }
  },
})
