import type { LabelSchemaDocument } from '../../sockets/label-schema.ts'
import { sampleClasses, type SampleClass } from './model.ts'

const classNames: Readonly<Record<SampleClass, { 'zh-Hans': string, 'zh-Hant': string, en: string }>> = {
  car: { 'zh-Hans': '小客车', 'zh-Hant': '小客車', en: 'Car' },
  bus: { 'zh-Hans': '公交车', 'zh-Hant': '公交車', en: 'Bus' },
  truck: { 'zh-Hans': '货车', 'zh-Hant': '貨車', en: 'Truck' },
  pedestrian: { 'zh-Hans': '行人', 'zh-Hant': '行人', en: 'Pedestrian' },
  'e-bike': { 'zh-Hans': '电动自行车', 'zh-Hant': '電動自行車', en: 'E-bike' },
  'traffic-light': { 'zh-Hans': '信号灯', 'zh-Hant': '信號燈', en: 'Traffic light' },
  'traffic-sign': { 'zh-Hans': '交通标志', 'zh-Hant': '交通標誌', en: 'Traffic sign' },
}
const entityNames = {
  person: { 'zh-Hans': '人物', 'zh-Hant': '人物', en: 'Person' },
  organisation: { 'zh-Hans': '机构', 'zh-Hant': '機構', en: 'Organisation' },
  place: { 'zh-Hans': '地点', 'zh-Hant': '地點', en: 'Place' },
  product: { 'zh-Hans': '产品', 'zh-Hant': '產品', en: 'Product' },
  time: { 'zh-Hans': '时间', 'zh-Hant': '時間', en: 'Time' },
} as const

export const sampleSchema: LabelSchemaDocument = {
  classes: [
    ...sampleClasses.map((id, i) => ({
      id, name: classNames[id], colour: i + 1, kinds: ['box', 'polygon'],
      attributes: id === 'car' || id === 'e-bike' ? [{ id: 'occlusion', name: { 'zh-Hans': '遮挡', 'zh-Hant': '遮擋', en: 'Occlusion' }, kind: 'select' as const, required: false, options: [
        { id: 'none', name: { 'zh-Hans': '无', 'zh-Hant': '無', en: 'None' } }, { id: 'partly', name: { 'zh-Hans': '部分', 'zh-Hant': '部分', en: 'Partly' } }, { id: 'mostly', name: { 'zh-Hans': '大部分', 'zh-Hant': '大部分', en: 'Mostly' } },
      ] }] : [],
    })),
    ...Object.entries(entityNames).map(([id, name], i) => ({ id, name, colour: 8 + i, kinds: ['span'], attributes: [] })),
  ],
  questions: [
    { id: 'quality', title: { 'zh-Hans': '这份数据好用吗', 'zh-Hant': '這份數據好用嗎', en: 'How usable is this item' }, kind: 'rating', min: 1, max: 5, required: false },
  ],
}

export const sampleTexts = {
  name: { 'zh-Hans': '示例项目：街景与短文', 'zh-Hant': '示例項目：街景與短文', en: 'Sample project: street scenes and short texts' },
  description: { 'zh-Hans': '由本机画出的街景和写成的短文，物体和实体都精确已知；其中混入了模糊、重复、截断和含个人信息的样本。', 'zh-Hant': '由本機畫出的街景和寫成的短文，物體和實體都精確已知；其中混入了模糊、重複、截斷和含個人信息的樣本。', en: 'Street scenes drawn and texts written on this machine, with objects and entities known exactly; some are blurred, duplicated, truncated or hold personal data.' },
  dataset: { 'zh-Hans': '街景与短文', 'zh-Hant': '街景與短文', en: 'Street scenes and texts' },
  recipe: { 'zh-Hans': '基础筛选与脱敏', 'zh-Hant': '基礎篩選與脫敏', en: 'Basic screening and redaction' },
  selection: { 'zh-Hans': '全部保留的', 'zh-Hant': '全部保留的', en: 'Everything kept' },
  batch: { 'zh-Hans': '第一批', 'zh-Hant': '第一批', en: 'First batch' },
} as const
