import { Type, type Static } from 'typebox'
import { defineOperator } from '../../../sockets/operator.ts'
import { languageNames } from './language-names.ts'

const count = Type.Integer({ minimum: 0 })
const measures = Type.Object({
  /** Of the detector, ISO 639-1; empty when it has no idea. */
  detected: Type.String(),
  /** Does the detector stand by it? */
  reliable: Type.Boolean(),
  letters: count, han: count, kana: count, simplified: count, traditional: count,
}, { additionalProperties: false })

/** A Han character says as much as a short word, so a quarter of the letters makes a text with foreign terms Chinese. */
const hanShare = 0.25
/** From this share of kana among kana and Han on, a text is Japanese. */
const kanaShare = 0.1

const isChinese = (m: Static<typeof measures>): boolean => m.han >= hanShare * m.letters && m.han > 0 && m.kana < kanaShare * (m.han + m.kana)

const languageOf = (m: Static<typeof measures>, scriptShare: number): string => {
  if (isChinese(m)) {
    const telling = m.simplified + m.traditional
    if (telling === 0) return 'zh'
    if (m.simplified >= scriptShare * telling) return 'zh-Hans'
    return m.traditional >= scriptShare * telling ? 'zh-Hant' : 'zh'
  }
  return m.reliable && m.detected !== 'zh' && Object.hasOwn(languageNames, m.detected) ? m.detected : 'und'
}

export default defineOperator({
  id: 'text-language',
  version: 1,
  step: 'classify',
  modalities: ['text'],
  title: { 'zh-Hans': '文本语言', 'zh-Hant': '文本語言', en: 'Text language' },
  describes: {
    'zh-Hans': '认出文本的语言；中文再分简体、繁体。把握不足的记为“未定”。',
    'zh-Hant': '認出文本的語言；中文再分簡體、繁體。把握不足的記為「未定」。',
    en: 'Tells the language of a text, and of Chinese the script. What it cannot tell reliably is undetermined.',
  },
  parameters: Type.Object({ scriptShare: Type.Number({ minimum: 0.51, maximum: 1 }) }, { additionalProperties: false }),
  defaults: { scriptShare: 0.8 },
  parameterTexts: { scriptShare: { title: { 'zh-Hans': '判定简繁所需的占比', 'zh-Hant': '判定簡繁所需的佔比', en: 'Share that decides the script' } } },
  measures,
  reasons: languageNames,
  facet: { id: 'language', title: { 'zh-Hans': '语言', 'zh-Hant': '語言', en: 'Language' } },
  judge(measured, { scriptShare }) {
    return { outcome: 'classified', facet: 'language', value: languageOf(measured, scriptShare) }
  },
})
