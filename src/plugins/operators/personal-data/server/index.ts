import { textOffsets } from '../../../../kernel/geometry/text.ts'
import { defineOperatorServer } from '../../../../sockets/operator.ts'
import { textOf } from '../../../modalities/decode-text.ts'
import { findHits } from '../find-hits.ts'
import operator from '../index.ts'
import { redact } from '../redact.ts'

export default defineOperatorServer(operator, {
  async measure(input) {
    const text = textOf(await input.bytes(), input)
    const offsets = textOffsets(text)
    return { hits: findHits(text).map(({ kind, start, end }) => ({ kind, start: offsets.toCodePoint(start), end: offsets.toCodePoint(end) })) }
  },
  async change(input, { hits }, { kinds, style }) {
    const text = textOf(await input.bytes(), input)
    return { mediaType: input.mediaType, bytes: new TextEncoder().encode(redact(text, hits, kinds, style)) }
  },
})
