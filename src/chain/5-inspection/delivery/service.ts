import { refuse } from '../../../kernel/failure.ts'
import { newId, type BatchId, type TaskId } from '../../../kernel/ids.ts'
import { can, type Actor } from '../../../workspace/access/model.ts'
import { demand } from '../../../workspace/access/service.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { Services } from '../../../workspace/database/services.ts'
import { record } from '../../../workspace/journal/service.ts'
import { enterBatch, handInWhenDone, lockBatch, shiftBatch, type StoredBatch } from '../../3-production/service.ts'
import { checkDefects } from '../defects.ts'
import { drawSample } from '../draw.ts'
import { deliveryFailures } from '../errors.ts'
import { sendToAuthor } from '../lot.ts'
import { defectReport } from '../report/service.ts'
import { insertDefects, outcomesOf, type NewDefect } from '../repository.ts'
import * as rows from './repository.ts'

/** Hands an accepted batch over: outcomes and the defect report are frozen as they stand. */
export const deliver = async (tx: Tx, services: Services, actor: Actor, id: BatchId, note: string): Promise<rows.StoredDelivery> => {
  const batch = await enterBatch(tx, actor, id, 'delivery.make', true), now = services.clock.now(), delivery = newId<never>() as string
  if (!batch.workflow.client) refuse(deliveryFailures.noClient())
  const moved = await shiftBatch(tx, services, actor, batch, 'delivered', undefined, { delivered_at: now })
  const outcomes = await outcomesOf(tx, [id])
  await rows.insertDelivery(tx, { id: delivery, organisation: actor.organisation, project: batch.project, batch: id, round: batch.client_rounds + 1, report: await defectReport(tx, moved), note, by: actor.membership, now }, outcomes)
  return (await rows.findDelivery(tx, delivery))!
}

/** A delivery, if the actor may read those of its project; else it does not exist for them. */
export const see = async (tx: Tx, actor: Actor, id: string, lock = false): Promise<rows.StoredDelivery> => {
  const delivery = await rows.findDelivery(tx, id, lock)
  return delivery && can(actor, 'delivery.read', { project: delivery.project }) ? delivery : refuse(deliveryFailures.unknown())
}
export const listOf = async (tx: Tx, actor: Actor, id: BatchId): Promise<{ batch: StoredBatch, deliveries: rows.StoredDelivery[] }> =>
  ({ batch: await enterBatch(tx, actor, id, 'delivery.read'), deliveries: await rows.deliveriesOf(tx, id) })

/** A page of what was delivered, or a sample that is the same for everybody who asks for its size. */
export const itemsOf = async (tx: Tx, actor: Actor, id: string, page: { after: number, limit: number, sample: number | null }): Promise<rows.DeliveredItem[]> => {
  const delivery = await see(tx, actor, id)
  return page.sample === null ? rows.itemsOf(tx, delivery.id, page) : rows.itemsNamed(tx, delivery.id, drawSample(await rows.taskIdsOf(tx, delivery.id), page.sample, delivery.id))
}

export interface ClientVerdict { state: 'accepted' | 'rework', reason?: string, tasks?: { task: string, defects: NewDefect[] }[] }
/** Accepted: the batch is the client's. Rework: the named tasks go back to those who made them, the rest stays approved; without names, all go back. */
export const judge = async (tx: Tx, services: Services, actor: Actor, id: string, { state, reason = '', tasks = [] }: ClientVerdict): Promise<rows.StoredDelivery> => {
  const delivery = await see(tx, actor, id, true), now = services.clock.now()
  demand(actor, 'delivery.judge', { project: delivery.project })
  if (delivery.state !== 'delivered') refuse(deliveryFailures.decided())
  if (state === 'rework' && reason.trim() === '') refuse(deliveryFailures.reasonNeeded({}, { field: 'reason' }))
  await rows.decide(tx, id, { state, decided_by: actor.membership, decided_at: now, reason: reason.trim() || null })
  await record(tx, actor, now, { verb: `delivery.${state}`, kind: 'delivery', object: id, project: delivery.project, detail: { batch: delivery.batch, tasks: tasks.length, ...(reason && { reason: reason.trim() }) } })
  const batch = (await lockBatch(tx, delivery.batch))!
  if (state === 'accepted') await shiftBatch(tx, services, actor, batch, 'client_accepted')
  else await sendBack(tx, services, actor, delivery, batch, tasks)
  return (await rows.findDelivery(tx, id))!
}

const sendBack = async (tx: Tx, services: Services, actor: Actor, delivery: rows.StoredDelivery, batch: StoredBatch, marks: NonNullable<ClientVerdict['tasks']>): Promise<void> => {
  const named = await rows.itemsNamed(tx, delivery.id, marks.map(m => m.task as TaskId)), now = services.clock.now()
  for (const [i, { task, defects }] of marks.entries()) {
    const item = named.find(n => n.task === task) ?? refuse(deliveryFailures.notDelivered({}, { field: `tasks.${i}.task` }))
    await checkDefects(tx, item.task, defects, `tasks.${i}.defects`)
    await insertDefects(tx, { organisation: actor.organisation, task: item.task, annotation: item.annotation, delivery: delivery.id, by: actor.membership, now }, defects)
  }
  const back = marks.length > 0 ? named : await rows.itemsOf(tx, delivery.id, { after: 0, limit: delivery.tasks })
  for (const item of back) await sendToAuthor(tx, services, actor, item)
  await shiftBatch(tx, services, actor, (await lockBatch(tx, batch.id))!, 'client_rework', undefined, { client_rounds: batch.client_rounds + 1 })
  await handInWhenDone(tx, services, actor, batch.id)
}

/** What the client accepted is closed once everything around it is settled. */
export const close = async (tx: Tx, services: Services, actor: Actor, id: BatchId): Promise<StoredBatch> => shiftBatch(tx, services, actor, await enterBatch(tx, actor, id, 'delivery.make', true), 'closed')
