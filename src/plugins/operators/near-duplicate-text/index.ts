import { Type } from 'typebox'
import { defineOperator, type Judgement } from '../../../sockets/operator.ts'
import { clusters, components } from '../grouping.ts'
import { unpackWords } from './packed-words.ts'
import { jaccard, similarPairs } from './similar-sets.ts'

export default defineOperator({
  id: 'near-duplicate-text',
  version: 1,
  step: 'screen',
  modalities: ['text'],
  title: { 'zh-Hans': '近似文本', 'zh-Hant': '近似文本', en: 'Near-duplicate texts' },
  describes: {
    'zh-Hans': '字面相似的文本（字符片段的 Jaccard 相似度），留最先导入的一份，其余丢弃。不分大小写，不计空白差别。',
    'zh-Hant': '字面相似的文本（字符片段的 Jaccard 相似度），留最先導入的一份，其餘丟棄。不分大小寫，不計空白差別。',
    en: 'Of texts that share most of their character sequences (Jaccard similarity), keeps the one imported first and drops the others. Case and white space do not count.',
  },
  parameters: Type.Object({ minSimilarity: Type.Number({ minimum: 0.5, maximum: 1 }) }, { additionalProperties: false }),
  defaults: { minSimilarity: 0.7 },
  parameterTexts: { minSimilarity: { title: { 'zh-Hans': '相似度下限', 'zh-Hant': '相似度下限', en: 'Least similarity' } } },
  /** Hashed shingles, ascending, as packed words. */
  measures: Type.Object({ shingles: Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$' }) }, { additionalProperties: false }),
  reasons: { 'near-duplicate': { 'zh-Hans': '近似重复', 'zh-Hant': '近似重複', en: 'Near-duplicate' } },
  details: { similarity: { 'zh-Hans': '相似度', 'zh-Hant': '相似度', en: 'Similarity' } },
  group(units, { minSimilarity }) {
    const firstWith = new Map<string, number>()
    const found = components(units.length)
    units.forEach(({ measures: { shingles } }, i) => {
      const same = firstWith.get(shingles)
      // A text without characters resembles nothing.
      if (shingles === '') return
      if (same === undefined) firstWith.set(shingles, i)
      else found.join(same, i)
    })
    const members = [...firstWith.values()]
    const sets = [...firstWith.keys()].map(unpackWords)
    similarPairs(sets, minSimilarity, (a, b) => found.join(members[a]!, members[b]!))
    const setOf = (i: number): Uint32Array => unpackWords(units[i]!.measures.shingles)
    const judgements = new Map<string, Judgement>()
    for (const [kept, ...others] of clusters(units.length, found)) {
      const keptSet = setOf(kept!)
      for (const i of others) {
        const similarity = Math.round(jaccard(keptSet, setOf(i)) * 10_000) / 10_000
        judgements.set(units[i]!.asset, { outcome: 'dropped', reason: 'near-duplicate', detail: { of: units[kept!]!.asset, similarity } })
      }
    }
    return judgements
  },
})
