import { defineFormat } from '../../../sockets/format.ts'
import { read } from './read.ts'
import { write } from './write.ts'

export default defineFormat({
  id: 'yolo',
  title: { 'zh-Hans': 'YOLO 检测与分割', 'zh-Hant': 'YOLO 檢測與分割', en: 'YOLO detection and segmentation' },
  tier: 1,
  modalities: ['image'],
  shapes: ['box', 'polygon'],
  attributes: 'none',
  splits: true,
  read,
  write,
})
