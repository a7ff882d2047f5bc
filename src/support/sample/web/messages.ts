import { defineMessages } from '../../../kernel/messages.ts'

export const startMessages = defineMessages({
  title: { 'zh-Hans': '从哪里开始', 'zh-Hant': '從哪裡開始', en: 'Where to start' },
  none: { 'zh-Hans': '还没有项目。', 'zh-Hant': '還沒有項目。', en: 'There is no project yet.' },
  next: {
    'zh-Hans': '示例项目由本机画街景、写短文，其中混入模糊、重复、截断和含个人信息的样本；导入、筛选、脱敏和第一批任务会自动建好。',
    'zh-Hant': '示例項目由本機畫街景、寫短文，其中混入模糊、重複、截斷和含個人信息的樣本；導入、篩選、脫敏和第一批任務會自動建好。',
    en: 'The sample project draws street scenes and writes short texts on this machine, blurred, duplicated, truncated ones and personal data among them; import, screening, redaction and the first batch follow by themselves.',
  },
  open: { 'zh-Hans': '打开示例项目', 'zh-Hant': '打開示例項目', en: 'Open the sample project' },
})
