import { Type } from 'typebox'
import { defineOperator } from '../../../sockets/operator.ts'
import { kindIds, kindNames, type Kind } from './kinds.ts'

/** Said again as a type: a union built from a list loses its members. */
const KindId = Type.Unsafe<Kind>(Type.Union(kindIds.map(id => Type.Literal(id))))

export default defineOperator({
  id: 'personal-data',
  version: 1,
  step: 'clean',
  modalities: ['text'],
  title: { 'zh-Hans': '个人信息', 'zh-Hant': '個人信息', en: 'Personal data' },
  describes: {
    'zh-Hans': '找出身份证号、银行卡号、电话、邮箱等，逐项核对校验位，并在新的一份文本里遮住。原文不动。',
    'zh-Hant': '找出身份證號、銀行卡號、電話、郵箱等，逐項核對校驗位，並在新的一份文本裡遮住。原文不動。',
    en: 'Finds identity numbers, bank cards, telephones, e-mail addresses and the like, proves check digits, and hides them in a new text. The original stays as it is.',
  },
  parameters: Type.Object({
    kinds: Type.Array(KindId, { minItems: 1, uniqueItems: true }),
    /** `mask`: a ● for each character, so offsets stay; `tag`: the kind in square brackets. */
    style: Type.Union([Type.Literal('mask'), Type.Literal('tag')]),
  }, { additionalProperties: false }),
  defaults: { kinds: ['resident-id', 'bank-card', 'mobile', 'landline', 'email'], style: 'mask' },
  parameterTexts: {
    kinds: { title: { 'zh-Hans': '遮哪些', 'zh-Hant': '遮哪些', en: 'Kinds' } },
    style: { title: { 'zh-Hans': '怎么遮', 'zh-Hant': '怎麼遮', en: 'Replacement' } },
  },
  /** Of all kinds, so choosing others needs no second look; offsets in code points. */
  measures: Type.Object({
    hits: Type.Array(Type.Object({ kind: KindId, start: Type.Integer({ minimum: 0 }), end: Type.Integer({ minimum: 1 }) }, { additionalProperties: false })),
  }, { additionalProperties: false }),
  reasons: { redacted: { 'zh-Hans': '已遮住个人信息', 'zh-Hant': '已遮住個人信息', en: 'Personal data hidden' }, ...kindNames },
  details: kindNames,
  judge({ hits }, { kinds }) {
    const detail: Record<string, number> = {}
    for (const { kind } of hits) if (kinds.includes(kind)) detail[kind] = (detail[kind] ?? 0) + 1
    return Object.keys(detail).length > 0 ? { outcome: 'changed', reason: 'redacted', detail } : { outcome: 'kept' }
  },
})
