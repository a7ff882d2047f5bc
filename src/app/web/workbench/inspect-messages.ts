import { defineMessages } from '../../../kernel/messages.ts'

export const inspectMessages = defineMessages({
  conforms: { 'zh-Hans': '合格，下一个', 'zh-Hant': '合格，下一個', en: 'Conforms, next' },
  conformsLast: { 'zh-Hans': '合格，判完', 'zh-Hant': '合格，判完', en: 'Conforms, last one' },
  fails: { 'zh-Hans': '不合格…', 'zh-Hant': '不合格…', en: 'Does not conform…' },
  failsNext: { 'zh-Hans': '不合格 {n} 处，下一个', 'zh-Hant': '不合格 {n} 處，下一個', en: 'Does not conform ({n}), next' },
  failsLast: { 'zh-Hans': '不合格 {n} 处，判完', 'zh-Hant': '不合格 {n} 處，判完', en: 'Does not conform ({n}), last one' },
  next: { 'zh-Hans': '下一个样本', 'zh-Hant': '下一個樣本', en: 'Next item' },
  previous: { 'zh-Hans': '上一个样本', 'zh-Hant': '上一個樣本', en: 'Previous item' },
  progress: { 'zh-Hans': '已判 {judged} / {n}', 'zh-Hant': '已判 {judged} / {n}', en: '{judged} of {n} judged' },
  readOnly: { 'zh-Hans': '只能看，不能判', 'zh-Hant': '只能看，不能判', en: 'To look at, not to judge' },
  sample: { 'zh-Hans': '样本', 'zh-Hant': '樣本', en: 'Sample' },
  verdict: { 'zh-Hans': '判定', 'zh-Hant': '判定', en: 'Verdict' },
  noDefects: { 'zh-Hans': '没有缺陷就是合格。按 {key} 给选中的对象或整个任务记一处。', 'zh-Hant': '沒有缺陷就是合格。按 {key} 給選中的對象或整個任務記一處。', en: 'Without a defect it conforms. Press {key} to note one on the selection or the whole task.' },
  noneNoted: { 'zh-Hans': '没有记缺陷。', 'zh-Hant': '沒有記缺陷。', en: 'No defect is noted.' },
  itemOf: { 'zh-Hans': '任务 {n}', 'zh-Hant': '任務 {n}', en: 'Task {n}' },
  hintItems: { 'zh-Hans': '换样本', 'zh-Hant': '換樣本', en: 'other items' },
  keyJudge: { 'zh-Hans': '送出判定', 'zh-Hant': '送出判定', en: 'send the verdict' },
  keyDefect: { 'zh-Hans': '不合格，记缺陷', 'zh-Hant': '不合格，記缺陷', en: 'does not conform, note a defect' },
  notDrawn: { 'zh-Hans': '样本还没有抽出', 'zh-Hant': '樣本還沒有抽出', en: 'The sample is not drawn yet' },
  notDrawnNext: { 'zh-Hans': '批次提交后，在检验页公开种子并抽样。', 'zh-Hant': '批次提交後，在檢驗頁公開種子並抽樣。', en: 'Once the batch is submitted, the seed is revealed and the sample drawn on the inspection page.' },
  toLot: { 'zh-Hans': '到检验页', 'zh-Hant': '到檢驗頁', en: 'To the inspection page' },
})
