/** Why somebody asks: the rules are silent or contradict, the picture is unclear, the data is wrong, the tool is in the way. */
export const questionCategories = ['guideline', 'unclear', 'data', 'tool', 'other'] as const
export type QuestionCategory = (typeof questionCategories)[number]
export const questionStates = ['open', 'answered', 'closed'] as const
export type QuestionState = (typeof questionStates)[number]
export const postKinds = ['question', 'comment', 'answer'] as const
export type PostKind = (typeof postKinds)[number]

const moves: Readonly<Record<QuestionState, readonly QuestionState[]>> = { open: ['answered', 'closed'], answered: ['open', 'closed'], closed: ['open'] }
export const mayMoveQuestion = (from: QuestionState, to: QuestionState): boolean => moves[from].includes(to)

/** Hours for which an answered task waits for the person who parked it. */
export const reservedHours = 24

/** Pairs of neighbouring letters, punctuation and case aside: they compare Chinese, which has no spaces, as well as English. */
const pairsOf = (text: string): Set<string> => {
  const letters = [...text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')]
  return new Set(letters.length === 1 ? letters : letters.slice(1).map((letter, i) => letters[i]! + letter))
}

/** How alike two titles are, 0 to 1: the share of their letter pairs that both have (Dice 1945). */
export const likeness = (a: string, b: string): number => {
  const one = pairsOf(a), two = pairsOf(b)
  if (one.size === 0 || two.size === 0) return 0
  let both = 0
  for (const pair of one) if (two.has(pair)) both++
  return (2 * both) / (one.size + two.size)
}
const alike = 0.2

/** The titles most like the one being typed, the most alike first; none that have nothing to do with it. */
export const mostAlike = <Q extends { readonly title: string }>(typed: string, known: readonly Q[], limit: number): Q[] =>
  known.map(question => ({ question, score: likeness(typed, question.title) })).filter(({ score }) => score >= alike).sort((a, b) => b.score - a.score).slice(0, limit).map(({ question }) => question)
