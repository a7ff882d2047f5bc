import type { OperatorDefinition, Unit } from '../../sockets/operator.ts'
import { appliesTo, goesOn, type RecipeStep } from './model.ts'
import type { PreviewAsset } from './repository.ts'

export interface Histogram { readonly min: number, readonly max: number, readonly counts: readonly number[] }
/** `reached`: assets that get to the step and that its operator looks at. `kept` and `dropped` are null where only the run itself can tell. */
/** One asset beside the threshold and the number that decides about it. */
export interface Example { readonly asset: string, readonly name: string, readonly value: number }
/** `examples`: assets nearest to the threshold on both sides, nearest first; null for a step without one number behind it. */
export interface Preview { readonly reached: number, readonly measured: number, readonly unmeasured: number, readonly kept: number | null, readonly dropped: number | null, readonly histogram: Histogram | null, readonly examples: { readonly dropped: readonly Example[], readonly kept: readonly Example[] } | null }

/** Joint judgements compare everything with everything: beyond this many assets they are left to the run. */
const jointLimit = 2000
const bins = 40
const examplesPerSide = 6

/** Equal bins up to the 99th percentile; what lies beyond is in the last one, so that one outlier does not flatten the rest. */
export const histogramOf = (values: readonly number[]): Histogram | null => {
  if (values.length === 0) return null
  const sorted = Float64Array.from(values).sort()
  const min = sorted[0]!, max = Math.max(sorted[Math.floor((sorted.length - 1) * 0.99)]!, min)
  const counts = Array.from({ length: bins }, () => 0)
  for (const value of values) counts[max === min ? 0 : Math.min(bins - 1, Math.floor(((value - min) / (max - min)) * bins))]!++
  return { min, max, counts }
}

type Arrival = { readonly kind: 'here', readonly measures: unknown } | { readonly kind: 'unknown' } | { readonly kind: 'elsewhere' }

/** Does the asset get to the last step? Unknown when a measure on the way was never taken, or when its bytes would have been changed before. */
const arrival = (asset: PreviewAsset, steps: readonly RecipeStep[], operators: readonly OperatorDefinition[]): Arrival => {
  const last = steps.length - 1
  if (!appliesTo(operators[last]!, asset.modality)) return { kind: 'elsewhere' }
  for (const [step, operator] of operators.entries()) {
    if (!appliesTo(operator, asset.modality)) continue
    const measures = asset.found?.[step]
    if (step === last) return measures === undefined ? { kind: 'unknown' } : { kind: 'here', measures }
    // What an earlier joint judgement would drop is not known here: it counts as kept.
    if (!operator.judge) continue
    if (measures === undefined) return { kind: 'unknown' }
    const verdict = operator.judge(measures as never, steps[step]!.parameters as never)
    if (!goesOn(verdict)) return { kind: 'elsewhere' }
    if (verdict.outcome === 'changed') return { kind: 'unknown' }
  }
  return { kind: 'elsewhere' }
}

const numberAt = (record: unknown, key: string): number | null => {
  const found = typeof record === 'object' && record !== null ? Object.entries(record).find(([name]) => name === key)?.[1] : undefined
  return typeof found === 'number' ? found : null
}

/** The assets on both sides that a small move of the threshold would change first. */
const examplesOf = (assets: readonly PreviewAsset[], units: readonly Unit<never>[], operator: OperatorDefinition, parameters: never): Preview['examples'] => {
  const threshold = operator.histogram && numberAt(parameters, operator.histogram.parameter)
  if (!operator.judge || !operator.histogram || threshold === null || threshold === undefined) return null
  const { judge, histogram } = operator, dropped: Example[] = [], kept: Example[] = []
  for (const { asset, measures } of units) {
    const value = numberAt(measures, histogram.measure), { id, name } = assets[Number(asset)]!
    if (value !== null) (judge(measures, parameters).outcome === 'dropped' ? dropped : kept).push({ asset: id, name, value })
  }
  const nearest = (side: readonly Example[]): Example[] => side.toSorted((a, b) => Math.abs(a.value - threshold) - Math.abs(b.value - threshold)).slice(0, examplesPerSide)
  return { dropped: nearest(dropped), kept: nearest(kept) }
}

/** What the last of the steps would do to the assets, from measures that were taken before; no bytes are read. */
export const previewStep = (assets: readonly PreviewAsset[], steps: readonly RecipeStep[], operators: readonly OperatorDefinition[]): Preview => {
  const operator = operators.at(-1)!, parameters = steps.at(-1)!.parameters as never, units: Unit<never>[] = []
  let unmeasured = 0
  for (const [i, asset] of assets.entries()) {
    const found = arrival(asset, steps, operators)
    if (found.kind === 'unknown') unmeasured++
    else if (found.kind === 'here') units.push({ asset: String(i), measures: found.measures as never })
  }
  const dropped = operator.judge ? units.filter(u => operator.judge!(u.measures, parameters).outcome === 'dropped').length
    : units.length > jointLimit ? null : [...operator.group!(units, parameters).values()].filter(j => j.outcome === 'dropped').length
  const key = operator.histogram?.measure
  const values = key === undefined ? [] : units.map(u => (u.measures as Record<string, unknown>)[key]).filter(v => typeof v === 'number')
  return { reached: units.length + unmeasured, measured: units.length, unmeasured, kept: dropped === null ? null : units.length - dropped, dropped, histogram: histogramOf(values), examples: examplesOf(assets, units, operator, parameters) }
}
