/**
 * Acceptance sampling by attributes after GB/T 2828.1-2012 (= ISO 2859-1:1999), single plans; the normal and tightened
 * tables are those of MIL-STD-105E (1989, public domain). Sample sizes, acceptance numbers and AQLs are geometric series
 * with the same step, so a plan's acceptance number depends only on its diagonal, the letter's place plus the AQL's place
 * (constant n x AQL); the tables follow from one row of numbers each.
 */
import { binomialAtMost, logGamma } from '../../kernel/interval.ts'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { lotAqls, lotLevels } from '../3-production/model.ts'
import { samplingFailures } from './errors.ts'

/** Percent nonconforming up to 10; above it only nonconformities per 100 items. */
export const aqls = [...lotAqls, '15', '25', '40', '65', '100', '150', '250', '400', '650', '1000'] as const
export const levels = lotLevels
export const severities = ['normal', 'tightened', 'reduced'] as const
/** S exists in the tightened table alone. */
export const letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'Q', 'R', 'S'] as const

export type Aql = (typeof aqls)[number]
export type Level = (typeof levels)[number]
export type Severity = (typeof severities)[number]
export type Letter = (typeof letters)[number]

export interface Plan {
  /** Of the plan that applies: an arrow may lead away from the lot's own letter. */
  readonly letter: Letter
  readonly sampleSize: number
  /** Accept the lot with at most so many nonconforming items. */
  readonly acceptance: number
  /** Reject it from so many on; always acceptance + 1 in GB/T 2828.1. */
  readonly rejection: number
}
export interface SamplingPlan extends Plan {
  /** Every item is inspected: the plan asks for at least the whole lot. */
  readonly full: boolean
}

/** Largest lot of each range of table 1; the last range has no end. */
const lotLimits = [8, 15, 25, 50, 90, 150, 280, 500, 1200, 3200, 10_000, 35_000, 150_000, 500_000] as const
/** Code letters of table 1, one a lot range. */
const lettersByLevel: { readonly [L in Level]: string } = {
  'S-1': 'AAAABBBBCCCCDDD', 'S-2': 'AAABBBCCCDDDEEE', 'S-3': 'AABBCCDDEEFFGGH', 'S-4': 'AABCCDEEFGGHJJK',
  I: 'AABCCDEFGHJKLMN', II: 'ABCDEFGHJKLMNPQ', III: 'BCDEFGHJKLMNPQR',
}
const sampleSizes = [2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000, 3150] as const

type Arrow = 'up' | 'down'
interface Scheme {
  /** How many letters the table has. */
  readonly rows: number
  /** The diagonal of acceptance number 0; above it arrows point down. */
  readonly zero: number
  /** The diagonals between 0 and 1, where no plan fits. */
  readonly gap: readonly Arrow[]
  /** Acceptance numbers of the diagonals after the gap; beyond them arrows point up. */
  readonly numbers: readonly number[]
}
const schemes: { readonly [S in Severity]: Scheme } = {
  normal: { rows: 16, zero: 14, gap: ['up', 'down'], numbers: [1, 2, 3, 5, 7, 10, 14, 21, 30, 44] },
  tightened: { rows: 17, zero: 15, gap: ['down', 'down'], numbers: [1, 2, 3, 5, 8, 12, 18, 27, 41] },
  reduced: { rows: 16, zero: 14, gap: ['up', 'down', 'down'], numbers: [1, 2, 3, 5, 6, 8, 10, 14, 21] },
}
/** From letter F on the standard has no plans beyond this diagonal: they would accept more than 21 (18, 10). */
const lastOfLongRows = 24, firstLongRow = 5

/** The acceptance number in a cell, or where its arrow points. */
const cell = (severity: Severity, row: number, column: number): number | Arrow => {
  const { zero, gap, numbers } = schemes[severity]
  // The reduced sizes end at 2: below C they cannot shrink, and the normal plans of n = 2 stand instead.
  if (severity === 'reduced' && row < 2 && column > zero + 2) return schemes.normal.numbers[column - zero - 3] ?? 'up'
  const diagonal = row + column
  if (diagonal < zero) return 'down'
  if (diagonal === zero) return 0
  if (row >= firstLongRow && diagonal > lastOfLongRows) return 'up'
  const beyond = diagonal - zero - 1
  return gap[beyond] ?? numbers[beyond - gap.length] ?? 'up'
}

const follow = (severity: Severity, from: number, column: number, arrow: Arrow): number | null => {
  const step = arrow === 'up' ? -1 : 1
  for (let row = from; row >= 0 && row < schemes[severity].rows; row += step)
    if (typeof cell(severity, row, column) === 'number') return row
  return null
}

/**
 * The plan of one cell of table 2-A, 2-B or 2-C, arrows followed. An arrow that would leave the table turns round
 * (letter R at AQL 0.015; letter A at AQL 10).
 */
export const tablePlan = (letter: Letter, aql: Aql, severity: Severity): Plan => {
  const column = aqls.indexOf(aql), start = letters.indexOf(letter)
  const here = cell(severity, start, column)
  const row = typeof here === 'number' ? start
    : follow(severity, start, column, here) ?? follow(severity, start, column, here === 'up' ? 'down' : 'up')
  const acceptance = row === null ? null : cell(severity, row, column)
  if (row === null || typeof acceptance !== 'number') throw new Error(`no plan in the column of AQL ${aql}`)
  const sampleSize = sampleSizes[severity === 'reduced' ? Math.max(0, row - 2) : row]!
  return { letter: letters[row]!, sampleSize, acceptance, rejection: acceptance + 1 }
}

/** Table 1: the code letter of a lot of at least 1 item. */
export const codeLetter = (lotSize: number, level: Level): Letter => {
  const range = lotLimits.findIndex(limit => lotSize <= limit)
  const name = lettersByLevel[level][range < 0 ? lotLimits.length : range]
  return letters.find(l => l === name)!
}

/** The single sampling plan of a lot. A plan that asks for at least the whole lot becomes its full inspection, with the same acceptance number. */
export const samplingPlan = (lot: { lotSize: number, level: Level, aql: Aql, severity: Severity }): Result<SamplingPlan> => {
  if (!Number.isSafeInteger(lot.lotSize) || lot.lotSize < 1) return fail(samplingFailures.lotSize({ lotSize: lot.lotSize }, { field: 'lotSize' }))
  const plan = tablePlan(codeLetter(lot.lotSize, lot.level), lot.aql, lot.severity)
  const full = plan.sampleSize >= lot.lotSize
  return ok({ ...plan, sampleSize: full ? lot.lotSize : plan.sampleSize, full })
}

const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)

/** P(X <= count) when `sample` things are drawn from `lot` of which `bad` are bad. */
const hypergeometricAtMost = (count: number, sample: number, lot: number, bad: number): number => {
  let sum = 0
  for (let k = Math.max(0, sample - (lot - bad)); k <= Math.min(count, bad, sample); k++)
    sum += Math.exp(logChoose(bad, k) + logChoose(lot - bad, sample - k) - logChoose(lot, sample))
  return Math.min(1, sum)
}

/**
 * How likely the plan accepts a lot of that quality (its operating characteristic).
 * @param defectRate fraction of nonconforming items, 0 to 1
 * @param lotSize when known, the draw without replacement is counted exactly, with the nearest whole number of bad items
 */
export const acceptanceProbability = (plan: Pick<Plan, 'sampleSize' | 'acceptance'>, defectRate: number, lotSize?: number): number =>
  lotSize === undefined
    ? binomialAtMost(plan.acceptance, plan.sampleSize, defectRate)
    : hypergeometricAtMost(plan.acceptance, Math.min(plan.sampleSize, lotSize), lotSize, Math.round(defectRate * lotSize))

/**
 * The smallest sample that shows, with one-sided confidence, that the defect rate is below `defectRate` when at most
 * `defects` are found in it: 149 without any for 2 % at 95 %.
 * @throws RangeError when a rate is outside (0, 1) or the defects are no count
 */
export const proofSize = ({ defectRate, confidence, defects }: { defectRate: number, confidence: number, defects: number }): number => {
  if (!(defectRate > 0 && defectRate < 1 && confidence > 0 && confidence < 1)) throw new RangeError('defectRate and confidence must lie in (0, 1)')
  if (!Number.isInteger(defects) || defects < 0) throw new RangeError(`defects must be a count: ${defects}`)
  const shown = (n: number): boolean => binomialAtMost(defects, n, defectRate) <= 1 - confidence
  let low = defects, high = defects + 1
  while (!shown(high)) { low = high; high *= 2 }
  while (high - low > 1) {
    const mid = Math.floor((low + high) / 2)
    if (shown(mid)) high = mid; else low = mid
  }
  return high
}
