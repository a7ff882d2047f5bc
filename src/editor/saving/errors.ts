import { defineFailures } from '../../kernel/failure.ts'

export const savingFailures = defineFailures('saving', {
  network: { status: 0, text: { 'zh-Hans': '无法连接服务器', 'zh-Hant': '無法連線伺服器', en: 'The server cannot be reached' } },
  storageFull: { status: 507, text: { 'zh-Hans': '本机存储已满，修改未保存', 'zh-Hant': '本機儲存已滿，修改未儲存', en: 'Storage on this device is full, changes are not saved' } },
  openElsewhere: { status: 409, text: { 'zh-Hans': '已在另一个标签页中打开', 'zh-Hant': '已在另一個分頁中開啟', en: 'Open in another tab' } },
})
