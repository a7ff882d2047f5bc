import { expect, test } from 'vitest'
import { breaks, entitiesOf, parseTag, schemeJudge, type Tag } from './schemes.ts'
import { joined, tokensOf } from './tokens.ts'

const tags = (text: string): Tag[] => text.split(' ').map(tag => parseTag(tag)!)
const verdict = (...sentences: string[]) => { const judge = schemeJudge(); for (const sentence of sentences) judge.sentence(tags(sentence)); return judge.verdict() }

test('Chinese is cut by character, other text by white space and outer punctuation', () => {
  expect(tokensOf('在AL-AIN, 1996-12-06🚒', 0).map(token => [token.text, token.start, token.end])).toEqual([['在', 0, 1], ['AL-AIN', 1, 7], [',', 7, 8], ['1996-12-06', 9, 19], ['🚒', 19, 20]])
})

test('tokens are joined with one space, Chinese without, and keep their places', () => {
  expect(joined(['上', '海', 'GDP', '2024', '年'], 10)).toEqual({
    text: '上海 GDP 2024 年',
    tokens: [['上', 10, 11], ['海', 11, 12], ['GDP', 13, 16], ['2024', 17, 21], ['年', 22, 23]].map(([text, start, end]) => ({ text, start, end })),
  })
})

test('the scheme of a file is the one that it breaks least', () => {
  expect(verdict('B-LOC I-LOC O B-PER')).toBe('IOB2')
  expect(verdict('I-LOC I-LOC O I-PER', 'I-LOC B-LOC')).toBe('IOB1')
  expect(verdict('B-LOC E-LOC S-PER')).toBe('IOBES')
  expect(verdict('B-LOC L-LOC U-PER')).toBe('BILOU')
})

test('an inside tag that continues nothing starts an entity, adjacent ones are told apart', () => {
  expect(entitiesOf(tags('I-LOC I-PER O E-ORG B-LOC B-LOC I-LOC S-PER I-PER'))).toEqual([
    { from: 0, to: 1, type: 'LOC' }, { from: 1, to: 2, type: 'PER' }, { from: 3, to: 4, type: 'ORG' }, { from: 4, to: 5, type: 'LOC' },
    { from: 5, to: 7, type: 'LOC' }, { from: 7, to: 8, type: 'PER' }, { from: 8, to: 9, type: 'PER' },
  ])
})

test('an entity that IOBES leaves open breaks the scheme', () => {
  const [b, o] = tags('B-LOC O')
  expect([breaks('IOBES', null, b!, o!), breaks('IOB2', null, b!, o!)]).toEqual([true, false])
})

test('what is no tag is refused', () => { expect(['X-LOC', 'B-', 'LOC', 'o'].map(parseTag)).toEqual([null, null, null, null]) })
