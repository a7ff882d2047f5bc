import { defineFailures } from '../../kernel/failure.ts'

/** What can go wrong between this page and the server. */
export const webFailures = defineFailures('web', {
  offline: {
    status: 503,
    text: {
      'zh-Hans': '连不上服务器。页面上的内容还在；服务器恢复后再试。',
      'zh-Hant': '連不上服務器。頁面上的內容還在；服務器恢復後再試。',
      en: 'The server cannot be reached. What is on the page stays; try again when it is back.',
    },
  },
  unreadableReply: {
    status: 502,
    text: {
      'zh-Hans': '服务器的答复无法读取（HTTP {status}）。可能是中间的代理改写了它，请管理员检查代理。',
      'zh-Hant': '服務器的答覆無法讀取（HTTP {status}）。可能是中間的代理改寫了它，請管理員檢查代理。',
      en: 'The reply of the server cannot be read (HTTP {status}). A proxy in between may have changed it; ask an administrator to check the proxy.',
    },
  },
  cancelled: { status: 499, text: { 'zh-Hans': '请求已取消。', 'zh-Hant': '請求已取消。', en: 'The request was cancelled.' } },
  pageFailed: {
    status: 500,
    text: {
      'zh-Hans': '这个页面停下了，是程序的错误：{message}。已保存的数据不受影响。',
      'zh-Hant': '這個頁面停下了，是程序的錯誤：{message}。已保存的數據不受影響。',
      en: 'This page has stopped; that is a fault of the program: {message}. Saved data is not affected.',
    },
  },
})
