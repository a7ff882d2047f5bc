import { defineFailures } from '../../../kernel/failure.ts'

/** What verifying finds has a failure each: the report of a run, the command line and the pages tell it in the same words. */
export const auditFailures = defineFailures('audit', {
  entryChanged: { status: 409, text: { 'zh-Hans': '第 {entry} 条记录被改动（封印 {seal}）。', 'zh-Hant': '第 {entry} 條記錄被改動（封印 {seal}）。', en: 'Entry {entry} was changed (seal {seal}).' } },
  entryRemoved: { status: 409, text: { 'zh-Hans': '第 {entry} 条记录被删除（封印 {seal}）。', 'zh-Hant': '第 {entry} 條記錄被刪除（封印 {seal}）。', en: 'Entry {entry} was removed (seal {seal}).' } },
  entryInserted: { status: 409, text: { 'zh-Hans': '第 {entry} 条记录是封印之后插入的（封印 {seal}）。', 'zh-Hant': '第 {entry} 條記錄是封印之後插入的（封印 {seal}）。', en: 'Entry {entry} was put in after the sealing (seal {seal}).' } },
  entryMoved: { status: 409, text: { 'zh-Hans': '第 {entry} 条的位置上是原来第 {from} 条的内容（封印 {seal}）。', 'zh-Hant': '第 {entry} 條的位置上是原來第 {from} 條的內容（封印 {seal}）。', en: 'In place of entry {entry} stands what was entry {from} (seal {seal}).' } },
  sealChanged: { status: 409, text: { 'zh-Hans': '封印 {seal} 被改动。', 'zh-Hant': '封印 {seal} 被改動。', en: 'Seal {seal} was changed.' } },
  sealMissing: { status: 409, text: { 'zh-Hans': '缺封印 {seal}。', 'zh-Hant': '缺封印 {seal}。', en: 'Seal {seal} is missing.' } },
  sealUnlinked: { status: 409, text: { 'zh-Hans': '封印 {seal} 接不上前一个封印。', 'zh-Hant': '封印 {seal} 接不上前一個封印。', en: 'Seal {seal} does not follow the one before it.' } },
  sealSignature: { status: 409, text: { 'zh-Hans': '封印 {seal} 的签名不对。', 'zh-Hant': '封印 {seal} 的簽名不對。', en: 'The signature of seal {seal} does not hold.' } },
  sealKey: { status: 409, text: { 'zh-Hans': '封印 {seal} 由别的密钥签名。', 'zh-Hant': '封印 {seal} 由別的密鑰簽名。', en: 'Seal {seal} was signed with another key.' } },
  checkpointSignature: { status: 409, text: { 'zh-Hans': '检查点的签名不对。', 'zh-Hant': '檢查點的簽名不對。', en: 'The signature of the checkpoint does not hold.' } },
  checkpointForeign: { status: 409, text: { 'zh-Hans': '检查点属于别的组织。', 'zh-Hant': '檢查點屬於別的組織。', en: 'The checkpoint belongs to another organisation.' } },
  checkpointBeyond: { status: 409, text: { 'zh-Hans': '封印链在检查点（封印 {seal}）之前就断了：尾部被删除。', 'zh-Hant': '封印鏈在檢查點（封印 {seal}）之前就斷了：尾部被刪除。', en: 'The chain ends before the checkpoint (seal {seal}): its end was removed.' } },
  checkpointDiffers: { status: 409, text: { 'zh-Hans': '封印 {seal} 与检查点不同：链被整个重写过。', 'zh-Hant': '封印 {seal} 與檢查點不同：鏈被整個重寫過。', en: 'Seal {seal} is not the one of the checkpoint: the chain was rewritten.' } },
  checkpointOutside: { status: 409, text: { 'zh-Hans': '检查点（封印 {seal}）不在这份导出的封印 {first} 至 {last} 之内，无法比对。用覆盖它的导出再核验。', 'zh-Hant': '檢查點（封印 {seal}）不在這份導出的封印 {first} 至 {last} 之內，無法比對。用覆蓋它的導出再核驗。', en: 'The checkpoint (seal {seal}) is outside the seals {first} to {last} of this export and cannot be compared. Verify an export that covers it.' } },
  exportUnreadable: { status: 422, text: { 'zh-Hans': '不是变更记录的导出文件，或读不出来：{file}。', 'zh-Hant': '不是變更記錄的導出文件，或讀不出來：{file}。', en: 'Not an export of the journal, or unreadable: {file}.' } },
  exportSignature: { status: 409, text: { 'zh-Hans': '导出说明 export.json 的签名不对。', 'zh-Hant': '導出說明 export.json 的簽名不對。', en: 'The signature of export.json does not hold.' } },
  exportKey: { status: 409, text: { 'zh-Hans': '导出由别的密钥签名，不是指定的那一把。', 'zh-Hant': '導出由別的密鑰簽名，不是指定的那一把。', en: 'The export was signed with another key than the one given.' } },
  fileChanged: { status: 409, text: { 'zh-Hans': '导出里的文件被改动：{file}。', 'zh-Hant': '導出裡的文件被改動：{file}。', en: 'A file of the export was changed: {file}.' } },
  fileMissing: { status: 409, text: { 'zh-Hans': '导出里缺文件：{file}。', 'zh-Hant': '導出裡缺文件：{file}。', en: 'A file of the export is missing: {file}.' } },
  fileForeign: { status: 409, text: { 'zh-Hans': '导出里多了文件：{file}。', 'zh-Hant': '導出裡多了文件：{file}。', en: 'A file does not belong to the export: {file}.' } },
  countDiffers: { status: 409, text: { 'zh-Hans': '导出里有 {found} 条记录，说明写的是 {told} 条。', 'zh-Hant': '導出裡有 {found} 條記錄，說明寫的是 {told} 條。', en: 'The export holds {found} entries; it says {told}.' } },
  nothingSealed: { status: 409, text: { 'zh-Hans': '还没有封印的记录，几秒后再试。', 'zh-Hant': '還沒有封印的記錄，幾秒後再試。', en: 'No entry is sealed yet. Try again in a few seconds.' } },
  badPeriod: { status: 422, text: { 'zh-Hans': '时段的开始要早于结束。', 'zh-Hant': '時段的開始要早於結束。', en: 'The period begins before it ends.' } },
  unknownExport: { status: 404, text: { 'zh-Hans': '没有这份导出。', 'zh-Hant': '沒有這份導出。', en: 'No such export.' } },
})
