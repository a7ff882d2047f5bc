import type { Input } from '../../../kernel/contract.ts'
import type { createBatch } from '../../3-production/contract.ts'
import { lotAqls, type LotPlan } from '../../3-production/model.ts'
import { acceptanceProbability, levels, proofSize, samplingPlan, type Level, type SamplingPlan } from '../model.ts'
import { emptyGrouping, groupingFrom, groupings, type GroupingDraft } from './grouping-draft.ts'
import { noParties, withParties, type PartyDraft } from './party-draft.ts'
import { draftOfWorkflow, workflowFrom, workflowOf, type WorkflowDraft, type WorkflowProblem } from './workflow-draft.ts'

export const kinds = ['production', 'pilot', 'practice', 'exam'] as const
export type Kind = (typeof kinds)[number]
/** The form as it is typed; it lives in the address, so that a reload or a copied link keeps it. */
export interface BatchDraft extends WorkflowDraft, GroupingDraft, PartyDraft {
  readonly selection: string
  readonly name: string
  readonly kind: Kind
  /** Minutes. */
  readonly lease: string
  readonly plan: 'none' | 'sample'
  readonly level: Level
  readonly aql: LotPlan['aql']
  /** Tasks with a known answer, in percent of the batch. */
  readonly gold: string
  readonly safety: boolean
  readonly opens: boolean
}
export const emptyDraft: BatchDraft = { ...emptyGrouping, ...noParties, selection: '', name: '', kind: 'production', ...draftOfWorkflow(workflowOf.reviewed), lease: '120', plan: 'none', level: 'II', aql: '1.0', gold: '0', safety: false, opens: true }

type Search = Readonly<Record<string, unknown>>
/** What an address says of a draft; what it does not say, or says wrongly, is as in an empty one. */
export const draftOf = (search: Search): BatchDraft => {
  const text = (key: string, fallback: string): string => { const found = search[key]; return typeof found === 'string' ? found : fallback }
  const one = <V extends string>(key: string, values: readonly V[], fallback: V): V => values.find(value => value === search[key]) ?? fallback
  return {
    selection: text('selection', ''), name: text('name', ''), kind: one('kind', kinds, 'production'), lease: text('lease', '120'),
    overlap: text('overlap', emptyDraft.overlap), extendTo: text('extendTo', ''), extendBelow: text('extendBelow', emptyDraft.extendBelow), review: one('review', ['all', 'sample', 'none'], 'all'), percent: text('percent', emptyDraft.percent),
    arbitrates: search['arbitrates'] === 'yes', below: text('below', emptyDraft.below), client: search['client'] === 'yes',
    plan: one('plan', ['none', 'sample'], 'none'), level: one('level', levels, 'II'), aql: one('aql', lotAqls, '1.0'), gold: text('gold', '0'), safety: search['safety'] === 'yes',
    group: one('group', groupings, 'none'), firstEnding: text('firstEnding', emptyDraft.firstEnding), secondEnding: text('secondEnding', emptyDraft.secondEnding), modality: one('modality', ['image', 'text'], 'image'),
    length: text('length', emptyDraft.length), step: text('step', emptyDraft.step), fact: text('fact', ''),
    annotateParty: text('annotateParty', ''), reviewParty: text('reviewParty', ''), arbitrateParty: text('arbitrateParty', ''), clientParty: text('clientParty', ''), opens: search['opens'] !== 'no',
  }
}
/** The part of an address that differs from an empty draft. */
export const searchOf = (draft: BatchDraft): Record<string, string> => {
  const written = (of: BatchDraft): Record<string, string> => Object.fromEntries(Object.entries(of).map(([key, value]: [string, string | boolean]) => [key, value === true ? 'yes' : value === false ? 'no' : value]))
  const empty = written(emptyDraft)
  return Object.fromEntries(Object.entries(written(draft)).filter(([key, value]) => value !== empty[key]))
}

/** A whole number in the range, or null. */
const wholeIn = (text: string, min: number, max: number): number | null => {
  const n = Number(text)
  return /^\s*\d+\s*$/.test(text) && n >= min && n <= max ? n : null
}
export const leaseRange = [1, 10_080] as const
export const leaseOf = (draft: BatchDraft): number | null => wholeIn(draft.lease, ...leaseRange)
/** Percent of the batch, or null. */
export const goldOf = (draft: BatchDraft): number | null => {
  const n = Number(draft.gold)
  return draft.gold.trim() !== '' && n >= 0 && n <= 50 ? n : null
}
export type DraftProblem = 'selection' | 'name' | 'grouping' | 'lease' | 'gold' | WorkflowProblem
/** What is missing first, in the order of the form; null when the batch can be made. */
export const problemOf = (draft: BatchDraft): DraftProblem | null => {
  if (draft.selection === '' || draft.name.trim() === '') return draft.selection === '' ? 'selection' : 'name'
  if (!groupingFrom(draft).ok) return 'grouping'
  const typed = workflowFrom(draft)
  return typed.ok ? (leaseOf(draft) === null ? 'lease' : goldOf(draft) === null ? 'gold' : null) : typed.problem
}

export interface PlanPreview extends SamplingPlan {
  readonly lot: number
  /** Share of nonconforming tasks that the plan still accepts one time in ten (the consumer's risk of GB/T 2828.1); null when every task is inspected. */
  readonly limit: number | null
  /** Tasks without a nonconforming one that would show, with 95 % confidence, a share below the AQL. */
  readonly proof: number
}
const consumersRisk = 0.1

/** The share at which a falling probability of acceptance passes the consumer's risk, to 1e-5. */
const limitOf = (plan: SamplingPlan): number => {
  let low = 0, high = 1
  while (high - low > 1e-5) {
    const middle = (low + high) / 2
    if (acceptanceProbability(plan, middle) > consumersRisk) low = middle; else high = middle
  }
  return high
}

/** The plan that a batch of so many tasks would get; null without a plan or without tasks. */
export const planPreview = (draft: Pick<BatchDraft, 'plan' | 'level' | 'aql'>, lot: number): PlanPreview | null => {
  if (draft.plan === 'none' || lot < 1) return null
  const plan = samplingPlan({ lotSize: lot, level: draft.level, aql: draft.aql, severity: 'normal' })
  return plan.ok ? { ...plan.value, lot, limit: plan.value.full ? null : limitOf(plan.value), proof: proofSize({ defectRate: Number(draft.aql) / 100, confidence: 0.95, defects: 0 }) } : null
}

/** The request; null while something is missing. */
export const bodyOf = (draft: BatchDraft): Input<typeof createBatch>['body'] | null => {
  const typed = workflowFrom(draft), grouping = groupingFrom(draft), leaseMinutes = leaseOf(draft), goldPercent = goldOf(draft)
  if (problemOf(draft) !== null || !typed.ok || !grouping.ok || leaseMinutes === null || goldPercent === null) return null
  return {
    name: draft.name.trim(), selection: draft.selection, kind: draft.kind, workflow: withParties(typed.workflow, draft), leaseMinutes,
    plan: draft.plan === 'none' ? null : { level: draft.level, aql: draft.aql }, open: draft.opens, ...(grouping.rule.by !== 'none' && { group: grouping.rule }), ...(goldPercent > 0 && { goldPercent }), ...(draft.safety && { safety: true }),
  }
}
