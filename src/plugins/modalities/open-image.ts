import sharp, { type Sharp, type SharpOptions } from 'sharp'
import type { Failure } from '../../kernel/failure.ts'
import { imageFailures, fileFailures } from './failures.ts'
import { endsEarly } from './image-extent.ts'
import { imageSignature, type ImageFormat } from './image-signature.ts'

/**
 * Most pixels, over all pages, that one file may unpack to: 2^28 (16,384 x 16,384). Uncompressed that is 0.8 GB of RGB; a small file that
 * claims more is refused from its header, before any pixel is unpacked.
 */
export const pixelLimit = 2 ** 28

/** The decoder with our limits. `warning` is the strictest level: pixels that had to be guessed are no pixels. */
export const openImage = (bytes: Uint8Array, options: SharpOptions = {}): Sharp => sharp(bytes, { limitInputPixels: pixelLimit, failOn: 'warning', ...options })

const endMessages = /premature end|unexpected end|end of (file|gif)|bad seek|truncated|not enough data|read error.*eof/i

/** Turns what the decoder threw into the failure of the file. */
export const decodeFailure = (bytes: Uint8Array, format: ImageFormat, error: unknown): Failure => {
  const message = error instanceof Error ? error.message : String(error)
  if (/exceeds pixel limit/i.test(message)) return imageFailures.tooLarge({ pixels: null, limit: pixelLimit })
  // A damaged AVIF makes its reader seek past the end too, so there only the boxes decide.
  if (endsEarly(bytes, format) || (format !== 'avif' && endMessages.test(message))) return imageFailures.truncated({ format })
  return imageFailures.corrupt({ format, reason: message.split('\n')[0]!.slice(0, 120) })
}

export interface ImageHeader { readonly format: ImageFormat, readonly width: number, readonly height: number, readonly channels: number, readonly orientation: number, readonly bitDepth: number, readonly pages: number }

const bitDepths: Readonly<Record<string, number>> = { uchar: 8, char: 8, ushort: 16, short: 16, uint: 32, int: 32, float: 32, double: 64, complex: 64, dpcomplex: 128 }

/** Reads the header only. Width and height are those of the EXIF-upright picture, in pixels. */
export const readHeader = async (bytes: Uint8Array, name: string): Promise<ImageHeader | Failure> => {
  if (bytes.length === 0) return fileFailures.empty({}, { file: name })
  const format = imageSignature(bytes.subarray(0, 4096))
  if (format === null) return imageFailures.unknown({ name }, { file: name })
  if (endsEarly(bytes, format)) return imageFailures.truncated({ format }, { file: name })
  try {
    const found = await openImage(bytes, { limitInputPixels: false }).metadata()
    const pages = found.pages ?? 1
    const height = found.pageHeight ?? found.height
    const pixels = found.width * height * pages
    if (pixels > pixelLimit) return imageFailures.tooLarge({ pixels, limit: pixelLimit }, { file: name })
    const orientation = found.orientation ?? 1
    // EXIF orientations 5 to 8 lie on their side.
    const [upWidth, upHeight] = orientation >= 5 ? [height, found.width] : [found.width, height]
    return { format, width: upWidth, height: upHeight, channels: found.channels, orientation, bitDepth: found.bitsPerSample ?? bitDepths[found.depth] ?? 8, pages }
  } catch (error) {
    return { ...decodeFailure(bytes, format, error), place: { file: name } }
  }
}

/** Decodes every pixel of every page and keeps none. @returns null when all of it decodes */
export const decodeAll = async (bytes: Uint8Array, header: ImageHeader): Promise<Failure | null> => {
  try {
    await openImage(bytes, { pages: header.pages > 1 && header.format !== 'tiff' ? -1 : 1 }).resize(8, 8, { fit: 'fill', fastShrinkOnLoad: false }).raw().toBuffer()
    return null
  } catch (error) {
    return decodeFailure(bytes, header.format, error)
  }
}
