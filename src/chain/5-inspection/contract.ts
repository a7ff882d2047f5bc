import { Type, type Static, type TProperties } from 'typebox'
import { defineRoute } from '../../kernel/contract.ts'
import { ShapeOperation, ShapeRecord } from '../../sockets/shape.ts'
import { Instant, Nullable, Sha256, Uuid } from '../../workspace/access/contract.ts'
import { BatchView } from '../3-production/contract.ts'
import { TaskAssetView } from '../4-annotation/contract.ts'
import { appealStates, defectCodes, inspectionStates, reviewVerdicts, rulingVerdicts, severities, type RulingVerdict } from './model.ts'

/** In the coordinates of the slot's modality: pixels of the upright picture, or a code point of the text. */
export const Pin = Type.Union([
  Type.Object({ x: Type.Number({ minimum: 0 }), y: Type.Number({ minimum: 0 }) }, { additionalProperties: false }),
  Type.Object({ offset: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
])
export const DefectInput = Type.Object({
  shape: Type.Optional(Nullable(Uuid)), code: Type.Enum(defectCodes), severity: Type.Enum(severities), note: Type.Optional(Type.String({ maxLength: 2000 })),
  slot: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 64 }))), pin: Type.Optional(Nullable(Pin)),
}, { additionalProperties: false })
export type DefectInput = Static<typeof DefectInput>

export const DefectView = Type.Object({ shape: Nullable(Uuid), code: Type.Enum(defectCodes), severity: Type.Enum(severities), note: Type.String(), slot: Nullable(Type.String()), pin: Nullable(Pin) })
export type DefectView = Static<typeof DefectView>

export const judgeReview = defineRoute({
  id: 'review.judge', method: 'POST', path: '/api/v1/assignments/:assignment/verdict', summary: 'Accept one annotation, send back, accept with a correction, or hand the task to an arbiter', guard: { permission: 'review.judge' }, params: Type.Object({ assignment: Uuid }),
  body: Type.Object({
    annotation: Uuid, revision: Type.Integer({ minimum: 0 }), verdict: Type.Enum(reviewVerdicts), comment: Type.Optional(Type.String({ maxLength: 5000 })), defects: Type.Optional(Type.Array(DefectInput, { maxItems: 500 })),
    operations: Type.Optional(Type.Array(ShapeOperation, { maxItems: 500 })),
  }, { additionalProperties: false }),
  ok: Type.Object({ task: Uuid, state: Type.String(), sha256: Nullable(Sha256) }),
})
export const ReviewView = Type.Object({ id: Uuid, annotation: Uuid, revision: Type.Integer(), verdict: Type.Enum(reviewVerdicts), comment: Type.String(), at: Instant, defects: Type.Array(DefectView),
  /** Null where there is nothing to appeal. */
  appealUntil: Nullable(Instant), appeal: Nullable(Type.Object({ id: Uuid, state: Type.Enum(appealStates), reason: Type.String(), decision: Nullable(Type.String()) })),
})
/** Sent back by the inspection of a lot or by the client. */
export const OtherReturnView = Type.Object({ by: Type.Enum(['inspection', 'client']), at: Instant, comment: Type.String(), defects: Type.Array(DefectView) })
export type ReviewView = Static<typeof ReviewView>
export const listReviews = defineRoute({
  id: 'review.list', method: 'GET', path: '/api/v1/assignments/:assignment/reviews', summary: 'What reviewers said of one\'s own annotation, and to an arbiter of all; who said it stays hidden', guard: { permission: 'work.own' }, params: Type.Object({ assignment: Uuid }), ok: Type.Object({ reviews: Type.Array(ReviewView), others: Type.Array(OtherReturnView) }),
})
const Reason = Type.String({ minLength: 1, maxLength: 5000, pattern: '\\S' })
const rules = <const V extends RulingVerdict, P extends TProperties>(verdict: V, more: P) => Type.Object({ verdict: Type.Literal(verdict), reason: Reason, ...more }, { additionalProperties: false })
const seen = { annotation: Uuid, revision: Type.Integer({ minimum: 0 }) }
export const makeRuling = defineRoute({
  id: 'ruling.make', method: 'POST', path: '/api/v1/assignments/:assignment/ruling', summary: 'The arbiter\'s last word: one annotation stands, stands corrected, all read again, or the task is discarded', guard: { permission: 'ruling.make' }, params: Type.Object({ assignment: Uuid }),
  body: Type.Union([
    rules('choose', seen), rules('correct', { ...seen, operations: Type.Array(ShapeOperation, { minItems: 1, maxItems: 500 }) }),
    rules('redo', { fresh: Type.Optional(Type.Boolean({ description: 'By people who have not read the task' })) }), rules('discard', {}),
  ]),
  ok: Type.Object({ task: Uuid, state: Type.String(), sha256: Nullable(Sha256) }),
})
export const RulingView = Type.Object({ id: Uuid, task: Uuid, taskNumber: Type.Integer(), arbiter: Type.Union([Uuid, Type.Null()], { description: 'Null where the terms of one\'s party keep people back' }), verdict: Type.Enum(rulingVerdicts), annotation: Nullable(Uuid), revision: Nullable(Type.Integer()), fresh: Type.Boolean(), reason: Type.String(), at: Instant })
export type RulingView = Static<typeof RulingView>
export const listRulings = defineRoute({
  id: 'ruling.list', method: 'GET', path: '/api/v1/batches/:batch/rulings', summary: 'Rulings on the tasks of a batch, oldest first', guard: { permission: 'inspection.read' }, params: Type.Object({ batch: Uuid }), ok: Type.Object({ rulings: Type.Array(RulingView) }),
})
export const EstimateView = Type.Object({ value: Type.Number(), interval: Nullable(Type.Tuple([Type.Number(), Type.Number()], { description: '95 % bootstrap interval' })), n: Type.Integer() })
export const AgreementView = Type.Object({
  measured: Type.Integer({ description: 'Tasks whose annotations were compared' }), mean: Nullable(EstimateView), bins: Type.Array(Type.Integer(), { description: 'Tasks by agreement, in ten steps of 0.1' }),
  disputed: Type.Integer(), extended: Type.Integer({ description: 'Tasks that more people read than the workflow begins with' }),
  questions: Type.Array(Type.Object({ question: Type.String(), level: Type.Enum(['nominal', 'ordinal', 'interval', 'ratio']), readers: Type.Integer(), alpha: Nullable(EstimateView) }, { description: 'Krippendorff\'s alpha' })),
})
export type AgreementView = Static<typeof AgreementView>
export const readAgreement = defineRoute({
  id: 'batch.agreement', method: 'GET', path: '/api/v1/batches/:batch/agreement', summary: 'How far the readers of a batch agree, with intervals', guard: { permission: 'inspection.read' }, params: Type.Object({ batch: Uuid }), ok: AgreementView,
})
export const CorrectionView = Type.Object({ task: Uuid, taskNumber: Type.Integer(), shape: Uuid, annotator: Uuid, corrector: Uuid, original: Nullable(ShapeRecord), corrected: Nullable(ShapeRecord), originalAt: Instant, correctedAt: Instant, codes: Type.Array(Type.Enum(defectCodes)), overturned: Type.Boolean({ description: 'The annotator appealed and was right' }) })
export type CorrectionView = Static<typeof CorrectionView>
export const listCorrections = defineRoute({
  id: 'correction.list', method: 'GET', path: '/api/v1/batches/:batch/corrections', summary: 'The correction ledger, with its six fields (GB/T 45674-2025 8.1 f)', guard: { permission: 'inspection.read' }, params: Type.Object({ batch: Uuid }),
  query: Type.Object({ annotator: Type.Optional(Uuid), corrector: Type.Optional(Uuid), code: Type.Optional(Type.Enum(defectCodes)), after: Type.Optional(Type.Integer({ minimum: 0 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })) }, { additionalProperties: false }),
  ok: Type.Object({ corrections: Type.Array(CorrectionView), next: Nullable(Type.Integer()) }),
})

export const InspectionView = Type.Object({
  id: Uuid, batch: Uuid, round: Type.Integer(), state: Type.Enum(inspectionStates), plan: Type.Object({ letter: Type.String(), sampleSize: Type.Integer(), acceptance: Type.Integer(), rejection: Type.Integer(), full: Type.Boolean(), level: Type.String(), aql: Type.String(), lotSize: Type.Integer() }),
  commitment: Sha256, seed: Nullable(Type.String()), salt: Nullable(Type.String()), nonconforming: Nullable(Type.Integer()), createdAt: Instant, drawnAt: Nullable(Instant), endedAt: Nullable(Instant),
})
export type InspectionView = Static<typeof InspectionView>
const Params = Type.Object({ inspection: Uuid })
export const listInspections = defineRoute({ id: 'inspection.list', method: 'GET', path: '/api/v1/batches/:batch/inspections', summary: 'Lot inspections of a batch; the seed is shown once the sample is drawn', guard: { permission: 'inspection.read' }, params: Type.Object({ batch: Uuid }), ok: Type.Object({ inspections: Type.Array(InspectionView) }) })
export const LotView = Type.Object({ ...InspectionView.properties, judged: Type.Integer(), found: Type.Integer({ description: 'Nonconforming items of the sample so far' }), appeals: Type.Integer({ description: 'Open ones against inspections of the batch' }) })
export type LotView = Static<typeof LotView>
export const listLots = defineRoute({ id: 'inspection.lots', method: 'GET', path: '/api/v1/projects/:project/inspections', summary: 'The latest inspection of every batch that has a plan', guard: { permission: 'inspection.read' }, params: Type.Object({ project: Uuid }), ok: Type.Object({ lots: Type.Array(LotView) }) })
export const drawInspection = defineRoute({ id: 'inspection.draw', method: 'POST', path: '/api/v1/inspections/:inspection/sample', summary: 'Reveal the seed and draw the sample', guard: { permission: 'inspection.judge' }, params: Params, ok: InspectionView })
export const InspectionItemView = Type.Object({
  task: Uuid, number: Type.Integer(), annotation: Uuid, revision: Type.Integer(), conforms: Nullable(Type.Boolean()), shapes: Type.Array(ShapeRecord), assets: Type.Array(TaskAssetView),
  defects: Type.Array(DefectView, { description: 'Those of the judgement that stands; an earlier one of the same item is history' }),
})
export type InspectionItemView = Static<typeof InspectionItemView>
export const listSample = defineRoute({ id: 'inspection.sample', method: 'GET', path: '/api/v1/inspections/:inspection/sample', summary: 'The sample in the order drawn, with what was frozen and all that is needed to look at it', guard: { permission: 'inspection.read' }, params: Params, ok: Type.Object({ inspection: InspectionView, batch: BatchView, items: Type.Array(InspectionItemView) }) })
export const judgeItem = defineRoute({
  id: 'inspection.judge', method: 'POST', path: '/api/v1/inspections/:inspection/items/:task', summary: 'Judge one item of the sample', guard: { permission: 'inspection.judge' }, params: Type.Object({ inspection: Uuid, task: Uuid }), repeatable: true,
  body: Type.Object({ conforms: Type.Boolean(), defects: Type.Optional(Type.Array(DefectInput, { maxItems: 100 })) }, { additionalProperties: false }), ok: Type.Object({ judged: Type.Integer(), total: Type.Integer() }),
})
export const endInspection = defineRoute({ id: 'inspection.end', method: 'POST', path: '/api/v1/inspections/:inspection/result', summary: 'The plan\'s word: the lot is accepted, or goes to rework', guard: { permission: 'inspection.judge' }, params: Params, ok: InspectionView })
export const acceptBatch = defineRoute({ id: 'batch.accept', method: 'POST', path: '/api/v1/batches/:batch/acceptance', summary: 'Accept a batch without a sampling plan; the release says so', guard: { permission: 'batch.accept' }, params: Type.Object({ batch: Uuid }), ok: BatchView })
