import { Type } from 'typebox'
import { defineShape } from '../../../sockets/shape.ts'

const Offset = Type.Integer({ minimum: 0 })

/** Half-open ranges of Unicode code points of the stored text; `text` is what they cover, fragments joined by one space. */
const payload = Type.Object({
  fragments: Type.Array(Type.Tuple([Offset, Offset]), { minItems: 1, maxItems: 10_000 }),
  text: Type.String({ maxLength: 1_000_000 }),
}, { additionalProperties: false })

type Span = Type.Static<typeof payload>

const lengthOf = (span: Span): number => span.fragments.reduce((sum, [start, end]) => sum + end - start, 0)

/** Code points that both cover. Fragments are ascending and disjoint (`check`), so one walk over both lists is enough. */
const shared = (a: Span, b: Span): number => {
  let i = 0, j = 0, sum = 0
  while (i < a.fragments.length && j < b.fragments.length) {
    const [p, q] = a.fragments[i]!, [r, s] = b.fragments[j]!
    sum += Math.max(0, Math.min(q, s) - Math.max(p, r))
    if (q < s) i++
    else j++
  }
  return sum
}

const equal = (a: Span, b: Span): boolean =>
  a.fragments.length === b.fragments.length && a.fragments.every(([start, end], i) => start === b.fragments[i]![0] && end === b.fragments[i]![1])

const check = ({ fragments }: Span): string | null => {
  let last = -1
  for (const [start, end] of fragments) {
    if (start >= end) return 'span.inverted'
    if (start < last) return 'span.overlap'
    last = end
  }
  return null
}

export default defineShape({
  id: 'span',
  version: 1,
  title: { 'zh-Hans': '文本片段', 'zh-Hant': '文本片段', en: 'Span' },
  space: 'document',
  payload,
  check,
  bounds: () => null,
  area: lengthOf,
  end: ({ fragments }) => fragments.at(-1)![1],
  equal,
  distance: (a, b) => {
    if (equal(a, b)) return 0
    const both = shared(a, b), either = lengthOf(a) + lengthOf(b) - both
    return either > 0 ? 1 - both / either : 1
  },
  migrations: [],
  sample: random => {
    const fragments: [number, number][] = []
    let at = random.integer(20)
    for (let i = 1 + random.integer(3); i > 0; i--) {
      const start = at + 1 + random.integer(4), end = start + 1 + random.integer(8)
      fragments.push([start, end])
      at = end
    }
    return { fragments, text: fragments.map(([start, end]) => '标'.repeat(end - start)).join(' ') }
  },
})
