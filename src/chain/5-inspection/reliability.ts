/**
 * Agreement beyond chance among several readers, as pure code. Data lies reader by unit; null = this reader did not judge this unit.
 * Sources: Cohen 1960 and 1968 (weighted), Fleiss 1971, Krippendorff 2011 (alpha, with missing data).
 */
import { seededRandom } from '../../kernel/random.ts'

export type Ratings = readonly (readonly (number | null)[])[]
export type Weights = 'none' | 'linear' | 'quadratic'
/** How far apart two values are: any two differ the same, by rank, by distance, by ratio. */
export type Level = 'nominal' | 'ordinal' | 'interval' | 'ratio'

const sum = (values: readonly number[]): number => values.reduce((total, v) => total + v, 0)
/** Chance leaves nothing to disagree about when all said the same: that is full agreement. */
const beyondChance = (observed: number, expected: number): number | null => (expected === 0 ? (observed === 0 ? 1 : null) : 1 - observed / expected)

/**
 * Two readers. With weights the scale counts: name every value that may be chosen, used or not, in order.
 * @returns null where nobody judged both times
 */
export const cohenKappa = (a: readonly (number | null)[], b: readonly (number | null)[], weights: Weights = 'none', scale?: readonly number[]): number | null => {
  const pairs = a.flatMap((x, i) => { const y = b[i]; return x === null || y === null || y === undefined ? [] : [[x, y] as const] })
  if (pairs.length === 0) return null
  const values = scale ?? [...new Set(pairs.flat())].sort((x, y) => x - y), place = new Map(values.map((v, i) => [v, i]))
  const apart = (x: number, y: number): number => {
    const steps = Math.abs(place.get(x)! - place.get(y)!)
    return weights === 'none' ? Number(steps > 0) : weights === 'linear' ? steps : steps ** 2
  }
  const share = (side: 0 | 1): readonly number[] => values.map(v => pairs.filter(pair => pair[side] === v).length / pairs.length)
  const [left, right] = [share(0), share(1)]
  const expected = sum(values.flatMap((x, i) => values.map((y, j) => left[i]! * right[j]! * apart(x, y))))
  return beyondChance(sum(pairs.map(([x, y]) => apart(x, y))) / pairs.length, expected)
}

/** Any number of readers, every unit judged by the same number of them. @param counts unit by category: how many chose it */
export const fleissKappa = (counts: readonly (readonly number[])[]): number | null => {
  const n = sum(counts[0] ?? [])
  if (n < 2 || counts.some(unit => sum(unit) !== n)) return null
  const disagreement = counts.map(unit => 1 - sum(unit.map(k => k * (k - 1))) / (n * (n - 1)))
  const shares = (counts[0] ?? []).map((_, j) => sum(counts.map(unit => unit[j]!)) / (counts.length * n))
  return beyondChance(sum(disagreement) / counts.length, 1 - sum(shares.map(p => p ** 2)))
}

/** What each unit was called by those who judged it; a unit that one judged alone says nothing of agreement. */
const judgedUnits = (ratings: Ratings): number[][] =>
  Array.from({ length: Math.max(0, ...ratings.map(r => r.length)) }, (_, u) => ratings.flatMap(reader => reader[u] ?? [])).filter(unit => unit.length >= 2)

/** The squared difference of two values, by level; `totals` counts every value that was paired. */
const differenceBy = (level: Level, values: readonly number[], totals: readonly number[]): ((i: number, j: number) => number) => {
  if (level === 'nominal') return (i, j) => Number(i !== j)
  if (level === 'interval') return (i, j) => (values[i]! - values[j]!) ** 2
  if (level === 'ratio') return (i, j) => (values[i]! + values[j]! === 0 ? 0 : ((values[i]! - values[j]!) / (values[i]! + values[j]!)) ** 2)
  const before = totals.map((_, i) => sum(totals.slice(0, i)))
  return (i, j) => { const [low, high] = i < j ? [i, j] : [j, i]; return (before[high]! + totals[high]! / 2 - before[low]! - totals[low]! / 2) ** 2 }
}

const alphaOfUnits = (units: readonly (readonly number[])[], level: Level): number | null => {
  const values = [...new Set(units.flat())].sort((a, b) => a - b), place = new Map(values.map((v, i) => [v, i]))
  const counted = units.map(unit => { const counts = new Map<number, number>(); for (const v of unit) { const i = place.get(v)!; counts.set(i, (counts.get(i) ?? 0) + 1) } return { counts: [...counts], m: unit.length } })
  const totals = values.map(() => 0)
  for (const { counts } of counted) for (const [i, k] of counts) totals[i]! += k
  const n = sum(totals), apart = differenceBy(level, values, totals)
  if (n < 2) return null
  let observed = 0, expected = 0
  for (const { counts, m } of counted) for (const [i, k] of counts) for (const [j, l] of counts) if (i !== j) observed += k * l * apart(i, j) / (m - 1)
  for (let i = 0; i < values.length; i++) for (let j = 0; j < values.length; j++) if (i !== j) expected += totals[i]! * totals[j]! * apart(i, j)
  return beyondChance(observed / n, expected / (n * (n - 1)))
}

/** Krippendorff's alpha: any number of readers, any judgement missing. @returns null where no unit was judged twice */
export const krippendorffAlpha = (ratings: Ratings, level: Level): number | null => alphaOfUnits(judgedUnits(ratings), level)

export interface Estimate {
  readonly value: number
  /** 95 % percentile bootstrap interval over units; null while there are too few to resample. */
  readonly interval: readonly [low: number, high: number] | null
  /** Units that entered. */
  readonly n: number
}

/** Fewer say nothing about a spread. */
const leastUnits = 5
/** Work for one interval: resamples times units, so that a page never waits for it. */
const work = 2_000_000

/** The interval by resampling units with a seed: the same data give the same interval. */
export const estimateOf = <U>(units: readonly U[], statistic: (units: readonly U[]) => number | null, seed: string): Estimate | null => {
  const value = statistic(units), n = units.length
  if (value === null) return null
  if (n < leastUnits) return { value, interval: null, n }
  const random = seededRandom(seed), resamples = Math.max(200, Math.min(1000, Math.floor(work / n)))
  const seen = Array.from({ length: resamples }, () => statistic(Array.from({ length: n }, () => units[random.integer(n)]!))).filter(v => v !== null).sort((a, b) => a - b)
  const at = (share: number): number => seen[Math.min(seen.length - 1, Math.floor(share * seen.length))]!
  return { value, interval: seen.length < resamples / 2 ? null : [at(0.025), at(0.975)], n }
}

export const alphaEstimate = (ratings: Ratings, level: Level, seed: string): Estimate | null => estimateOf(judgedUnits(ratings), units => alphaOfUnits(units, level), seed)
export const meanEstimate = (values: readonly number[], seed: string): Estimate | null => estimateOf(values, some => (some.length === 0 ? null : sum(some) / some.length), seed)
