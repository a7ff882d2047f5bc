import type { AnnotationId, BatchId, MembershipId, OrganisationId, ProjectId, TaskId } from '../../../kernel/ids.ts'
import { json, type Tx } from '../../../workspace/database/connect.ts'
import type { DeliveryState } from '../model.ts'
import type { DefectReport } from '../report/contract.ts'
import type { Outcome, StoredDefect } from '../repository.ts'
import '../table.ts'

export interface StoredDelivery {
  id: string, project: ProjectId, batch: BatchId, round: number, state: DeliveryState, tasks: number, report: DefectReport, note: string, delivered_at: Date, decided_at: Date | null, reason: string | null
}
const columns = ['id', 'project', 'batch', 'round', 'state', 'tasks', 'report', 'note', 'delivered_at', 'decided_at', 'reason'] as const
export const insertDelivery = async (tx: Tx, d: { id: string, organisation: OrganisationId, project: ProjectId, batch: BatchId, round: number, report: DefectReport, note: string, by: MembershipId, now: Date }, items: readonly Outcome[]): Promise<void> => {
  await tx.insertInto('delivery').values({ id: d.id, organisation: d.organisation, project: d.project, batch: d.batch, round: d.round, state: 'delivered', tasks: items.length, report: json(d.report), note: d.note, delivered_by: d.by, delivered_at: d.now, decided_by: null, decided_at: null, reason: null }).execute()
  const size = 2000
  for (let at = 0; at < items.length; at += size)
    await tx.insertInto('delivery_item').values(items.slice(at, at + size).map(o => ({ organisation: d.organisation, delivery: d.id, task: o.task, annotation: o.annotation, revision: o.revision, sha256: o.sha256 }))).execute()
}
export const deliveriesOf = (tx: Tx, batch: BatchId): Promise<StoredDelivery[]> => tx.selectFrom('delivery').select(columns).where('batch', '=', batch).orderBy('round', 'desc').execute() as Promise<StoredDelivery[]>
export const findDelivery = (tx: Tx, id: string, lock = false): Promise<StoredDelivery | undefined> => {
  const query = tx.selectFrom('delivery').select(columns).where('id', '=', id)
  return (lock ? query.forUpdate() : query).executeTakeFirst() as Promise<StoredDelivery | undefined>
}
export const decide = (tx: Tx, id: string, change: { state: 'accepted' | 'rework', decided_by: MembershipId, decided_at: Date, reason: string | null }): Promise<unknown> => tx.updateTable('delivery').set(change).where('id', '=', id).execute()

export interface DeliveredItem { task: TaskId, number: number, annotation: AnnotationId, revision: number }
const items = (tx: Tx, delivery: string) => tx.selectFrom('delivery_item as i').innerJoin('task as t', 't.id', 'i.task').select(['i.task', 't.number', 'i.annotation', 'i.revision']).where('i.delivery', '=', delivery).orderBy('t.number')
export const itemsOf = (tx: Tx, delivery: string, page: { after: number, limit: number }): Promise<DeliveredItem[]> => items(tx, delivery).where('t.number', '>', page.after).limit(page.limit).execute() as Promise<DeliveredItem[]>
export const itemsNamed = (tx: Tx, delivery: string, tasks: readonly TaskId[]): Promise<DeliveredItem[]> => tasks.length === 0 ? Promise.resolve([]) : items(tx, delivery).where('i.task', 'in', [...tasks]).execute() as Promise<DeliveredItem[]>
export const taskIdsOf = async (tx: Tx, delivery: string): Promise<TaskId[]> => (await tx.selectFrom('delivery_item').select('task').where('delivery', '=', delivery).execute()).map(r => r.task as TaskId)

/** What the client said is wrong, by delivery and task. */
export const clientDefects = async (tx: Tx, deliveries: readonly string[]): Promise<(StoredDefect & { delivery: string, task: TaskId, number: number })[]> =>
  deliveries.length === 0 ? [] : await tx.selectFrom('defect as d').innerJoin('task as t', 't.id', 'd.task').select(['d.delivery', 'd.task', 't.number', 'd.shape', 'd.code', 'd.severity', 'd.note', 'd.slot', 'd.pin'])
    .where('d.delivery', 'in', [...deliveries]).orderBy('t.number').orderBy('d.id').execute() as (StoredDefect & { delivery: string, task: TaskId, number: number })[]
