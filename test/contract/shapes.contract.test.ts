import fc from 'fast-check'
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { apply, invert, type Affine, type Point } from '../../src/kernel/geometry/plane.ts'
import { seededRandom } from '../../src/kernel/random.ts'
import type { ShapeDefinition } from '../../src/sockets/shape.ts'
import { folderOf, foldersOf, lacks, load } from './folders.ts'

const seeds = fc.integer().map(n => seededRandom(String(n)))
/** Scale and shift only: a box under a rotation becomes the box around it and cannot come back. */
const upright: fc.Arbitrary<Affine> = fc.record({ a: fc.double({ min: 0.25, max: 4, noNaN: true }), d: fc.double({ min: 0.25, max: 4, noNaN: true }), e: fc.integer({ min: -500, max: 500 }), f: fc.integer({ min: -500, max: 500 }) })
  .map(m => ({ ...m, b: 0, c: 0 }))

/** Every number of a payload, in order: two payloads of one form are near when these are. */
const numbers = (value: unknown): number[] =>
  typeof value === 'number' ? [value] : Array.isArray(value) ? value.flatMap(numbers) : value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbers) : []

/** Corners and vertices found anywhere in a raster payload: `[x, y]` pairs and objects with `x` and `y`. */
const points = (value: unknown): Point[] => {
  if (Array.isArray(value)) return value.length === 2 && value.every(n => typeof n === 'number') ? [{ x: value[0]!, y: value[1]! }] : value.flatMap(points)
  if (value === null || typeof value !== 'object') return []
  const { x, y } = value as { x?: unknown, y?: unknown }
  return typeof x === 'number' && typeof y === 'number' ? [{ x, y }] : Object.values(value).flatMap(points)
}

describe.each(foldersOf('shapes'))('shape %s', id => {
  const it = (title: string, check: (shape: ShapeDefinition) => void): void => { test(title, async () => check(await load<ShapeDefinition>('shapes', id))) }
  const each = (shape: ShapeDefinition, check: (payload: unknown, other: unknown) => void): void =>
    fc.assert(fc.property(seeds, random => check(shape.sample(random), shape.sample(random))), { numRuns: 60 })

  it('has a README with the required headings, tests, and an id that is its folder', shape => {
    expect(lacks('shapes', id, ['What it is', 'Payload', 'Distance'])).toEqual([])
    expect([shape.id, Object.values(shape.title).every(text => text !== '')]).toEqual([id, true])
    expect(folderOf('shapes', id)).toMatch(/[a-z0-9-]+$/)
  })

  it('makes samples that fit its schema and break no rule, also after a trip through JSON', shape => each(shape, payload => {
    const back: unknown = JSON.parse(JSON.stringify(payload))
    expect(Value.Check(shape.payload, back)).toBe(true)
    expect(shape.check?.(back) ?? null).toBeNull()
    expect(shape.equal(payload, back)).toBe(true)
  }))

  it('refuses a payload with an unknown field, so that no field is kept unread', shape => each(shape, payload => {
    expect(Value.Check(shape.payload, { ...(payload as object), unknownField: 1 })).toBe(false)
  }))

  it('has a distance of 0 to itself, symmetric, between 0 and 1, and above 0 only when not equal', shape => each(shape, (a, b) => {
    expect(shape.distance(a, a)).toBe(0)
    expect(shape.distance(a, b)).toBeCloseTo(shape.distance(b, a), 9)
    expect(shape.distance(a, b)).toBeGreaterThanOrEqual(0)
    expect(shape.distance(a, b)).toBeLessThanOrEqual(1)
    if (shape.equal(a, b)) expect(shape.distance(a, b)).toBe(0)
  }))

  it('has bounds, hits and transforms exactly when it lives on a picture', shape => each(shape, payload => {
    const raster = shape.space === 'raster'
    expect([shape.bounds(payload) !== null, shape.hitTest !== undefined, shape.transform !== undefined]).toEqual([raster, raster, raster])
    expect(shape.area(payload)).toBeGreaterThanOrEqual(0)
  }))

  it('says where it ends exactly when it lives in a text, at least as far in as it is long', shape => each(shape, payload => {
    expect(shape.end !== undefined).toBe(shape.space === 'document')
    if (shape.end) expect(shape.end(payload)).toBeGreaterThanOrEqual(shape.area(payload))
  }))

  it('has bounds that contain its points and are hit nowhere outside', shape => each(shape, payload => {
    const bounds = shape.bounds(payload)
    if (!bounds || !shape.hitTest) return
    for (const p of points(payload)) {
      expect(p.x >= bounds.x - 1e-9 && p.x <= bounds.x + bounds.width + 1e-9 && p.y >= bounds.y - 1e-9 && p.y <= bounds.y + bounds.height + 1e-9).toBe(true)
      expect(shape.hitTest(payload, p, 1e-6)).toBe(true)
    }
    expect(shape.hitTest(payload, { x: bounds.x + bounds.width + 2, y: bounds.y }, 1)).toBe(false)
    expect(shape.area(payload)).toBeLessThanOrEqual(bounds.width * bounds.height + 1e-6)
  }))

  it('is not changed by its transform, and comes back under the inverse', shape => {
    fc.assert(fc.property(seeds, upright, (random, map) => {
      const payload = shape.sample(random), before = JSON.stringify(payload)
      if (!shape.transform) return
      const moved = shape.transform(payload, map), back = shape.transform(moved, invert(map))
      expect(JSON.stringify(payload)).toBe(before)
      expect(Value.Check(shape.payload, moved)).toBe(true)
      numbers(back).forEach((n, i) => expect(n).toBeCloseTo(numbers(payload)[i]!, 6))
      const corner = shape.bounds(payload)!, there = apply(map, corner), bounds = shape.bounds(moved)!
      expect([bounds.x, bounds.y]).toEqual([expect.closeTo(there.x, 6), expect.closeTo(there.y, 6)])
    }), { numRuns: 60 })
  })

  it('migrates to every version up to its own and back without a change', shape => {
    expect(shape.migrations.map(m => m.to)).toEqual(Array.from({ length: shape.version - 1 }, (_, i) => i + 2))
    each(shape, payload => {
      const down = [...shape.migrations].reverse().reduce<unknown>((value, m) => m.down(value), payload)
      expect(shape.migrations.reduce<unknown>((value, m) => m.up(value), down)).toEqual(payload)
    })
  })
})

test('the shapes socket has folders', () => { expect(foldersOf('shapes').length).toBeGreaterThan(0) })
