import { defineFailures } from '../../../kernel/failure.ts'

export const startFailures = defineFailures('start', {
  notAllSent: { status: 503, text: {
    'zh-Hans': '{n} 个文件没有传成。其余的已在服务器上；再试只传这些。', 'zh-Hant': '{n} 個文件沒有傳成。其餘的已在服務器上；再試只傳這些。',
    en: '{n, plural, one {# file was} other {# files were}} not sent. The rest is on the server; another try sends only {n, plural, one {this one} other {these}}.',
  } },
  nothingImported: { status: 422, text: { 'zh-Hans': '没有一个文件能读成图片或文本。到“来源”看每个文件的原因。', 'zh-Hant': '沒有一個文件能讀成圖片或文本。到“來源”看每個文件的原因。', en: 'No file could be read as a picture or a text. The page “Source” says why, file by file.' } },
  runEnded: { status: 409, text: { 'zh-Hans': '运行没有完成（{state}）。', 'zh-Hant': '運行沒有完成（{state}）。', en: 'The run did not finish ({state}).' } },
})
