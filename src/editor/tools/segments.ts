import type { TextOffsets } from '../../kernel/geometry/text.ts'

/** Borders of characters, words and sentences as a reader sees them, in code points of the whole text. */
export interface Segments {
  /** The nearest grapheme border at or before (-1), at or after (1) the offset. */
  snap(offset: number, direction: 1 | -1): number
  /** The next grapheme border beyond the offset; the ends of the text stop it. */
  step(offset: number, direction: 1 | -1): number
  /** The next border of a word beyond the offset. */
  wordStep(offset: number, direction: 1 | -1): number
  /** The word that holds the offset; null between words. */
  word(offset: number): readonly [start: number, end: number] | null
  sentence(offset: number): readonly [start: number, end: number]
}

type Granularity = 'grapheme' | 'word' | 'sentence'
interface Piece { readonly start: number, readonly end: number, readonly isWord: boolean }

/** A paragraph around a UTF-16 offset; segmenting never looks further, so a long text costs nothing. */
const paragraphAround = (text: string, at: number): readonly [number, number] => {
  const end = text.indexOf('\n', at)
  return [at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1, end < 0 ? text.length : end + 1]
}

/**
 * @param locale BCP 47 tag of the text; it decides where words end
 */
export const segmentsOf = (text: string, offsets: TextOffsets, locale: string): Segments => {
  const segmenters: Partial<Record<Granularity, Intl.Segmenter>> = {}
  const pieces = (at: number, granularity: Granularity): Piece[] => {
    const segmenter = segmenters[granularity] ??= new Intl.Segmenter(locale, { granularity })
    const [from, to] = paragraphAround(text, at)
    return Array.from(segmenter.segment(text.slice(from, to)), s => ({ start: from + s.index, end: from + s.index + s.segment.length, isWord: s.isWordLike ?? false }))
  }
  const clamp = (offset: number): number => offsets.toUtf16(Math.max(0, Math.min(offsets.codePoints, offset)))
  const holding = (at: number, granularity: Granularity): Piece | undefined => pieces(at, granularity).find(p => p.start <= at && at < p.end)

  const step = (offset: number, direction: 1 | -1, granularity: Granularity, accept: (piece: Piece) => boolean): number => {
    const at = clamp(offset)
    if (direction > 0) {
      const next = pieces(at, granularity).find(p => p.end > at && accept(p))
      if (next) return offsets.toCodePoint(next.end)
      const [, end] = paragraphAround(text, at)
      return offsets.toCodePoint(end)
    }
    if (at === 0) return 0
    const last = pieces(at - 1, granularity).findLast(p => p.start < at && accept(p))
    return offsets.toCodePoint(last ? last.start : paragraphAround(text, at - 1)[0])
  }
  return {
    snap: (offset, direction) => {
      const at = clamp(offset), piece = holding(at, 'grapheme')
      if (!piece || piece.start === at) return offsets.toCodePoint(at)
      return offsets.toCodePoint(direction < 0 ? piece.start : piece.end)
    },
    step: (offset, direction) => step(offset, direction, 'grapheme', () => true),
    wordStep: (offset, direction) => step(offset, direction, 'word', piece => piece.isWord),
    word: offset => {
      const piece = holding(clamp(offset), 'word')
      return piece?.isWord ? [offsets.toCodePoint(piece.start), offsets.toCodePoint(piece.end)] : null
    },
    sentence: offset => {
      const at = clamp(offset), piece = holding(at, 'sentence')
      return piece ? [offsets.toCodePoint(piece.start), offsets.toCodePoint(piece.end)] : [offset, offset]
    },
  }
}
