import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { spoilings } from './defects.ts'
import { describeSample, makeSample } from './make.ts'
import type { SampleImage, SampleManifest } from './model.ts'

const root = mkdtempSync(join(tmpdir(), 'feedstock-sample-'))
const options = { seed: 'make test', images: 26, texts: 30 }
const folder = join(root, 'first')
let manifest: SampleManifest

const hash = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')
const bytes = (image: SampleImage): Buffer => readFileSync(join(folder, image.file))
const spoiled = (kind: string): SampleImage => manifest.images.find(i => i.defect?.kind === kind)!

beforeAll(async () => { manifest = await makeSample({ ...options, into: folder }) })
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('making a sample', () => {
  it('writes exactly the files of its manifest, which is what describeSample foretold', () => {
    expect(readdirSync(join(folder, 'images')).map(f => `images/${f}`).sort()).toEqual(manifest.images.map(i => i.file))
    expect(readdirSync(join(folder, 'texts')).map(f => `texts/${f}`).sort()).toEqual(manifest.texts.map(t => t.file))
    expect(manifest.images).toHaveLength(26)
    expect(manifest.texts).toHaveLength(30)
    expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(describeSample(options))))
  })

  it('gives the same bytes for the same seed, and other pictures for another', async () => {
    const few = { seed: 'twice', images: 3, texts: 12 }
    const [one, two, other] = [join(root, 'one'), join(root, 'two'), join(root, 'other')]
    const { images, texts } = await makeSample({ ...few, into: one })
    await makeSample({ ...few, into: two })
    await makeSample({ ...few, seed: 'other', into: other })
    for (const { file } of [...images, ...texts, { file: 'manifest.json' }]) expect(hash(join(two, file)), `${file}`).toBe(hash(join(one, file)))
    for (const { file } of images) expect(hash(join(other, file)), `${file}`).not.toBe(hash(join(one, file)))
  })

  it('writes sound pictures as JPEG whose upright size is the one in the manifest, turned ones by their EXIF tag', async () => {
    for (const image of manifest.images.filter(i => i.defect === null)) {
      const meta = await sharp(bytes(image)).metadata()
      expect(meta.format).toBe('jpeg')
      expect(meta.orientation ?? 1).toBe(image.orientation)
      expect([meta.autoOrient.width, meta.autoOrient.height]).toEqual([image.width, image.height])
    }
    expect(new Set(manifest.images.map(i => i.orientation))).toEqual(new Set([1, 3, 6, 8]))
  })

  it('stores turned pictures so that their EXIF tag brings back the upright one', async () => {
    const sound = bytes(manifest.images.find(i => i.defect === null && i.orientation === 1)!)
    const raw = (jpeg: Buffer): Promise<Buffer> => sharp(jpeg).autoOrient().removeAlpha().raw().toBuffer()
    const upright = await raw(sound), meanDifference = (a: Buffer): number => a.reduce((sum, v, i) => sum + Math.abs(v - upright[i]!), 0) / a.length
    const turned = spoilings.filter(s => s.id.startsWith('turned'))
    expect(turned).toHaveLength(3)
    for (const { id, bytes: turn } of turned) {
      const stored = await turn(sound), meta = await sharp(stored).metadata()
      expect([meta.width, meta.height], `${id}`).toEqual(id === 'turned-3' ? [1280, 800] : [800, 1280])
      // Encoding twice costs about one level of grey; a wrong turn dozens.
      expect(meanDifference(await raw(stored)), `${id}`).toBeLessThan(3)
    }
  })

  it('plants each defect as it says', async () => {
    const kinds = new Set(manifest.images.map(i => i.defect?.kind))
    for (const kind of ['exact-duplicate', 'near-duplicate', 'blurred', 'too-small', 'truncated', 'empty', 'misnamed'] as const) expect(kinds).toContain(kind)
    for (const image of manifest.images) if (image.defect?.kind === 'exact-duplicate') expect(hash(join(folder, image.file))).toBe(hash(join(folder, image.defect.of)))
    for (const image of manifest.images) if (image.defect?.kind === 'near-duplicate') expect(hash(join(folder, image.file))).not.toBe(hash(join(folder, image.defect.of)))
    expect(bytes(spoiled('empty'))).toHaveLength(0)
    await expect(sharp(bytes(spoiled('truncated')), { failOn: 'truncated' }).raw().toBuffer()).rejects.toThrow(/premature end/i)
    const small = await sharp(bytes(spoiled('too-small'))).metadata()
    expect([small.width, small.height]).toEqual([160, 100])
    const [png, text] = (['image/png', 'text/plain'] as const).map(actual => manifest.images.find(i => i.defect?.kind === 'misnamed' && i.defect.actual === actual)!)
    expect((await sharp(bytes(png!)).metadata()).format).toBe('png')
    expect(bytes(text!).toString('utf8')).toContain('This is not a picture')
  })

  it('scales the boxes of a resized near-duplicate with the picture', () => {
    const resized = manifest.images.find(i => i.defect?.kind === 'near-duplicate' && i.defect.change === 'resized')!
    const source = manifest.images.find(i => resized.defect?.kind === 'near-duplicate' && i.file === resized.defect.of)!
    expect([resized.width, resized.height]).toEqual([960, 600])
    for (const [i, o] of resized.objects.entries()) {
      expect(o.box.x).toBeCloseTo(source.objects[i]!.box.x * 0.75, 1)
      expect(o.box.width).toBeCloseTo(source.objects[i]!.box.width * 0.75, 1)
    }
  })

  it('blurs what it calls blurred: the fine detail is a fraction of that of any sound picture', async () => {
    const sharpness = async (image: SampleImage): Promise<number> => (await sharp(bytes(image)).stats()).sharpness
    const blurred = await sharpness(spoiled('blurred'))
    for (const image of manifest.images.filter(i => i.defect === null && i.orientation === 1)) expect(blurred).toBeLessThan(await sharpness(image) / 3)
  })

  it('refuses what is no count before it writes anything', async () => {
    await expect(makeSample({ ...options, images: -1, into: join(root, 'never') })).rejects.toThrow(RangeError)
    expect(readdirSync(root)).not.toContain('never')
  })
})
