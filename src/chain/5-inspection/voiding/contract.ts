import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Instant, Nullable, Uuid } from '../../../workspace/access/contract.ts'
import { BatchView } from '../../3-production/contract.ts'

export const VoidRequestView = Type.Object({ id: Uuid, batch: Uuid, reason: Type.String(), requestedBy: Type.Union([Uuid, Type.Null()], { description: 'Null where the terms of one\'s party keep people back' }), requestedAt: Instant, own: Type.Boolean({ description: 'The reader asked for it, and cannot decide on it' }), state: Type.Enum(['open', 'approved', 'declined']), decidedAt: Nullable(Instant),
  /** When the reader, who asked, may confirm it alone. Null where somebody else can decide. */
  aloneFrom: Nullable(Instant) })
export type VoidRequestView = Static<typeof VoidRequestView>
export const requestVoid = defineRoute({
  id: 'void.request', method: 'POST', path: '/api/v1/batches/:batch/void-requests', summary: 'Ask that a batch be voided; another person decides', guard: { permission: 'batch.manage' }, status: 201, params: Type.Object({ batch: Uuid }),
  body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' }) }, { additionalProperties: false }), ok: VoidRequestView,
})
export const listVoidRequests = defineRoute({ id: 'void.list', method: 'GET', path: '/api/v1/batches/:batch/void-requests', summary: 'Requests to void a batch, the newest first', guard: { permission: 'batch.manage' }, params: Type.Object({ batch: Uuid }), ok: Type.Object({ requests: Type.Array(VoidRequestView) }) })
export const decideVoid = defineRoute({
  id: 'void.decide', method: 'POST', path: '/api/v1/void-requests/:request/decision', summary: 'Void the batch as asked, or decline; by whoever asked only where nobody else could, and to void after 24 hours', guard: { permission: 'batch.manage' }, params: Type.Object({ request: Uuid }),
  body: Type.Object({ state: Type.Enum(['approved', 'declined']) }, { additionalProperties: false }), ok: BatchView,
})
