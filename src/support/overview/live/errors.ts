import { defineFailures } from '../../../kernel/failure.ts'

export const liveFailures = defineFailures('live', {
  unavailable: { status: 503, text: { 'zh-Hans': '这里没有实时更新，页面每几秒自己刷新。', 'zh-Hant': '這裡沒有實時更新，頁面每幾秒自己刷新。', en: 'There are no live updates here; pages ask again every few seconds.' } },
  tooMany: { status: 429, text: { 'zh-Hans': '同一账号打开的实时连接太多（最多 {most} 个）。', 'zh-Hant': '同一賬號打開的實時連接太多（最多 {most} 個）。', en: 'Too many live connections of one account ({most} at most).' } },
})
