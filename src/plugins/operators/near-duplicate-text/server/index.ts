import { defineOperatorServer } from '../../../../sockets/operator.ts'
import { textOf } from '../../../modalities/decode-text.ts'
import operator from '../index.ts'
import { packWords } from '../packed-words.ts'
import { shinglesOf } from '../shingles.ts'

export default defineOperatorServer(operator, {
  measure: async input => ({ shingles: packWords(shinglesOf(textOf(await input.bytes(), input))) }),
})
