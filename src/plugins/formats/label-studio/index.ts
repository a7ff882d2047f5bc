import { defineFormat } from '../../../sockets/format.ts'
import { read } from './read.ts'
import { write } from './write.ts'

export default defineFormat({
  id: 'label-studio',
  title: { 'zh-Hans': 'Label Studio JSON', 'zh-Hant': 'Label Studio JSON', en: 'Label Studio JSON' },
  tier: 1,
  modalities: ['image', 'text'],
  shapes: ['box', 'polygon', 'point', 'span', 'choice', 'rating', 'text', 'relation'],
  attributes: 'typed',
  splits: true,
  read,
  write,
})
