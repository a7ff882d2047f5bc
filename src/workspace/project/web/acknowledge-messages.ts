import { defineMessages } from '../../../kernel/messages.ts'

export const acknowledgeMessages = defineMessages({
  first: { 'zh-Hans': '先读规范第 {version} 版', 'zh-Hant': '先讀規範第 {version} 版', en: 'Read version {version} of the guideline first' },
  firstWhy: { 'zh-Hans': '在这个项目里领取任务之前，读一遍规范。确认会记录在案。', 'zh-Hant': '在這個項目裡領取任務之前，讀一遍規範。確認會記錄在案。', en: 'Read the guideline before taking up tasks in this project. The acknowledgement is recorded.' },
  changed: { 'zh-Hans': '规范第 {version} 版改变了对错', 'zh-Hant': '規範第 {version} 版改變了對錯', en: 'Version {version} of the guideline changes what is right' },
  changedWhy: { 'zh-Hans': '下面是与你读过的第 {version} 版不同的地方。', 'zh-Hant': '下面是與你讀過的第 {version} 版不同的地方。', en: 'These are the differences from version {version}, which you have read.' },
  before: { 'zh-Hans': '以前', 'zh-Hant': '以前', en: 'Before' },
  now: { 'zh-Hans': '现在', 'zh-Hant': '現在', en: 'Now' },
  added: { 'zh-Hans': '新加的细则与示例', 'zh-Hant': '新加的細則與示例', en: 'Rules and examples added' },
  removed: { 'zh-Hans': '去掉的细则与示例', 'zh-Hant': '去掉的細則與示例', en: 'Rules and examples removed' },
  understood: { 'zh-Hans': '已读并理解', 'zh-Hant': '已讀並理解', en: 'Read and understood' },
  nobody: { 'zh-Hans': '还没有人读过这份规范。', 'zh-Hant': '還沒有人讀過這份規範。', en: 'Nobody has read this guideline yet.' },
  list: { 'zh-Hans': '谁读过', 'zh-Hant': '誰讀過', en: 'Who has read it' },
  readVersion: { 'zh-Hans': '读过第 {version} 版', 'zh-Hant': '讀過第 {version} 版', en: 'Read version {version}' },
  behind: { 'zh-Hans': '只读过第 {version} 版', 'zh-Hant': '只讀過第 {version} 版', en: 'Read only version {version}' },
  unread: { 'zh-Hans': '还没读', 'zh-Hant': '還沒讀', en: 'Not read' },
})
