import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import sharp from 'sharp'
import { Type } from 'typebox'
import Value from 'typebox/value'
import { describe, expect, test } from 'vitest'
import type { Unit } from '../../../sockets/operator.ts'
import { pictureInput } from '../input-for-test.ts'
import { hamming, hammingIndex, parseHash } from './hamming-index.ts'
import operator from './index.ts'
import server from './server/index.ts'

type Measures = Awaited<ReturnType<typeof server.measure>>
const bitsBetween = (a: string, b: string): number => [...a].reduce((n, c, i) => n + (Number.parseInt(c, 16) ^ Number.parseInt(b[i]!, 16)).toString(2).replaceAll('0', '').length, 0)

/** Few distinct words, so that near and equal hashes are common. */
const word = fc.constantFrom('0000', '0001', '0003', '000f', '00ff', 'ffff', '8001')
const hash = fc.tuple(word, word, word, word).map(words => words.join(''))

test('the Hamming distance counts differing bits', () => {
  fc.assert(fc.property(hash, hash, (a, b) => { expect(hamming(parseHash(a), parseHash(b))).toBe(bitsBetween(a, b)) }))
})

test('the index finds exactly what comparing with every hash finds', () => {
  fc.assert(fc.property(fc.array(hash, { maxLength: 20 }), hash, fc.integer({ min: 0, max: 15 }), (hashes, query, maxDistance) => {
    const found = new Set<number>()
    hammingIndex(hashes.map(parseHash), maxDistance)(parseHash(query), at => found.add(at))
    expect([...found].sort((a, b) => a - b)).toEqual(hashes.flatMap((h, i) => (bitsBetween(h, query) <= maxDistance ? [i] : [])))
  }))
})

const units = fc.array(fc.record({ hashes: fc.array(hash, { minLength: 1, maxLength: 3 }), pixels: fc.integer({ min: 1, max: 3 }) }), { maxLength: 14 })
  .map(measures => measures.map((m, i): Unit<Measures> => ({ asset: `a${i}`, measures: m })))
/** The rule said plainly: whole to whole within the limit, whole to part within the limit less two. */
const isNear = (a: Measures, b: Measures, limit: number): boolean =>
  bitsBetween(a.hashes[0]!, b.hashes[0]!) <= limit || b.hashes.slice(1).some(h => bitsBetween(a.hashes[0]!, h) <= limit - 2) || a.hashes.slice(1).some(h => bitsBetween(b.hashes[0]!, h) <= limit - 2)

test('each group of the plain rule keeps its largest, then first, picture and every other names it', () => {
  fc.assert(fc.property(units, fc.integer({ min: 0, max: 15 }), (all, maxDistance) => {
    const judgements = operator.group!(all, { maxDistance })
    for (const unit of all) {
      const group = new Set([unit])
      for (const member of group) for (const other of all) if (isNear(member.measures, other.measures, maxDistance)) group.add(other)
      const largest = Math.max(...[...group].map(u => u.measures.pixels))
      const kept = all.find(u => group.has(u) && u.measures.pixels === largest)
      const judgement = judgements.get(unit.asset)
      expect(judgement && { ...judgement, detail: null }).toEqual(unit === kept ? undefined : { outcome: 'dropped', reason: 'near-duplicate', detail: null })
      expect(judgement && 'detail' in judgement ? judgement.detail?.['of'] : undefined).toBe(unit === kept ? undefined : kept!.asset)
    }
  }))
})

test('the groups do not depend on the order of the assets', () => {
  const withOrder = units.chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
  fc.assert(fc.property(withOrder, ([all, shuffled]) => {
    const sizes = (judgements: ReturnType<NonNullable<typeof operator.group>>): number => judgements.size
    expect(sizes(operator.group!(shuffled, { maxDistance: 6 }))).toBe(sizes(operator.group!(all, { maxDistance: 6 })))
  }))
})

test('50,000 equal pictures are grouped without comparing all pairs, within two seconds', () => {
  const many = Array.from({ length: 50_000 }, (_, i) => ({ asset: `a${i}`, measures: { hashes: ['00ff00ff00ff00ff'], pixels: 1 } }))
  const start = performance.now()
  expect(operator.group!(many, operator.defaults).size).toBe(49_999)
  expect(performance.now() - start).toBeLessThan(2000)
})

const folder = '../shared/fixtures/quality/imghash'
describe.skipIf(!existsSync(folder))('on 22 real pictures', () => {
  const Vectors = Type.Object({ vectors: Type.Array(Type.Object({ file: Type.String(), phash: Type.String() })) })
  const read = (): readonly { readonly file: string, readonly phash: string }[] => Value.Parse(Vectors, JSON.parse(readFileSync(`${folder}/vectors.json`, 'utf8'))).vectors
  const measure = (bytes: Uint8Array): Promise<Measures> => server.measure(pictureInput(bytes), operator.defaults)

  test('the hash equals the reference pHash bit by bit', async () => {
    for (const { file, phash } of read()) expect([file, bitsBetween((await measure(readFileSync(`${folder}/${file}`))).hashes[0]!, phash)]).toEqual([file, 0])
  })

  test('no two of them are near-duplicates', async () => {
    const all = await Promise.all(read().map(async ({ file }) => ({ asset: file, measures: await measure(readFileSync(`${folder}/${file}`)) })))
    expect([...operator.group!(all, operator.defaults).keys()]).toEqual([])
  })

  const changes: readonly (readonly [name: string, least: number, change: (bytes: Uint8Array) => Promise<Uint8Array>])[] = [
    ['JPEG at quality 30', 22, bytes => sharp(bytes).jpeg({ quality: 30 }).toBuffer()],
    ['half the size', 22, bytes => sharp(bytes).resize({ width: 96 }).png().toBuffer()],
    ['5 % trimmed all round', 22, bytes => trim(bytes, 0.05, 0.05, 0.05, 0.05)],
    ['5 % trimmed at the top and left', 22, bytes => trim(bytes, 0.05, 0.05, 0, 0)],
    ['5 % trimmed at the left', 20, bytes => trim(bytes, 0.05, 0, 0, 0)],
    ['2.5 % trimmed all round', 20, bytes => trim(bytes, 0.025, 0.025, 0.025, 0.025)],
  ]
  const trim = async (bytes: Uint8Array, left: number, top: number, right: number, bottom: number): Promise<Uint8Array> => {
    const { width, height } = await sharp(bytes).metadata()
    const [x, y] = [Math.round(left * width), Math.round(top * height)]
    return sharp(bytes).extract({ left: x, top: y, width: width - x - Math.round(right * width), height: height - y - Math.round(bottom * height) }).jpeg({ quality: 85 }).toBuffer()
  }
  test.each(changes)('a copy with %s is found in at least %i of 22', async (_name, least, change) => {
    let found = 0
    for (const { file } of read()) {
      const bytes = readFileSync(`${folder}/${file}`)
      found += operator.group!([{ asset: 'a', measures: await measure(bytes) }, { asset: 'b', measures: await measure(await change(bytes)) }], operator.defaults).size
    }
    expect(found).toBeGreaterThanOrEqual(least)
  })
})
