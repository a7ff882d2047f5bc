import { Type, type Static } from 'typebox'
import { defineOperator } from '../../../sockets/operator.ts'

const Id = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' })
const parameters = Type.Object({
  facet: Id,
  value: Id,
  /** `name`, or a fact of the modality (`width`, `height`, `codePoints`, `script` ...). */
  field: Type.String({ minLength: 1, maxLength: 64 }),
  test: Type.Union([Type.Literal('contains'), Type.Literal('matches-prefix'), Type.Literal('at-least'), Type.Literal('at-most')]),
  /** A text for the first two tests, a decimal number for the others. */
  against: Type.String({ minLength: 1, maxLength: 200 }),
}, { additionalProperties: false })

type Value = string | number | boolean | null | undefined

const holds = (found: Value, test: Static<typeof parameters>['test'], against: string): boolean => {
  if (found === null || found === undefined) return false
  switch (test) {
    case 'contains': return String(found).includes(against)
    case 'matches-prefix': return String(found).startsWith(against)
    // A text is no number: comparing one with NaN is false, so such a rule holds for nothing.
    case 'at-least': return typeof found === 'number' && found >= Number(against)
    case 'at-most': return typeof found === 'number' && found <= Number(against)
  }
}

export default defineOperator({
  id: 'rule-facet',
  version: 1,
  step: 'classify',
  modalities: ['image', 'text'],
  title: { 'zh-Hans': '按规则分类', 'zh-Hant': '按規則分類', en: 'Facet by rule' },
  describes: {
    'zh-Hans': '文件名或某项属性满足条件时，给资产记上一个分类值。区分大小写。',
    'zh-Hant': '文件名或某項屬性滿足條件時，給資產記上一個分類值。區分大小寫。',
    en: 'Gives an asset a facet value when its name or one of its facts meets a condition. Case counts.',
  },
  parameters,
  defaults: { facet: 'size', value: 'large', field: 'width', test: 'at-least', against: '1920' },
  parameterTexts: {
    facet: { title: { 'zh-Hans': '分类维度', 'zh-Hant': '分類維度', en: 'Facet' } },
    value: { title: { 'zh-Hans': '分类值', 'zh-Hant': '分類值', en: 'Value' } },
    field: { title: { 'zh-Hans': '看哪一项', 'zh-Hant': '看哪一項', en: 'Field' } },
    test: { title: { 'zh-Hans': '条件', 'zh-Hant': '條件', en: 'Test' } },
    against: { title: { 'zh-Hans': '比较值', 'zh-Hant': '比較值', en: 'Against' } },
  },
  measures: Type.Object({
    name: Type.String(),
    facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
  }, { additionalProperties: false }),
  reasons: {},
  judge({ name, facts }, { facet, value, field, test, against }) {
    const found = field === 'name' ? name : Object.hasOwn(facts, field) ? facts[field] : undefined
    return holds(found, test, against) ? { outcome: 'classified', facet, value } : { outcome: 'kept' }
  },
})
