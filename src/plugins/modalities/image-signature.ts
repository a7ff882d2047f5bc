/** The picture formats that the decoder reads and that begin with a signature of their own. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'avif'

export const imageFormats: Readonly<Record<ImageFormat, { readonly mediaType: string, readonly extensions: readonly string[] }>> = {
  jpeg: { mediaType: 'image/jpeg', extensions: ['.jpg', '.jpeg', '.jpe', '.jfif'] },
  png: { mediaType: 'image/png', extensions: ['.png'] },
  webp: { mediaType: 'image/webp', extensions: ['.webp'] },
  gif: { mediaType: 'image/gif', extensions: ['.gif'] },
  tiff: { mediaType: 'image/tiff', extensions: ['.tif', '.tiff'] },
  avif: { mediaType: 'image/avif', extensions: ['.avif'] },
}

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean => signature.every((b, i) => bytes[i] === b)
const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to))

const isAvif = (head: Uint8Array): boolean => {
  if (ascii(head, 4, 8) !== 'ftyp') return false
  // Major brand, then (after the minor version) the compatible brands, four letters each: ISO/IEC 14496-12, 4.3.
  const end = Math.min(((head[0]! << 24) | (head[1]! << 16) | (head[2]! << 8) | head[3]!) >>> 0, head.length)
  for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4) if (['avif', 'avis'].includes(ascii(head, at, at + 4))) return true
  return false
}

/** @returns the format by its first bytes, null when none fits */
export const imageSignature = (head: Uint8Array): ImageFormat | null => {
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'jpeg'
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png'
  if (startsWith(head, [0x49, 0x49, 0x2a, 0x00]) || startsWith(head, [0x4d, 0x4d, 0x00, 0x2a]) || startsWith(head, [0x49, 0x49, 0x2b, 0x00]) || startsWith(head, [0x4d, 0x4d, 0x00, 0x2b])) return 'tiff'
  const six = ascii(head, 0, 6)
  if (six === 'GIF87a' || six === 'GIF89a') return 'gif'
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'webp'
  return isAvif(head) ? 'avif' : null
}
