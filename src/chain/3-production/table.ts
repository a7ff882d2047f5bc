import type { Generated } from 'kysely'
import type { AssignmentState, BatchState, Dispatch, Dispute, Duty, Step, TaskState } from './model.ts'

export interface BatchRow {
  id: string, organisation: string, project: string, number: number, name: string, kind: 'production' | 'pilot' | 'practice' | 'exam', state: BatchState, selection: string, schema_version: number, guideline_version: number,
  overlap: number, review: 'all' | 'sample' | 'none', lease_minutes: number, plan: unknown, tasks: Generated<number>, version: Generated<number>, created_by: string, created_at: Date,
  workflow: unknown, dispatch: Generated<Dispatch>, dispatch_rule: unknown, due_at: Date | null, quota: number | null, reserve_minutes: string | null, gold_percent: Generated<string>, delivered_at: Date | null, client_rounds: Generated<number>,
  priority: Generated<number>, day_minutes: Generated<number>, return_limit: Generated<number>, appeal_hours: Generated<number>, safety: Generated<boolean>, gold_tasks: Generated<number>, void_reason: string | null, void_rule: 'illegal-content' | 'safety-share' | null,
  review_seed: string | null, review_salt: string | null, review_commitment: string | null
}
export interface TaskRow {
  id: string, organisation: string, project: string, batch: string, number: number, priority: Generated<number>, state: TaskState, vacancies: number, reviewable: Generated<boolean>, set_aside: 'parked' | 'discarded' | null, created_at: Date,
  overlap: number, drawn: boolean | null, arbitrable: Generated<boolean>, agreement: string | null, gold: string | null, dispute: Dispute | null,
  reserved_for: string | null, reserved_until: Date | null
}
/** A named workflow of a project, version by version. */
export interface WorkflowRow { organisation: string, project: string, name: string, version: number, document: unknown, created_by: string, created_at: Date }
export interface TaskAssetRow { organisation: string, task: string, slot: string, asset: string, cluster: string | null, position: Generated<number> }
export interface AssignmentRow {
  id: string, organisation: string, project: string, batch: string, task: string, step: Step, round: number, person: string, state: AssignmentState, lease_until: Date | null, reason: string | null,
  claimed_at: Date, submitted_at: Date | null, ended_at: Date | null, dispatched_by: string | null, active_seconds: Generated<number>, beat_at: Date | null, follows: string | null, replaced: Generated<boolean>
}
export interface DutyRow { organisation: string, scope: string, person: string, duty: Duty, created_at: Date }
/** Tasks of a batch by what they are or wait for, written by triggers; the changes are not yet added up. */
export interface TaskTallyRow { organisation: string, batch: string, kind: string, gold: boolean, n: number }
export interface TaskTallyChangeRow extends TaskTallyRow { id: Generated<number> }
declare module '../../workspace/database/tables.ts' {
  interface Tables { workflow: WorkflowRow, batch: BatchRow, task: TaskRow, task_asset: TaskAssetRow, assignment: AssignmentRow, duty: DutyRow, task_tally: TaskTallyRow, task_tally_change: TaskTallyChangeRow }
}
