import { eld } from 'eld/small'
import { defineOperatorServer } from '../../../../sockets/operator.ts'
import { textOf } from '../../../modalities/decode-text.ts'
import { countScripts } from '../han-script.ts'
import operator from '../index.ts'

/** UTF-16 units of the beginning that the detector looks at: its answer is settled long before. */
const sampleLength = 20_000

export default defineOperatorServer(operator, {
  async measure(input) {
    const text = textOf(await input.bytes(), input)
    const found = eld.detect(text.slice(0, sampleLength))
    return { detected: found.language, reliable: found.isReliable(), ...countScripts(text) }
  },
})
