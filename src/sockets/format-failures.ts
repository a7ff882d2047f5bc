import { defineFailures, type FailureMaker } from '../kernel/failure.ts'

/**
 * What a reader can find, one code per cause and the same in every format (`docs/reference/formats.md`, codes).
 * As `failed` the thing was not imported; as `warning` it was, with the stated assumption.
 */
const status = 422

export const fileFailures = defineFailures('file', {
  unreadable: { status, text: { 'zh-Hans': '无法读取文件:{reason}', 'zh-Hant': '無法讀取文件:{reason}', en: 'The file cannot be read: {reason}' } },
  truncated: { status, text: { 'zh-Hans': '文件在记录中间结束', 'zh-Hant': '文件在記錄中間結束', en: 'The file ends inside a record' } },
  tooLarge: { status, text: { 'zh-Hans': '单条记录超过 {limit} 个字符', 'zh-Hant': '單條記錄超過 {limit} 個字符', en: 'One record is longer than {limit} characters' } },
  finalNewline: { status, text: { 'zh-Hans': '最后一行没有换行符', 'zh-Hant': '最後一行沒有換行符', en: 'The last line has no line end' } },
})

/** Declared, with its text, beside the modalities, which read texts by the same rule: neither UTF-8 nor GB18030 from byte `offset` on. */
export const unreadableEncoding: FailureMaker = (parameters = {}, place) => ({ code: 'file.encoding', status, parameters, ...(place && { place }) })

export const formatFailures = defineFailures('format', {
  assumed: { status, text: { 'zh-Hans': '按此假设读取:{assumption}', 'zh-Hant': '按此假設讀取:{assumption}', en: 'Read under the assumption: {assumption}' } },
})

export const layoutFailures = defineFailures('layout', {
  unlabelled: { status, text: { 'zh-Hans': '图片不在类别文件夹里', 'zh-Hant': '圖片不在類別文件夾裡', en: 'The picture lies in no folder of a class' } },
  unlisted: { status, text: { 'zh-Hans': '文件不属于该格式,已忽略', 'zh-Hant': '文件不屬於該格式,已忽略', en: 'The file is not part of the format and was left out' } },
})

export const syntaxFailures = defineFailures('syntax', {
  json: { status, text: { 'zh-Hans': 'JSON 语法错误', 'zh-Hant': 'JSON 語法錯誤', en: 'Not valid JSON' } },
  xml: { status, text: { 'zh-Hans': 'XML 语法错误', 'zh-Hant': 'XML 語法錯誤', en: 'Not valid XML' } },
  yaml: { status, text: { 'zh-Hans': 'YAML 语法错误:{found}', 'zh-Hant': 'YAML 語法錯誤:{found}', en: 'Not valid YAML: {found}' } },
  line: { status, text: { 'zh-Hans': '无法识别该行:{found}', 'zh-Hant': '無法識別該行:{found}', en: 'The line cannot be understood: {found}' } },
})

export const xmlFailures = defineFailures('xml', {
  doctype: { status, text: { 'zh-Hans': '文件自带实体或类型定义,不予读取', 'zh-Hant': '文件自帶實體或類型定義,不予讀取', en: 'The file brings definitions of its own and is not read' } },
})

export const fieldFailures = defineFailures('field', {
  missing: { status, text: { 'zh-Hans': '缺少字段', 'zh-Hant': '缺少字段', en: 'The field is missing' } },
  type: { status, text: { 'zh-Hans': '字段类型不对,应为 {expected}', 'zh-Hant': '字段類型不對,應為 {expected}', en: 'The field has the wrong type, expected {expected}' } },
  value: { status, text: { 'zh-Hans': '字段值不允许:{found}', 'zh-Hant': '字段值不允許:{found}', en: 'The value is not allowed: {found}' } },
  notANumber: { status, text: { 'zh-Hans': '不是数字:{found}', 'zh-Hant': '不是數字:{found}', en: 'Not a number: {found}' } },
  notFinite: { status, text: { 'zh-Hans': '数字不是有限值:{found}', 'zh-Hant': '數字不是有限值:{found}', en: 'The number is not finite: {found}' } },
  count: { status, text: { 'zh-Hans': '数量为 {found},应为 {expected}', 'zh-Hant': '數量為 {found},應為 {expected}', en: 'Found {found} values, expected {expected}' } },
  duplicate: { status, text: { 'zh-Hans': '字段重复,取最后一个', 'zh-Hant': '字段重複,取最後一個', en: 'The field appears twice, the last one counts' } },
  inconsistent: { status, text: { 'zh-Hans': '字段与几何不一致:记录 {found},实际 {expected}', 'zh-Hant': '字段與幾何不一致:記錄 {found},實際 {expected}', en: 'The field contradicts the geometry: stored {found}, is {expected}' } },
})

export const tableFailures = defineFailures('table', {
  header: { status, text: { 'zh-Hans': '表头无法识别:{reason}', 'zh-Hant': '表頭無法識別:{reason}', en: 'The header cannot be understood: {reason}' } },
  rowWidth: { status, text: { 'zh-Hans': '该行有 {found} 列,表头有 {expected} 列', 'zh-Hant': '該行有 {found} 列,表頭有 {expected} 列', en: 'The row has {found} cells, the header {expected}' } },
  quote: { status, text: { 'zh-Hans': '引号未闭合', 'zh-Hant': '引號未閉合', en: 'A quote is not closed' } },
  nul: { status, text: { 'zh-Hans': '包含 NUL 字符', 'zh-Hant': '包含 NUL 字符', en: 'Holds a NUL character' } },
})

export const referenceFailures = defineFailures('ref', {
  image: { status, text: { 'zh-Hans': '引用的图片不存在:{found}', 'zh-Hant': '引用的圖片不存在:{found}', en: 'Refers to an image that is not there: {found}' } },
  category: { status, text: { 'zh-Hans': '引用的类别不存在:{found}', 'zh-Hant': '引用的類別不存在:{found}', en: 'Refers to a category that is not there: {found}' } },
  media: { status, text: { 'zh-Hans': '{count} 个媒体文件不在此处', 'zh-Hant': '{count} 個媒體文件不在此處', en: '{count, plural, one {# media file is} other {# media files are}} not here' } },
  annotation: { status, text: { 'zh-Hans': '引用的标注不存在:{found}', 'zh-Hant': '引用的標注不存在:{found}', en: 'Refers to an annotation that is not there: {found}' } },
  item: { status, text: { 'zh-Hans': '引用的记录不存在:{found}', 'zh-Hant': '引用的記錄不存在:{found}', en: 'Refers to a record that is not there: {found}' } },
  mediaAmbiguous: { status, text: { 'zh-Hans': '多个文件同名:{found}', 'zh-Hant': '多個文件同名:{found}', en: 'Several files have this name: {found}' } },
})

export const spanFailures = defineFailures('span', {
  inverted: { status, text: { 'zh-Hans': '起止位置不成立:{found}', 'zh-Hant': '起止位置不成立:{found}', en: 'Not a range: {found}' } },
  outOfText: { status, text: { 'zh-Hans': '位置 {found} 超出文本,文本长 {expected}', 'zh-Hant': '位置 {found} 超出文本,文本長 {expected}', en: 'Position {found} lies outside the text of {expected} characters' } },
  textMismatch: { status, text: { 'zh-Hans': '记录的文字为“{found}”,该位置是“{expected}”', 'zh-Hant': '記錄的文字為“{found}”,該位置是“{expected}”', en: 'The stored text is “{found}”, the text there “{expected}”' } },
})

export const unsupportedFailures = defineFailures('unsupported', {
  shape: { status, text: { 'zh-Hans': '不支持的图形:{found}', 'zh-Hant': '不支持的圖形:{found}', en: 'A shape that is not supported: {found}' } },
})

export const idFailures = defineFailures('id', {
  duplicate: { status, text: { 'zh-Hans': '编号重复:{found}', 'zh-Hant': '編號重複:{found}', en: 'The id appears twice: {found}' } },
})

export const geometryFailures = defineFailures('geometry', {
  inverted: { status, text: { 'zh-Hans': '宽或高为负:{found}', 'zh-Hant': '寬或高為負:{found}', en: 'Negative width or height: {found}' } },
  degenerate: { status, text: { 'zh-Hans': '图形没有面积', 'zh-Hant': '圖形沒有面積', en: 'The shape has no area' } },
  outOfRange: { status, text: { 'zh-Hans': '图形超出图片', 'zh-Hant': '圖形超出圖片', en: 'The shape reaches outside the image' } },
  pointCount: { status, text: { 'zh-Hans': '{found} 个数不能构成多边形', 'zh-Hant': '{found} 個數不能構成多邊形', en: '{found} numbers make no polygon' } },
})

export const maskFailures = defineFailures('mask', {
  rleLength: { status, text: { 'zh-Hans': '游程合计 {found},应为 {expected}', 'zh-Hant': '遊程合計 {found},應為 {expected}', en: 'The runs sum to {found}, expected {expected}' } },
  rleValue: { status, text: { 'zh-Hans': '游程不是非负整数', 'zh-Hant': '遊程不是非負整數', en: 'A run is not a whole number of pixels' } },
  sizeMismatch: { status, text: { 'zh-Hans': '掩膜为 {found},图片为 {expected}', 'zh-Hant': '掩膜為 {found},圖片為 {expected}', en: 'The mask is {found}, the image {expected}' } },
})

export const tagFailures = defineFailures('tag', {
  scheme: { status, text: { 'zh-Hans': '标记 {found} 不符合 {scheme}', 'zh-Hant': '標記 {found} 不符合 {scheme}', en: 'The tag {found} does not fit {scheme}' } },
})
