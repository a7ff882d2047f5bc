export { commitment, drawSample, keepsCommitment } from './draw.ts'
import type { ShapeOperation, ShapeRecord } from '../../sockets/shape.ts'

/** Codes of what is wrong: the five counts that an acceptance certificate names (TC609-5-2025-04 practice), and two more. */
export const defectCodes = ['missed', 'wrong-class', 'offset', 'duplicate', 'extra', 'attribute', 'illegal-content'] as const
export type DefectCode = (typeof defectCodes)[number]
export const severities = ['minor', 'major', 'critical'] as const
export type Severity = (typeof severities)[number]

/** `dispute` hands the task to an arbiter, where the workflow has one. */
export const reviewVerdicts = ['accept', 'return', 'fix', 'dispute'] as const
export type ReviewVerdict = (typeof reviewVerdicts)[number]

/** What an arbiter rules: one stands, one stands corrected, all read again, the task is discarded. */
export const rulingVerdicts = ['choose', 'correct', 'redo', 'discard'] as const
export type RulingVerdict = (typeof rulingVerdicts)[number]

export type Why = 'sole' | 'corrected' | 'chosen' | 'aggregated' | 'ruled'
/** Why an annotation stands, once a reviewer has judged. */
export const whyItStands = (verdict: 'accept' | 'fix', annotations: number): Why => (verdict === 'fix' ? 'corrected' : annotations > 1 ? 'chosen' : 'sole')

/** What a correction did to each shape, for the ledger: original and corrected content. */
export const corrections = (before: ReadonlyMap<string, { readonly shape: ShapeRecord, readonly revision: number }>, operations: readonly ShapeOperation[]): { shape: string, original: ShapeRecord | null, corrected: ShapeRecord | null, originalRevision: number | null }[] =>
  operations.map(o => {
    const id = o.op === 'put' ? o.shape.id : o.id, known = before.get(id)
    return { shape: id, original: known?.shape ?? null, corrected: o.op === 'put' ? o.shape : null, originalRevision: known?.revision ?? null }
  })

export const inspectionStates = ['committed', 'drawn', 'accepted', 'rejected'] as const
export type InspectionState = (typeof inspectionStates)[number]
const moves: Readonly<Record<InspectionState, readonly InspectionState[]>> = { committed: ['drawn'], drawn: ['accepted', 'rejected'], accepted: [], rejected: [] }
export const mayMoveInspection = (from: InspectionState, to: InspectionState): boolean => moves[from].includes(to)

/** The plan's word on the lot, once every item of the sample was judged. */
export const lotResult = (nonconforming: number, acceptance: number): 'accepted' | 'rejected' => (nonconforming <= acceptance ? 'accepted' : 'rejected')

/** The plan of a lot, for the pages: they reach the pure files of a slice only, and show a plan before it is chosen. */
export { acceptanceProbability, levels, proofSize, samplingPlan, type Level, type SamplingPlan } from './sampling.ts'

/** Where readers differ, for the room of the arbiter. */
export { findingsOf, type Finding } from './agreement.ts'
