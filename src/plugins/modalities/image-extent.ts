import type { ImageFormat } from './image-signature.ts'

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to))

/** Offset of the next marker inside entropy-coded data: 0xff not followed by a stuffed 0, a restart marker or a fill byte. */
const nextJpegMarker = (bytes: Uint8Array, from: number): number => {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const code = bytes[at + 1]
    if (code === undefined) return bytes.length
    if (code !== 0 && code !== 0xff && !(code >= 0xd0 && code <= 0xd7)) return at
  }
  return bytes.length
}

/** Segments and scans up to the end-of-image marker (ITU-T T.81, annex B); what follows it (previews, maker notes) is not looked at. */
const jpegEndsEarly = (bytes: Uint8Array): boolean => {
  const view = viewOf(bytes)
  for (let at = 2; at + 2 <= bytes.length;) {
    const code = bytes[at + 1]!
    if (bytes[at] !== 0xff) return false
    if (code === 0xd9) return false
    if (code === 0xff) { at++; continue }
    if (at + 4 > bytes.length) return true
    const end = at + 2 + view.getUint16(at + 2)
    at = code === 0xda ? nextJpegMarker(bytes, end) : end
  }
  return true
}

const pngEndsEarly = (bytes: Uint8Array): boolean => {
  const view = viewOf(bytes)
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at)
    if (ascii(bytes, at + 4, at + 8) === 'IEND') return end > bytes.length
    at = end
  }
  return true
}

/** Bytes of a GIF colour table, from the packed field that announces it. */
const colourTable = (packed: number): number => (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0)

/** Blocks up to the trailer (GIF89a, sections 17 to 27). */
const gifEndsEarly = (bytes: Uint8Array): boolean => {
  if (bytes.length < 14) return true
  let at = 13 + colourTable(bytes[10]!)
  while (at < bytes.length) {
    const kind = bytes[at]!
    if (kind === 0x3b) return false
    if (kind === 0x21) at += 2
    else if (kind === 0x2c) at += 11 + colourTable(bytes[at + 9] ?? 0)
    // An unknown block is damage, not a cut.
    else return false
    while (at < bytes.length && bytes[at] !== 0) at += bytes[at]! + 1
    at++
  }
  return true
}

interface TiffField { readonly tag: number, readonly values: readonly number[] }

/** Bytes of one value of field types 0 to 12 (TIFF 6.0, section 2); an unknown type has none. */
const tiffSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]

/** @returns null when the field's values lie beyond the end; only SHORT and LONG values are read */
const tiffField = (view: DataView, at: number, little: boolean): TiffField | null => {
  const tag = view.getUint16(at, little), type = view.getUint16(at + 2, little), count = view.getUint32(at + 4, little)
  const size = tiffSizes[type] ?? 0
  const from = size * count <= 4 ? at + 8 : view.getUint32(at + 8, little)
  if (from + size * count > view.byteLength) return null
  if (type !== 3 && type !== 4) return { tag, values: [] }
  return { tag, values: Array.from({ length: count }, (_, i) => (size === 2 ? view.getUint16(from + 2 * i, little) : view.getUint32(from + 4 * i, little))) }
}

/** First directory and the strips or tiles that it names (TIFF 6.0, tags 273/279 and 324/325). BigTIFF is left to its decoder. */
const tiffEndsEarly = (bytes: Uint8Array): boolean => {
  if (bytes.length < 8) return true
  const view = viewOf(bytes), little = bytes[0] === 0x49
  if (view.getUint16(2, little) !== 42) return false
  const directory = view.getUint32(4, little)
  if (directory + 2 > bytes.length) return true
  const entries = view.getUint16(directory, little)
  if (directory + 2 + 12 * entries + 4 > bytes.length) return true
  const found = new Map<number, readonly number[]>()
  for (let i = 0; i < entries; i++) {
    const field = tiffField(view, directory + 2 + 12 * i, little)
    if (field === null) return true
    found.set(field.tag, field.values)
  }
  const offsets = found.get(273) ?? found.get(324) ?? [], sizes = found.get(279) ?? found.get(325) ?? []
  return offsets.some((offset, i) => offset + (sizes[i] ?? 0) > bytes.length)
}

/** Boxes of ISO/IEC 14496-12 at the top level. */
const boxesEndEarly = (bytes: Uint8Array): boolean => {
  const view = viewOf(bytes)
  let at = 0
  while (at + 8 <= bytes.length) {
    const size = view.getUint32(at)
    // 0: to the end of the file; 1: a 64-bit size follows.
    if (size === 0) return false
    const step = size === 1 && at + 16 <= bytes.length ? view.getUint32(at + 8) * 2 ** 32 + view.getUint32(at + 12) : size
    if (step < 8) return false
    at += step
  }
  return at !== bytes.length
}

/** Does the container's own bookkeeping promise more bytes than there are? Decoders fill small gaps silently; a dataset may not. */
export const endsEarly = (bytes: Uint8Array, format: ImageFormat): boolean => {
  switch (format) {
    case 'jpeg': return jpegEndsEarly(bytes)
    case 'png': return pngEndsEarly(bytes)
    case 'webp': return bytes.length < 12 || viewOf(bytes).getUint32(4, true) + 8 > bytes.length
    case 'gif': return gifEndsEarly(bytes)
    case 'tiff': return tiffEndsEarly(bytes)
    case 'avif': return boxesEndEarly(bytes)
  }
}
