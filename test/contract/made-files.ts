import sharp from 'sharp'
import { seededRandom } from '../../src/kernel/random.ts'

/** A file made here, with what a probe must say of it. */
export interface MadeFile { readonly name: string, readonly modality: string, readonly mediaType: string, readonly bytes: Uint8Array, readonly facts: Readonly<Record<string, number>> }

const noise = (width: number, height: number, seed: string): Uint8Array => {
  const random = seededRandom(seed)
  return Uint8Array.from({ length: width * height * 3 }, () => random.integer(256))
}

const picture = async (name: string, pixels: Uint8Array, width: number, height: number, type: 'png' | 'jpeg' | 'webp'): Promise<MadeFile> => ({
  name, modality: 'image', mediaType: `image/${type}`, facts: { width, height },
  bytes: new Uint8Array(await sharp(pixels, { raw: { width, height, channels: 3 } }).toFormat(type).toBuffer()),
})

const writing = (name: string, text: string): MadeFile =>
  ({ name, modality: 'text', mediaType: 'text/plain', facts: { codePoints: [...text].length }, bytes: new TextEncoder().encode(text) })

/** Files of every modality that can be made here, the same on every run. */
export const madeFiles = async (): Promise<MadeFile[]> => [
  await picture('noise.png', noise(48, 32, 'a'), 48, 32, 'png'),
  await picture('noise again.png', noise(48, 32, 'a'), 48, 32, 'png'),
  await picture('grey.jpg', new Uint8Array(40 * 40 * 3).fill(128), 40, 40, 'jpeg'),
  await picture('large 图.webp', noise(300, 200, 'b'), 300, 200, 'webp'),
  writing('short.txt', '好'),
  writing('english.txt', 'The quick brown fox jumps over the lazy dog near the river bank. '.repeat(8)),
  writing('english again.txt', 'The quick brown fox jumps over the lazy dog near the river bank. '.repeat(8)),
  writing('中文.txt', '数据标注是把原始数据变成训练数据的过程🚒，需要人和规范。联系：13800138000，a.b@example.com。\n'.repeat(6)),
]
