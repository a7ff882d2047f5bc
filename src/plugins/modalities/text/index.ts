import { defineModality } from '../../../sockets/modality.ts'
import { looksLikeText } from '../text-encoding.ts'

/** As many bytes as a caller hands over at most; fewer means that the file ends there. */
const headLength = 4096
/** Text-like beginnings of formats that are no plain text. */
const foreign = ['%PDF-', '{\\rtf', '%!PS']

const startsWithAscii = (bytes: Uint8Array, start: string): boolean => [...start].every((c, i) => bytes[i] === c.charCodeAt(0))

export default defineModality({
  id: 'text',
  title: { 'zh-Hans': '文本', 'zh-Hant': '文本', en: 'Text' },
  extensions: ['.txt', '.md', '.markdown'],
  mediaTypes: ['text/plain', 'text/markdown'],
  recognise(head, name) {
    if (foreign.some(start => startsWithAscii(head, start)) || !looksLikeText(head, head.length < headLength)) return null
    return /\.(md|markdown)$/i.test(name) ? 'text/markdown' : 'text/plain'
  },
})
