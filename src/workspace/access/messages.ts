import { defineMessages } from '../../kernel/messages.ts'

/** The roles as people are called (GB/T 45674-2025, GB/T 42755-2023). */
export const roleMessages = defineMessages({
  administrator: { 'zh-Hans': '管理员', 'zh-Hant': '管理員', en: 'Administrator' },
  coordinator: { 'zh-Hans': '数据标注组织方', 'zh-Hant': '數據標注組織方', en: 'Coordinator' },
  requester: { 'zh-Hans': '数据需求方', 'zh-Hant': '數據需求方', en: 'Requester' },
  executor: { 'zh-Hans': '标注员', 'zh-Hant': '標注員', en: 'Annotator' },
  reviewer: { 'zh-Hans': '质检员', 'zh-Hant': '質檢員', en: 'Reviewer' },
  arbiter: { 'zh-Hans': '仲裁员', 'zh-Hant': '仲裁員', en: 'Arbiter' },
  supervisor: { 'zh-Hans': '监督员', 'zh-Hant': '監督員', en: 'Supervisor' },
  auditor: { 'zh-Hans': '审计员', 'zh-Hant': '審計員', en: 'Auditor' },
  trainer: { 'zh-Hans': '人工智能训练师', 'zh-Hant': '人工智能訓練師', en: 'AI trainer' },
})
