import { Type } from 'typebox'
import { defineShape } from '../../../sockets/shape.ts'
import { editDistance } from './edit-distance.ts'

/** `role` says what the text is of the item: caption, transcript, answer ... */
const payload = Type.Object({
  text: Type.String({ maxLength: 100_000 }),
  role: Type.String({ maxLength: 64 }),
}, { additionalProperties: false })

type Text = Type.Static<typeof payload>

const characters = ['标', '注', 'a', 'b', ' ', '\n', '🚒', '"', ',', 'é']

const distance = (a: Text, b: Text): number => {
  if (a.role !== b.role) return 1
  const p = [...a.text], q = [...b.text], longest = Math.max(p.length, q.length)
  return longest === 0 ? 0 : editDistance(p, q) / longest
}

export default defineShape({
  id: 'text',
  version: 1,
  title: { 'zh-Hans': '文本', 'zh-Hant': '文本', en: 'Text' },
  space: 'answer',
  payload,
  bounds: () => null,
  area: () => 0,
  equal: (a, b) => a.text === b.text && a.role === b.role,
  distance,
  migrations: [],
  sample: random => ({
    text: Array.from({ length: random.integer(24) }, () => characters[random.integer(characters.length)]!).join(''),
    role: ['answer', 'caption', 'transcript'][random.integer(3)]!,
  }),
})
