import { Type } from 'typebox'
import { defineOperator } from '../../../sockets/operator.ts'

export default defineOperator({
  id: 'text-length',
  version: 1,
  step: 'screen',
  modalities: ['text'],
  title: { 'zh-Hans': '文本长度', 'zh-Hant': '文本長度', en: 'Text length' },
  describes: {
    'zh-Hans': '丢弃太短或太长的文本。按字符数（Unicode 码点）计。',
    'zh-Hant': '丟棄太短或太長的文本。按字符數（Unicode 碼點）計。',
    en: 'Drops texts that are too short or too long, counted in characters (Unicode code points).',
  },
  parameters: Type.Object({
    minCodePoints: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
    maxCodePoints: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
  }, { additionalProperties: false }),
  defaults: { minCodePoints: 2, maxCodePoints: 100_000 },
  parameterTexts: {
    minCodePoints: { title: { 'zh-Hans': '最少字符', 'zh-Hant': '最少字符', en: 'Fewest characters' } },
    maxCodePoints: { title: { 'zh-Hans': '最多字符', 'zh-Hant': '最多字符', en: 'Most characters' } },
  },
  measures: Type.Object({ codePoints: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
  reasons: {
    'too-short': { 'zh-Hans': '太短', 'zh-Hant': '太短', en: 'Too short' },
    'too-long': { 'zh-Hans': '太长', 'zh-Hant': '太長', en: 'Too long' },
  },
  histogram: { measure: 'codePoints', parameter: 'minCodePoints' },
  details: { codePoints: { 'zh-Hans': '字数', 'zh-Hant': '字數', en: 'Characters' } },
  judge({ codePoints }, { minCodePoints, maxCodePoints }) {
    if (codePoints < minCodePoints) return { outcome: 'dropped', reason: 'too-short', detail: { codePoints } }
    if (codePoints > maxCodePoints) return { outcome: 'dropped', reason: 'too-long', detail: { codePoints } }
    return { outcome: 'kept' }
  },
})
