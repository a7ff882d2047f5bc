export { commitment, drawSample, keepsCommitment } from './draw.ts'
import type { BatchState } from '../3-production/model.ts'
import type { ShapeOperation, ShapeRecord } from '../../sockets/shape.ts'

/** Codes of what is wrong with shapes: the five counts that an acceptance certificate names (TC609-5-2025-04 practice), and two more. */
export const shapeCodes = ['missed', 'wrong-class', 'offset', 'duplicate', 'extra', 'attribute', 'illegal-content'] as const
/** Prompt and response defects of texts (GB/T 45674-2025 8.2 e, f). */
export const textCodes = ['P1', 'P2', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6'] as const
export const defectCodes = [...shapeCodes, ...textCodes] as const
export type DefectCode = (typeof defectCodes)[number]
/** The codes that can be said of a task with these modalities; the first ones come first. */
export const codesFor = (modalities: readonly string[]): readonly DefectCode[] => (modalities.includes('text') ? defectCodes : shapeCodes)

/** Where in the asset of a slot: pixels of the upright picture, or a code point of the text. */
export type Pin = { readonly x: number, readonly y: number } | { readonly offset: number }
export interface Extent { readonly width?: number, readonly height?: number, readonly codePoints?: number }
/** Does the pin lie in the asset? A side that is not known does not refuse. */
export const isPinInside = (pin: Pin, { width = Infinity, height = Infinity, codePoints }: Extent): boolean =>
  'offset' in pin ? codePoints !== undefined && pin.offset <= codePoints : codePoints === undefined && pin.x <= width && pin.y <= height

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

/** The code of what a correction put right; the reviewer's own code comes before it. */
export const codeOfCorrection = (original: ShapeRecord | null, corrected: ShapeRecord | null): DefectCode => {
  if (original === null) return 'missed'
  if (corrected === null) return 'extra'
  if (original.class !== corrected.class) return 'wrong-class'
  return JSON.stringify(original.payload) === JSON.stringify(corrected.payload) ? 'attribute' : 'offset'
}

/** `withdrawn`: a commitment that is not needed, because an appeal got the lot before it accepted. */
export const inspectionStates = ['committed', 'drawn', 'accepted', 'rejected', 'withdrawn'] as const
export type InspectionState = (typeof inspectionStates)[number]
const moves: Readonly<Record<InspectionState, readonly InspectionState[]>> = {
  committed: ['drawn', 'withdrawn'], drawn: ['accepted', 'rejected'], accepted: [], rejected: ['accepted'], withdrawn: [],
}
export const mayMoveInspection = (from: InspectionState, to: InspectionState): boolean => moves[from].includes(to)

/** The plan's word on the lot, once every item of the sample was judged. */
export const lotResult = (nonconforming: number, acceptance: number): 'accepted' | 'rejected' => (nonconforming <= acceptance ? 'accepted' : 'rejected')

/** Rules of GB/T 45674-2025 by which a lot is void without anybody asking for it. */
export const voidRules = ['illegal-content', 'safety-share'] as const
export type VoidRule = (typeof voidRules)[number]
/** More failing safety items than this share void the batch (8.3 c). */
export const safetyLimit = 0.05
export interface JudgedItem { readonly conforms: boolean, readonly defects: readonly { readonly code: DefectCode, readonly severity: Severity }[] }
/** Illegal content that is critical voids any lot (8.2 g); of safety data also more than 5 % failing. Null: no rule speaks. */
export const voidingRule = (items: readonly JudgedItem[], isSafety: boolean): VoidRule | null => {
  if (items.some(i => !i.conforms && i.defects.some(d => d.code === 'illegal-content' && d.severity === 'critical'))) return 'illegal-content'
  return isSafety && items.length > 0 && items.filter(i => !i.conforms).length > items.length * safetyLimit ? 'safety-share' : null
}

export const appealStates = ['open', 'upheld', 'rejected'] as const
export type AppealState = (typeof appealStates)[number]
export const mayAppeal = (judgedAt: Date, hours: number, now: Date): boolean => now.getTime() - judgedAt.getTime() <= hours * 3_600_000

export const deliveryStates = ['delivered', 'accepted', 'rework'] as const
export type DeliveryState = (typeof deliveryStates)[number]
/** A batch is paid for once whoever has to accept it has: its client, or the inspection where the workflow names no client. */
export const mayBeSettled = (state: BatchState, { client }: { readonly client: object | null }): boolean =>
  state === 'client_accepted' || state === 'closed' || (client === null && state === 'accepted')

/** The plan of a lot, for the pages: they reach the pure files of a slice only, and show a plan before it is chosen. */
export { acceptanceProbability, levels, proofSize, samplingPlan, type Level, type SamplingPlan } from './sampling.ts'

/** Where readers differ, for the room of the arbiter. */
export { findingsOf, type Finding } from './agreement.ts'
