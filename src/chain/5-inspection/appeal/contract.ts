import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { ShapeRecord } from '../../../sockets/shape.ts'
import { Instant, Nullable, Uuid } from '../../../workspace/access/contract.ts'
import { TaskAssetView } from '../../4-annotation/contract.ts'
import { DefectView } from '../contract.ts'
import { appealStates, reviewVerdicts } from '../model.ts'

const Text = Type.String({ minLength: 1, maxLength: 5000, pattern: '\\S' })
/** Without names: the arbiter judges the work. */
export const AppealView = Type.Object({
  id: Uuid, project: Uuid, batch: Uuid, batchDisplay: Type.String(), task: Uuid, taskNumber: Type.Integer(), verdict: Type.Enum(reviewVerdicts), reason: Type.String(),
  state: Type.Enum(appealStates), decision: Nullable(Type.String()), createdAt: Instant, decidedAt: Nullable(Instant), defects: Type.Array(DefectView), comment: Type.String(),
})
export type AppealView = Static<typeof AppealView>
export const raiseAppeal = defineRoute({
  id: 'appeal.raise', method: 'POST', path: '/api/v1/assignments/:assignment/appeals', summary: 'Say that a review of one\'s own work is wrong', guard: { permission: 'work.own' }, status: 201, params: Type.Object({ assignment: Uuid }),
  body: Type.Object({ review: Uuid, reason: Text }, { additionalProperties: false }), ok: Type.Object({ id: Uuid, state: Type.Enum(appealStates) }),
})
export const listAppeals = defineRoute({
  id: 'appeal.list', method: 'GET', path: '/api/v1/projects/:project/appeals', summary: 'Appeals of a project, open ones first', guard: { permission: 'appeal.read' }, params: Type.Object({ project: Uuid }),
  query: Type.Object({ state: Type.Optional(Type.Enum(appealStates)) }, { additionalProperties: false }), ok: Type.Object({ appeals: Type.Array(AppealView) }),
})
export const readAppeal = defineRoute({
  id: 'appeal.read', method: 'GET', path: '/api/v1/appeals/:appeal', summary: 'One appeal with the work as it was submitted and, after a correction, as it was left', guard: { permission: 'appeal.read' }, params: Type.Object({ appeal: Uuid }),
  ok: Type.Object({ appeal: AppealView, tasks: Type.Integer({ description: 'Of the batch' }), schemaVersion: Type.Integer(), guidelineVersion: Type.Integer(), submitted: Type.Array(ShapeRecord), corrected: Nullable(Type.Array(ShapeRecord)), assets: Type.Array(TaskAssetView) }),
})
export const decideAppeal = defineRoute({
  id: 'appeal.decide', method: 'POST', path: '/api/v1/appeals/:appeal/decision', summary: 'Uphold the appeal, so that nothing counts against the author, or reject it', guard: { permission: 'appeal.decide' }, params: Type.Object({ appeal: Uuid }),
  body: Type.Object({ state: Type.Enum(['upheld', 'rejected']), decision: Text }, { additionalProperties: false }), ok: Type.Object({ id: Uuid, state: Type.Enum(appealStates), restored: Type.Boolean({ description: 'The work stands as it was submitted' }) }),
})
export const ChargeView = Type.Object({
  review: Uuid, assignment: Uuid, project: Uuid, batchDisplay: Type.String(), taskNumber: Type.Integer(), verdict: Type.Enum(reviewVerdicts), comment: Type.String(), at: Instant, defects: Type.Array(DefectView), appealUntil: Instant,
  appeal: Nullable(Type.Object({ id: Uuid, state: Type.Enum(appealStates), reason: Type.String(), decision: Nullable(Type.String()) })),
})
export type ChargeView = Static<typeof ChargeView>
export const listCharges = defineRoute({ id: 'review.charges', method: 'GET', path: '/api/v1/charges', summary: 'What reviews counted against the caller, the newest first, and what came of appeals', guard: { permission: 'work.own' }, ok: Type.Object({ charges: Type.Array(ChargeView) }) })
