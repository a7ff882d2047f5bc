import { defineFailures } from '../../kernel/failure.ts'

export const projectFailures = defineFailures('project', {
  unknown: { status: 404, text: { 'zh-Hans': '找不到这个项目，或不在你能看到的范围内。', 'zh-Hant': '找不到這個項目，或不在你能看到的範圍內。', en: 'No such project, or outside what you can see.' } },
  schemaBroken: { status: 422, text: { 'zh-Hans': '标签体系的 {field} 有问题：{reason, select, duplicate {标识重复} kind {没有这种图形} options {没有选项} other {范围不对}}。', 'zh-Hant': '標籤體系的 {field} 有問題：{reason, select, duplicate {標識重複} kind {沒有這種圖形} options {沒有選項} other {範圍不對}}。', en: 'The label schema is wrong at {field}: {reason, select, duplicate {the id is there twice} kind {no such shape} options {it has no options} other {the range is wrong}}.' } },
  changedMeanwhile: { status: 409, text: { 'zh-Hans': '别人已经改过（现为第 {current} 版）。看过新版再存。', 'zh-Hant': '別人已經改過（現為第 {current} 版）。看過新版再存。', en: 'Somebody changed it meanwhile (now version {current}). Look at the new version, then save.' } },
  noExamples: { status: 422, text: { 'zh-Hans': '规范至少各有一条正例和反例才能发布。', 'zh-Hant': '規範至少各有一條正例和反例才能發佈。', en: 'A guideline needs at least one positive and one negative example before it is published.' } },
})
