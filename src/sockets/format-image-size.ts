export interface ImageSize { readonly width: number, readonly height: number }

/** Bytes of the beginning that are looked at: a JPEG may carry large metadata before its frame header. */
const headLimit = 1 << 20

const startsWith = (b: Uint8Array, at: number, text: string): boolean => [...text].every((c, i) => b[at + i] === c.charCodeAt(0))
const big16 = (b: Uint8Array, at: number): number => b[at]! * 256 + b[at + 1]!
const little = (b: Uint8Array, at: number, n: number): number => { let v = 0; for (let i = n - 1; i >= 0; i--) v = v * 256 + b[at + i]!; return v }

/** Frame header of a JPEG (ITU-T T.81 B.2.2): SOF0 to SOF15 without DHT, JPG and DAC. */
const jpegSize = (b: Uint8Array): ImageSize | null => {
  for (let at = 2; at + 9 < b.length;) {
    if (b[at] !== 0xff) return null
    const marker = b[at + 1]!
    if (marker === 0xff) { at++; continue }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return { height: big16(b, at + 5), width: big16(b, at + 7) }
    at += marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8) ? 2 : 2 + big16(b, at + 2)
  }
  return null
}

const webpSize = (b: Uint8Array): ImageSize | null => {
  if (startsWith(b, 12, 'VP8X')) return { width: little(b, 24, 3) + 1, height: little(b, 27, 3) + 1 }
  if (startsWith(b, 12, 'VP8L')) { const bits = little(b, 21, 4); return { width: (bits % 16384) + 1, height: (Math.floor(bits / 16384) % 16384) + 1 } }
  return startsWith(b, 12, 'VP8 ') ? { width: little(b, 26, 2) % 16384, height: little(b, 28, 2) % 16384 } : null
}

/** @returns null when the head is of no picture that is known here, or cut */
export const sizeInHead = (b: Uint8Array): ImageSize | null => {
  const found = b.length >= 24 && b[0] === 0x89 && startsWith(b, 1, 'PNG') ? { width: big16(b, 16) * 65536 + big16(b, 18), height: big16(b, 20) * 65536 + big16(b, 22) }
    : b.length >= 4 && b[0] === 0xff && b[1] === 0xd8 ? jpegSize(b)
      : b.length >= 30 && startsWith(b, 0, 'RIFF') && startsWith(b, 8, 'WEBP') ? webpSize(b)
        : b.length >= 10 && startsWith(b, 0, 'GIF8') ? { width: little(b, 6, 2), height: little(b, 8, 2) }
          : b.length >= 26 && startsWith(b, 0, 'BM') ? { width: little(b, 18, 4), height: Math.abs(little(b, 22, 4) | 0) } : null
  return found && found.width > 0 && found.height > 0 ? found : null
}

/** Reads the beginning of a picture until its size is known. The EXIF orientation is not applied: YOLO trainers read the same way only when it is upright. */
export const imageSize = async (bytes: AsyncIterable<Uint8Array>): Promise<ImageSize | null> => {
  let head = new Uint8Array(0)
  for await (const part of bytes) {
    const next = new Uint8Array(head.length + part.length)
    next.set(head)
    next.set(part, head.length)
    head = next
    const found = sizeInHead(head)
    if (found || head.length > headLimit) return found
  }
  return null
}
