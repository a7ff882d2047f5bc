/**
 * Between Unicode code points (what is stored) and UTF-16 units (what the DOM and JavaScript strings count).
 * Only astral characters differ; their code-point positions are kept, so each conversion is O(log n).
 */
export interface TextOffsets {
  readonly codePoints: number
  toUtf16(codePoint: number): number
  toCodePoint(utf16: number): number
}

/** How many entries of the ascending list are below the limit. */
const below = (sorted: readonly number[], limit: number): number => {
  let lo = 0, hi = sorted.length
  while (lo < hi) { const mid = (lo + hi) >> 1; if (sorted[mid]! < limit) lo = mid + 1; else hi = mid }
  return lo
}

export const textOffsets = (text: string): TextOffsets => {
  const astral: number[] = [], astralUtf16: number[] = []
  let at = 0
  for (let i = 0; i < text.length; i++, at++) {
    const c = text.charCodeAt(i), d = text.charCodeAt(i + 1)
    if (c >= 0xd800 && c < 0xdc00 && d >= 0xdc00 && d < 0xe000) { astral.push(at); astralUtf16.push(i); i++ }
  }
  return {
    codePoints: at,
    toUtf16: cp => cp + below(astral, cp),
    // A position in the middle of a pair counts as the start of the character it cuts.
    toCodePoint: u => u - below(astralUtf16, u),
  }
}

/** The text between two code-point offsets. */
export const sliceCodePoints = (text: string, start: number, end: number): string => {
  const offsets = textOffsets(text)
  return text.slice(offsets.toUtf16(start), offsets.toUtf16(end))
}
