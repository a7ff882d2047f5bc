import { defineFormat } from '../../../sockets/format.ts'
import { read } from './read.ts'
import { write } from './write.ts'

export default defineFormat({
  id: 'conll2003',
  title: { 'zh-Hans': 'CoNLL-2003(每行一词)', 'zh-Hant': 'CoNLL-2003(每行一詞)', en: 'CoNLL-2003 (one token per line)' },
  tier: 1,
  modalities: ['text'],
  shapes: ['span'],
  attributes: 'none',
  splits: true,
  read,
  write,
})
