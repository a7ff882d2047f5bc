import type { TextOffsets } from '../../../kernel/geometry/text.ts'

/** One block of the document: `[start, end)` in UTF-16 units and in code points. The line end belongs to the block it ends. */
export interface Paragraph { readonly start: number, readonly end: number, readonly startCodePoint: number, readonly endCodePoint: number }

export const paragraphsOf = (text: string, offsets: TextOffsets): Paragraph[] => {
  const found: Paragraph[] = []
  let start = 0
  while (start < text.length || found.length === 0) {
    const newline = text.indexOf('\n', start), end = newline < 0 ? text.length : newline + 1
    found.push({ start, end, startCodePoint: offsets.toCodePoint(start), endCodePoint: offsets.toCodePoint(end) })
    if (newline < 0) break
    start = end
  }
  return found
}

/** The paragraph that holds the code point; the end of the text belongs to the last one. */
export const paragraphAt = (paragraphs: readonly Paragraph[], codePoint: number): number => {
  let lo = 0, hi = paragraphs.length - 1
  while (lo < hi) { const mid = (lo + hi + 1) >> 1; if (paragraphs[mid]!.startCodePoint <= codePoint) lo = mid; else hi = mid - 1 }
  return lo
}

/** Numbers of the paragraphs that share a place with `[start, end)` code points. */
export const paragraphsIn = (paragraphs: readonly Paragraph[], start: number, end: number): number[] => {
  const first = paragraphAt(paragraphs, start), found: number[] = []
  for (let i = first; i < paragraphs.length && paragraphs[i]!.startCodePoint < end; i++) found.push(i)
  return found
}
