import { textOffsets } from '../../../../kernel/geometry/text.ts'
import type { ExampleBox, ExampleSpan } from '../../../../workspace/project/examples/model.ts'

/** What is drawn of a picture for a part of it: the part with a margin around it, in pixels, within the picture. */
export interface Crop { readonly x: number, readonly y: number, readonly width: number, readonly height: number }
/** @param margin in shares of the part's longer side */
export const cropOf = (box: ExampleBox, picture: { readonly width: number, readonly height: number }, margin = 0.25): Crop => {
  const width = box.width * picture.width, height = box.height * picture.height, around = Math.max(width, height) * margin
  const x = Math.max(0, box.x * picture.width - around), y = Math.max(0, box.y * picture.height - around)
  return { x, y, width: Math.min(picture.width, (box.x + box.width) * picture.width + around) - x, height: Math.min(picture.height, (box.y + box.height) * picture.height + around) - y }
}

const percentOf = (share: number): number => Math.round(share * 1000) / 10
/** A box in whole tenths of percent, as people read and write it. */
export const percents = (box: ExampleBox): Readonly<Record<keyof ExampleBox, number>> => ({ x: percentOf(box.x), y: percentOf(box.y), width: percentOf(box.width), height: percentOf(box.height) })
const share = (value: number): number => Math.min(1, Math.max(0, Number.isFinite(value) ? value : 0))
/** A box with one side changed, kept within the picture. */
export const withSide = (box: ExampleBox, side: keyof ExampleBox, percent: number): ExampleBox => {
  const next = { ...box, [side]: share(percent / 100) }
  return { ...next, width: Math.min(next.width, 1 - next.x), height: Math.min(next.height, 1 - next.y) }
}
/** The box between two corners, whichever was first; null when nothing lies between them. */
export const boxBetween = (a: { readonly x: number, readonly y: number }, b: { readonly x: number, readonly y: number }): ExampleBox | null => {
  const x = share(Math.min(a.x, b.x)), y = share(Math.min(a.y, b.y)), width = share(Math.max(a.x, b.x)) - x, height = share(Math.max(a.y, b.y)) - y
  return width > 0.002 && height > 0.002 ? { x, y, width, height } : null
}

/** A part of a text with what stands around it; long parts and texts are cut and say so. */
export interface Excerpt { readonly before: string, readonly part: string, readonly after: string }
/** @param around code points shown on either side @param most code points of the part itself */
export const excerptOf = (text: string, span: ExampleSpan | undefined, around = 40, most = 400): Excerpt => {
  const offsets = textOffsets(text), end = offsets.codePoints
  const cut = (from: number, to: number): string => text.slice(offsets.toUtf16(from), offsets.toUtf16(to))
  const from = Math.min(span?.from ?? 0, end), whole = Math.min(span?.to ?? end, end), to = Math.min(whole, from + most)
  const left = span ? Math.max(0, from - around) : from, right = span && to === whole ? Math.min(end, to + around) : to
  return { before: (left > 0 ? '…' : '') + cut(left, from), part: cut(from, to), after: cut(to, right) + (right < end ? '…' : '') }
}
/** The selection of a text field as code points; undefined when nothing is selected. */
export const spanOfSelection = (text: string, start: number, end: number): ExampleSpan | undefined => {
  const offsets = textOffsets(text), span = { from: offsets.toCodePoint(Math.min(start, end)), to: offsets.toCodePoint(Math.max(start, end)) }
  return span.from < span.to ? span : undefined
}
