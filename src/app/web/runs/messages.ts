import { defineMessages } from '../../../kernel/messages.ts'

/** Where a run's result is, named as what it is. */
export const runResultMessages = defineMessages({
  source: { 'zh-Hans': '看数据集', 'zh-Hant': '看數據集', en: 'Open the datasets' },
  verdicts: { 'zh-Hans': '看结论', 'zh-Hant': '看結論', en: 'Open the verdicts' },
  release: { 'zh-Hans': '看发布版', 'zh-Hant': '看發佈版', en: 'Open the release' },
  journal: { 'zh-Hans': '看变更记录', 'zh-Hant': '看變更記錄', en: 'Open the journal' },
  import: { 'zh-Hans': '看导入', 'zh-Hant': '看導入', en: 'Open the import' },
})
