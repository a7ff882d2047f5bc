import { Type } from 'typebox'
import { defineOperator } from '../../../sockets/operator.ts'

export default defineOperator({
  id: 'image-size',
  version: 1,
  step: 'screen',
  modalities: ['image'],
  title: { 'zh-Hans': '图片尺寸', 'zh-Hant': '圖片尺寸', en: 'Picture size' },
  describes: {
    'zh-Hans': '丢弃宽或高不够的图片。按 EXIF 转正后量。',
    'zh-Hant': '丟棄寬或高不夠的圖片。按 EXIF 轉正後量。',
    en: 'Drops pictures that are too narrow or too low, measured upright.',
  },
  parameters: Type.Object({
    minWidth: Type.Integer({ minimum: 1, maximum: 100_000 }),
    minHeight: Type.Integer({ minimum: 1, maximum: 100_000 }),
  }, { additionalProperties: false }),
  defaults: { minWidth: 64, minHeight: 64 },
  parameterTexts: {
    minWidth: { title: { 'zh-Hans': '最小宽度', 'zh-Hant': '最小寬度', en: 'Least width' }, unit: 'px' },
    minHeight: { title: { 'zh-Hans': '最小高度', 'zh-Hant': '最小高度', en: 'Least height' }, unit: 'px' },
  },
  measures: Type.Object({ width: Type.Integer({ minimum: 1 }), height: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }),
  reasons: { 'too-small': { 'zh-Hans': '尺寸太小', 'zh-Hant': '尺寸太小', en: 'Too small' } },
  histogram: { measure: 'width', parameter: 'minWidth' },
  details: { width: { 'zh-Hans': '宽', 'zh-Hant': '寬', en: 'Width' }, height: { 'zh-Hans': '高', 'zh-Hant': '高', en: 'Height' } },
  judge({ width, height }, { minWidth, minHeight }) {
    return width < minWidth || height < minHeight ? { outcome: 'dropped', reason: 'too-small', detail: { width, height } } : { outcome: 'kept' }
  },
})
