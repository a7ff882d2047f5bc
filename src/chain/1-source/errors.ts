import { defineFailures } from '../../kernel/failure.ts'

export const sourceFailures = defineFailures('source', {
  unknownDataset: { status: 404, text: { 'zh-Hans': '找不到这个数据集，或不在你能看到的范围内。', 'zh-Hant': '找不到這個數據集，或不在你能看到的範圍內。', en: 'No such dataset, or outside what you can see.' } },
  unknownAsset: { status: 404, text: { 'zh-Hans': '找不到这个资产，或不在你能看到的范围内。', 'zh-Hant': '找不到這個資產，或不在你能看到的範圍內。', en: 'No such asset, or outside what you can see.' } },
  unknownUpload: { status: 422, text: { 'zh-Hans': '上传 {upload} 不在这个数据集里，或已经导入。', 'zh-Hant': '上傳 {upload} 不在這個數據集裡，或已經導入。', en: 'Upload {upload} is not in this dataset, or was imported already.' } },
  nameTaken: { status: 409, text: { 'zh-Hans': '项目里已有名为“{name}”的数据集。', 'zh-Hant': '項目裡已有名為“{name}”的數據集。', en: 'The project has a dataset named "{name}" already.' } },
  badName: { status: 422, text: { 'zh-Hans': '名称不能用：{reason, select, escape {它会跑出自己的文件夹} other {为空或超过 1000 个字符}}。', 'zh-Hant': '名稱不能用：{reason, select, escape {它會跑出自己的文件夾} other {為空或超過 1000 個字符}}。', en: 'The name cannot be used: {reason, select, escape {it would leave its folder} other {it is empty or longer than 1000 characters}}.' } },
  notBytes: { status: 415, text: { 'zh-Hans': '上传的内容以 application/octet-stream 发送。', 'zh-Hant': '上傳的內容以 application/octet-stream 發送。', en: 'Send the content of an upload as application/octet-stream.' } },
  uploadTooLarge: { status: 413, text: { 'zh-Hans': '上传超过上限 {limit, number} 字节。拆成几份。', 'zh-Hant': '上傳超過上限 {limit, number} 字節。拆成幾份。', en: 'The upload is over the limit of {limit, number} bytes. Send it in parts.' } },
  nothingToImport: { status: 409, text: { 'zh-Hans': '没有等待导入的上传。', 'zh-Hant': '沒有等待導入的上傳。', en: 'No upload waits to be imported.' } },
  unrecognised: { status: 422, text: { 'zh-Hans': '认不出文件类型。支持图片、文本、ZIP、JSONL、CSV 和 TSV。', 'zh-Hant': '認不出文件類型。支持圖片、文本、ZIP、JSONL、CSV 和 TSV。', en: 'The kind of file is not known. Pictures, texts, ZIP, JSONL, CSV and TSV are.' } },
  fileTooLarge: { status: 422, text: { 'zh-Hans': '单个文件 {size, number} 字节，上限 {limit, number}。', 'zh-Hant': '單個文件 {size, number} 字節，上限 {limit, number}。', en: 'One file of {size, number} bytes; the limit is {limit, number}.' } },
  probeFailed: { status: 422, text: { 'zh-Hans': '读取文件时出错：{reason}。', 'zh-Hant': '讀取文件時出錯：{reason}。', en: 'The file could not be read: {reason}.' } },
  otherKind: { status: 200, text: { 'zh-Hans': '扩展名是 {extension}，内容却属于“{modality}”。已按内容处理。', 'zh-Hant': '擴展名是 {extension}，內容卻屬於“{modality}”。已按內容處理。', en: 'The name ends in {extension}, the content is of kind {modality}. The content counts.' } },
  tableConverted: { status: 200, text: { 'zh-Hans': '表格按 {encoding} 读取，已转成 UTF-8。', 'zh-Hant': '表格按 {encoding} 讀取，已轉成 UTF-8。', en: 'The table was read as {encoding} and turned into UTF-8.' } },
  noTextColumn: { status: 422, text: { 'zh-Hans': '没有文本列“{wanted}”。表头：{columns}。', 'zh-Hant': '沒有文本列“{wanted}”。表頭：{columns}。', en: 'No text column "{wanted}". The header has: {columns}.' } },
  emptyText: { status: 422, text: { 'zh-Hans': '文件是空的，一行也没有。', 'zh-Hant': '文件是空的，一行也沒有。', en: 'The file is empty: it has no line.' } },
  rowTooLong: { status: 422, text: { 'zh-Hans': '这一行超过 {limit, number} 字节。', 'zh-Hant': '這一行超過 {limit, number} 字節。', en: 'The row is longer than {limit, number} bytes.' } },
  rowEncoding: { status: 422, text: { 'zh-Hans': '这一行不是 {encoding}，文件的其余部分是。', 'zh-Hant': '這一行不是 {encoding}，文件的其餘部分是。', en: 'The row is not in {encoding}, in which the rest of the file is.' } },
  loneSurrogate: { status: 422, text: { 'zh-Hans': '文本里有半个字符（孤立代理码元），无法写成 UTF-8。', 'zh-Hant': '文本裡有半個字符（孤立代理碼元），無法寫成 UTF-8。', en: 'The text holds half a character (a lone surrogate), which UTF-8 cannot carry.' } },
  badRange: { status: 416, text: { 'zh-Hans': '请求的字节范围超出文件（{size, number} 字节）。', 'zh-Hant': '請求的字節範圍超出文件（{size, number} 字節）。', en: 'The range asked for lies outside the file ({size, number} bytes).' } },
  notText: { status: 422, text: { 'zh-Hans': '这个资产没有文本。', 'zh-Hant': '這個資產沒有文本。', en: 'This asset has no text.' } },
  noThumbnail: { status: 404, text: { 'zh-Hans': '这个资产没有缩略图。', 'zh-Hant': '這個資產沒有縮略圖。', en: 'This asset has no thumbnail.' } },
})

export const archiveFailures = defineFailures('archive', {
  corrupt: { status: 422, text: { 'zh-Hans': '压缩包损坏：{reason}。', 'zh-Hant': '壓縮包損壞：{reason}。', en: 'The archive is damaged: {reason}.' } },
  pathEscape: { status: 422, text: { 'zh-Hans': '文件名会跑出自己的文件夹，已拒绝。', 'zh-Hant': '文件名會跑出自己的文件夾，已拒絕。', en: 'The name would leave its folder and was refused.' } },
  link: { status: 422, text: { 'zh-Hans': '这是链接，不是文件，已拒绝。', 'zh-Hant': '這是鏈接，不是文件，已拒絕。', en: 'A link, not a file; refused.' } },
  specialFile: { status: 422, text: { 'zh-Hans': '这是设备或管道，不是文件，已拒绝。', 'zh-Hant': '這是設備或管道，不是文件，已拒絕。', en: 'A device or pipe, not a file; refused.' } },
  encrypted: { status: 422, text: { 'zh-Hans': '文件已加密。解密后再导入。', 'zh-Hant': '文件已加密。解密後再導入。', en: 'The file is encrypted. Decrypt it and import it again.' } },
  duplicateEntry: { status: 422, text: { 'zh-Hans': '压缩包里有两个同名文件，只取第一个。', 'zh-Hant': '壓縮包裡有兩個同名文件，只取第一個。', en: 'The archive has two files of this name; the first counts.' } },
  bomb: { status: 422, text: { 'zh-Hans': '解压后大得不合理，已停止。', 'zh-Hant': '解壓後大得不合理，已停止。', en: 'It inflates beyond reason and was stopped.' } },
  nested: { status: 422, text: { 'zh-Hans': '压缩包里的压缩包不再展开。单独上传它。', 'zh-Hant': '壓縮包裡的壓縮包不再展開。單獨上傳它。', en: 'An archive inside an archive is not opened. Upload it by itself.' } },
  method: { status: 422, text: { 'zh-Hans': '不支持的压缩方法 {method}。用普通 ZIP（Deflate）重新打包。', 'zh-Hant': '不支持的壓縮方法 {method}。用普通 ZIP（Deflate）重新打包。', en: 'Compression method {method} is not supported. Pack it again as an ordinary ZIP (Deflate).' } },
  nameEncoding: { status: 200, text: { 'zh-Hans': '{count, number} 个文件名不是 UTF-8，按 {encoding} 读取。', 'zh-Hant': '{count, number} 個文件名不是 UTF-8，按 {encoding} 讀取。', en: '{count, number} names are not UTF-8 and were read as {encoding}.' } },
})
