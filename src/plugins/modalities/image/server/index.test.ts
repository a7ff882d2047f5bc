import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { isProbe, type Probe } from '../../../../sockets/modality.ts'
import { imageSignature, type ImageFormat } from '../../image-signature.ts'
import image from '../index.ts'
import server from './index.ts'

const picture = (width = 60, height = 40): Sharp => sharp({ create: { width, height, channels: 3, background: '#777', noise: { type: 'gaussian', mean: 128, sigma: 30 } } })
const encoded = async (format: ImageFormat, width?: number, height?: number): Promise<Uint8Array> => new Uint8Array(await sharp(await picture(width, height).png().toBuffer()).toFormat(format).toBuffer())
const formats: readonly ImageFormat[] = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif']

const probed = async (bytes: Uint8Array, name: string): Promise<Probe> => {
  const result = await server.probe(bytes, name)
  if (!isProbe(result)) throw new Error(`${name}: ${result.code} ${JSON.stringify(result.parameters)}`)
  return result
}
const refusal = async (bytes: Uint8Array, name: string): Promise<string> => {
  const result = await server.probe(bytes, name)
  return isProbe(result) ? 'probed' : result.code
}

describe.each(formats)('a %s file', format => {
  test('is recognised by its content, under any name, and gives its facts and a WebP thumbnail', async () => {
    const bytes = await encoded(format)
    expect(image.recognise(bytes.subarray(0, 4096), 'a.bin')).toBe(`image/${format}`)
    const probe = await probed(bytes, `a.${format}`)
    expect(probe.mediaType).toBe(`image/${format}`)
    expect(probe.facts).toMatchObject({ width: 60, height: 40, format, orientation: 1, bitDepth: 8, pages: 1 })
    expect(probe.derivatives.map(d => [d.role, imageSignature(d.bytes)])).toEqual([['thumbnail', 'webp']])
    expect(probe.warnings).toEqual([])
  })

  test('is refused as truncated wherever it is cut after its signature', async () => {
    const bytes = await encoded(format, 200, 150)
    for (const length of [bytes.length - 1, bytes.length - 2, bytes.length - 40, Math.floor(bytes.length / 2), 64]) {
      expect([length, await refusal(bytes.subarray(0, length), `a.${format}`)]).toEqual([length, 'image.truncated'])
    }
  })
})

test('a PNG with a flipped byte in its pixels is refused as corrupt', async () => {
  const bytes = await encoded('png', 200, 150)
  const flipped = Uint8Array.from(bytes, (b, i) => (i === Math.floor(bytes.length / 2) ? b ^ 0xff : b))
  expect(await refusal(flipped, 'a.png')).toBe('image.corrupt')
})

test('a file without bytes is refused as empty', async () => {
  expect(await refusal(new Uint8Array(), 'a.png')).toBe('file.empty')
})

test('a text under a picture name is refused as unknown', async () => {
  const bytes = new TextEncoder().encode('not a picture')
  expect(image.recognise(bytes, 'a.png')).toBeNull()
  expect(await refusal(bytes, 'a.png')).toBe('image.unknown')
})

test('a small file that unpacks to more than 2^28 pixels is refused with its number of pixels', async () => {
  const bytes = await sharp({ create: { width: 20_000, height: 14_000, channels: 3, background: '#000' }, limitInputPixels: false }).png({ compressionLevel: 9 }).toBuffer()
  expect(await server.probe(new Uint8Array(bytes), 'a.png')).toMatchObject({ code: 'image.too-large', parameters: { pixels: 280_000_000, limit: 2 ** 28 } })
})

test('a name that does not match the content is a warning, and the content counts', async () => {
  const probe = await probed(await encoded('png'), 'a.jpg')
  expect(probe.mediaType).toBe('image/png')
  expect(probe.warnings).toMatchObject([{ code: 'file.misnamed', parameters: { extension: '.jpg', found: 'png' }, place: { file: 'a.jpg' } }])
  expect((await probed(await encoded('png'), 'folder.jpg/a')).warnings).toEqual([])
})

test('width, height and thumbnail are those of the EXIF-upright picture', async () => {
  const bytes = await sharp(await picture(600, 400).png().toBuffer()).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const probe = await probed(new Uint8Array(bytes), 'a.jpg')
  expect(probe.facts).toMatchObject({ width: 400, height: 600, orientation: 6 })
  const thumbnail = await sharp(probe.derivatives[0]!.bytes).metadata()
  expect([thumbnail.width, thumbnail.height]).toEqual([213, 320])
})

test('an animation has the size of one page, counts its pages and is refused when a later page is cut off', async () => {
  const bytes = await sharp([await picture().png().toBuffer(), await picture().png().toBuffer(), await picture().png().toBuffer()], { join: { animated: true } }).gif().toBuffer()
  const probe = await probed(new Uint8Array(bytes), 'a.gif')
  expect(probe.facts).toMatchObject({ width: 60, height: 40, pages: 3 })
  expect(await refusal(new Uint8Array(bytes.subarray(0, Math.floor(bytes.length * 0.8))), 'a.gif')).toBe('image.truncated')
})

test('a 16-bit grey PNG keeps its depth and channel count', async () => {
  const bytes = await sharp(new Uint16Array(12 * 10).fill(40_000), { raw: { width: 12, height: 10, channels: 1 } }).toColourspace('grey16').png().toBuffer()
  expect((await probed(new Uint8Array(bytes), 'a.png')).facts).toMatchObject({ width: 12, height: 10, channels: 1, bitDepth: 16 })
})
