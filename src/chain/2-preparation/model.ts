import { Type, type Static } from 'typebox'
import type { Judgement, OperatorDefinition } from '../../sockets/operator.ts'

/** One step of a recipe: which operator, in which version, how. */
export const RecipeStep = Type.Object({
  operator: Type.String({ minLength: 1, maxLength: 64 }),
  version: Type.Integer({ minimum: 1 }),
  parameters: Type.Record(Type.String(), Type.Unknown()),
}, { additionalProperties: false })
export type RecipeStep = Static<typeof RecipeStep>

/** What stands in the ledger for one asset and step: an operator's judgement, or that it could not measure. */
export type Verdict = Judgement | { readonly outcome: 'failed', readonly reason: string }

/** Where an asset stands after all steps. */
export interface Standing { readonly kept: boolean, readonly facets: Readonly<Record<string, string>> }

/**
 * All steps of one asset, in order, with the newest overruling per step: dropped or failed by any step that nobody overruled means out;
 * overruled as dropped means out as well.
 */
export const standingOf = (verdicts: readonly { readonly step: number, readonly verdict: Verdict }[], overruled: ReadonlyMap<number, 'kept' | 'dropped'>): Standing => {
  let kept = true
  const facets: Record<string, string> = {}
  for (const { step, verdict } of verdicts) {
    const word = overruled.get(step)
    if (word ? word === 'dropped' : verdict.outcome === 'dropped' || verdict.outcome === 'failed') kept = false
    if (verdict.outcome === 'classified') facets[verdict.facet] = verdict.value
  }
  return { kept, facets }
}

/** Operators run in the order given; each sees only what the ones before it kept, and what they changed. */
export const goesOn = (verdict: Verdict): boolean => verdict.outcome !== 'dropped' && verdict.outcome !== 'failed'

export const appliesTo = (operator: Pick<OperatorDefinition, 'modalities'>, modality: string): boolean => operator.modalities.includes(modality)
