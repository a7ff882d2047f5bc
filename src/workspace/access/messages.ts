import { defineMessages } from '../../kernel/messages.ts'
import { roles, type Role } from './model.ts'

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

export const isRole = (text: string): text is Role => roles.some(role => role === text)

/** What each role is there for, in one line. */
export const roleDutyMessages = defineMessages({
  administrator: { 'zh-Hans': '管理组织、人员和角色，什么都能做。', 'zh-Hant': '管理組織、人員和角色，什麼都能做。', en: 'Runs the organisation, its people and roles; may do everything that manages.' },
  coordinator: { 'zh-Hans': '建项目、配方和批次，派人，发布。', 'zh-Hant': '建項目、配方和批次，派人，發布。', en: 'Makes projects, recipes and batches, brings in people, releases.' },
  requester: { 'zh-Hans': '提供数据，抽检和验收批次，取走发布物。', 'zh-Hant': '提供數據，抽檢和驗收批次，取走發布物。', en: 'Brings the data, inspects and accepts batches, takes the releases.' },
  executor: { 'zh-Hans': '领取并完成标注任务，只看自己的工作。', 'zh-Hant': '領取並完成標注任務，只看自己的工作。', en: 'Claims and annotates tasks; sees their own work only.' },
  reviewer: { 'zh-Hans': '审核别人的标注：通过、修改或退回。', 'zh-Hant': '審核別人的標注：通過、修改或退回。', en: 'Judges the annotations of others: accept, fix or send back.' },
  arbiter: { 'zh-Hans': '审核，并对有争议的任务作出裁决。', 'zh-Hant': '審核，並對有爭議的任務作出裁決。', en: 'Reviews, and rules on tasks in dispute.' },
  supervisor: { 'zh-Hans': '看全部过程和质量，做抽样检验，不改数据。', 'zh-Hant': '看全部過程和質量，做抽樣檢驗，不改數據。', en: 'Sees all work and its quality and inspects samples; changes no data.' },
  auditor: { 'zh-Hans': '只读：数据、过程和变更记录。', 'zh-Hant': '只讀：數據、過程和變更記錄。', en: 'Reads only: data, work and the journal.' },
  trainer: { 'zh-Hans': '看数据和人员，准备培训与考核。', 'zh-Hant': '看數據和人員，準備培訓與考核。', en: 'Sees data and people, and prepares training and exams.' },
})
