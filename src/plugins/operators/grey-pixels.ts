import { openImage } from '../modalities/open-image.ts'

/** Eight-bit luma (ITU-R BT.601, in integers as Pillow's mode L), row by row, of the EXIF-upright picture; transparency is ignored. */
export interface GreyPixels { readonly width: number, readonly height: number, readonly data: Uint8Array }

/** @param longSide the picture is scaled down to it, in pixels; never up @throws Error when the bytes do not decode */
export const greyPixels = async (bytes: Uint8Array, longSide: number): Promise<GreyPixels> => {
  const { data: rgb, info } = await openImage(bytes).autoOrient().resize(longSide, longSide, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb').removeAlpha().raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  const data = new Uint8Array(info.width * info.height)
  if (info.channels < 3) for (let i = 0; i < data.length; i++) data[i] = rgb[i * info.channels]!
  else for (let i = 0, at = 0; i < data.length; i++, at += info.channels) data[i] = (rgb[at]! * 19_595 + rgb[at + 1]! * 38_470 + rgb[at + 2]! * 7_471 + 0x8000) >> 16
  return { width: info.width, height: info.height, data }
}
