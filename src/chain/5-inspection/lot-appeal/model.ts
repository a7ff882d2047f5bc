import type { BatchState } from '../../3-production/model.ts'
import { lotResult, voidingRule, type JudgedItem, type VoidRule } from '../model.ts'

export const lotAppealStates = ['open', 'upheld', 'rejected'] as const
export type LotAppealState = (typeof lotAppealStates)[number]
const moves: Readonly<Record<LotAppealState, readonly LotAppealState[]>> = { open: ['upheld', 'rejected'], upheld: [], rejected: [] }
export const mayMoveLotAppeal = (from: LotAppealState, to: LotAppealState): boolean => moves[from].includes(to)

/** What became of one appealed defect. */
export const defectStates = ['open', 'stands', 'overturned'] as const
export type DefectState = (typeof defectStates)[number]
/** One defect that falls upholds the appeal. */
export const appealResult = (verdicts: readonly Exclude<DefectState, 'open'>[]): 'upheld' | 'rejected' => (verdicts.includes('overturned') ? 'upheld' : 'rejected')

export interface AppealableItem extends JudgedItem { readonly task: string, readonly defects: readonly (JudgedItem['defects'][number] & { readonly id: string })[] }
/** The sample as it is judged without the defects that fell: an item all of whose defects fell conforms. */
export const withoutDefects = <I extends AppealableItem>(items: readonly I[], overturned: ReadonlySet<string>): I[] => items.map(item => {
  const defects = item.defects.filter(d => !overturned.has(d.id))
  return { ...item, defects, conforms: item.conforms || (item.defects.length > 0 && defects.length === 0) }
})

export interface LotVerdict { readonly result: 'accepted' | 'rejected', readonly nonconforming: number, readonly rule: VoidRule | null }
/** The word on a judged lot: a rule of the standard may void it, else its plan speaks. */
export const lotVerdict = (items: readonly JudgedItem[], acceptance: number, isSafety: boolean): LotVerdict => {
  const rule = voidingRule(items, isSafety), nonconforming = items.filter(i => !i.conforms).length
  return { result: rule ? 'rejected' : lotResult(nonconforming, acceptance), nonconforming, rule }
}

/** What the new word does to the batch: it is accepted, goes to rework in place of being void, or stays where it is. */
export type WayBack = 'accept' | 'rework' | 'stay'
/** @param isReady every task that the lot sent back is untouched or done again */
export const wayBack = (batch: { readonly state: BatchState, readonly byRule: boolean }, { result, rule }: LotVerdict, isReady: boolean): WayBack => {
  if (batch.state === 'rework') return result === 'accepted' && isReady ? 'accept' : 'stay'
  if (batch.state === 'void' && batch.byRule && !rule) return result === 'accepted' ? 'accept' : 'rework'
  return 'stay'
}
