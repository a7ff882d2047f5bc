import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { boundsOf, type Bounds } from '../../../kernel/geometry/plane.ts'
import { frame } from './camera.ts'
import { compose, type Scene } from './composition.ts'
import { drawScene, objectsOf } from './drawing.ts'
import { clipToFrame, convexHull, pathOf } from './outline.ts'
import { identityMap, visibilityOf } from './visibility.ts'

const seeds = Array.from({ length: 12 }, (_, i) => `scene test ${i}`)
const pixels = async (svg: string): Promise<Buffer> => sharp(Buffer.from(svg)).flatten({ background: '#000000' }).removeAlpha().raw().toBuffer()

/** Where two renderings differ. */
const difference = (a: Buffer, b: Buffer): { box: Bounds, count: number, at: (x: number, y: number) => boolean } => {
  const differs = (i: number): boolean => Math.abs(a[i]! - b[i]!) + Math.abs(a[i + 1]! - b[i + 1]!) + Math.abs(a[i + 2]! - b[i + 2]!) > 0
  let count = 0, x0 = Infinity, y0 = Infinity, x1 = 0, y1 = 0
  for (let y = 0; y < frame.height; y++) for (let x = 0; x < frame.width; x++) if (differs((y * frame.width + x) * 3)) {
    count++; x0 = Math.min(x0, x); x1 = Math.max(x1, x + 1); y0 = Math.min(y0, y); y1 = Math.max(y1, y + 1)
  }
  return { count, box: { x: x0, y: y0, width: x1 - x0, height: y1 - y0 }, at: (x, y) => differs((y * frame.width + x) * 3) }
}

/** Whether the object is within two pixels: smoothed edges may reach into the neighbours of what the outline covers. */
const near = (ids: Uint16Array, x: number, y: number): boolean => {
  for (let v = Math.max(0, y - 2); v <= Math.min(frame.height - 1, y + 2); v++) for (let u = Math.max(0, x - 2); u <= Math.min(frame.width - 1, x + 2); u++)
    if (ids[v * frame.width + u] === 1) return true
  return false
}

/** The scene on a colour that no object has, without light and shadow, so that every pixel of ink shows. */
const bare = (scene: Scene, actors: Scene['actors']): string => drawScene({
  ...scene, backdrop: `<rect width="${frame.width}" height="${frame.height}" fill="#ff00ff"/>`, overlay: '',
  actors: actors.map(a => ({ ...a, beneath: '', glow: '' })),
})

describe('what a scene says of its objects', () => {
  it('is where the ink is: each kind of object, drawn alone, fills its outline and never leaves it', async () => {
    const scenes = seeds.map(compose), found = new Map<string, { scene: Scene, index: number }>()
    for (const scene of scenes) for (const [index, actor] of scene.actors.entries()) found.set(`${actor.class} ${scene.weather === 'fog' ? 'in fog' : ''}`, { scene, index })
    expect(new Set([...found.keys()].map(k => k.split(' ')[0])).size).toBe(7)
    for (const { scene, index } of found.values()) {
      const [with_, without] = await Promise.all([pixels(bare(scene, [scene.actors[index]!])), pixels(bare(scene, []))])
      const ink = difference(with_, without), object = objectsOf(scene)[index]!
      const { ids } = identityMap([object.outline], frame.width, frame.height)
      for (let y = 0, at = 0; y < frame.height; y++) for (let x = 0; x < frame.width; x++, at++)
        if (ids[at] === 1) { if (!ink.at(x, y)) expect.fail(`${object.class} leaves ${x}, ${y} empty`) }
        else if (ink.at(x, y) && !near(ids, x, y)) expect.fail(`${object.class} has ink at ${x}, ${y}, outside its outline`)
      expect(Math.abs(ink.box.x - object.box.x)).toBeLessThanOrEqual(1)
      expect(Math.abs(ink.box.y - object.box.y)).toBeLessThanOrEqual(1)
      expect(Math.abs(ink.box.x + ink.box.width - object.box.x - object.box.width)).toBeLessThanOrEqual(1)
      expect(Math.abs(ink.box.y + ink.box.height - object.box.y - object.box.height)).toBeLessThanOrEqual(1)
    }
  }, 60_000)

  it('respects who stands before whom: the visible boxes are those of a flat-coloured rendering in drawing order', async () => {
    for (const seed of seeds.slice(0, 4)) {
      const scene = compose(seed), objects = objectsOf(scene)
      const flat = objects.map((o, i) => `<path d="${pathOf(o.outline)}" fill="#${(i + 1).toString(16).padStart(2, '0')}0000" shape-rendering="crispEdges"/>`).join('')
      const raw = await pixels(`<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${frame.height}">${flat}</svg>`)
      const seen = objects.map(() => ({ x0: Infinity, y0: Infinity, x1: 0, y1: 0, count: 0 }))
      for (let y = 0, at = 0; y < frame.height; y++) for (let x = 0; x < frame.width; x++, at += 3) {
        const s = seen[raw[at]! - 1]
        if (s) { s.count++; s.x0 = Math.min(s.x0, x); s.x1 = Math.max(s.x1, x + 1); s.y0 = Math.min(s.y0, y); s.y1 = Math.max(s.y1, y + 1) }
      }
      const { covered } = identityMap(objects.map(o => o.outline), frame.width, frame.height)
      for (const [i, o] of objects.entries()) {
        const s = seen[i]!
        for (const [drawn, said] of [[s.x0, o.visibleBox.x], [s.y0, o.visibleBox.y], [s.x1, o.visibleBox.x + o.visibleBox.width], [s.y1, o.visibleBox.y + o.visibleBox.height]] as const)
          expect(Math.abs(drawn - said), `${seed}: ${i} ${o.class}`).toBeLessThanOrEqual(1)
        expect(Math.abs(s.count / covered[i]! - o.visibleShare)).toBeLessThan(0.12)
      }
    }
  }, 60_000)

  it('stays in the frame, is bounded by its box and can be seen', () => {
    for (const seed of seeds) {
      const objects = objectsOf(compose(seed))
      expect(objects.length).toBeGreaterThan(8)
      for (const o of objects) {
        const b = boundsOf(o.outline)!
        expect(o.box.x).toBe(b.x)
        expect(o.box.y).toBe(b.y)
        expect(o.box.x + o.box.width).toBeCloseTo(b.x + b.width, 6)
        expect(o.box.y + o.box.height).toBeCloseTo(b.y + b.height, 6)
        expect(b.x >= 0 && b.y >= 0 && b.x + b.width <= frame.width && b.y + b.height <= frame.height).toBe(true)
        expect(o.visibleShare).toBeGreaterThanOrEqual(0.3)
      }
    }
  })

  it('is decided by the seed alone', () => {
    expect(drawScene(compose('one'))).toBe(drawScene(compose('one')))
    expect(objectsOf(compose('one'))).not.toEqual(objectsOf(compose('two')))
  })
})

describe('rings and pixels', () => {
  it('counts a pixel in when its centre is, and gives a shared pixel to the later ring', () => {
    const square = (x: number, y: number, s: number) => [{ x, y }, { x: x + s, y }, { x: x + s, y: y + s }, { x, y: y + s }]
    const [under, over] = visibilityOf([square(0.6, 0.6, 4), square(2, 2, 10)], 8, 8)
    expect(under).toEqual({ pixels: 7, share: 0.4375, box: { x: 1, y: 1, width: 4, height: 4 } })
    expect(over).toEqual({ pixels: 36, share: 1, box: { x: 2, y: 2, width: 6, height: 6 } })
  })

  it('clips a ring to the frame and wraps points in their hull', () => {
    expect(boundsOf(clipToFrame([{ x: -5, y: -5 }, { x: 5, y: -5 }, { x: 5, y: 5 }, { x: -5, y: 5 }], 10, 10))).toEqual({ x: 0, y: 0, width: 5, height: 5 })
    expect(convexHull([{ x: 0, y: 0 }, { x: 2, y: 0 }, { x: 1, y: 1 }, { x: 2, y: 2 }, { x: 0, y: 2 }])).toHaveLength(4)
  })
})
