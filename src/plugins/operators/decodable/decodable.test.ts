import sharp from 'sharp'
import { expect, test } from 'vitest'
import { pictureInput, textInput } from '../input-for-test.ts'
import operator from './index.ts'
import server from './server/index.ts'

const png = async (): Promise<Uint8Array> => new Uint8Array(await sharp({ create: { width: 90, height: 70, channels: 3, background: '#777', noise: { type: 'gaussian', mean: 128, sigma: 30 } } }).png().toBuffer())

test('a whole picture and a whole text decode and are kept', async () => {
  const fine = { decodable: true, reason: null }
  expect(await server.measure(pictureInput(await png()), {})).toEqual(fine)
  expect(await server.measure(textInput('数据'), {})).toEqual(fine)
  expect(operator.judge!(fine, {})).toEqual({ outcome: 'kept' })
})

test('damaged bytes never throw: the measure holds the code of the failure and the asset is dropped', async () => {
  const bytes = await png()
  const flipped = Uint8Array.from(bytes, (b, i) => (i === bytes.length >> 1 ? b ^ 0xff : b))
  const inputs = [pictureInput(bytes.subarray(0, bytes.length - 5)), pictureInput(flipped), pictureInput(new Uint8Array()), pictureInput(Uint8Array.of(1)), textInput(Uint8Array.of(0xe9, 0x20)), textInput('a\0'), textInput('')]
  const measured = await Promise.all(inputs.map(input => server.measure(input, {})))
  expect(measured.map(m => m.reason)).toEqual(['image.truncated', 'image.corrupt', 'file.empty', 'image.unknown', 'file.encoding', 'text.binary', 'file.empty'])
  for (const m of measured) expect(operator.judge!(m, {})).toEqual({ outcome: 'dropped', reason: 'corrupt', detail: { code: m.reason } })
})

test('a text is read in the encoding in which it was imported', async () => {
  // ｱ, a half-width katakana, in Shift_JIS: no UTF-8 and no GB18030.
  const shiftJis = Uint8Array.of(0xb1)
  expect(await server.measure(textInput(shiftJis, { encoding: 'shift_jis' }), {})).toMatchObject({ decodable: true })
  expect(await server.measure(textInput(shiftJis), {})).toMatchObject({ reason: 'file.encoding' })
})
