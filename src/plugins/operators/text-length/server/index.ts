import { textOffsets } from '../../../../kernel/geometry/text.ts'
import { defineOperatorServer } from '../../../../sockets/operator.ts'
import { textOf } from '../../../modalities/decode-text.ts'
import operator from '../index.ts'

export default defineOperatorServer(operator, {
  async measure(input) {
    const { codePoints } = input.facts
    return { codePoints: typeof codePoints === 'number' ? codePoints : textOffsets(textOf(await input.bytes(), input)).codePoints }
  },
})
