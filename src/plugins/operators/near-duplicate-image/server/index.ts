import { defineOperatorServer } from '../../../../sockets/operator.ts'
import { readHeader } from '../../../modalities/open-image.ts'
import { greyPixels, type GreyPixels } from '../../grey-pixels.ts'
import operator from '../index.ts'
import { perceptualHash, type Window } from './perceptual-hash.ts'

/** Long side that is hashed, in pixels: four times what the hash looks at, so the finer detail it averages away costs nothing. */
const longSide = 256

/** Share of each side that a part leaves out: [left, top, right, bottom]; 5 % all round, or at two neighbouring sides. */
const trims = [[0.05, 0.05, 0.05, 0.05], [0.05, 0.05, 0, 0], [0, 0.05, 0.05, 0], [0.05, 0, 0, 0.05], [0, 0, 0.05, 0.05]] as const

const trimmed = ({ width, height }: GreyPixels, [left, top, right, bottom]: (typeof trims)[number]): Window => {
  const x = Math.round(left * width), y = Math.round(top * height)
  return { x, y, width: width - x - Math.round(right * width), height: height - y - Math.round(bottom * height) }
}

export default defineOperatorServer(operator, {
  async measure(input) {
    const bytes = await input.bytes()
    const header = await readHeader(bytes, input.name)
    if (!('width' in header)) throw new Error(header.code)
    const grey = await greyPixels(bytes, longSide)
    return {
      hashes: [perceptualHash(grey), ...trims.map(trim => perceptualHash(grey, trimmed(grey, trim)))],
      pixels: header.width * header.height,
    }
  },
})
