import type { Facts } from '../../sockets/modality.ts'
import type { OperatorInput } from '../../sockets/operator.ts'

/** An asset as an operator sees it, for tests. */
export const pictureInput = (bytes: Uint8Array, facts: Facts = {}, name = 'a.png'): OperatorInput => ({ name, modality: 'image', mediaType: 'image/png', facts, bytes: async () => bytes })
export const textInput = (text: string | Uint8Array, facts: Facts = {}, name = 'a.txt'): OperatorInput =>
  ({ name, modality: 'text', mediaType: 'text/plain', facts, bytes: async () => (typeof text === 'string' ? new TextEncoder().encode(text) : text) })
