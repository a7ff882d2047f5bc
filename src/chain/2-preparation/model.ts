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

/** Which of the assets of a preparation a selection takes. */
export const SelectionFilter = Type.Object({
  kept: Type.Boolean(),
  facets: Type.Optional(Type.Record(Type.String({ maxLength: 64 }), Type.Array(Type.String({ maxLength: 200 }), { minItems: 1, maxItems: 100 }))),
  modality: Type.Optional(Type.String({ maxLength: 64 })),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Part of the name, in any case' })),
}, { additionalProperties: false })
export type SelectionFilter = Static<typeof SelectionFilter>

/** The asset that a judgement points to as the one kept in its stead: operators name it as `of` in the detail. */
export const resembles = (verdict: Verdict): string | null => {
  const of = verdict.outcome === 'dropped' ? verdict.detail?.['of'] : undefined
  return typeof of === 'string' ? of : null
}

/** Assets that look alike share the id of the one that nothing points away from; it carries the id as well. All others are alone. */
export const clusterOf = (pointsTo: ReadonlyMap<string, string>): ReadonlyMap<string, string> => {
  const root = (asset: string): string => {
    const seen = new Set<string>()
    let at = asset
    for (let next = pointsTo.get(at); next !== undefined && !seen.has(at); next = pointsTo.get(at)) { seen.add(at); at = next }
    return at
  }
  const clusters = new Map<string, string>()
  for (const [asset, of] of pointsTo) {
    const kept = root(of)
    clusters.set(asset, kept).set(of, kept)
  }
  return clusters
}
