import type { Failure } from '../../../../kernel/failure.ts'
import { defineOperatorServer } from '../../../../sockets/operator.ts'
import { decodeText } from '../../../modalities/decode-text.ts'
import { decodeAll, readHeader } from '../../../modalities/open-image.ts'
import operator from '../index.ts'

const findFailure = async (modality: string, bytes: Uint8Array, name: string): Promise<Failure | null> => {
  if (modality === 'text') {
    const decoded = decodeText(bytes, name)
    return decoded.ok ? null : decoded.failure
  }
  const header = await readHeader(bytes, name)
  return 'width' in header ? decodeAll(bytes, header) : header
}

export default defineOperatorServer(operator, {
  async measure(input) {
    const failure = await findFailure(input.modality, await input.bytes(), input.name)
    return { decodable: failure === null, reason: failure && failure.code }
  },
})
