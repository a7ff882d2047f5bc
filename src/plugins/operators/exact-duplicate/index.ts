import { Type } from 'typebox'
import { defineOperator, type Judgement } from '../../../sockets/operator.ts'

export default defineOperator({
  id: 'exact-duplicate',
  version: 1,
  step: 'screen',
  modalities: ['image', 'text'],
  title: { 'zh-Hans': '完全重复', 'zh-Hant': '完全重複', en: 'Exact duplicates' },
  describes: {
    'zh-Hans': '字节完全相同的，留最先导入的一份，其余丢弃。',
    'zh-Hant': '字節完全相同的，留最先導入的一份，其餘丟棄。',
    en: 'Of assets with the same bytes, keeps the one imported first and drops the others.',
  },
  parameters: Type.Object({}, { additionalProperties: false }),
  defaults: {},
  parameterTexts: {},
  measures: Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, { additionalProperties: false }),
  reasons: { duplicate: { 'zh-Hans': '完全重复', 'zh-Hant': '完全重複', en: 'Exact duplicate' } },
  group(units) {
    const first = new Map<string, string>()
    const judgements = new Map<string, Judgement>()
    for (const { asset, measures } of units) {
      const of = first.get(measures.sha256)
      if (of === undefined) first.set(measures.sha256, asset)
      else judgements.set(asset, { outcome: 'dropped', reason: 'duplicate', detail: { of } })
    }
    return judgements
  },
})
