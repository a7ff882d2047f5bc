import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { ShapeRecord } from '../../../sockets/shape.ts'
import { Instant, Nullable, Uuid } from '../../../workspace/access/contract.ts'
import { BatchView } from '../../3-production/contract.ts'
import { TaskAssetView } from '../../4-annotation/contract.ts'
import { DefectInput, DefectView } from '../contract.ts'
import { deliveryStates } from '../model.ts'
import { DefectReport } from '../report/contract.ts'

export const DeliveryView = Type.Object({
  id: Uuid, project: Uuid, batch: Uuid, round: Type.Integer(), state: Type.Enum(deliveryStates), tasks: Type.Integer(), report: DefectReport, note: Type.String(), deliveredAt: Instant, decidedAt: Nullable(Instant), reason: Nullable(Type.String()),
  sentBack: Type.Array(Type.Object({ task: Uuid, number: Type.Integer(), defects: Type.Array(DefectView) })),
})
export type DeliveryView = Static<typeof DeliveryView>
const Batch = Type.Object({ batch: Uuid }), Delivery = Type.Object({ delivery: Uuid })
export const deliverBatch = defineRoute({
  id: 'delivery.make', method: 'POST', path: '/api/v1/batches/:batch/delivery', summary: 'Hand an accepted batch over to its client, with the defect report frozen', guard: { permission: 'delivery.make' }, status: 201, params: Batch,
  body: Type.Object({ note: Type.Optional(Type.String({ maxLength: 5000 })) }, { additionalProperties: false }), ok: DeliveryView,
})
export const listDeliveries = defineRoute({ id: 'delivery.list', method: 'GET', path: '/api/v1/batches/:batch/deliveries', summary: 'Deliveries of a batch, the newest first', guard: { permission: 'delivery.read' }, params: Batch, ok: Type.Object({ batch: BatchView, deliveries: Type.Array(DeliveryView) }) })
export const readDelivery = defineRoute({ id: 'delivery.read', method: 'GET', path: '/api/v1/deliveries/:delivery', summary: 'One delivery with its batch', guard: { permission: 'delivery.read' }, params: Delivery, ok: Type.Object({ batch: BatchView, delivery: DeliveryView }) })
export const DeliveredItemView = Type.Object({ task: Uuid, number: Type.Integer(), annotation: Uuid, revision: Type.Integer(), shapes: Type.Array(ShapeRecord), assets: Type.Array(TaskAssetView), defects: Type.Array(DefectView) })
export type DeliveredItemView = Static<typeof DeliveredItemView>
export const listDelivered = defineRoute({
  id: 'delivery.items', method: 'GET', path: '/api/v1/deliveries/:delivery/items', summary: 'What was delivered, by number; `sample` draws that many instead, always the same ones', guard: { permission: 'delivery.read' }, params: Delivery,
  query: Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })), sample: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) }, { additionalProperties: false }),
  ok: Type.Object({ items: Type.Array(DeliveredItemView), next: Nullable(Type.Integer()) }),
})
export const judgeDelivery = defineRoute({
  id: 'delivery.judge', method: 'POST', path: '/api/v1/deliveries/:delivery/verdict', summary: 'The client accepts, or sends back the batch or the named tasks', guard: { permission: 'delivery.judge' }, params: Delivery,
  body: Type.Object({
    state: Type.Enum(['accepted', 'rework']), reason: Type.Optional(Type.String({ maxLength: 5000 })),
    tasks: Type.Optional(Type.Array(Type.Object({ task: Uuid, defects: Type.Array(DefectInput, { minItems: 1, maxItems: 100 }) }, { additionalProperties: false }), { maxItems: 5000, description: 'None: the whole batch' })),
  }, { additionalProperties: false }), ok: DeliveryView,
})
export const closeBatch = defineRoute({ id: 'batch.close', method: 'POST', path: '/api/v1/batches/:batch/closing', summary: 'Close a batch that its client accepted', guard: { permission: 'delivery.make' }, params: Batch, ok: BatchView })
