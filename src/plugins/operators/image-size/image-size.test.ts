import fc from 'fast-check'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { pictureInput } from '../input-for-test.ts'
import operator from './index.ts'
import server from './server/index.ts'

const lying = async (): Promise<Uint8Array> => new Uint8Array(await sharp({ create: { width: 30, height: 20, channels: 3, background: '#aaa' } }).withMetadata({ orientation: 6 }).jpeg().toBuffer())

test('the facts of the probe are measured, and without them the upright size in the header', async () => {
  expect(await server.measure(pictureInput(new Uint8Array(), { width: 9, height: 8 }), operator.defaults)).toEqual({ width: 9, height: 8 })
  expect(await server.measure(pictureInput(await lying()), operator.defaults)).toEqual({ width: 20, height: 30 })
})

test('bytes that are no picture cannot be measured and the error names the code', async () => {
  await expect(server.measure(pictureInput(Uint8Array.of(1, 2, 3)), operator.defaults)).rejects.toThrow('image.unknown')
})

test('a picture is dropped exactly when a side is below its least, and the verdict tells the size', () => {
  const side = fc.integer({ min: 1, max: 50 })
  fc.assert(fc.property(side, side, side, side, (width, height, minWidth, minHeight) => {
    const verdict = operator.judge!({ width, height }, { minWidth, minHeight })
    expect(verdict).toEqual(width >= minWidth && height >= minHeight ? { outcome: 'kept' } : { outcome: 'dropped', reason: 'too-small', detail: { width, height } })
  }))
})
