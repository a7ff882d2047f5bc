import { defineMessages, type Message } from '../../../kernel/messages.ts'

/** What a format could not carry, by the code that it reports. */
const words = defineMessages({
  'approximated.polygon-to-mask': { 'zh-Hans': '带孔的多边形改存为掩码', 'zh-Hant': '帶孔的多邊形改存為掩碼', en: 'Polygons with holes kept as masks' },
  'approximated.polygon-to-box': { 'zh-Hans': '多边形写成了外接框', 'zh-Hant': '多邊形寫成了外接框', en: 'Polygons written as the boxes around them' },
  'approximated.source': { 'zh-Hans': '用户提供的数据写作“自采”', 'zh-Hant': '用戶提供的數據寫作“自采”', en: 'Data from users, written as self-collected' },
  'approximated.unstated': { 'zh-Hans': '没有记录的必填字段写作“未说明”', 'zh-Hant': '沒有記錄的必填字段寫作“未说明”', en: 'Required fields that nobody stated, written as 未说明' },
  'lost.alternatives': { 'zh-Hans': '其他候选和模型预测', 'zh-Hant': '其他候選和模型預測', en: 'Alternatives and predictions' },
  'lost.attributes': { 'zh-Hans': '属性', 'zh-Hant': '屬性', en: 'Attributes' },
  'lost.author': { 'zh-Hans': '由谁或哪个模型标注', 'zh-Hant': '由誰或哪個模型標注', en: 'Who or which model made it' },
  'lost.discontinuous': { 'zh-Hans': '不连续的片段', 'zh-Hant': '不連續的片段', en: 'Discontinuous spans' },
  'lost.extra': { 'zh-Hans': '别的格式的附加字段', 'zh-Hant': '別的格式的附加字段', en: 'Extra fields of other formats' },
  'lost.frames': { 'zh-Hans': '帧号', 'zh-Hant': '幀號', en: 'Frame numbers' },
  'lost.group': { 'zh-Hans': '所属的问题或分组', 'zh-Hant': '所屬的問題或分組', en: 'The question or group it belongs to' },
  'lost.holes': { 'zh-Hans': '多边形的孔', 'zh-Hant': '多邊形的孔', en: 'Holes of polygons' },
  'lost.ids': { 'zh-Hans': '条目和标注的编号', 'zh-Hant': '條目和標注的編號', en: 'Ids of items and annotations' },
  'lost.image-size': { 'zh-Hans': '图片尺寸', 'zh-Hant': '圖片尺寸', en: 'Size of the picture' },
  'lost.iscrowd': { 'zh-Hans': '群体标记', 'zh-Hant': '群體標記', en: 'The crowd flag' },
  'lost.label-names': { 'zh-Hans': '类别名里格式不允许的字符', 'zh-Hant': '類別名裡格式不允許的字符', en: 'Characters of class names that it does not allow' },
  'lost.media': { 'zh-Hans': '这类数据整件不写', 'zh-Hant': '這類數據整件不寫', en: 'Whole items of a kind it does not hold' },
  'lost.media-detail': { 'zh-Hans': '时长和帧数', 'zh-Hant': '時長和幀數', en: 'Duration and number of frames' },
  'lost.nesting': { 'zh-Hans': '嵌套关系', 'zh-Hant': '嵌套關係', en: 'Nesting' },
  'lost.normalisation': { 'zh-Hans': '原文的空白和换行', 'zh-Hant': '原文的空白和換行', en: 'Blanks and line breaks of the text' },
  'lost.overlap': { 'zh-Hans': '相互重叠的片段', 'zh-Hant': '相互重疊的片段', en: 'Overlapping spans' },
  'lost.parts': { 'zh-Hans': '多边形的各部分拆成单独的多边形', 'zh-Hant': '多邊形的各部分拆成單獨的多邊形', en: 'Parts of polygons, now polygons of their own' },
  'lost.precision': { 'zh-Hans': '片段的精确边界', 'zh-Hant': '片段的精確邊界', en: 'Exact ends of spans' },
  'lost.relation': { 'zh-Hans': '关系', 'zh-Hant': '關係', en: 'Relations' },
  'lost.review': { 'zh-Hans': '审核记录', 'zh-Hant': '審核記錄', en: 'Reviews' },
  'lost.score': { 'zh-Hans': '置信度', 'zh-Hant': '置信度', en: 'Scores' },
  'lost.split': { 'zh-Hans': '属于哪个划分', 'zh-Hant': '屬於哪個劃分', en: 'Which split it belongs to' },
  'lost.tag': { 'zh-Hans': '标记', 'zh-Hant': '標記', en: 'Flags' },
  'lost.text': { 'zh-Hans': '文本', 'zh-Hant': '文本', en: 'The text' },
  'lost.track': { 'zh-Hans': '轨迹编号', 'zh-Hant': '軌跡編號', en: 'Track ids' },
  'lost.z-order': { 'zh-Hans': '叠放次序', 'zh-Hant': '疊放次序', en: 'Stacking order' },
})
const wholeShape: Message = { 'zh-Hans': '整个标注：{shape}', 'zh-Hant': '整個標注：{shape}', en: 'Whole annotations: {shape}' }

const isKnown = (code: string): code is keyof typeof words => code in words
const shapePrefix = 'lost.shape.'

/** The text of a loss and the kind of shape in it, if any; null for a code that this version does not know. */
export const lossWords = (code: string): { readonly message: Message, readonly shape: string | null } | null =>
  isKnown(code) ? { message: words[code], shape: null } : code.startsWith(shapePrefix) ? { message: wholeShape, shape: code.slice(shapePrefix.length) } : null
