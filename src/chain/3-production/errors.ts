import { defineFailures } from '../../kernel/failure.ts'

export const productionFailures = defineFailures('production', {
  unknownBatch: { status: 404, text: { 'zh-Hans': '找不到这个批次，或不在你能看到的范围内。', 'zh-Hant': '找不到這個批次，或不在你能看到的範圍內。', en: 'No such batch, or outside what you can see.' } },
  unknownTask: { status: 404, text: { 'zh-Hans': '找不到这个任务，或不在你能看到的范围内。', 'zh-Hant': '找不到這個任務，或不在你能看到的範圍內。', en: 'No such task, or outside what you can see.' } },
  unknownAssignment: { status: 404, text: { 'zh-Hans': '找不到这份作业，或它不是你的。', 'zh-Hant': '找不到這份作業，或它不是你的。', en: 'No such assignment, or it is not yours.' } },
  nothingLeft: { status: 404, text: { 'zh-Hans': '现在没有可领取的任务。', 'zh-Hant': '現在沒有可領取的任務。', en: 'There is no task to claim right now.' } },
  emptySelection: { status: 422, text: { 'zh-Hans': '选集里没有资产，建不成批次。', 'zh-Hant': '選集裡沒有資產，建不成批次。', en: 'The selection holds no asset to make a batch of.' } },
  workflowBroken: { status: 422, text: {
    'zh-Hans': '流程不成立：{reason, select, nobodydecides {多人标注时需要全量审核，或按一致度交仲裁来定稿} extendsnowhere {追加人数的上限要大于起始人数} other {只有一人标注，没有可比较的，去掉追加或仲裁}}。',
    'zh-Hant': '流程不成立：{reason, select, nobodydecides {多人標注時需要全量審核，或按一致度交仲裁來定稿} extendsnowhere {追加人數的上限要大於起始人數} other {只有一人標注，沒有可比較的，去掉追加或仲裁}}。',
    en: 'The workflow does not hold: {reason, select, nobodydecides {with several annotators a review of every task, or an arbiter, has to decide what stands} extendsnowhere {the number it extends to must exceed the number it starts with} other {one annotator leaves nothing to compare: leave out extension or arbitration}}.' } },
  unknownWorkflow: { status: 404, text: { 'zh-Hans': '项目里没有名为“{name}”的流程，或没有这个版本。', 'zh-Hant': '項目裡沒有名為“{name}”的流程，或沒有這個版本。', en: 'The project has no workflow “{name}”, or not in this version.' } },
  workflowMoved: { status: 409, text: { 'zh-Hans': '别人已保存“{name}”的第 {version} 版，看过再保存。', 'zh-Hant': '別人已保存“{name}”的第 {version} 版，看過再保存。', en: 'Somebody has saved version {version} of “{name}”. Look at it, then save.' } },
  cannotMoveBatch: { status: 409, text: { 'zh-Hans': '批次当前为“{from}”，不能改为“{to}”。', 'zh-Hant': '批次當前為“{from}”，不能改為“{to}”。', en: 'The batch is {from} and cannot become {to}.' } },
  cannotMoveAssignment: { status: 409, text: { 'zh-Hans': '作业当前为“{from}”，不能改为“{to}”。', 'zh-Hant': '作業當前為“{from}”，不能改為“{to}”。', en: 'The assignment is {from} and cannot become {to}.' } },
  leaseLost: { status: 409, text: { 'zh-Hans': '占用已结束，任务可能已由别人领取。改动以你的名义保存为草稿。', 'zh-Hant': '佔用已結束，任務可能已由別人領取。改動以你的名義保存為草稿。', en: 'The lease has ended and somebody else may have the task. Your changes are kept as a draft under your name.' } },
  tooLateToTakeBack: { status: 409, text: { 'zh-Hans': '已不能撤回：过了时限，或已有人在审核。审核退回后可以再改。', 'zh-Hant': '已不能撤回：過了時限，或已有人在審核。審核退回後可以再改。', en: 'It can no longer be taken back: the time is over, or somebody is reviewing it. A reviewer can send it back.' } },
  otherDuty: { status: 409, text: { 'zh-Hans': '同一范围内一人只担一职：你在这里已是“{duty}”，不能评判自己的工作。', 'zh-Hant': '同一範圍內一人只擔一職：你在這裡已是“{duty}”，不能評判自己的工作。', en: 'One person has one duty here: yours is “{duty}”. Nobody judges their own work.' } },
  noGold: { status: 422, text: { 'zh-Hans': '项目里没有可混入的金标。先把已通过的任务设为金标，或把比例改为 0。', 'zh-Hant': '項目裡沒有可混入的金標。先把已通過的任務設為金標，或把比例改為 0。', en: 'The project has no gold item to mix in. Make approved tasks gold first, or set the share to 0.' } },
  voidNeedsSecond: { status: 409, text: { 'zh-Hans': '开放过的批次由两人作废：提交作废申请，另一人批准。', 'zh-Hant': '開放過的批次由兩人作廢：提交作廢申請，另一人批准。', en: 'A batch that was opened is voided by two people: request it, and another person approves.' } },
  changedMeanwhile: { status: 409, text: { 'zh-Hans': '别人刚改过这个批次，刷新后再操作。', 'zh-Hant': '別人剛改過這個批次，刷新後再操作。', en: 'Somebody just changed this batch. Reload, then act.' } },
  schemaFixed: { status: 409, text: { 'zh-Hans': '批次当前为“{state}”，标签体系不再变。', 'zh-Hant': '批次當前為“{state}”，標籤體系不再變。', en: 'The batch is {state}: its label schema no longer moves.' } },
  schemaNewest: { status: 409, text: { 'zh-Hans': '批次已用标签体系最新的第 {version} 版。', 'zh-Hant': '批次已用標籤體系最新的第 {version} 版。', en: 'The batch uses the newest label schema already, version {version}.' } },
})
