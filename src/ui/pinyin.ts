/**
 * Pinyin initials without a dictionary: the browser's own collation sorts Han characters by pinyin (CLDR), so the initial of a
 * character is the last boundary that does not sort after it. Each boundary is the first character of its letter in that order
 * (no syllable begins with I, U or V).
 */
const letters = 'abcdefghjklmnopqrstwxyz'
const boundaries = [...'吖八嚓咑妸发旮哈丌咔垃呣拏噢妑七呥仨他屲夕丫帀']
const byPinyin = new Intl.Collator('zh-u-co-pinyin')

/** Second readings of characters that stand in our words; collation knows only the first. */
const alsoRead: Readonly<Record<string, string>> = { 重: 'c', 行: 'h', 长: 'z', 長: 'z', 调: 'd', 調: 'd', 还: 'h', 還: 'h', 参: 's', 參: 's', 度: 'd', 校: 'j', 会: 'k', 會: 'k' }

const isHan = (character: string): boolean => /\p{Script=Han}/u.test(character)

/** The letters a character may begin with: one for most Han characters, itself for a letter or digit, none for the rest. */
export const initialsOf = (character: string): string => {
  if (!isHan(character)) return /[\p{L}\p{N}]/u.test(character) ? character.toLowerCase() : ''
  let low = 0, high = boundaries.length
  while (low + 1 < high) {
    const middle = (low + high) >> 1
    if (byPinyin.compare(boundaries[middle]!, character) <= 0) low = middle
    else high = middle
  }
  const first = letters[low]!
  const second = alsoRead[character]
  return second && second !== first ? first + second : first
}
