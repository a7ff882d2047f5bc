import { defineFailures } from '../../kernel/failure.ts'

export const runFailures = defineFailures('run', {
  unknown: { status: 404, text: { 'zh-Hans': '找不到这个运行。', 'zh-Hant': '找不到這個運行。', en: 'No such run.' } },
  cannotMove: { status: 409, text: { 'zh-Hans': '运行当前为“{from}”，不能改为“{to}”。', 'zh-Hant': '運行當前為“{from}”，不能改為“{to}”。', en: 'The run is {from} and cannot become {to}.' } },
  cannotRetry: { status: 409, text: { 'zh-Hans': '这种运行失败后已经收拾干净，不能接着做；重新建立一次。', 'zh-Hant': '這種運行失敗後已經收拾乾淨，不能接著做；重新建立一次。', en: 'A run of this kind cleans up when it fails and cannot be taken up again. Start it anew.' } },
  shardLost: { status: 500, text: { 'zh-Hans': '这一段多次中断，已搁置：{reason}。', 'zh-Hant': '這一段多次中斷，已擱置：{reason}。', en: 'This part broke off several times and was set aside: {reason}.' } },
  tooManyDead: { status: 500, text: { 'zh-Hans': '搁置的部分超过上限，运行停止。已完成的保留。', 'zh-Hant': '擱置的部分超過上限，運行停止。已完成的保留。', en: 'Too many parts were set aside; the run stopped. What is done stays.' } },
})
