import type { Failure } from '../../../../kernel/failure.ts'
import { defineOperatorServer, type OperatorInput } from '../../../../sockets/operator.ts'
import { decodeText, encodingOf } from '../../../modalities/decode-text.ts'
import { decodeAll, readHeader } from '../../../modalities/open-image.ts'
import operator from '../index.ts'

const findFailure = async ({ modality, name, facts }: OperatorInput, bytes: Uint8Array): Promise<Failure | null> => {
  if (modality === 'text') {
    const decoded = decodeText(bytes, name, encodingOf(facts))
    return decoded.ok ? null : decoded.failure
  }
  const header = await readHeader(bytes, name)
  return 'width' in header ? decodeAll(bytes, header) : header
}

export default defineOperatorServer(operator, {
  async measure(input) {
    const failure = await findFailure(input, await input.bytes())
    return { decodable: failure === null, reason: failure && failure.code }
  },
})
