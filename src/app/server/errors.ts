import { defineFailures } from '../../kernel/failure.ts'

export const requestFailures = defineFailures('request', {
  invalid: { status: 422, text: { 'zh-Hans': '请求的内容不对：{field} {problem}。', 'zh-Hant': '請求的內容不對：{field} {problem}。', en: 'The request is wrong: {field} {problem}.' } },
  unreadable: { status: 400, text: { 'zh-Hans': '请求无法读取：{problem}。', 'zh-Hant': '請求無法讀取：{problem}。', en: 'The request cannot be read: {problem}.' } },
  tooLarge: { status: 413, text: { 'zh-Hans': '请求太大，拆成几次发送。', 'zh-Hant': '請求太大，拆成幾次發送。', en: 'The request is too large. Send it in parts.' } },
  tooMany: { status: 429, text: { 'zh-Hans': '请求太密，{seconds} 秒后再发。', 'zh-Hant': '請求太密，{seconds} 秒後再發。', en: 'Too many requests. Send it again in {seconds} s.' } },
  keyReused: { status: 422, text: { 'zh-Hans': '同一个 Idempotency-Key 用在了不同的请求上。', 'zh-Hant': '同一個 Idempotency-Key 用在了不同的請求上。', en: 'The same Idempotency-Key came with a different request.' } },
  unknownRoute: { status: 404, text: { 'zh-Hans': '没有这个地址。', 'zh-Hant': '沒有這個地址。', en: 'No such address.' } },
  fault: { status: 500, text: { 'zh-Hans': '服务器出错，改动没有写入。用编号 {requestId} 在日志中查找原因。', 'zh-Hant': '服務器出錯，改動沒有寫入。用編號 {requestId} 在日誌中查找原因。', en: 'The server failed and nothing was written. Look for {requestId} in the log.' } },
  unavailable: { status: 503, text: { 'zh-Hans': '数据库暂时连不上，改动没有写入。几秒后重试。', 'zh-Hant': '數據庫暫時連不上，改動沒有寫入。幾秒後重試。', en: 'The database cannot be reached and nothing was written. Try again in a few seconds.' } },
  diskFull: { status: 507, text: { 'zh-Hans': '服务器的磁盘已满，改动没有写入。腾出空间后再发一次。', 'zh-Hant': '服務器的磁盤已滿，改動沒有寫入。騰出空間後再發一次。', en: 'The disk of the server is full and nothing was written. Free some space, then send it again.' } },
})
