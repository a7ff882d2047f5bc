import type { Failure } from '../../../../kernel/failure.ts'
import { defineModalityServer, type Probe } from '../../../../sockets/modality.ts'
import { fileFailures } from '../../failures.ts'
import { imageFormats, type ImageFormat } from '../../image-signature.ts'
import { decodeAll, decodeFailure, openImage, readHeader } from '../../open-image.ts'

/** Long side of a thumbnail, in pixels. */
const thumbnailSide = 320

const misnamed = (name: string, format: ImageFormat): readonly Failure[] => {
  const dot = name.lastIndexOf('.')
  const extension = dot > name.lastIndexOf('/') + 1 ? name.slice(dot).toLowerCase() : ''
  if (extension === '' || imageFormats[format].extensions.includes(extension)) return []
  return [fileFailures.misnamed({ extension, found: format }, { file: name })]
}

export default defineModalityServer({
  async probe(bytes, name): Promise<Probe | Failure> {
    const header = await readHeader(bytes, name)
    if (!('width' in header)) return header
    const broken = await decodeAll(bytes, header)
    if (broken) return { ...broken, place: { file: name } }
    try {
      const thumbnail = await openImage(bytes).autoOrient().resize(thumbnailSide, thumbnailSide, { fit: 'inside', withoutEnlargement: true }).webp({ quality: 80 }).toBuffer()
      return {
        mediaType: imageFormats[header.format].mediaType,
        facts: { ...header },
        derivatives: [{ role: 'thumbnail', mediaType: 'image/webp', bytes: new Uint8Array(thumbnail) }],
        warnings: misnamed(name, header.format),
      }
    } catch (error) {
      return { ...decodeFailure(bytes, header.format, error), place: { file: name } }
    }
  },
})
