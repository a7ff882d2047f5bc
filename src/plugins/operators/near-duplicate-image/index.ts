import { Type } from 'typebox'
import { defineOperator, type Judgement, type Unit } from '../../../sockets/operator.ts'
import { clusters, components, type Components } from '../grouping.ts'
import { hamming, hammingIndex, parseHash, type Hash } from './hamming-index.ts'

const measures = Type.Object({
  /** pHash of the whole picture, then of the parts that a crop would leave: 16 hexadecimal digits each. */
  hashes: Type.Array(Type.String({ pattern: '^[0-9a-f]{16}$' }), { minItems: 1, maxItems: 16 }),
  /** Pixels of the upright picture: the largest of a group is kept. */
  pixels: Type.Integer({ minimum: 1 }),
}, { additionalProperties: false })

interface Picture { readonly whole: Hash, readonly parts: readonly Hash[] }
type Measured = Unit<{ readonly hashes: readonly string[], readonly pixels: number }>

/** A part is one more chance to match by accident, so a match by a part must be closer by this many bits (chosen by measuring, see README). */
const partMargin = 2

/** Bits between two pictures; a part of one against the whole of the other counts with the margin. */
const distanceBetween = (a: Picture, b: Picture): number => Math.min(
  hamming(a.whole, b.whole),
  ...b.parts.map(h => hamming(a.whole, h) + partMargin),
  ...a.parts.map(h => hamming(b.whole, h) + partMargin),
)

interface Owned { readonly hash: Hash, readonly pictures: number[] }

/** The distinct hashes, each with the pictures that have it: a thousand blank pages are searched for once. */
const distinct = (pictures: readonly Picture[], hashesOf: (picture: Picture) => readonly Hash[]): readonly Owned[] => {
  const byHash = new Map<string, Owned>()
  pictures.forEach((picture, i) => {
    for (const hash of hashesOf(picture)) {
      const key = `${hash.high},${hash.low}`
      const entry = byHash.get(key) ?? { hash, pictures: [] }
      if (entry.pictures.at(-1) !== i) entry.pictures.push(i)
      byHash.set(key, entry)
    }
  })
  return [...byHash.values()]
}

/** Joins each picture with all pictures within the distance. */
const joinNear = (pictures: readonly Picture[], maxDistance: number): Components => {
  const found = components(pictures.length)
  const wholes = distinct(pictures, picture => [picture.whole])
  for (const { pictures: [first, ...others] } of wholes) for (const other of others) found.join(first!, other)
  const joinWithin = (targets: readonly Owned[], distance: number): void => {
    const search = hammingIndex(targets.map(t => t.hash), distance)
    for (const { hash, pictures: [first] } of wholes) search(hash, at => { for (const other of targets[at]!.pictures) found.join(first!, other) })
  }
  joinWithin(wholes, maxDistance)
  if (maxDistance >= partMargin) joinWithin(distinct(pictures, picture => picture.parts), maxDistance - partMargin)
  return found
}

/** The largest of a group, of equally large ones the first. */
const keptOf = (members: readonly number[], units: readonly Measured[]): number =>
  members.reduce((best, i) => (units[i]!.measures.pixels > units[best]!.measures.pixels ? i : best))

export default defineOperator({
  id: 'near-duplicate-image',
  version: 1,
  step: 'screen',
  modalities: ['image'],
  title: { 'zh-Hans': '近似图片', 'zh-Hant': '近似圖片', en: 'Near-duplicate pictures' },
  describes: {
    'zh-Hans': '看起来一样的图片（重新压缩、缩放、调亮、裁掉一圈边），留最大的一张，其余丢弃。',
    'zh-Hant': '看起來一樣的圖片（重新壓縮、縮放、調亮、裁掉一圈邊），留最大的一張，其餘丟棄。',
    en: 'Of pictures that look the same (compressed again, resized, brightened, trimmed), keeps the largest and drops the others.',
  },
  parameters: Type.Object({ maxDistance: Type.Integer({ minimum: 0, maximum: 15 }) }, { additionalProperties: false }),
  defaults: { maxDistance: 10 },
  parameterTexts: { maxDistance: { title: { 'zh-Hans': '最大距离', 'zh-Hant': '最大距離', en: 'Greatest distance' }, unit: 'bit' } },
  measures,
  reasons: { 'near-duplicate': { 'zh-Hans': '近似重复', 'zh-Hant': '近似重複', en: 'Near-duplicate' } },
  details: { distance: { 'zh-Hans': '相差位数', 'zh-Hant': '相差位數', en: 'Bits apart' } },
  group(units, { maxDistance }) {
    const pictures = units.map(({ measures: { hashes } }) => {
      const [whole, ...parts] = hashes.map(parseHash)
      return { whole: whole!, parts }
    })
    const judgements = new Map<string, Judgement>()
    for (const members of clusters(units.length, joinNear(pictures, maxDistance))) {
      const kept = keptOf(members, units)
      for (const i of members) {
        if (i !== kept) judgements.set(units[i]!.asset, { outcome: 'dropped', reason: 'near-duplicate', detail: { of: units[kept]!.asset, distance: distanceBetween(pictures[kept]!, pictures[i]!) } })
      }
    }
    return judgements
  },
})
