import { defineFormat } from '../../../sockets/format.ts'
import { read } from './read.ts'
import { write } from './write.ts'

export default defineFormat({
  id: 'hf-imagefolder',
  title: { 'zh-Hans': '图片文件夹', 'zh-Hant': '圖片文件夾', en: 'Image folders' },
  tier: 2,
  modalities: ['image'],
  shapes: ['choice', 'box'],
  attributes: 'none',
  splits: true,
  read,
  write,
})
