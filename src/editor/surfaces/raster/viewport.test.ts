import fc from 'fast-check'
import { expect, test } from 'vitest'
import { actualSize, fitted, lookingAt, lookOf, pannedBy, toImage, toScreen, visibleArea, zoomedAt } from './viewport.ts'

const image = { width: 4_000, height: 3_000 }, screen = { width: 1_200, height: 900 }

test('100 zoom steps in and out keep the image point under the pointer to less than half a pixel', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1_200 }), fc.integer({ min: 0, max: 900 }), (x, y) => {
    let view = fitted(image, screen)
    const at = { x, y }, grip = toImage(view, at)
    for (let i = 0; i < 100; i++) view = zoomedAt(view, at, i < 50 ? 1.1 : 1 / 1.1, image, screen, 1)
    const now = toScreen(view, grip)
    expect(Math.hypot(now.x - x, now.y - y)).toBeLessThan(0.5)
  }))
})

test('zoom stays between half of "fit" and 64 device pixels per image pixel, and a picture cannot be lost by panning', () => {
  const fit = fitted(image, screen)
  expect(zoomedAt(fit, { x: 0, y: 0 }, 1e9, image, screen, 2).scale).toBe(32)
  expect(zoomedAt(fit, { x: 0, y: 0 }, 1e-9, image, screen, 2).scale).toBe(fit.scale / 2)
  const lost = pannedBy(fit, 1e9, -1e9, image, screen)
  expect([lost.dx, lost.dy + image.height * lost.scale]).toEqual([1_200 - 48, 48])
})

test('"fit" shows the whole picture in the middle, 100 % is one image pixel on one device pixel', () => {
  const fit = fitted(image, screen), area = visibleArea(fit, screen)
  expect(area.x).toBeLessThan(0)
  expect(area.x + area.width).toBeGreaterThan(4_000)
  expect(toScreen(fit, { x: 2_000, y: 1_500 })).toEqual({ x: 600, y: 450 })
  expect(actualSize(fit, screen, 2).scale).toBe(0.5)
})

test('a surface of another size looks at the same point, as far into its own fit, and back again', () => {
  const other = { width: 400, height: 700 }
  fc.assert(fc.property(fc.integer({ min: 0, max: 1_200 }), fc.integer({ min: 0, max: 900 }), fc.double({ min: 0.6, max: 20, noNaN: true }), (x, y, factor) => {
    const view = zoomedAt(fitted(image, screen), { x, y }, factor, image, screen, 1), look = lookOf(view, image, screen), along = lookingAt(look, image, other, 1), back = lookOf(along, image, other)
    expect(along.scale / fitted(image, other).scale).toBeCloseTo(view.scale / fitted(image, screen).scale, 6)
    expect([back.centre.x, back.centre.y]).toEqual([expect.closeTo(look.centre.x, 6), expect.closeTo(look.centre.y, 6)])
  }))
})
