import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { difference, verdictOf } from './review-work.ts'

const shape = (n: number, x: number): ShapeRecord => ({
  id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`, kind: 'box', version: 1, class: 'car', question: null, slot: 'image', payload: { x, y: 0, w: 9, h: 9 }, attributes: {}, origin: 'human', z: n,
})
const document = fc.dictionary(fc.integer({ min: 0, max: 9 }).map(String), fc.integer({ min: 0, max: 3 })).map(found => Object.entries(found).map(([n, x]) => shape(Number(n), x)))

test('applying the difference to the frozen shapes gives the edited ones, and equal documents differ by nothing', () => {
  fc.assert(fc.property(document, document, (frozen, edited) => {
    const result = new Map(frozen.map(one => [one.id, one]))
    for (const step of difference(frozen, edited)) if (step.op === 'put') result.set(step.shape.id, step.shape); else result.delete(step.id)
    const sorted = (shapes: Iterable<ShapeRecord>): ShapeRecord[] => [...shapes].sort((a, b) => a.z - b.z)
    expect(sorted(result.values())).toEqual(sorted(edited))
    expect(difference(frozen, structuredClone(frozen))).toEqual([])
  }))
})

test('fixes win over defects, defects over nothing', () => {
  const defect = { code: 'missed', severity: 'major' } as const
  expect([verdictOf(0, []), verdictOf(0, [defect]), verdictOf(2, [defect]), verdictOf(2, [])]).toEqual(['accept', 'return', 'fix', 'fix'])
})
