import { defineFailures } from '../../kernel/failure.ts'

export const inspectionFailures = defineFailures('inspection', {
  unknown: { status: 404, text: { 'zh-Hans': '找不到这次检验，或不在你能看到的范围内。', 'zh-Hant': '找不到這次檢驗，或不在你能看到的範圍內。', en: 'No such inspection, or outside what you can see.' } },
  notReviewing: { status: 409, text: { 'zh-Hans': '这份作业不是进行中的审核。', 'zh-Hant': '這份作業不是進行中的審核。', en: 'This assignment is not a review under way.' } },
  notOfThisTask: { status: 422, text: { 'zh-Hans': '这份标注不属于正在审核的任务，或还没有提交。', 'zh-Hant': '這份標注不屬於正在審核的任務，或還沒有提交。', en: 'The annotation is not one of the task under review, or was not submitted.' } },
  staleRevision: { status: 409, text: { 'zh-Hans': '评判的是修订 {revision}，现在是 {head}。看过再判。', 'zh-Hant': '評判的是修訂 {revision}，現在是 {head}。看過再判。', en: 'Revision {revision} was judged, it is {head} now. Look at it, then judge.' } },
  defectNeeded: { status: 422, text: { 'zh-Hans': '退回时至少指出一处缺陷。', 'zh-Hant': '退回時至少指出一處缺陷。', en: 'Name at least one defect when sending back.' } },
  fixNeedsChange: { status: 422, text: { 'zh-Hans': '更正里没有可用的改动：{n} 处未被接受。', 'zh-Hant': '更正裡沒有可用的改動：{n} 處未被接受。', en: 'The correction holds no change that could be applied: {n} were refused.' } },
  noArbiter: { status: 409, text: { 'zh-Hans': '这个批次的流程没有仲裁，不能交仲裁。', 'zh-Hant': '這個批次的流程沒有仲裁，不能交仲裁。', en: 'The workflow of this batch has no arbiter to hand it to.' } },
  disputeNeedsReason: { status: 422, text: { 'zh-Hans': '交仲裁要写明为什么。', 'zh-Hant': '交仲裁要寫明為什麼。', en: 'Say why it goes to the arbiter.' } },
  notArbitrating: { status: 409, text: { 'zh-Hans': '这份作业不是进行中的仲裁。', 'zh-Hant': '這份作業不是進行中的仲裁。', en: 'This assignment is not an arbitration under way.' } },
  tookPart: { status: 409, text: { 'zh-Hans': '参与过本批次标注或审核的人不能检验它。', 'zh-Hant': '參與過本批次標注或審核的人不能檢驗它。', en: 'Whoever annotated or reviewed in this batch does not inspect it.' } },
  noPlan: { status: 409, text: { 'zh-Hans': '批次没有抽样方案，直接验收。', 'zh-Hant': '批次沒有抽樣方案，直接驗收。', en: 'The batch has no sampling plan; accept it directly.' } },
  hasPlan: { status: 409, text: { 'zh-Hans': '批次有抽样方案，先抽检。', 'zh-Hant': '批次有抽樣方案，先抽檢。', en: 'The batch has a sampling plan; inspect it first.' } },
  notSubmitted: { status: 409, text: { 'zh-Hans': '批次还没有全部完成，不能抽样。', 'zh-Hant': '批次還沒有全部完成，不能抽樣。', en: 'The batch is not finished; the sample cannot be drawn yet.' } },
  notDrawn: { status: 409, text: { 'zh-Hans': '检验不在判定阶段。', 'zh-Hant': '檢驗不在判定階段。', en: 'The inspection is not at the stage of judging.' } },
  notInSample: { status: 422, text: { 'zh-Hans': '这个任务不在样本里。', 'zh-Hant': '這個任務不在樣本裡。', en: 'The task is not in the sample.' } },
  unjudged: { status: 409, text: { 'zh-Hans': '样本里还有 {n} 个没有判定。', 'zh-Hant': '樣本裡還有 {n} 個沒有判定。', en: '{n, plural, one {# item of the sample is} other {# items of the sample are}} not judged yet.' } },
})

export const samplingFailures = defineFailures('sampling', {
  lotSize: {
    status: 422,
    text: {
      'zh-Hans': '批量必须是不小于 1 的整数，收到 {lotSize}',
      'zh-Hant': '批量必須是不小於 1 的整數，收到 {lotSize}',
      en: 'The lot size must be a whole number of at least 1, not {lotSize}',
    },
  },
})
