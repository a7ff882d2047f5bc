import fc from 'fast-check'
import { expect, test } from 'vitest'
import { likeness, mayMoveQuestion, mostAlike, questionStates } from './model.ts'

test('titles are alike by their letter pairs, in Chinese and in English, and a text is most like itself', () => {
  expect(likeness('反光的车牌算不算遮挡', '车牌反光算遮挡吗')).toBeGreaterThan(0.4)
  expect(likeness('Is a reflecting plate occluded', 'Reflecting plates: occluded or not')).toBeGreaterThan(0.5)
  expect(likeness('车牌', '行人骑车')).toBe(0)
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => {
    expect(likeness(a, b)).toBe(likeness(b, a))
    expect(likeness(a, b)).toBeLessThanOrEqual(1)
    if (/[a-z0-9]/i.test(a)) expect(likeness(a, a)).toBe(1)
  }))
})

test('what is shown while typing is what is alike, the most alike first, and nothing else', () => {
  const known = ['行人被车挡住一半怎么画', '车牌反光算遮挡吗', '遮挡的车牌怎么标'].map(title => ({ title }))
  expect(mostAlike('反光的车牌算遮挡吗', known, 5).map(q => q.title)).toEqual(['车牌反光算遮挡吗', '遮挡的车牌怎么标'])
  expect(mostAlike('', known, 5)).toEqual([])
})

test('a question is opened again from everywhere and answered only while it is open', () => {
  const of = (to: (typeof questionStates)[number]) => questionStates.filter(from => mayMoveQuestion(from, to))
  expect([of('open'), of('answered'), of('closed')]).toEqual([['answered', 'closed'], ['open'], ['open', 'answered']])
})
