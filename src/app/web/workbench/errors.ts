import { defineFailures } from '../../../kernel/failure.ts'

/** What keeps the workbench from showing a task; the work itself is never at risk here. */
export const workbenchFailures = defineFailures('workbench', {
  noAsset: { status: 422, text: { 'zh-Hans': '任务里没有可以显示的内容，由组织方检查批次。', 'zh-Hant': '任務裡沒有可以顯示的內容，由組織方檢查批次。', en: 'The task holds nothing that can be shown. A coordinator has to look at the batch.' } },
  modalityUnknown: { status: 422, text: { 'zh-Hans': '工作台还不能打开“{modality}”。', 'zh-Hant': '工作台還不能打開“{modality}”。', en: 'The workbench cannot open “{modality}” yet.' } },
  noTool: { status: 422, text: { 'zh-Hans': '标签体系里没有能用在“{modality}”上的类别或问题。', 'zh-Hant': '標籤體系裡沒有能用在“{modality}”上的類別或問題。', en: 'The label schema has neither a class nor a question for “{modality}”.' } },
  contentUnavailable: { status: 502, text: { 'zh-Hans': '读不到文件 {name}（HTTP {status}）。', 'zh-Hant': '讀不到文件 {name}（HTTP {status}）。', en: 'The file {name} cannot be read (HTTP {status}).' } },
  pictureUnreadable: { status: 422, text: { 'zh-Hans': '浏览器无法解码图像 {name}。跳过它，并写明原因。', 'zh-Hant': '瀏覽器無法解碼圖像 {name}。跳過它，並寫明原因。', en: 'The browser cannot decode the picture {name}. Skip it and say why.' } },
  noJournal: { status: 507, text: { 'zh-Hans': '浏览器不让这个页面在本机保存改动（{reason}）。关闭隐私窗口，或允许本站存储后重试。', 'zh-Hant': '瀏覽器不讓這個頁面在本機保存改動（{reason}）。關閉隱私窗口，或允許本站存儲後重試。', en: 'The browser does not let this page keep changes on this computer ({reason}). Leave the private window or allow storage for this site, then try again.' } },
})
