import { sql } from 'kysely'
import type { AnnotationId, BatchId, InspectionId, MembershipId, OrganisationId, PartyId, ProjectId, TaskId } from '../../../kernel/ids.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { Pin, DefectCode, Severity } from '../model.ts'
import type { DefectState, LotAppealState } from './model.ts'
import '../table.ts'

export interface LotDefect {
  readonly id: string, readonly task: TaskId, readonly number: number, readonly annotation: AnnotationId, readonly revision: number, readonly author: MembershipId
  readonly shape: string | null, readonly code: DefectCode, readonly severity: Severity, readonly note: string, readonly slot: string | null, readonly pin: Pin | null
  /** Null while nobody appealed against it. */
  readonly appeal: string | null, readonly state: DefectState | null, readonly reason: string | null, readonly said: string | null
}
/** The defects of the judgements that were passed on a lot, overturned ones too, in the order of the tasks. */
export const defectsOf = async (tx: Tx, inspection: InspectionId): Promise<LotDefect[]> => {
  const { rows } = await sql<LotDefect>`
    select d.id, d.task, t.number, d.annotation, i.revision, n.author, d.shape, d.code, d.severity, d.note, d.slot, d.pin, x.appeal, x.state, x.reason, x.note said
    from defect d join inspection_item i on i.inspection = d.inspection and i.task = d.task and i.judged_at = d.at join task t on t.id = d.task join annotation n on n.id = d.annotation
      left join lot_appeal_defect x on x.defect = d.id
    where d.inspection = ${inspection} order by t.number, d.id`.execute(tx)
  return rows
}

export interface StoredLotAppeal {
  id: string, project: ProjectId, batch: BatchId, inspection: InspectionId, raised_by: MembershipId, reason: string, state: LotAppealState, decided_by: MembershipId | null, decision: string | null, created_at: Date, decided_at: Date | null
}
const columns = ['id', 'project', 'batch', 'inspection', 'raised_by', 'reason', 'state', 'decided_by', 'decision', 'created_at', 'decided_at'] as const
export const appealsOf = (tx: Tx, inspection: InspectionId): Promise<StoredLotAppeal[]> =>
  tx.selectFrom('lot_appeal').select(columns).where('inspection', '=', inspection).orderBy('created_at').execute() as Promise<StoredLotAppeal[]>
export const findAppeal = (tx: Tx, id: string, lock = false): Promise<StoredLotAppeal | undefined> => {
  const query = tx.selectFrom('lot_appeal').select(columns).where('id', '=', id)
  return (lock ? query.forUpdate() : query).executeTakeFirst() as Promise<StoredLotAppeal | undefined>
}
export interface NewLotAppeal {
  id: string, organisation: OrganisationId, project: ProjectId, batch: BatchId, inspection: InspectionId, by: MembershipId, reason: string, now: Date
  defects: readonly { readonly defect: string, readonly task: TaskId, readonly reason: string }[]
}
export const insertAppeal = async (tx: Tx, a: NewLotAppeal): Promise<void> => {
  const { id, organisation, project, batch, inspection, reason } = a
  await tx.insertInto('lot_appeal').values({ id, organisation, project, batch, inspection, raised_by: a.by, reason, state: 'open', decided_by: null, decision: null, created_at: a.now, decided_at: null }).execute()
  await tx.insertInto('lot_appeal_defect').values(a.defects.map(d => ({ organisation, appeal: id, defect: d.defect, task: d.task, reason: d.reason, state: 'open' as const, note: null }))).execute()
}
export const decideAppeal = (tx: Tx, id: string, change: { state: 'upheld' | 'rejected', decided_by: MembershipId, decision: string, decided_at: Date }): Promise<unknown> =>
  tx.updateTable('lot_appeal').set(change).where('id', '=', id).execute()
export const decideDefect = (tx: Tx, defect: string, change: { state: 'stands' | 'overturned', note: string | null }): Promise<unknown> =>
  tx.updateTable('lot_appeal_defect').set(change).where('defect', '=', defect).execute()

/** Items all of whose defects fell conform; the time of the judgement stays, so that its defects stay its own. */
export const letConform = (tx: Tx, inspection: InspectionId, tasks: readonly TaskId[]): Promise<unknown> =>
  tasks.length === 0 ? Promise.resolve() : tx.updateTable('inspection_item').set({ conforms: true }).where('inspection', '=', inspection).where('task', 'in', [...tasks]).execute()

/** Was the work that a lot sent back left as it was since: nothing drawn, nothing judged? */
export const isUntouched = async (tx: Tx, item: { readonly annotation: AnnotationId, readonly revision: number }, since: Date): Promise<boolean> => {
  const { rows } = await sql<{ yes: boolean }>`select n.head = ${item.revision} and not exists (select from review r where r.annotation = n.id and r.at > ${since})
    and not exists (select from assignment a where a.task = n.task and a.step = 'annotate' and a.state in ('held', 'submitted')) yes from annotation n where n.id = ${item.annotation}`.execute(tx)
  return rows[0]?.yes ?? false
}

export interface ChargedLot { inspection: InspectionId, project: ProjectId, batch: BatchId, number: number, is_void: boolean, ended_at: Date, appeal_hours: number }
/** Rejected lots with defects in what the person made, or in what their parties produced; the newest first. */
export const lotsAgainst = async (tx: Tx, person: MembershipId, parties: readonly PartyId[]): Promise<(ChargedLot & { whole: boolean })[]> => {
  const { rows } = await sql<ChargedLot & { whole: boolean }>`
    select i.id inspection, b.project, b.id batch, b.number, b.void_rule is not null is_void, i.ended_at, b.appeal_hours, coalesce(b.workflow #>> '{annotate,party}' = any(${[...parties]}::text[]), false) whole
    from inspection i join batch b on b.id = i.batch
    where i.ended_at is not null and (i.state = 'rejected' or exists (select from lot_appeal a where a.inspection = i.id))
      and exists (select from defect d join annotation n on n.id = d.annotation where d.inspection = i.id and (n.author = ${person} or b.workflow #>> '{annotate,party}' = any(${[...parties]}::text[])))
    order by i.ended_at desc limit 50`.execute(tx)
  return rows
}
