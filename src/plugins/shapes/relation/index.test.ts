import { expect, test } from 'vitest'
import relation from './index.ts'

const a = '01890000-0000-7000-8000-000000000001', b = '01890000-0000-7000-8000-000000000002', c = '01890000-0000-7000-8000-000000000003'

test('a shape has no relation to itself', () => {
  expect(relation.check!({ from: a, to: a })).toBe('relation.same-ends')
  expect(relation.check!({ from: a, to: b })).toBeNull()
})

test('the same two turned round are nearer than others, and not the same', () => {
  expect([relation.distance({ from: a, to: b }, { from: a, to: b }), relation.distance({ from: a, to: b }, { from: b, to: a }), relation.distance({ from: a, to: b }, { from: a, to: c })]).toEqual([0, 0.5, 1])
  expect(relation.equal({ from: a, to: b }, { from: b, to: a })).toBe(false)
})

test('it names its ends, from first', () => { expect(relation.ends!({ from: b, to: a })).toEqual([b, a]) })
