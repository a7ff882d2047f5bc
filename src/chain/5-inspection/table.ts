import type { Generated } from 'kysely'
import type { DefectState, LotAppealState } from './lot-appeal/model.ts'
import type { AppealState, DefectCode, DeliveryState, InspectionState, ReviewVerdict, RulingVerdict, Severity, Why } from './model.ts'

export interface ReviewRow { id: string, organisation: string, task: string, assignment: string, reviewer: string, annotation: string, revision: number, verdict: ReviewVerdict, comment: string, at: Date }
export interface DefectRow { id: string, organisation: string, task: string, review: string | null, inspection: string | null, annotation: string, shape: string | null, code: DefectCode, severity: Severity, note: string, raised_by: string, at: Date, slot: string | null, pin: unknown, delivery: string | null }
export interface CorrectionRow { id: string, organisation: string, task: string, review: string | null, ruling: string | null, shape: string, annotator: string, corrector: string, original: unknown, corrected: unknown, original_at: Date, corrected_at: Date }
export interface RulingRow { id: string, organisation: string, task: string, assignment: string, arbiter: string, verdict: RulingVerdict, annotation: string | null, revision: number | null, fresh: Generated<boolean>, reason: string, at: Date }
export interface OutcomeRow { organisation: string, task: string, number: number, why: Why, annotation: string, revision: number, sha256: string, decided_by: string, at: Date }
export interface InspectionRow { id: string, organisation: string, batch: string, round: number, plan: unknown, seed: string, salt: string, commitment: string, state: InspectionState, inspector: string | null, nonconforming: number | null, created_at: Date, drawn_at: Date | null, ended_at: Date | null }
export interface InspectionItemRow { organisation: string, inspection: string, ordinal: number, task: string, annotation: string, revision: number, conforms: boolean | null, judged_by: string | null, judged_at: Date | null }
export interface AppealRow {
  id: string, organisation: string, project: string, task: string, assignment: string, review: string, raised_by: string, reason: string, state: AppealState,
  decided_by: string | null, decision: string | null, created_at: Date, decided_at: Date | null
}
export interface LotAppealRow {
  id: string, organisation: string, project: string, batch: string, inspection: string, raised_by: string, reason: string, state: LotAppealState, decided_by: string | null, decision: string | null, created_at: Date, decided_at: Date | null
}
export interface LotAppealDefectRow { organisation: string, appeal: string, defect: string, task: string, reason: string, state: DefectState, note: string | null }
export interface VoidRequestRow { id: string, organisation: string, batch: string, reason: string, requested_by: string, requested_at: Date, state: 'open' | 'approved' | 'declined', decided_by: string | null, decided_at: Date | null, alone: Generated<boolean> }
export interface DeliveryRow {
  id: string, organisation: string, project: string, batch: string, round: number, state: DeliveryState, tasks: number, report: unknown, note: string, delivered_by: string, delivered_at: Date,
  decided_by: string | null, decided_at: Date | null, reason: string | null
}
export interface DeliveryItemRow { organisation: string, delivery: string, task: string, annotation: string, revision: number, sha256: string }
export interface GoldRow { id: string, organisation: string, project: string, task: string, annotation: string, revision: number, tolerance: string, created_by: string, created_at: Date, retired_at: Date | null }
export interface GoldResultRow { organisation: string, gold: string, assignment: string, person: string, score: string, passed: boolean, detail: unknown, at: Date }
declare module '../../workspace/database/tables.ts' {
  interface Tables {
    review: ReviewRow, defect: DefectRow, correction: CorrectionRow, ruling: RulingRow, outcome: OutcomeRow, inspection: InspectionRow, inspection_item: InspectionItemRow,
    appeal: AppealRow, lot_appeal: LotAppealRow, lot_appeal_defect: LotAppealDefectRow, void_request: VoidRequestRow, delivery: DeliveryRow, delivery_item: DeliveryItemRow, gold: GoldRow, gold_result: GoldResultRow
  }
}
