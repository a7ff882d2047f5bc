import type { GroupRule } from '../../3-production/grouping/contract.ts'
import { longestSequence } from '../../3-production/grouping/contract.ts'

export const groupings = ['none', 'pair', 'imagetext', 'folder', 'fact'] as const
export type GroupingKind = (typeof groupings)[number]
/** How assets become tasks, as it is typed. */
export interface GroupingDraft {
  readonly group: GroupingKind
  /** What the names of the two pictures end with. */
  readonly firstEnding: string
  readonly secondEnding: string
  readonly modality: 'image' | 'text'
  readonly length: string
  readonly step: string
  readonly fact: string
}
export const emptyGrouping: GroupingDraft = { group: 'none', firstEnding: '_left', secondEnding: '_right', modality: 'image', length: '20', step: '1', fact: '' }

const wholeIn = (text: string, min: number, max: number): number | null => {
  const n = Number(text)
  return /^\s*\d+\s*$/.test(text) && n >= min && n <= max ? n : null
}
/** `_left` makes `left`; an ending without letters is named by its place. */
const slotOf = (ending: string, place: 'first' | 'second'): string => ending.toLowerCase().replace(/[^a-z0-9]/g, '').replace(/^\d+/, '').slice(0, 32) || place

export type GroupingProblem = 'sameending' | 'length' | 'step' | 'fact'
export type TypedGrouping = { readonly ok: true, readonly rule: GroupRule } | { readonly ok: false, readonly problem: GroupingProblem }
const wrong = (problem: GroupingProblem): TypedGrouping => ({ ok: false, problem })

/** The rule that is typed, or the first thing wrong with it. */
export const groupingFrom = (draft: GroupingDraft): TypedGrouping => {
  if (draft.group === 'none') return { ok: true, rule: { by: 'none' } }
  if (draft.group === 'imagetext') return { ok: true, rule: { by: 'stem', places: [{ slot: 'image', modality: 'image', ending: '' }, { slot: 'text', modality: 'text', ending: '' }] } }
  if (draft.group === 'pair') {
    const [first, second] = [draft.firstEnding.trim(), draft.secondEnding.trim()]
    if (first.toLowerCase() === second.toLowerCase()) return wrong('sameending')
    const slots = [slotOf(first, 'first'), slotOf(second, 'second')] as const
    const [one, two] = slots[0] === slots[1] ? ['first', 'second'] as const : slots
    return { ok: true, rule: { by: 'stem', places: [{ slot: one, modality: 'image', ending: first }, { slot: two, modality: 'image', ending: second }] } }
  }
  const length = wholeIn(draft.length, 1, longestSequence), step = wholeIn(draft.step, 1, 10_000), key = draft.fact.trim(), { modality } = draft
  if (length === null) return wrong('length')
  if (step === null) return wrong('step')
  if (draft.group === 'folder') return { ok: true, rule: { by: 'folder', modality, length, step } }
  return key === '' ? wrong('fact') : { ok: true, rule: { by: 'fact', key, modality, length, step } }
}
