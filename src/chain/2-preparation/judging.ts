import type { AssetId } from '../../kernel/ids.ts'
import type { Judgement, OperatorDefinition, Unit } from '../../sockets/operator.ts'
import type { ChangedBytes, Note, Trail } from './measuring.ts'
import { clusterOf, goesOn, resembles, standingOf, type RecipeStep, type Verdict } from './model.ts'

/** One verdict with what it was made of; `changed` when the step made new bytes. */
export interface Decision { readonly step: number, readonly verdict: Verdict, readonly measures: unknown, readonly changed?: ChangedBytes }
export interface Decided { readonly ordinal: number, readonly asset: AssetId, readonly name: string, readonly modality: string, readonly decisions: readonly Decision[], readonly kept: boolean, readonly facets: Readonly<Record<string, string>>, readonly cluster: AssetId | null }

/** What the operators that look at all assets together said of those that they did not simply keep, by step. */
type Together = ReadonlyMap<number, ReadonlyMap<string, Judgement>>

/** Measures longer than this are left out of the ledger (shingles of a long text); the cache has them. */
const measuresLimit = 1000
const shown = (measures: unknown): unknown => (measures !== null && JSON.stringify(measures).length <= measuresLimit ? measures : null)

const verdictOf = (note: Note, asset: string, together: Together): Verdict => {
  if (note.verdict) return note.verdict
  const judged = together.get(note.step)?.get(asset)
  // A judgement over all assets has no bytes in hand to change.
  return judged?.outcome === 'changed' ? { outcome: 'failed', reason: 'a joint judgement cannot change bytes' } : judged ?? { outcome: 'kept' }
}

/** The notes of an asset up to and with the one that put it out. */
const decisionsOf = (trail: Trail, together: Together): Decision[] => {
  const decisions: Decision[] = []
  for (const note of trail.notes) {
    const verdict = verdictOf(note, trail.asset, together)
    decisions.push({ step: note.step, verdict: note.applies ? verdict : { outcome: 'kept' }, measures: note.applies ? shown(note.measures) : { applies: false }, ...(note.changed && { changed: note.changed }) })
    if (!goesOn(verdict)) break
  }
  return decisions
}

/**
 * Walks all assets through the steps in order. `trails` is read once for each step that judges assets together and once at the end, so only
 * the measures of one step are ever in memory at once.
 * @param trails in import order
 */
export async function* judgeAll(trails: () => AsyncIterable<Trail>, steps: readonly RecipeStep[], operators: readonly OperatorDefinition[]): AsyncGenerator<Decided> {
  const together = new Map<number, ReadonlyMap<string, Judgement>>(), pointsTo = new Map<string, string>()
  for (const [step, operator] of operators.entries()) {
    if (!operator.group) continue
    const units: Unit<never>[] = []
    for await (const trail of trails()) {
      const note = trail.notes.find(n => n.step === step)
      const isIn = trail.notes.every(n => n.step >= step || goesOn(verdictOf(n, trail.asset, together)))
      if (note?.applies && note.verdict === null && isIn) units.push({ asset: trail.asset, measures: note.measures as never })
    }
    const judged = operator.group(units, steps[step]!.parameters as never)
    together.set(step, judged)
    for (const [asset, verdict] of judged) {
      const of = resembles(verdict)
      if (of !== null) pointsTo.set(asset, of)
    }
  }
  const clusters = clusterOf(pointsTo)
  for await (const trail of trails()) {
    const decisions = decisionsOf(trail, together)
    yield { ordinal: trail.ordinal, asset: trail.asset, name: trail.name, modality: trail.modality, decisions, ...standingOf(decisions, new Map()), cluster: (clusters.get(trail.asset) ?? null) as AssetId | null }
  }
}
