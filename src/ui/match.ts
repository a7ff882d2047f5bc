import { initialsOf } from './pinyin.ts'

/** What a title is searched by: its text and, per character, the letters that stand for it. */
interface Searchable { readonly text: string, readonly initials: readonly string[] }
const searchables = new Map<string, Searchable>()

const searchable = (title: string): Searchable => {
  const known = searchables.get(title)
  if (known) return known
  const made = { text: title.toLowerCase(), initials: [...title].map(initialsOf).filter(Boolean) }
  searchables.set(title, made)
  return made
}

/** Start of the letters as an unbroken run of initials, or -1. */
const runOfInitials = (letters: readonly string[], initials: readonly string[]): number => {
  for (let start = 0; start + letters.length <= initials.length; start++) {
    if (letters.every((letter, i) => initials[start + i]!.includes(letter))) return start
  }
  return -1
}

const inOrder = (letters: readonly string[], initials: readonly string[]): boolean => {
  let at = 0
  for (const initial of initials) if (at < letters.length && initial.includes(letters[at]!)) at++
  return at === letters.length
}

const scoreOfWord = (word: string, { text, initials }: Searchable): number => {
  const at = text.indexOf(word)
  if (at === 0) return 100
  if (at > 0) return 80
  const letters = [...word]
  const run = runOfInitials(letters, initials)
  if (run === 0) return 70
  if (run > 0) return 50
  return letters.length > 1 && inOrder(letters, initials) ? 20 : 0
}

/**
 * How well a title answers what was typed: 0 = not at all. Every word must be found, as text, as a run of pinyin initials
 * ("zj 26" finds 质检 › B-26) or, at least, in order.
 */
export const scoreOf = (typed: string, title: string): number => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const target = searchable(title)
  let sum = 0
  for (const word of words) {
    const score = scoreOfWord(word, target)
    if (score === 0) return 0
    sum += score
  }
  return words.length === 0 ? 1 : sum / words.length
}
