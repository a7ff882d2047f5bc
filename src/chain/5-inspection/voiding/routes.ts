import type { BatchId } from '../../../kernel/ids.ts'
import { on, type Endpoint } from '../../../workspace/access/endpoint.ts'
import type { Actor } from '../../../workspace/access/model.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import { batchView, findBatch } from '../../3-production/service.ts'
import * as contract from './contract.ts'
import type { StoredVoidRequest } from './repository.ts'
import * as voiding from './service.ts'
import { peopleInSight, type PeopleInSight } from '../../../workspace/access/service.ts'

type Listed = StoredVoidRequest & { readonly aloneFrom?: Date | null }
const view = (actor: Actor, sight: PeopleInSight, r: Listed): contract.VoidRequestView => ({
  id: r.id, batch: r.batch, reason: r.reason, requestedBy: sight.seen(r.requested_by), own: r.requested_by === actor.membership, requestedAt: r.requested_at.toISOString(), state: r.state,
  decidedAt: r.decided_at?.toISOString() ?? null, aloneFrom: r.aloneFrom?.toISOString() ?? null,
})
const listed = async (tx: Tx, actor: Actor, id: BatchId): Promise<contract.VoidRequestView[]> => {
  const found = await voiding.listOf(tx, actor, id), sight = await peopleInSight(tx, (await findBatch(tx, id))!.project)
  return found.map(r => view(actor, sight, r))
}

export const voidingRoutes: readonly Endpoint[] = [
  on(contract.requestVoid)(async ({ tx, actor, input, services }) => {
    const id = input.params.batch as BatchId, { id: made } = await voiding.request(tx, services, actor, id, input.body.reason)
    return (await listed(tx, actor, id)).find(r => r.id === made)!
  }),
  on(contract.listVoidRequests)(async ({ tx, actor, input }) => ({ requests: await listed(tx, actor, input.params.batch as BatchId) })),
  on(contract.decideVoid)(async ({ tx, actor, input, services }) => batchView(tx, await voiding.decide(tx, services, actor, input.params.request, input.body.state), true)),
]
