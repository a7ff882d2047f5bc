import { defineMessages } from '../kernel/messages.ts'

export const uiMessages = defineMessages({
  close: { 'zh-Hans': '关闭', 'zh-Hant': '關閉', en: 'Close' },
  cancel: { 'zh-Hans': '取消', 'zh-Hant': '取消', en: 'Cancel' },
  copyDetails: { 'zh-Hans': '复制详情', 'zh-Hant': '複製詳情', en: 'Copy details' },
  copied: { 'zh-Hans': '已复制', 'zh-Hant': '已複製', en: 'Copied' },
  notCopied: { 'zh-Hans': '浏览器不让复制，选中代码后按 Ctrl C', 'zh-Hant': '瀏覽器不讓複製，選中代碼後按 Ctrl C', en: 'The browser refused; select the code and press Ctrl C' },
  loading: { 'zh-Hans': '正在加载', 'zh-Hant': '正在加載', en: 'Loading' },
  tooFew: { 'zh-Hans': '样本不足，不排序', 'zh-Hant': '樣本不足，不排序', en: 'too few, not ranked' },
  goal: { 'zh-Hans': '目标 {goal}', 'zh-Hant': '目標 {goal}', en: 'goal {goal}' },
  estimateText: {
    'zh-Hans': '{label}：{value}，95 % 区间 {interval}，n = {n}',
    'zh-Hant': '{label}：{value}，95 % 區間 {interval}，n = {n}',
    en: '{label}: {value}, 95 % interval {interval}, n = {n}',
  },
  labelWithKey: { 'zh-Hans': '{label}，快捷键 {key}', 'zh-Hant': '{label}，快捷鍵 {key}', en: '{label}, key {key}' },
  from: { 'zh-Hans': '{label}，下限', 'zh-Hant': '{label}，下限', en: '{label}, from' },
  upTo: { 'zh-Hans': '{label}，上限', 'zh-Hant': '{label}，上限', en: '{label}, up to' },
  histogramText: {
    'zh-Hans': '{label}的分布：{inside} 个在范围内，共 {total} 个',
    'zh-Hant': '{label}的分布：{inside} 個在範圍內，共 {total} 個',
    en: 'Distribution of {label}: {inside} inside the range, {total} in all',
  },
  showPassword: { 'zh-Hans': '显示密码', 'zh-Hant': '顯示密碼', en: 'Show password' },
  hidePassword: { 'zh-Hans': '隐藏密码', 'zh-Hant': '隱藏密碼', en: 'Hide password' },
  clearSelection: { 'zh-Hans': '取消选中', 'zh-Hant': '取消選中', en: 'Clear the selection' },
  notices: { 'zh-Hans': '操作结果', 'zh-Hant': '操作結果', en: 'Results' },
  dismiss: { 'zh-Hans': '关闭提示', 'zh-Hant': '關閉提示', en: 'Dismiss' },
  unknownFailure: {
    'zh-Hans': '服务器答复“{code}”，这个页面还不认识它。重新加载页面后再试。',
    'zh-Hant': '服務器答覆“{code}”，這個頁面還不認識它。重新加載頁面後再試。',
    en: 'The server answered “{code}”, which this page does not know yet. Reload the page and try again.',
  },
})
