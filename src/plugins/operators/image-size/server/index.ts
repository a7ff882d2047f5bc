import { defineOperatorServer } from '../../../../sockets/operator.ts'
import { readHeader } from '../../../modalities/open-image.ts'
import operator from '../index.ts'

export default defineOperatorServer(operator, {
  async measure(input) {
    const { width, height } = input.facts
    if (typeof width === 'number' && typeof height === 'number') return { width, height }
    const header = await readHeader(await input.bytes(), input.name)
    if (!('width' in header)) throw new Error(header.code)
    return { width: header.width, height: header.height }
  },
})
