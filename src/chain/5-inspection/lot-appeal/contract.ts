import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Instant, Nullable, Uuid } from '../../../workspace/access/contract.ts'
import { batchStates } from '../../3-production/model.ts'
import { DefectView } from '../contract.ts'
import { inspectionStates } from '../model.ts'
import { defectStates, lotAppealStates } from './model.ts'

const Text = Type.String({ minLength: 1, maxLength: 5000, pattern: '\\S' })
export const LotDefectView = Type.Object({
  id: Uuid, task: Uuid, taskNumber: Type.Integer(), ...DefectView.properties,
  appeal: Nullable(Type.Object({ id: Uuid, state: Type.Enum(defectStates), reason: Type.String(), said: Nullable(Type.String({ description: 'What the deciding inspector wrote to it' })) })),
})
export type LotDefectView = Static<typeof LotDefectView>
/** Without names: the work is judged. */
export const LotAppealView = Type.Object({
  id: Uuid, inspection: Uuid, batch: Uuid, reason: Type.String({ description: 'Of the whole lot; empty where each defect has its own' }), state: Type.Enum(lotAppealStates), decision: Nullable(Type.String()),
  createdAt: Instant, decidedAt: Nullable(Instant), own: Type.Boolean(), defects: Type.Array(Uuid),
})
export type LotAppealView = Static<typeof LotAppealView>

const Inspection = Type.Object({ inspection: Uuid })
export const LotAppealsView = Type.Object({
  /** Null unless the lot was rejected. */
  appealUntil: Nullable(Instant), appealable: Type.Array(Uuid, { description: 'Defects against which the caller may appeal now' }),
  defects: Type.Array(LotDefectView), appeals: Type.Array(LotAppealView),
})
export type LotAppealsView = Static<typeof LotAppealsView>
export const listLotAppeals = defineRoute({
  id: 'lot-appeal.list', method: 'GET', path: '/api/v1/inspections/:inspection/appeals', summary: 'Defects of a judged lot and the appeals against them', guard: { permission: 'inspection.read' }, params: Inspection, ok: LotAppealsView,
})
export const raiseLotAppeal = defineRoute({
  id: 'lot-appeal.raise', method: 'POST', path: '/api/v1/inspections/:inspection/appeals', summary: 'Say which defects of a rejected lot are wrong, or that all are: by an author of theirs, or by whoever answers for the production', guard: { permission: 'appeal.lot' }, status: 201, params: Inspection,
  body: Type.Union([
    Type.Object({ reason: Text }, { additionalProperties: false, description: 'Against every defect that the caller may appeal' }),
    Type.Object({ defects: Type.Array(Type.Object({ defect: Uuid, reason: Text }, { additionalProperties: false }), { minItems: 1, maxItems: 1000 }) }, { additionalProperties: false }),
  ]),
  ok: Type.Object({ id: Uuid, state: Type.Enum(lotAppealStates) }),
})
export const decideLotAppeal = defineRoute({
  id: 'lot-appeal.decide', method: 'POST', path: '/api/v1/lot-appeals/:appeal/decision', summary: 'Another inspector lets each appealed defect stand or overturns it; the lot is judged again by its plan', guard: { permission: 'inspection.judge' }, params: Type.Object({ appeal: Uuid }),
  body: Type.Object({
    decision: Text, defects: Type.Array(Type.Object({ defect: Uuid, state: Type.Enum(['stands', 'overturned']), note: Type.Optional(Type.String({ maxLength: 5000 })) }, { additionalProperties: false }), { minItems: 1, maxItems: 1000 }),
  }, { additionalProperties: false }),
  ok: Type.Object({
    id: Uuid, state: Type.Enum(lotAppealStates), result: Type.Enum(inspectionStates), nonconforming: Type.Integer(), batch: Type.Enum(batchStates), restored: Type.Integer({ description: 'Tasks that stand again as they were submitted' }),
  }),
})
export const ChargedLotView = Type.Object({
  inspection: Uuid, project: Uuid, batchDisplay: Type.String(), isVoid: Type.Boolean(), at: Instant, appealUntil: Instant, appealable: Type.Array(Uuid), defects: Type.Array(LotDefectView),
})
export type ChargedLotView = Static<typeof ChargedLotView>
export const listChargedLots = defineRoute({ id: 'lot-appeal.charges', method: 'GET', path: '/api/v1/lot-charges', summary: 'Defects that lot inspections found in what the caller made or their party produced, and what came of appeals', guard: { permission: 'work.own' }, ok: Type.Object({ lots: Type.Array(ChargedLotView) }) })
