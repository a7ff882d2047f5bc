import type { BatchId } from '../../../kernel/ids.ts'
import { on, type Endpoint } from '../../../workspace/access/endpoint.ts'
import type { Actor } from '../../../workspace/access/model.ts'
import { batchView } from '../../3-production/service.ts'
import * as contract from './contract.ts'
import type { StoredVoidRequest } from './repository.ts'
import * as voiding from './service.ts'

const view = (actor: Actor) => (r: StoredVoidRequest & { readonly aloneFrom?: Date | null }): contract.VoidRequestView => ({ id: r.id, batch: r.batch, reason: r.reason, requestedBy: r.requested_by, own: r.requested_by === actor.membership, requestedAt: r.requested_at.toISOString(), state: r.state, decidedAt: r.decided_at?.toISOString() ?? null, aloneFrom: r.aloneFrom?.toISOString() ?? null })

export const voidingRoutes: readonly Endpoint[] = [
  on(contract.requestVoid)(async ({ tx, actor, input, services }) => {
    const id = input.params.batch as BatchId, { id: made } = await voiding.request(tx, services, actor, id, input.body.reason)
    return view(actor)((await voiding.listOf(tx, actor, id)).find(r => r.id === made)!)
  }),
  on(contract.listVoidRequests)(async ({ tx, actor, input }) => ({ requests: (await voiding.listOf(tx, actor, input.params.batch as BatchId)).map(view(actor)) })),
  on(contract.decideVoid)(async ({ tx, actor, input, services }) => batchView(tx, await voiding.decide(tx, services, actor, input.params.request, input.body.state), true)),
]
