import { defineFailures } from '../../kernel/failure.ts'

export const savingFailures = defineFailures('saving', {
  network: { status: 0, text: { 'zh-Hans': '无法连接服务器', 'zh-Hant': '無法連接服務器', en: 'The server cannot be reached' } },
  storageFull: { status: 507, text: { 'zh-Hans': '本机存储已满，修改未保存', 'zh-Hant': '本機存儲已滿，修改未保存', en: 'Storage on this device is full, changes are not saved' } },
  openElsewhere: { status: 409, text: { 'zh-Hans': '已在另一个标签页中打开', 'zh-Hant': '已在另一個標籤頁中打開', en: 'Open in another tab' } },
})
