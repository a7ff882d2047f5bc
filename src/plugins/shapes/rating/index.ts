import { Type } from 'typebox'
import { defineShape } from '../../../sockets/shape.ts'

/** `min` and `max` are the ends of the scale, both included. */
const payload = Type.Object({
  name: Type.String({ maxLength: 200 }),
  value: Type.Number(),
  min: Type.Number(),
  max: Type.Number(),
}, { additionalProperties: false })

type Rating = Type.Static<typeof payload>

const sameScale = (a: Rating, b: Rating): boolean => a.name === b.name && a.min === b.min && a.max === b.max

const check = ({ value, min, max }: Rating): string | null => {
  if (min >= max) return 'rating.scale-inverted'
  return value < min || value > max ? 'rating.out-of-scale' : null
}

export default defineShape({
  id: 'rating',
  version: 1,
  title: { 'zh-Hans': '评分', 'zh-Hant': '評分', en: 'Rating' },
  space: 'answer',
  payload,
  check,
  bounds: () => null,
  area: () => 0,
  equal: (a, b) => sameScale(a, b) && a.value === b.value,
  distance: (a, b) => {
    if (!sameScale(a, b)) return 1
    return a.value === b.value ? 0 : Math.min(1, Math.abs(a.value - b.value) / (a.max - a.min))
  },
  migrations: [],
  sample: random => ({ name: ['fluency', '准确性'][random.integer(2)]!, value: 1 + random.integer(5), min: 1, max: 5 }),
})
