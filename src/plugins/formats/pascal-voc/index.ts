import { defineFormat } from '../../../sockets/format.ts'
import { read } from './read.ts'
import { write } from './write.ts'

export default defineFormat({
  id: 'pascal-voc',
  title: { 'zh-Hans': 'Pascal VOC', 'zh-Hant': 'Pascal VOC', en: 'Pascal VOC' },
  tier: 1,
  modalities: ['image'],
  shapes: ['box'],
  attributes: 'flat',
  splits: true,
  read,
  write,
})
