import { defineMessages } from '../../../kernel/messages.ts'

export const placeMessages = defineMessages({
  assets: { 'zh-Hans': '本任务的资产', 'zh-Hant': '本任務的資產', en: 'Assets of the task' },
  assetOf: { 'zh-Hans': '第 {n} 项，共 {of} 项 · {name}', 'zh-Hant': '第 {n} 項，共 {of} 項 · {name}', en: 'Asset {n} of {of} · {name}' },
  empty: { 'zh-Hans': '还没有对象', 'zh-Hant': '還沒有對象', en: 'no objects yet' },
  gap: { 'zh-Hans': '{n} 个对象，还有缺项', 'zh-Hant': '{n} 個對象，還有缺項', en: '{n, plural, one {# object} other {# objects}}, something is missing' },
  done: { 'zh-Hans': '{n} 个对象，无缺项', 'zh-Hant': '{n} 個對象，無缺項', en: '{n, plural, one {# object} other {# objects}}, nothing missing' },
  unsaved: { 'zh-Hans': '未保存', 'zh-Hant': '未保存', en: 'unsaved' },
  nextAsset: { 'zh-Hans': '本任务的下一项资产', 'zh-Hant': '本任務的下一項資產', en: 'Next asset of the task' },
  previousAsset: { 'zh-Hans': '本任务的上一项资产', 'zh-Hant': '本任務的上一項資產', en: 'Previous asset of the task' },
  hint: { 'zh-Hans': '切换资产', 'zh-Hant': '切換資產', en: 'other asset' },
  inTask: { 'zh-Hans': '本任务共 {n} 个', 'zh-Hant': '本任務共 {n} 個', en: '{n} in the task' },
})
