/** A token and where it stands, in code points, half open. */
export interface Token { readonly text: string, readonly start: number, readonly end: number }

/** Scripts written without spaces between words, their punctuation and full-width forms, and pictures. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef\u2014\u2018-\u201d\u2026\p{Extended_Pictographic}]/u
const keyboard = /[0-9#*©®™]/u
const isUnspaced = (c: string): boolean => unspaced.test(c) && !keyboard.test(c)

const space = /\s/u, wordCharacter = /[\p{L}\p{M}\p{N}_]/u

/** Splits punctuation off both ends of a run without white space; what stands inside stays (`1996-12-06`, `AL-AIN`). */
const trimmed = (characters: readonly string[], start: number): Token[] => {
  let from = 0, to = characters.length
  while (from < to && !wordCharacter.test(characters[from]!)) from++
  while (to > from && !wordCharacter.test(characters[to - 1]!)) to--
  const one = (c: string, i: number): Token => ({ text: c, start: start + i, end: start + i + 1 })
  const word = from < to ? [{ text: characters.slice(from, to).join(''), start: start + from, end: start + to }] : []
  return [...characters.slice(0, from).map(one), ...word, ...characters.slice(to).map((c, i) => one(c, to + i))]
}

/** Tokens of one line: each character of an unspaced script alone, else runs between white space without their outer punctuation. */
export const tokensOf = (line: string, offset: number): Token[] => {
  const tokens: Token[] = [], characters = [...line]
  let run: string[] = []
  const flush = (end: number): void => { if (run.length > 0) tokens.push(...trimmed(run, offset + end - run.length)); run = [] }
  characters.forEach((c, i) => {
    if (space.test(c)) flush(i)
    else if (isUnspaced(c)) { flush(i); tokens.push({ text: c, start: offset + i, end: offset + i + 1 }) }
    else run.push(c)
  })
  flush(characters.length)
  return tokens
}

/** The line that tokens stand for: one space between two tokens, none when both sides of the gap are unspaced script. */
export const joined = (tokens: readonly string[], offset: number): { readonly text: string, readonly tokens: readonly Token[] } => {
  let text = '', at = offset
  const placed = tokens.map((token, i) => {
    const characters = [...token], before = [...(tokens[i - 1] ?? '')].at(-1)
    if (before !== undefined && !(isUnspaced(before) && isUnspaced(characters[0] ?? ''))) { text += ' '; at++ }
    const start = at
    text += token
    at += characters.length
    return { text: token, start, end: at }
  })
  return { text, tokens: placed }
}
