import { defineFailures } from '../../kernel/failure.ts'

/** What a probe can say of any file. Parameters: `offset` bytes from the start; `extension`, `found` as written. */
export const fileFailures = defineFailures('file', {
  empty: { status: 422, text: { 'zh-Hans': '文件是空的。', 'zh-Hant': '文件是空的。', en: 'The file is empty.' } },
  encoding: {
    status: 422,
    text: {
      'zh-Hans': '既不是 UTF-8，也不是 GB18030：从第 {offset} 个字节起读不通（从 0 数）。转成 UTF-8 再导入。',
      'zh-Hant': '既不是 UTF-8，也不是 GB18030：從第 {offset} 個字節起讀不通（從 0 數）。轉成 UTF-8 再導入。',
      en: 'Neither UTF-8 nor GB18030: unreadable from byte {offset} on (counted from 0). Convert it to UTF-8 and import it again.',
    },
  },
  misnamed: {
    status: 200,
    text: {
      'zh-Hans': '扩展名是 {extension}，内容是 {found}。已按内容处理。',
      'zh-Hant': '擴展名是 {extension}，內容是 {found}。已按內容處理。',
      en: 'The name ends in {extension}, the content is {found}. The content counts.',
    },
  },
})

/** `format` as the content says; `pixels` and `limit` are counts of pixels over all pages. */
export const imageFailures = defineFailures('image', {
  truncated: { status: 422, text: { 'zh-Hans': '图片不完整：{format} 文件在结尾之前断了。', 'zh-Hant': '圖片不完整：{format} 文件在結尾之前斷了。', en: 'The picture is cut off: the {format} file stops before its end.' } },
  corrupt: { status: 422, text: { 'zh-Hans': '图片已损坏，解不开（{format}：{reason}）。', 'zh-Hant': '圖片已損壞，解不開（{format}：{reason}）。', en: 'The picture is damaged and cannot be decoded ({format}: {reason}).' } },
  tooLarge: { status: 422, text: { 'zh-Hans': '图片太大：{pixels, number} 像素，上限 {limit, number}。', 'zh-Hant': '圖片太大：{pixels, number} 像素，上限 {limit, number}。', en: 'The picture is too large: {pixels, number} pixels, the limit is {limit, number}.' } },
  unknown: { status: 422, text: { 'zh-Hans': '认不出图片格式：{name}。', 'zh-Hant': '認不出圖片格式：{name}。', en: 'The picture format of {name} is not known.' } },
})

export const textFailures = defineFailures('text', {
  binary: { status: 422, text: { 'zh-Hans': '不是文本：第 {offset} 个字符是 NUL（从 0 数）。', 'zh-Hant': '不是文本：第 {offset} 個字符是 NUL（從 0 數）。', en: 'Not a text: character {offset} is NUL (counted from 0).' } },
  otherEncoding: { status: 422, text: { 'zh-Hans': '文本不是指定的编码 {encoding}。换一种编码，或让它自动识别。', 'zh-Hant': '文本不是指定的編碼 {encoding}。換一種編碼，或讓它自動識別。', en: 'The text is not in the encoding that was named, {encoding}. Name another one or let it be found.' } },
  converted: { status: 200, text: { 'zh-Hans': '原文编码是 {encoding}；另存了一份 UTF-8，位置按那一份计。', 'zh-Hant': '原文編碼是 {encoding}；另存了一份 UTF-8，位置按那一份計。', en: 'The text is in {encoding}; a UTF-8 copy was made and offsets count in it.' } },
})
