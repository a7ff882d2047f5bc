import { defineMessages } from '../../../kernel/messages.ts'

export const workMessages = defineMessages({
  answered: { 'zh-Hans': '你的问题有答复了', 'zh-Hant': '你的問題有答覆了', en: 'Answered: your questions' },
  readAnswer: { 'zh-Hans': '看答复', 'zh-Hant': '看答覆', en: 'Read the answer' },
  myWork: { 'zh-Hans': '我的任务', 'zh-Hant': '我的任務', en: 'My work' },
  next: { 'zh-Hans': '下一个任务', 'zh-Hant': '下一個任務', en: 'Next task' },
  goOn: { 'zh-Hans': '继续', 'zh-Hant': '繼續', en: 'Go on' },
  revise: { 'zh-Hans': '修改', 'zh-Hant': '修改', en: 'Revise' },
  returned: { 'zh-Hans': '退回给我的', 'zh-Hant': '退回給我的', en: 'Sent back to me' },
  held: { 'zh-Hans': '手上的', 'zh-Hant': '手上的', en: 'In hand' },
  claimable: { 'zh-Hans': '可以领取', 'zh-Hant': '可以領取', en: 'Can be claimed' },
  annotate: { 'zh-Hans': '标注', 'zh-Hant': '標注', en: 'Annotate' },
  review: { 'zh-Hans': '审核', 'zh-Hant': '審核', en: 'Review' },
  arbitrate: { 'zh-Hans': '仲裁', 'zh-Hant': '仲裁', en: 'Arbitrate' },
  claimAnnotate: { 'zh-Hans': '领取标注', 'zh-Hant': '領取標注', en: 'Claim to annotate' },
  claimReview: { 'zh-Hans': '领取审核', 'zh-Hant': '領取審核', en: 'Claim to review' },
  until: { 'zh-Hans': '保留到 {at}', 'zh-Hant': '保留到 {at}', en: 'held until {at}' },
  round: { 'zh-Hans': '第 {n} 轮', 'zh-Hant': '第 {n} 輪', en: 'round {n}' },
  noDefects: { 'zh-Hans': '没有写明缺陷', 'zh-Hant': '沒有寫明缺陷', en: 'no defect named' },
  nothing: { 'zh-Hans': '现在没有等你的任务', 'zh-Hant': '現在沒有等你的任務', en: 'Nothing waits for you' },
  nothingNext: { 'zh-Hans': '组织方开放批次，或有人提交待审的任务后，它们会出现在这里。', 'zh-Hant': '組織方開放批次，或有人提交待審的任務後，它們會出現在這裡。', en: 'Work appears here once a coordinator opens a batch or somebody submits a task for review.' },
  noRole: { 'zh-Hans': '你没有标注或审核的角色', 'zh-Hant': '你沒有標注或審核的角色', en: 'You have no role that annotates or reviews' },
  noRoleNext: { 'zh-Hans': '项目的组织方可以在人员页给你角色。', 'zh-Hant': '項目的組織方可以在人員頁給你角色。', en: 'A coordinator of the project can give you one on the people page.' },
})

export const defectMessages = defineMessages({
  missed: { 'zh-Hans': '漏标', 'zh-Hant': '漏標', en: 'Missed' },
  'wrong-class': { 'zh-Hans': '错标', 'zh-Hant': '錯標', en: 'Wrong class' },
  offset: { 'zh-Hans': '偏移', 'zh-Hant': '偏移', en: 'Offset' },
  duplicate: { 'zh-Hans': '重复', 'zh-Hant': '重複', en: 'Duplicate' },
  extra: { 'zh-Hans': '多标', 'zh-Hant': '多標', en: 'Extra' },
  attribute: { 'zh-Hans': '属性错', 'zh-Hant': '屬性錯', en: 'Attribute' },
  'illegal-content': { 'zh-Hans': '违法内容', 'zh-Hant': '違法內容', en: 'Illegal content' },
})
