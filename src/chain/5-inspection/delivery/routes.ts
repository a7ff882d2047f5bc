import type { BatchId } from '../../../kernel/ids.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { on, type Endpoint } from '../../../workspace/access/endpoint.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import { batchView, findBatch } from '../../3-production/service.ts'
import { findSnapshot, taskAssetViews } from '../../4-annotation/service.ts'
import type { StoredDefect } from '../repository.ts'
import * as contract from './contract.ts'
import * as rows from './repository.ts'
import * as deliveries from './service.ts'

const bare = ({ shape, code, severity, note, slot, pin }: StoredDefect): StoredDefect => ({ shape, code, severity, note, slot, pin })
const views = async (tx: Tx, found: readonly rows.StoredDelivery[]): Promise<contract.DeliveryView[]> => {
  const defects = await rows.clientDefects(tx, found.map(d => d.id))
  return found.map(d => ({
    id: d.id, project: d.project, batch: d.batch, round: d.round, state: d.state, tasks: d.tasks, report: d.report, note: d.note, deliveredAt: d.delivered_at.toISOString(), decidedAt: d.decided_at?.toISOString() ?? null, reason: d.reason,
    sentBack: [...Map.groupBy(defects.filter(x => x.delivery === d.id), x => x.task)].map(([task, of]) => ({ task, number: of[0]!.number, defects: of.map(bare) })),
  }))
}
const view = async (tx: Tx, delivery: rows.StoredDelivery): Promise<contract.DeliveryView> => (await views(tx, [delivery]))[0]!

export const deliveryRoutes: readonly Endpoint[] = [
  on(contract.deliverBatch)(async ({ tx, actor, input, services }) => view(tx, await deliveries.deliver(tx, services, actor, input.params.batch as BatchId, input.body.note ?? ''))),
  on(contract.listDeliveries)(async ({ tx, actor, input }) => {
    const { batch, deliveries: found } = await deliveries.listOf(tx, actor, input.params.batch as BatchId)
    return { batch: await batchView(tx, batch, true), deliveries: await views(tx, found) }
  }),
  on(contract.readDelivery)(async ({ tx, actor, input }) => {
    const delivery = await deliveries.see(tx, actor, input.params.delivery)
    return { batch: await batchView(tx, (await findBatch(tx, delivery.batch))!, true), delivery: await view(tx, delivery) }
  }),
  on(contract.listDelivered)(async ({ tx, actor, input: { params, query } }) => {
    const limit = query.limit ?? 20, found = await deliveries.itemsOf(tx, actor, params.delivery, { after: query.after ?? 0, limit, sample: query.sample ?? null })
    const assets = await taskAssetViews(tx, found.map(i => i.task)), defects = Map.groupBy(await rows.clientDefects(tx, [params.delivery]), d => d.task), items = []
    for (const item of found) items.push({ ...item, shapes: (await findSnapshot(tx, item.annotation, item.revision))!.document as ShapeRecord[], assets: assets.get(item.task)!, defects: (defects.get(item.task) ?? []).map(bare) })
    return { items, next: query.sample === undefined && found.length === limit ? found.at(-1)!.number : null }
  }),
  on(contract.judgeDelivery)(async ({ tx, actor, input, services }) => view(tx, await deliveries.judge(tx, services, actor, input.params.delivery, input.body))),
  on(contract.closeBatch)(async ({ tx, actor, input, services }) => batchView(tx, await deliveries.close(tx, services, actor, input.params.batch as BatchId), true)),
]
