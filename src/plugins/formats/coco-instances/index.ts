import { defineFormat } from '../../../sockets/format.ts'
import { read } from './read.ts'
import { write } from './write.ts'

export default defineFormat({
  id: 'coco-instances',
  title: { 'zh-Hans': 'COCO 实例', 'zh-Hant': 'COCO 實例', en: 'COCO instances' },
  tier: 1,
  modalities: ['image'],
  shapes: ['box', 'polygon', 'mask'],
  attributes: 'typed',
  splits: true,
  read,
  write,
})
