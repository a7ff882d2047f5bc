import { defineMessages } from '../../../kernel/messages.ts'

export const projectMessages = defineMessages({
  projects: { 'zh-Hans': '项目', 'zh-Hant': '項目', en: 'Projects' },
  newProject: { 'zh-Hans': '新建项目', 'zh-Hant': '新建項目', en: 'New project' },
  none: { 'zh-Hans': '还没有项目。', 'zh-Hant': '還沒有項目。', en: 'No projects yet.' },
  noneNext: { 'zh-Hans': '打开示例项目，或从自己的文件开始。', 'zh-Hant': '打開示例項目，或從自己的文件開始。', en: 'Open the sample project, or start with your own files.' },
  noneForYou: { 'zh-Hans': '组织方把你加进项目以后，它会出现在这里。', 'zh-Hant': '組織方把你加進項目以後，它會出現在這裡。', en: 'A project appears here once a coordinator adds you.' },
  start: { 'zh-Hans': '开始', 'zh-Hant': '開始', en: 'Start' },
  name: { 'zh-Hans': '名称', 'zh-Hant': '名稱', en: 'Name' },
  template: { 'zh-Hans': '模板', 'zh-Hant': '模板', en: 'Template' },
  sample: { 'zh-Hans': '示例', 'zh-Hant': '示例', en: 'Sample' },
  schema: { 'zh-Hans': '标签体系', 'zh-Hant': '標籤體系', en: 'Schema' },
  guideline: { 'zh-Hans': '规范', 'zh-Hant': '規範', en: 'Guideline' },
  created: { 'zh-Hans': '建立', 'zh-Hant': '建立', en: 'Created' },
})
