import { defineMessages } from '../../kernel/messages.ts'

export const batchStateMessages = defineMessages({
  draft: { 'zh-Hans': '草稿', 'zh-Hant': '草稿', en: 'Draft' }, open: { 'zh-Hans': '标注中', 'zh-Hant': '標注中', en: 'Open' },
  submitted: { 'zh-Hans': '已提交', 'zh-Hant': '已提交', en: 'Submitted' }, inspecting: { 'zh-Hans': '检验中', 'zh-Hant': '檢驗中', en: 'Inspecting' },
  rework: { 'zh-Hans': '返工', 'zh-Hant': '返工', en: 'Rework' }, accepted: { 'zh-Hans': '已验收', 'zh-Hant': '已驗收', en: 'Accepted' },
  delivered: { 'zh-Hans': '已交付', 'zh-Hant': '已交付', en: 'Delivered' }, client_accepted: { 'zh-Hans': '甲方已验收', 'zh-Hant': '甲方已驗收', en: 'Client accepted' },
  client_rework: { 'zh-Hans': '甲方返工', 'zh-Hant': '甲方返工', en: 'Client rework' }, closed: { 'zh-Hans': '已结清', 'zh-Hant': '已結清', en: 'Closed' }, void: { 'zh-Hans': '已作废', 'zh-Hant': '已作廢', en: 'Void' },
})
export const taskStateMessages = defineMessages({
  open: { 'zh-Hans': '可领取', 'zh-Hant': '可領取', en: 'Open' }, taken: { 'zh-Hans': '标注中', 'zh-Hant': '標注中', en: 'Taken' }, submitted: { 'zh-Hans': '已提交', 'zh-Hant': '已提交', en: 'Submitted' },
  in_review: { 'zh-Hans': '审核中', 'zh-Hant': '審核中', en: 'In review' }, approved: { 'zh-Hans': '已通过', 'zh-Hant': '已通過', en: 'Approved' }, disputed: { 'zh-Hans': '有争议', 'zh-Hant': '有爭議', en: 'Disputed' },
  discarded: { 'zh-Hans': '已丢弃', 'zh-Hant': '已丟棄', en: 'Discarded' }, parked: { 'zh-Hans': '已挂起', 'zh-Hant': '已掛起', en: 'Parked' },
})
