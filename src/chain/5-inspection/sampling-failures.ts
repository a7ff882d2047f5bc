import { defineFailures } from '../../kernel/failure.ts'

export const samplingFailures = defineFailures('sampling', {
  lotSize: {
    status: 422,
    text: {
      'zh-Hans': '批量必须是不小于 1 的整数，收到 {lotSize}',
      'zh-Hant': '批量必須是不小於 1 的整數，收到 {lotSize}',
      en: 'The lot size must be a whole number of at least 1, not {lotSize}',
    },
  },
})
