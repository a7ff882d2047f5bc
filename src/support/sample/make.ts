import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { seededRandom, shuffled } from '../../kernel/random.ts'
import { encodeJpeg, sharesScene, spoilings, type Spoiling } from './defects.ts'
import type { SampleImage, SampleManifest, SampleOptions } from './model.ts'
import { plantedCount } from './share.ts'
import { frame } from './scene/camera.ts'
import { compose, type Scene } from './scene/composition.ts'
import { drawScene, objectsOf } from './scene/drawing.ts'
import { encodeText, makeTexts } from './text/corpus.ts'

interface Planned { readonly scene: string, readonly spoiling: Spoiling | null, readonly image: SampleImage }

const describe = (file: string, scene: Scene): SampleImage =>
  ({ file, width: frame.width, height: frame.height, orientation: 1, daytime: scene.daytime, weather: scene.weather, objects: objectsOf(scene), defect: null })

/** What each image file will hold, before anything is drawn. */
const planImages = (seed: string, count: number): Planned[] => {
  const random = seededRandom(`${seed}/images`), width = Math.max(4, String(count).length)
  const names = shuffled(Array.from({ length: count }, (_, i) => `images/street-${String(i + 1).padStart(width, '0')}.jpg`), random)
  const spoiled = plantedCount(count, spoilings.length), sound = count - spoiled
  const sceneAt = (i: number): string => `${seed}/scene/${i}`
  const plan: Planned[] = []
  for (let i = 0; i < sound; i++) plan.push({ scene: sceneAt(i), spoiling: null, image: describe(names[i]!, compose(sceneAt(i))) })
  for (let i = 0; i < spoiled; i++) {
    const spoiling = spoilings[i % spoilings.length]!, file = names[sound + i]!
    const shared = plan[i % sound]!, scene = sharesScene(spoiling.id) ? shared.scene : sceneAt(sound + i)
    const source = sharesScene(spoiling.id) ? shared.image : describe(file, compose(scene))
    plan.push({ scene, spoiling, image: { ...source, ...spoiling.describe(source), file } })
  }
  return plan.sort((a, b) => a.image.file < b.image.file ? -1 : 1)
}

/** What `makeSample` would write, on any machine. */
export const describeSample = ({ seed, images, texts }: Omit<SampleOptions, 'into'>): SampleManifest =>
  ({ version: 1, seed, images: planImages(seed, images).map(p => p.image), texts: makeTexts(seed, texts) })

const drawn = async ({ scene, spoiling }: Planned): Promise<Buffer> => {
  const jpeg = await encodeJpeg(sharp(Buffer.from(drawScene(compose(scene)))).flatten({ background: '#000000' }))
  return spoiling ? spoiling.bytes(jpeg) : jpeg
}

/**
 * Files of a sample by place, from `from` (included) to `to`, so that several can be made at once; pictures first, then texts.
 * @returns path and bytes, one at a time
 */
export async function* sampleFiles(options: Omit<SampleOptions, 'into'>, from: number, to: number): AsyncGenerator<{ file: string, bytes: Buffer }> {
  const plan = planImages(options.seed, options.images), texts = makeTexts(options.seed, options.texts)
  for (let i = from; i < Math.min(to, plan.length + texts.length); i++) {
    const planned = plan[i], text = texts[i - plan.length]
    yield planned ? { file: planned.image.file, bytes: await drawn(planned) } : { file: text!.file, bytes: Buffer.from(encodeText(text!)) }
  }
}

/**
 * Draws street scenes, writes short texts, plants defects, and says exactly what is in them. Nothing is fetched.
 * The same options give the same bytes on one machine; the manifest is the same on every machine. Chinese signs need an
 * installed CJK font, otherwise they show boxes.
 * @param onFile told after each file: done so far, and of how many
 * @throws RangeError when a count is no count; what the file system throws
 */
export const makeSample = async (options: SampleOptions, onFile: (done: number, total: number) => void = () => undefined): Promise<SampleManifest> => {
  for (const count of [options.images, options.texts]) if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`not a count: ${count}`)
  const plan = planImages(options.seed, options.images), texts = makeTexts(options.seed, options.texts)
  const total = plan.length + texts.length
  let done = 0
  await mkdir(join(options.into, 'images'), { recursive: true })
  await mkdir(join(options.into, 'texts'), { recursive: true })
  for (const planned of plan) { await writeFile(join(options.into, planned.image.file), await drawn(planned)); onFile(++done, total) }
  for (const text of texts) { await writeFile(join(options.into, text.file), encodeText(text)); onFile(++done, total) }
  const manifest: SampleManifest = { version: 1, seed: options.seed, images: plan.map(p => p.image), texts }
  await writeFile(join(options.into, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`)
  return manifest
}
