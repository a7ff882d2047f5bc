const isHan = (c: number): boolean => (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x20000 && c <= 0x3ffff) || (c >= 0xf900 && c <= 0xfaff)
const isLatin = (c: number): boolean => (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a) || (c >= 0xc0 && c <= 0x24f && c !== 0xd7 && c !== 0xf7)
const isOtherLetter = /\p{L}/u

export type Script = 'han' | 'latin' | 'mixed' | 'other'

/** Counted in code points; a line ends at LF, CR LF or CR, and the last one counts when it holds anything. */
export interface TextCounts { readonly codePoints: number, readonly lines: number, readonly script: Script }

/** A script is named when it has nine tenths of the letters; `other` when Han and Latin together have fewer than half, or there is no letter. */
const scriptOf = (han: number, latin: number, other: number): Script => {
  const letters = han + latin + other
  if (letters === 0 || (han + latin) * 2 < letters) return 'other'
  if (han >= 0.9 * letters) return 'han'
  return latin >= 0.9 * letters ? 'latin' : 'mixed'
}

export const countText = (text: string): TextCounts => {
  let codePoints = 0, ends = 0, han = 0, latin = 0, other = 0, previous = 0
  for (const char of text) {
    const c = char.codePointAt(0)!
    codePoints++
    if (c === 0x0d || (c === 0x0a && previous !== 0x0d)) ends++
    if (isHan(c)) han++
    else if (isLatin(c)) latin++
    else if (c > 0x7f && isOtherLetter.test(char)) other++
    previous = c
  }
  const open = previous !== 0x0a && previous !== 0x0d
  return { codePoints, lines: ends + (codePoints > 0 && open ? 1 : 0), script: scriptOf(han, latin, other) }
}
