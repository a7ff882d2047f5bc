import { defineFailures } from '../../kernel/failure.ts'

export const inspectionFailures = defineFailures('inspection', {
  unknown: { status: 404, text: { 'zh-Hans': '找不到这次检验，或不在你能看到的范围内。', 'zh-Hant': '找不到這次檢驗，或不在你能看到的範圍內。', en: 'No such inspection, or outside what you can see.' } },
  notReviewing: { status: 409, text: { 'zh-Hans': '这份作业不是进行中的审核。', 'zh-Hant': '這份作業不是進行中的審核。', en: 'This assignment is not a review under way.' } },
  notOfThisTask: { status: 422, text: { 'zh-Hans': '这份标注不属于正在审核的任务，或还没有提交。', 'zh-Hant': '這份標注不屬於正在審核的任務，或還沒有提交。', en: 'The annotation is not one of the task under review, or was not submitted.' } },
  staleRevision: { status: 409, text: { 'zh-Hans': '评判的是修订 {revision}，现在是 {head}。看过再判。', 'zh-Hant': '評判的是修訂 {revision}，現在是 {head}。看過再判。', en: 'Revision {revision} was judged, it is {head} now. Look at it, then judge.' } },
  defectNeeded: { status: 422, text: { 'zh-Hans': '退回或判为不合格时，至少指出一处缺陷。', 'zh-Hant': '退回或判為不合格時，至少指出一處缺陷。', en: 'Name at least one defect when sending back or failing an item.' } },
  conformsWithDefect: { status: 422, text: { 'zh-Hans': '判为合格的不能带缺陷。', 'zh-Hant': '判為合格的不能帶缺陷。', en: 'What conforms carries no defect.' } },
  codeNotHere: { status: 422, text: { 'zh-Hans': '缺陷代码“{code}”只用于文本。', 'zh-Hant': '缺陷代碼“{code}”只用於文本。', en: 'The defect code “{code}” is for texts only.' } },
  pinOutside: { status: 422, text: { 'zh-Hans': '标记不在“{slot}”的内容之内。', 'zh-Hant': '標記不在“{slot}”的內容之內。', en: 'The pin lies outside what is in “{slot}”.' } },
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

export const voidFailures = defineFailures('voiding', {
  unknown: { status: 404, text: { 'zh-Hans': '找不到这个作废申请，或它已处理。', 'zh-Hant': '找不到這個作廢申請，或它已處理。', en: 'No such request to void, or it was decided already.' } },
  alreadyAsked: { status: 409, text: { 'zh-Hans': '这个批次已有作废申请，等另一人处理。', 'zh-Hant': '這個批次已有作廢申請，等另一人處理。', en: 'A request to void this batch waits for another person.' } },
  waitAlone: { status: 409, text: { 'zh-Hans': '没有第二个人能批准，你可以在申请 {hours} 小时后自己确认。', 'zh-Hant': '沒有第二個人能批准，你可以在申請 {hours} 小時後自己確認。', en: 'Nobody else could approve; you may confirm it yourself {hours} hours after asking.' } },
  ownRequest: { status: 409, text: { 'zh-Hans': '作废由另一人批准，申请人不能批准自己的申请。', 'zh-Hant': '作廢由另一人批准，申請人不能批准自己的申請。', en: 'Another person approves; whoever asked does not approve their own request.' } },
})

export const appealFailures = defineFailures('appeal', {
  unknown: { status: 404, text: { 'zh-Hans': '找不到这个申诉，或不在你能看到的范围内。', 'zh-Hant': '找不到這個申訴，或不在你能看到的範圍內。', en: 'No such appeal, or outside what you can see.' } },
  unknownReview: { status: 404, text: { 'zh-Hans': '找不到这次审核，或它审的不是你的作业。', 'zh-Hant': '找不到這次審核，或它審的不是你的作業。', en: 'No such review, or it is not of your work.' } },
  nothingCharged: { status: 422, text: { 'zh-Hans': '这次审核没有退回或更正这份作业，没有可申诉的。', 'zh-Hant': '這次審核沒有退回或更正這份作業，沒有可申訴的。', en: 'This review neither sent the work back nor corrected it; there is nothing to appeal.' } },
  tooLate: { status: 409, text: { 'zh-Hans': '申诉期限是审核后 {hours} 小时，已经过了。', 'zh-Hant': '申訴期限是審核後 {hours} 小時，已經過了。', en: 'An appeal is possible for {hours} hours after the review; they are over.' } },
  alreadyRaised: { status: 409, text: { 'zh-Hans': '这次审核已经申诉过。', 'zh-Hant': '這次審核已經申訴過。', en: 'This review was appealed already.' } },
  decided: { status: 409, text: { 'zh-Hans': '这个申诉已有结论。', 'zh-Hant': '這個申訴已有結論。', en: 'This appeal is decided already.' } },
  tookPart: { status: 409, text: { 'zh-Hans': '作者和审核人不能裁定这个申诉，由另一人裁定。', 'zh-Hant': '作者和審核人不能裁定這個申訴，由另一人裁定。', en: 'Author and reviewer do not decide this appeal; another person does.' } },
})

export const lotAppealFailures = defineFailures('lot-appeal', {
  unknown: { status: 404, text: { 'zh-Hans': '找不到这个申诉，或不在你能看到的范围内。', 'zh-Hant': '找不到這個申訴，或不在你能看到的範圍內。', en: 'No such appeal, or outside what you can see.' } },
  notRejected: { status: 409, text: { 'zh-Hans': '检验批没有判为返工或作废，没有可申诉的。', 'zh-Hant': '檢驗批沒有判為返工或作廢，沒有可申訴的。', en: 'The lot was neither sent to rework nor voided; there is nothing to appeal.' } },
  tooLate: { status: 409, text: { 'zh-Hans': '申诉期限是下结论后 {hours} 小时，已经过了。', 'zh-Hant': '申訴期限是下結論後 {hours} 小時，已經過了。', en: 'An appeal is possible for {hours} hours after the verdict; they are over.' } },
  nothingToAppeal: { status: 422, text: { 'zh-Hans': '这个检验批里没有你能申诉的缺陷，或都已申诉过。', 'zh-Hant': '這個檢驗批裡沒有你能申訴的缺陷，或都已申訴過。', en: 'The lot has no defect that you may appeal, or all were appealed already.' } },
  notYours: { status: 422, text: { 'zh-Hans': '这个缺陷不在这个检验批里，或不在你的标注里。', 'zh-Hant': '這個缺陷不在這個檢驗批裡，或不在你的標注裡。', en: 'The defect is not of this lot, or not in your work.' } },
  alreadyRaised: { status: 409, text: { 'zh-Hans': '这个缺陷已经申诉过。', 'zh-Hant': '這個缺陷已經申訴過。', en: 'This defect was appealed already.' } },
  tookPart: { status: 409, text: { 'zh-Hans': '标注、审核或检验过这个检验批、或提出申诉的人不能裁定；检验它的人不能申诉。', 'zh-Hant': '標注、審核或檢驗過這個檢驗批、或提出申訴的人不能裁定；檢驗它的人不能申訴。', en: 'Whoever made, reviewed or inspected the lot, or appealed, does not decide; whoever inspected it does not appeal.' } },
  decided: { status: 409, text: { 'zh-Hans': '这个申诉已有结论。', 'zh-Hant': '這個申訴已有結論。', en: 'This appeal is decided already.' } },
  decideEach: { status: 422, text: { 'zh-Hans': '对申诉的 {n} 处缺陷各下一次结论。', 'zh-Hant': '對申訴的 {n} 處缺陷各下一次結論。', en: 'Decide once on each of the {n, plural, one {# defect} other {# defects}} of the appeal.' } },
})

export const goldFailures = defineFailures('gold', {
  unknown: { status: 404, text: { 'zh-Hans': '找不到这道金标，或不在你能看到的范围内。', 'zh-Hant': '找不到這道金標，或不在你能看到的範圍內。', en: 'No such gold item, or outside what you can see.' } },
  notApproved: { status: 409, text: { 'zh-Hans': '只有已通过的任务能作金标。', 'zh-Hant': '只有已通過的任務能作金標。', en: 'Only an approved task can become a gold item.' } },
  already: { status: 409, text: { 'zh-Hans': '这个任务已是金标。', 'zh-Hant': '這個任務已是金標。', en: 'The task is a gold item already.' } },
})

export const deliveryFailures = defineFailures('delivery', {
  unknown: { status: 404, text: { 'zh-Hans': '找不到这次交付，或不在你能看到的范围内。', 'zh-Hant': '找不到這次交付，或不在你能看到的範圍內。', en: 'No such delivery, or outside what you can see.' } },
  noClient: { status: 409, text: { 'zh-Hans': '批次的流程没有甲方验收，不用交付。', 'zh-Hant': '批次的流程沒有甲方驗收，不用交付。', en: 'The workflow of the batch has no client who accepts; there is nothing to deliver.' } },
  decided: { status: 409, text: { 'zh-Hans': '甲方已对这次交付作出决定。', 'zh-Hant': '甲方已對這次交付作出決定。', en: 'The client has decided on this delivery already.' } },
  notDelivered: { status: 422, text: { 'zh-Hans': '任务不在这次交付里。', 'zh-Hant': '任務不在這次交付裡。', en: 'The task is not part of this delivery.' } },
  reasonNeeded: { status: 422, text: { 'zh-Hans': '打回时写明原因。', 'zh-Hant': '打回時寫明原因。', en: 'Give a reason when sending it back.' } },
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
