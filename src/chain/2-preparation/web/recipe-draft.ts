import type { OperatorView } from '../contract.ts'
import type { RecipeStep } from '../model.ts'

/** A step under edit; the key stays with it while it moves. */
export interface DraftStep extends RecipeStep { readonly key: number }

const order = { screen: 0, clean: 1, classify: 2 } as const

export const draftOf = (steps: readonly RecipeStep[]): readonly DraftStep[] => steps.map((step, key) => ({ ...step, key }))
export const stepsOf = (draft: readonly DraftStep[]): RecipeStep[] => draft.map(({ operator, version, parameters }) => ({ operator, version, parameters }))
export const sameSteps = (a: readonly RecipeStep[], b: readonly RecipeStep[]): boolean => JSON.stringify(stepsOf(draftOf(a))) === JSON.stringify(stepsOf(draftOf(b)))

/** Adds an operator with its defaults behind the last step of its stage: screening before cleaning before classifying. @returns the place as well */
export const addStep = (draft: readonly DraftStep[], operator: OperatorView, operators: ReadonlyMap<string, OperatorView>): { readonly draft: readonly DraftStep[], readonly at: number } => {
  const stage = order[operator.step]
  const after = draft.findLastIndex(s => order[operators.get(s.operator)?.step ?? 'classify'] <= stage)
  const key = Math.max(-1, ...draft.map(s => s.key)) + 1
  const step = { key, operator: operator.id, version: operator.version, parameters: { ...operator.defaults } }
  return { draft: draft.toSpliced(after + 1, 0, step), at: after + 1 }
}

/** @returns the same draft when there is no such place */
export const moveStep = (draft: readonly DraftStep[], from: number, to: number): readonly DraftStep[] => {
  const step = draft[from]
  return step === undefined || to < 0 || to >= draft.length || from === to ? draft : draft.toSpliced(from, 1).toSpliced(to, 0, step)
}

/** Steps whose operator has a newer version here: they must be saved anew before they run. */
export const outdated = (steps: readonly RecipeStep[], operators: ReadonlyMap<string, OperatorView>): readonly RecipeStep[] =>
  steps.filter(s => operators.get(s.operator)?.version !== s.version)

/** What a new recipe begins with: every screening operator that looks at what the dataset holds, with its defaults. */
export const suggested = (operators: readonly OperatorView[], modalities: readonly string[]): RecipeStep[] =>
  operators.filter(o => o.step === 'screen' && o.modalities.some(m => modalities.includes(m)))
    // A look at the bytes comes first, comparing all with all comes last.
    .toSorted((a, b) => Number(a.id !== 'decodable') - Number(b.id !== 'decodable') || Number(a.joint) - Number(b.joint) || a.id.localeCompare(b.id))
    .map(o => ({ operator: o.id, version: o.version, parameters: { ...o.defaults } }))

/** The place of a bar's edge or threshold between the ends of a histogram, 0 to 1. */
export const placeOf = (value: number, { min, max }: { readonly min: number, readonly max: number }): number => max === min ? 0.5 : Math.max(0, Math.min(1, (value - min) / (max - min)))

export const byOperator = (operators: readonly OperatorView[]): ReadonlyMap<string, OperatorView> => new Map(operators.map(o => [o.id, o]))
