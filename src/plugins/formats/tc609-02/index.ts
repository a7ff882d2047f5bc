import { defineFormat } from '../../../sockets/format.ts'
import { read } from './read.ts'
import { own } from './record.ts'
import { write } from './write.ts'

export default defineFormat({
  id: own,
  title: { 'zh-Hans': '高质量数据集格式（TC609-5-2025-02）', 'zh-Hant': '高質量數據集格式（TC609-5-2025-02）', en: 'High-quality dataset records (TC609-5-2025-02)' },
  tier: 1,
  modalities: ['image', 'text'],
  shapes: ['choice'],
  attributes: 'none',
  splits: true,
  provenance: true,
  read,
  write,
})
