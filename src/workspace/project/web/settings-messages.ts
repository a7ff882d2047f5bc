import { defineMessages } from '../../../kernel/messages.ts'

export const projectSettingsMessages = defineMessages({
  title: { 'zh-Hans': '项目设置', 'zh-Hant': '項目設置', en: 'Project settings' },
  naming: { 'zh-Hans': '名称与说明', 'zh-Hant': '名稱與說明', en: 'Name and description' },
  name: { 'zh-Hans': '名称', 'zh-Hant': '名稱', en: 'Name' },
  nameMissing: { 'zh-Hans': '还没写名称', 'zh-Hant': '還沒寫名稱', en: 'No name yet' },
  description: { 'zh-Hans': '说明', 'zh-Hant': '說明', en: 'Description' },
  descriptionHint: { 'zh-Hans': '这批数据给谁用、要达到什么。进项目的人都看得到。', 'zh-Hant': '這批數據給誰用、要達到什麼。進項目的人都看得到。', en: 'Who the data is for and what it has to reach. Everybody in the project sees it.' },
  duty: { 'zh-Hans': '不判自己的工作', 'zh-Hant': '不判自己的工作', en: 'Nobody judges their own work' },
  dutyText: { 'zh-Hans': '一个人在同一范围里只担一种职责：标注，或者审核。范围越大，分得越开，需要的人也越多。', 'zh-Hant': '一個人在同一範圍裡只擔一種職責：標注，或者審核。範圍越大，分得越開，需要的人也越多。', en: 'Within one scope a person has one duty: annotating or reviewing. A wider scope separates more and needs more people.' },
  dutyLater: { 'zh-Hans': '修改只管以后领取的任务，已有的职责不变。', 'zh-Hant': '修改只管以後領取的任務，已有的職責不變。', en: 'A change counts for tasks claimed from now on; duties taken before stay.' },
  task: { 'zh-Hans': '任务', 'zh-Hant': '任務', en: 'Task' },
  taskText: { 'zh-Hans': '标过的任务不能自己审，别的任务可以。国家标准的最低要求。', 'zh-Hant': '標過的任務不能自己審，別的任務可以。國家標準的最低要求。', en: 'Who annotated a task does not review it, but may review others. The least that the standard asks (GB/T 45674-2025).' },
  batch: { 'zh-Hans': '批次', 'zh-Hant': '批次', en: 'Batch' },
  batchText: { 'zh-Hans': '在一个批次里标过，就不在这个批次里审。', 'zh-Hant': '在一個批次裡標過，就不在這個批次裡審。', en: 'Who annotated in a batch reviews nothing of that batch.' },
  project: { 'zh-Hans': '整个项目', 'zh-Hant': '整個項目', en: 'Whole project' },
  projectText: { 'zh-Hans': '在项目里标过，就不在这个项目里审。', 'zh-Hant': '在項目裡標過，就不在這個項目裡審。', en: 'Who annotated in the project reviews nothing of it.' },
  save: { 'zh-Hans': '保存设置', 'zh-Hant': '保存設置', en: 'Save settings' },
  nothingChanged: { 'zh-Hans': '没有改动', 'zh-Hant': '沒有改動', en: 'Nothing changed' },
  saved: { 'zh-Hans': '已保存', 'zh-Hant': '已保存', en: 'Saved' },
  takeTheirs: { 'zh-Hans': '对照现在的设置', 'zh-Hant': '對照現在的設置', en: 'Compare with the settings now' },
  storedNow: { 'zh-Hans': '现在存的是：{value}', 'zh-Hant': '現在存的是：{value}', en: 'Stored now: {value}' },
})
