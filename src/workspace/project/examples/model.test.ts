import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assetsShown, brokenPart, inSight, picturesShown, pictureType, type Shown } from './model.ts'

const a = '01890000-0000-7000-8000-000000000001', b = '01890000-0000-7000-8000-000000000002', picture = 'a'.repeat(64)
const shows = (shown?: Shown) => ({ ...(shown && { shown }) })

test('assets and pictures that examples show are named once each, in their order', () => {
  const rules = [shows({ asset: b }), shows(), shows({ picture }), shows({ asset: a, span: { from: 0, to: 3 } }), shows({ asset: b }), shows({ picture })]
  expect([assetsShown(rules), picturesShown(rules)]).toEqual([[b, a], [picture]])
})

test('a part that is empty, beyond the asset or of two kinds is named by its place', () => {
  const whole = shows({ asset: a })
  for (const shown of [{ asset: a, span: { from: 3, to: 3 } }, { asset: a, box: { x: 0.5, y: 0, width: 0.6, height: 1 } }, { asset: a, box: { x: 0, y: 0, width: 0, height: 1 } }, { asset: a, box: { x: 0, y: 0, width: 1, height: 1 }, span: { from: 0, to: 1 } }])
    expect(brokenPart([whole, shows(), shows(shown)])).toBe(2)
  expect(brokenPart([whole, shows({ picture }), shows({ asset: a, box: { x: 0.25, y: 0.25, width: 0.75, height: 0.5 } }), shows({ asset: a, span: { from: 0, to: 1 } })])).toBeNull()
})

test('whoever does not see an asset is given no example of it, and every other one', () => {
  const rules = [shows({ asset: a }), shows(), shows({ picture }), shows({ asset: b })]
  expect(inSight(rules, new Set([b]))).toEqual([rules[1], rules[2], rules[3]])
  expect(inSight(rules, new Set([a, b]))).toEqual(rules)
})

test('a picture is told by its first bytes; nothing else passes for one', () => {
  expect(pictureType(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0))).toBe('image/png')
  expect(pictureType(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe('image/jpeg')
  expect(pictureType(new TextEncoder().encode('RIFF\x04\x00\x00\x00WEBP'))).toBe('image/webp')
  expect([pictureType(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')), pictureType(Uint8Array.of(0x89, 0x50)), pictureType(new Uint8Array())]).toEqual([null, null, null])
  fc.assert(fc.property(fc.uint8Array({ maxLength: 12 }), bytes => { expect(pictureType(Uint8Array.of(0x3c, ...bytes))).toBeNull() }))
})
