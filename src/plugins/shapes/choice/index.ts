import { Type } from 'typebox'
import { defineShape } from '../../../sockets/shape.ts'

/** The chosen class or option stands on the shape record; `negative` says that it was verified to be absent. */
const payload = Type.Object({ negative: Type.Boolean() }, { additionalProperties: false })

export default defineShape({
  id: 'choice',
  version: 1,
  title: { 'zh-Hans': '选项', 'zh-Hant': '選項', en: 'Choice' },
  space: 'answer',
  payload,
  bounds: () => null,
  area: () => 0,
  equal: (a, b) => a.negative === b.negative,
  distance: (a, b) => (a.negative === b.negative ? 0 : 1),
  migrations: [],
  sample: random => ({ negative: random.integer(4) === 0 }),
})
