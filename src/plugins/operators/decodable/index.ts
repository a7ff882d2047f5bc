import { Type } from 'typebox'
import { defineOperator } from '../../../sockets/operator.ts'

export default defineOperator({
  id: 'decodable',
  version: 1,
  step: 'screen',
  modalities: ['image', 'text'],
  title: { 'zh-Hans': '能完整解码', 'zh-Hant': '能完整解碼', en: 'Decodes in full' },
  describes: {
    'zh-Hans': '重新把每个字节解码一遍，丢弃空的、断的和损坏的文件。',
    'zh-Hant': '重新把每個字節解碼一遍，丟棄空的、斷的和損壞的文件。',
    en: 'Decodes every byte again and drops files that are empty, cut off or damaged.',
  },
  parameters: Type.Object({}, { additionalProperties: false }),
  defaults: {},
  parameterTexts: {},
  /** `reason` is the code of the failure (`image.truncated`), null when the bytes decode. */
  measures: Type.Object({ decodable: Type.Boolean(), reason: Type.Union([Type.String(), Type.Null()]) }, { additionalProperties: false }),
  reasons: { corrupt: { 'zh-Hans': '文件损坏', 'zh-Hant': '文件損壞', en: 'Damaged file' } },
  details: { code: { 'zh-Hans': '代码', 'zh-Hant': '代碼', en: 'Code' } },
  judge({ decodable, reason }) {
    return decodable ? { outcome: 'kept' } : { outcome: 'dropped', reason: 'corrupt', detail: { code: reason } }
  },
})
