import type { Static } from 'typebox'
import { sliceCodePoints } from '../../../../kernel/geometry/text.ts'
import type { Fragments } from '../../../../editor/shape-view.ts'
import type definition from '../index.ts'

export type Span = Static<typeof definition.payload>

/** Ascending, without overlaps; fragments that touch become one. */
export const normalised = (fragments: Fragments): [number, number][] => {
  const out: [number, number][] = []
  for (const [start, end] of [...fragments].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end); else out.push([start, end])
  }
  return out
}

export const spanOver = (fragments: Fragments, text: string): Span => {
  const ordered = normalised(fragments)
  return { fragments: ordered, text: ordered.map(([start, end]) => sliceCodePoints(text, start, end)).join(' ') }
}

/** Blanks and punctuation at the ends say nothing about what is meant; a range of nothing else stays as it is. */
const fringe = /^[\p{White_Space}\p{P}]$/u
/** Characters that open or close what they belong to stay: 《红楼梦》, 50%, "…". */
const kept = /^[\p{Ps}\p{Pe}\p{Pi}\p{Pf}"'%‰#@&*/\\-]$/u

export const trimmed = ([start, end]: readonly [number, number], text: string): [number, number] => {
  const characters = [...sliceCodePoints(text, start, end)]
  const isFringe = (c: string | undefined): boolean => c !== undefined && fringe.test(c) && !kept.test(c)
  let from = 0, to = characters.length
  while (from < to && isFringe(characters[from])) from++
  while (to > from && isFringe(characters[to - 1])) to--
  return from < to ? [start + from, start + to] : [start, end]
}
