import sharp, { type Sharp } from 'sharp'
import { boundsOf, type Point } from '../../kernel/geometry/plane.ts'
import type { ImageDefect, SampleImage, SampleObject } from './model.ts'
import { frame } from './scene/camera.ts'
import { hundredth } from './scene/outline.ts'
import { visibilityOf } from './scene/visibility.ts'

/** What is done to a finished picture, and what is then known of it. */
export interface Spoiling {
  readonly id: 'exact-duplicate' | 're-encoded' | 'resized' | 'brightened' | 'blurred' | 'too-small' | 'truncated' | 'empty' | 'png-as-jpg' | 'text-as-jpg' | 'turned-6' | 'turned-8' | 'turned-3'
  readonly bytes: (jpeg: Buffer) => Promise<Buffer>
  readonly describe: (source: SampleImage) => Pick<SampleImage, 'width' | 'height' | 'objects' | 'orientation' | 'defect'>
}

const quality = 88
/** The one way a picture becomes a JPEG. */
export const encodeJpeg = (image: Sharp): Promise<Buffer> => image.jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer()

const scaleObjects = (objects: readonly SampleObject[], factor: number, width: number, height: number): SampleObject[] => {
  const scaled = (p: Point): Point => ({ x: hundredth(p.x * factor), y: hundredth(p.y * factor) })
  const outlines = objects.map(o => o.outline.map(scaled)), visible = visibilityOf(outlines, width, height)
  return objects.map((o, i) => {
    const b = boundsOf(outlines[i]!)!
    return { ...o, outline: outlines[i]!, box: { x: b.x, y: b.y, width: hundredth(b.width), height: hundredth(b.height) }, visibleBox: visible[i]!.box, visibleShare: Math.round(visible[i]!.share * 10_000) / 10_000 }
  })
}

const upright = (source: SampleImage, defect: ImageDefect | null, orientation: SampleImage['orientation'] = 1): ReturnType<Spoiling['describe']> =>
  ({ width: source.width, height: source.height, objects: source.objects, orientation, defect })
const smaller = (source: SampleImage, factor: number, defect: ImageDefect): ReturnType<Spoiling['describe']> => {
  const width = frame.width * factor, height = frame.height * factor
  return { width, height, orientation: 1, defect, objects: scaleObjects(source.objects, factor, width, height) }
}
const nothing = (defect: ImageDefect): ReturnType<Spoiling['describe']> => ({ width: 0, height: 0, objects: [], orientation: 1, defect })

/** Pixels stored turned, with the tag that turns them back: a reader that honours EXIF sees the upright picture. */
const turned = (id: Spoiling['id'], orientation: 3 | 6 | 8, degrees: number): Spoiling => ({
  id,
  bytes: jpeg => encodeJpeg(sharp(jpeg).rotate(degrees).withMetadata({ orientation })),
  describe: source => upright(source, null, orientation),
})

export const spoilings: readonly Spoiling[] = [
  { id: 'exact-duplicate', bytes: async jpeg => jpeg, describe: s => upright(s, { kind: 'exact-duplicate', of: s.file }) },
  { id: 're-encoded', bytes: jpeg => sharp(jpeg).jpeg({ quality: 58 }).toBuffer(), describe: s => upright(s, { kind: 'near-duplicate', of: s.file, change: 're-encoded' }) },
  { id: 'resized', bytes: jpeg => encodeJpeg(sharp(jpeg).resize(960, 600)), describe: s => smaller(s, 0.75, { kind: 'near-duplicate', of: s.file, change: 'resized' }) },
  { id: 'brightened', bytes: jpeg => encodeJpeg(sharp(jpeg).modulate({ brightness: 1.14 })), describe: s => upright(s, { kind: 'near-duplicate', of: s.file, change: 'brightened' }) },
  { id: 'blurred', bytes: jpeg => encodeJpeg(sharp(jpeg).blur(7)), describe: s => upright(s, { kind: 'blurred' }) },
  { id: 'too-small', bytes: jpeg => encodeJpeg(sharp(jpeg).resize(160, 100)), describe: s => smaller(s, 0.125, { kind: 'too-small' }) },
  { id: 'truncated', bytes: async jpeg => jpeg.subarray(0, Math.floor(jpeg.length * 0.45)), describe: s => upright(s, { kind: 'truncated' }) },
  { id: 'empty', bytes: async () => Buffer.alloc(0), describe: () => nothing({ kind: 'empty' }) },
  { id: 'png-as-jpg', bytes: jpeg => sharp(jpeg).png({ compressionLevel: 9, palette: true }).toBuffer(), describe: s => upright(s, { kind: 'misnamed', actual: 'image/png' }) },
  { id: 'text-as-jpg', bytes: async () => Buffer.from('这不是图片。\nThis is not a picture.\n'), describe: () => nothing({ kind: 'misnamed', actual: 'text/plain' }) },
  turned('turned-6', 6, 270), turned('turned-8', 8, 90), turned('turned-3', 3, 180),
]
/** Those that show a picture nobody else shows need a scene of their own. */
export const sharesScene = (id: Spoiling['id']): boolean => id === 'exact-duplicate' || id === 're-encoded' || id === 'resized' || id === 'brightened'
