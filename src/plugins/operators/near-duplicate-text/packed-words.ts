/** Unsigned 32-bit words, little-endian, in base64 (RFC 4648, padded): four thirds of their bytes, and JSON takes it. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const codes = Uint8Array.from(alphabet, c => c.charCodeAt(0))
const values = new Uint8Array(128)
codes.forEach((code, i) => { values[code] = i })

export const packWords = (words: Uint32Array): string => {
  const bytes = new Uint8Array(words.length * 4), view = new DataView(bytes.buffer)
  words.forEach((word, i) => view.setUint32(i * 4, word, true))
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 3) {
    const three = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const left = bytes.length - at
    parts.push(alphabet[three >> 18]! + alphabet[(three >> 12) & 63]! + (left > 1 ? alphabet[(three >> 6) & 63]! : '=') + (left > 2 ? alphabet[three & 63]! : '='))
  }
  return parts.join('')
}

/** @returns the words of a text made by `packWords` */
export const unpackWords = (packed: string): Uint32Array => {
  const padding = packed.endsWith('==') ? 2 : packed.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((packed.length / 4) * 3)
  for (let from = 0, to = 0; from < packed.length; from += 4, to += 3) {
    const four = (values[packed.charCodeAt(from)]! << 18) | (values[packed.charCodeAt(from + 1)]! << 12) | (values[packed.charCodeAt(from + 2)]! << 6) | values[packed.charCodeAt(from + 3)]!
    bytes[to] = four >> 16
    bytes[to + 1] = four >> 8
    bytes[to + 2] = four
  }
  const view = new DataView(bytes.buffer), words = new Uint32Array((bytes.length - padding) >> 2)
  for (let i = 0; i < words.length; i++) words[i] = view.getUint32(i * 4, true)
  return words
}
