import { existsSync, readdirSync, readFileSync } from 'node:fs'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { pictureInput } from '../input-for-test.ts'
import operator from './index.ts'
import server, { laplacianVariance } from './server/index.ts'

const sharpnessOf = async (bytes: Uint8Array): Promise<number> => (await server.measure(pictureInput(bytes), operator.defaults)).sharpness

test('a lone white pixel among black ones has the variance worked out by hand', () => {
  const data = new Uint8Array(25)
  data[12] = 1
  // Inner 3 x 3: -4 in the middle, 1 at its four neighbours, 0 in the corners: mean 0, mean square 20 / 9.
  expect(laplacianVariance({ width: 5, height: 5, data })).toBeCloseTo(20 / 9, 12)
})

test('a picture without inner pixels has no sharpness', () => {
  expect(laplacianVariance({ width: 2, height: 9, data: new Uint8Array(18).fill(7) })).toBe(0)
})

test('a picture is dropped below the limit and kept at it', () => {
  expect(operator.judge!({ sharpness: 19.99 }, { minSharpness: 20 })).toEqual({ outcome: 'dropped', reason: 'blurred', detail: { sharpness: 19.99 } })
  expect(operator.judge!({ sharpness: 20 }, { minSharpness: 20 })).toEqual({ outcome: 'kept' })
})

test('large pictures are measured at a long side of 512 pixels, so a blur that vanishes there does not count', async () => {
  const board = Buffer.from(Array.from({ length: 2048 * 1024 }, (_, i) => (((i % 2048) >> 7) + ((i >> 11) >> 7)) % 2 * 255))
  const large = await sharp(board, { raw: { width: 2048, height: 1024, channels: 1 } }).png().toBuffer()
  const small = await sharp(large).resize(512, 256).png().toBuffer()
  expect(await sharpnessOf(large)).toBeCloseTo(await sharpnessOf(small), -1)
})

const folder = '../shared/fixtures/quality/imghash'
describe.skipIf(!existsSync(folder))('on 22 real pictures', () => {
  test('the default keeps all sharp ones, drops all blurred with sigma 3 and 16 of those with sigma 2', async () => {
    const dropped = { sharp: 0, two: 0, three: 0 }
    const drops = async (bytes: Uint8Array): Promise<number> => (operator.judge!({ sharpness: await sharpnessOf(bytes) }, operator.defaults).outcome === 'dropped' ? 1 : 0)
    for (const file of readdirSync(folder).filter(name => name.endsWith('.png'))) {
      const bytes = readFileSync(`${folder}/${file}`)
      dropped.sharp += await drops(bytes)
      dropped.two += await drops(await sharp(bytes).blur(2).png().toBuffer())
      dropped.three += await drops(await sharp(bytes).blur(3).png().toBuffer())
    }
    expect(dropped).toEqual({ sharp: 0, two: 16, three: 22 })
  })
})
