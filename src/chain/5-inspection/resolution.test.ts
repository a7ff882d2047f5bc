import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Workflow } from '../3-production/workflow.ts'
import { mostAgreed, resolutionOf } from './resolution.ts'

const flow = (change: Partial<Workflow> = {}): Workflow => ({ annotate: { party: null, overlap: 3, extend: { to: 5, below: 0.8 } }, review: null, arbitrate: { party: null, below: 0.9 }, client: null, ...change })
const of = (agreement: number | null, overlap = 3, workflow = flow(), drawn: boolean | null = null) => resolutionOf({ workflow, overlap, drawn, agreement })

test('disagreement asks more readers up to the limit, then the arbiter; agreement lets one stand', () => {
  expect([of(0.5), of(0.5, 4), of(0.5, 5), of(0.85), of(0.9)]).toEqual(['extend', 'extend', 'dispute', 'dispute', 'stands'])
})

test('what is reviewed goes to the reviewer once the readers agree enough, and a single annotation is measured by nobody', () => {
  const all = flow({ review: { party: null, percent: 100 } }), some = flow({ review: { party: null, percent: 20 } })
  expect([of(0.95, 3, all), of(0.5, 5, all), of(null, 1, all)]).toEqual(['review', 'dispute', 'review'])
  expect([of(0.95, 3, some, true), of(0.95, 3, some, false), of(0.95, 3, some, null)]).toEqual(['review', 'stands', 'stands'])
  expect(of(0.1, 2, { ...all, annotate: { party: null, overlap: 2, extend: null }, arbitrate: null })).toBe('review')
})

test('the choice is the same whatever the order: most agreement, then the earliest, then the id', () => {
  const candidate = fc.record({ id: fc.uuid(), agreement: fc.constantFrom(0.5, 0.7), submittedAt: fc.constantFrom(new Date(1), new Date(2)) })
  fc.assert(fc.property(fc.uniqueArray(candidate, { minLength: 1, maxLength: 6, selector: c => c.id }), candidates => {
    const best = mostAgreed(candidates)
    expect(mostAgreed([...candidates].reverse())).toBe(best)
    expect(candidates.every(c => c.agreement <= best.agreement)).toBe(true)
    expect(candidates.filter(c => c.agreement === best.agreement).every(c => c.submittedAt >= best.submittedAt)).toBe(true)
  }))
  expect(() => mostAgreed([])).toThrow(RangeError)
})
