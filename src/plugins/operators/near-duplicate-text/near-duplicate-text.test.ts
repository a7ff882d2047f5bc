import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { Type } from 'typebox'
import Value from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { textInput } from '../input-for-test.ts'
import operator from './index.ts'
import { packWords, unpackWords } from './packed-words.ts'
import server from './server/index.ts'
import { shinglesOf } from './shingles.ts'
import { jaccard, similarPairs } from './similar-sets.ts'

const word = fc.integer({ min: 0, max: 0xffffffff })

test('packed words come back as they were, and the text is standard base64 of their little-endian bytes', () => {
  fc.assert(fc.property(fc.array(word, { maxLength: 20 }), list => {
    const packed = packWords(Uint32Array.from(list))
    expect([...unpackWords(packed)]).toEqual(list)
    expect(packed).toBe(Buffer.from(list.flatMap(w => [w & 255, (w >>> 8) & 255, (w >>> 16) & 255, w >>> 24])).toString('base64'))
  }))
})

test('there are as many shingles as different character sequences: five long, three in Chinese', () => {
  expect(['', '  ', 'abc', 'abcde', 'abcdef', 'aaaaaaaa', '数据标注员', '数据'].map(text => shinglesOf(text).length)).toEqual([0, 0, 1, 1, 2, 1, 3, 1])
})

test('case and the kind and amount of white space make no difference', () => {
  expect(shinglesOf(' Labelled\n\tData ')).toEqual(shinglesOf('labelled data'))
})

/** Small alphabets make overlapping sets likely. */
const sets = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 10 }).map(list => Uint32Array.from(list).sort()), { maxLength: 14 })
const threshold = fc.constantFrom(0.5, 0.6, 0.7, 0.75, 0.9, 1)
const plainJaccard = (a: Uint32Array, b: Uint32Array): number => {
  const shared = a.filter(w => b.includes(w)).length
  return shared / (a.length + b.length - shared)
}

test('the join reports exactly the pairs that comparing all with all finds, each once, with their similarity', () => {
  fc.assert(fc.property(sets, threshold, (all, least) => {
    const found: string[] = [], expected: string[] = []
    similarPairs(all, least, (a, b, similarity) => found.push(`${a} ${b} ${similarity}`))
    all.forEach((a, i) => all.forEach((b, j) => { if (i < j && plainJaccard(a, b) >= least) expected.push(`${i} ${j} ${plainJaccard(a, b)}`) }))
    expect(found.sort()).toEqual(expected.sort())
  }), { numRuns: 1000 })
})

test('of each chain of similar texts the first is kept, every other names it and its similarity to it, in any order the same groups', () => {
  const withOrder = sets.chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all.map((_, i) => i), { minLength: all.length })))
  fc.assert(fc.property(withOrder, threshold, ([all, order], minSimilarity) => {
    const units = order.map(i => ({ asset: `a${i}`, measures: { shingles: packWords(all[i]!) } }))
    const judgements = operator.group!(units, { minSimilarity })
    for (const start of order) {
      const chain = new Set([start])
      for (const i of chain) all.forEach((set, j) => { if (plainJaccard(all[i]!, set) >= minSimilarity) chain.add(j) })
      const kept = order.find(i => chain.has(i))!
      const similarity = Math.round(jaccard(all[kept]!, all[start]!) * 10_000) / 10_000
      expect(judgements.get(`a${start}`)).toEqual(start === kept ? undefined : { outcome: 'dropped', reason: 'near-duplicate', detail: { of: `a${kept}`, similarity } })
    }
  }))
})

test('texts without characters resemble nothing', async () => {
  const measures = await server.measure(textInput('   '), operator.defaults)
  expect(operator.group!([{ asset: 'a', measures }, { asset: 'b', measures }], operator.defaults).size).toBe(0)
})

test('a Chinese text with one character changed is a near-duplicate, another text is not', async () => {
  const texts = ['数据标注是人工智能训练的基础工作，质量检验决定能否交付。', '数据标注是人工智能训练的基础工作，质量检验决定可否交付。', '今天的天气很好，适合出门散步。']
  const units = await Promise.all(texts.map(async (text, i) => ({ asset: `a${i}`, measures: await server.measure(textInput(text), operator.defaults) })))
  expect([...operator.group!(units, operator.defaults).keys()]).toEqual(['a1'])
})

const folder = '../shared/fixtures/quality/neardup/docs_en'
describe.skipIf(!existsSync(folder))('on 16,231 paragraphs of documentation', () => {
  const Line = Type.Object({ id: Type.Number(), text: Type.String() })
  const lines = (file: string): string[] => gunzipSync(readFileSync(`${folder}/${file}`)).toString('utf8').trim().split('\n')

  test('the pairs are those of the published exact join, none missing and none added', () => {
    const docs = lines('docs.jsonl.gz').map(line => Value.Parse(Line, JSON.parse(line)))
    const expected = new Set(lines('exact_pairs.csv.gz').slice(1).map(line => line.slice(0, line.lastIndexOf(','))))
    const found: string[] = []
    similarPairs(docs.map(doc => shinglesOf(doc.text)), operator.defaults.minSimilarity, (a, b) => found.push(`${docs[a]!.id},${docs[b]!.id}`))
    expect(found.length).toBe(141_025)
    expect(found.filter(pair => !expected.has(pair))).toEqual([])
    expect(expected.size).toBe(141_025)
  })
})
