import { Type } from 'typebox'
import { defineOperator } from '../../../sockets/operator.ts'

export default defineOperator({
  id: 'image-blur',
  version: 1,
  step: 'screen',
  modalities: ['image'],
  title: { 'zh-Hans': '图片模糊', 'zh-Hant': '圖片模糊', en: 'Blurred pictures' },
  describes: {
    'zh-Hans': '丢弃锐度（拉普拉斯方差）低于下限的图片。先缩到长边 512 像素再量。',
    'zh-Hant': '丟棄銳度（拉普拉斯方差）低於下限的圖片。先縮到長邊 512 像素再量。',
    en: 'Drops pictures whose sharpness (variance of the Laplacian, long side scaled to 512 pixels) is below the limit.',
  },
  parameters: Type.Object({ minSharpness: Type.Number({ minimum: 0, maximum: 100_000 }) }, { additionalProperties: false }),
  defaults: { minSharpness: 20 },
  parameterTexts: { minSharpness: { title: { 'zh-Hans': '最低锐度', 'zh-Hant': '最低銳度', en: 'Least sharpness' } } },
  measures: Type.Object({ sharpness: Type.Number({ minimum: 0 }) }, { additionalProperties: false }),
  reasons: { blurred: { 'zh-Hans': '模糊', 'zh-Hant': '模糊', en: 'Blurred' } },
  histogram: { measure: 'sharpness', parameter: 'minSharpness' },
  details: { sharpness: { 'zh-Hans': '清晰度', 'zh-Hant': '清晰度', en: 'Sharpness' } },
  judge({ sharpness }, { minSharpness }) {
    return sharpness < minSharpness ? { outcome: 'dropped', reason: 'blurred', detail: { sharpness } } : { outcome: 'kept' }
  },
})
