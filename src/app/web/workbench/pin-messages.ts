import { defineMessages } from '../../../kernel/messages.ts'

export const pinMessages = defineMessages({
  pin: { 'zh-Hans': '标记 {n}：{words}', 'zh-Hant': '標記 {n}：{words}', en: 'Pin {n}: {words}' },
  setting: { 'zh-Hans': '单击缺陷所在处；或用方向键移动，回车放下，Esc 放弃', 'zh-Hant': '單擊缺陷所在處；或用方向鍵移動，回車放下，Esc 放棄', en: 'Click where the defect is; or move by the arrows, Enter sets, Esc gives up' },
  set: { 'zh-Hans': '在画布上标出缺陷', 'zh-Hant': '在畫布上標出缺陷', en: 'Pin a defect to a place' },
  setShort: { 'zh-Hans': '标出', 'zh-Hant': '標出', en: 'Pin' },
  place: { 'zh-Hans': '标出的一处', 'zh-Hant': '標出的一處', en: 'A pinned place' },
  next: { 'zh-Hans': '下一个标记', 'zh-Hant': '下一個標記', en: 'Next pin' },
  previous: { 'zh-Hans': '上一个标记', 'zh-Hant': '上一個標記', en: 'Previous pin' },
  hint: { 'zh-Hans': '看标记', 'zh-Hant': '看標記', en: 'pins' },
})
