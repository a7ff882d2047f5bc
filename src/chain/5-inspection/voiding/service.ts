import { refuse } from '../../../kernel/failure.ts'
import { newId, type BatchId, type ProjectId } from '../../../kernel/ids.ts'
import { can, declaredPermissions, type Actor } from '../../../workspace/access/model.ts'
import { demand } from '../../../workspace/access/service.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { Services } from '../../../workspace/database/services.ts'
import { record } from '../../../workspace/journal/service.ts'
import { productionFailures } from '../../3-production/errors.ts'
import { mayMoveBatch } from '../../3-production/model.ts'
import { enterBatch, lockBatch, shiftBatch, type StoredBatch } from '../../3-production/service.ts'
import { voidFailures } from '../errors.ts'
import { aloneAfter, aloneHours } from './model.ts'
import * as rows from './repository.ts'

export const request = async (tx: Tx, services: Services, actor: Actor, id: BatchId, reason: string): Promise<rows.StoredVoidRequest> => {
  const batch = await enterBatch(tx, actor, id, 'batch.manage', true), now = services.clock.now(), request = newId<never>() as string
  if (!mayMoveBatch(batch.state, 'void')) refuse(productionFailures.cannotMoveBatch({ from: batch.state, to: 'void' }))
  if (!(await rows.insertRequest(tx, { id: request, organisation: actor.organisation, batch: id, reason: reason.trim(), by: actor.membership, now }))) refuse(voidFailures.alreadyAsked())
  await record(tx, actor, now, { verb: 'void.requested', kind: 'batch', object: id, project: batch.project, detail: { reason } })
  return (await rows.lockRequest(tx, request))!
}

/** Where nobody else has the permission, the second look is a later one: whoever asked may confirm from then on. Null where somebody else can decide. */
export const aloneFrom = async (tx: Tx, actor: Actor, request: rows.StoredVoidRequest, project: ProjectId): Promise<Date | null> =>
  // The organisation that owns a project has people whom a guest may not see.
  actor.guest || request.requested_by !== actor.membership || (await rows.isAnother(tx, project, actor.membership, [...declaredPermissions().get('batch.manage')!])) ? null : aloneAfter(request.requested_at)

/** Another person than the one who asked voids the batch, or declines; whoever is alone, after the wait, and the journal says so. */
export const decide = async (tx: Tx, services: Services, actor: Actor, id: string, state: 'approved' | 'declined'): Promise<StoredBatch> => {
  const request = await rows.lockRequest(tx, id), batch = request && (await lockBatch(tx, request.batch))
  if (!request || !batch || request.state !== 'open' || !can(actor, 'batch.read', { project: batch.project })) return refuse(voidFailures.unknown())
  demand(actor, 'batch.manage', { project: batch.project })
  const now = services.clock.now(), isOwn = request.requested_by === actor.membership, from = isOwn ? await aloneFrom(tx, actor, request, batch.project) : null
  if (isOwn && !from) refuse(voidFailures.ownRequest())
  if (from && state === 'approved' && now < from) refuse(voidFailures.waitAlone({ hours: aloneHours }))
  await rows.decideRequest(tx, id, { state, decided_by: actor.membership, decided_at: now, ...(isOwn && { alone: true }) })
  if (isOwn && state === 'approved') await record(tx, actor, now, { verb: 'void.confirmed-alone', kind: 'batch', object: batch.id, project: batch.project, detail: { reason: request.reason, requestedAt: request.requested_at.toISOString() } })
  if (state === 'approved') return shiftBatch(tx, services, actor, batch, 'void', request.reason, { void_reason: request.reason })
  await record(tx, actor, now, { verb: 'void.declined', kind: 'batch', object: batch.id, project: batch.project, detail: { reason: request.reason } })
  return batch
}

export const listOf = async (tx: Tx, actor: Actor, id: BatchId): Promise<(rows.StoredVoidRequest & { aloneFrom: Date | null })[]> => {
  const batch = await enterBatch(tx, actor, id, 'batch.manage'), found = await rows.requestsOf(tx, batch.id), listed: (rows.StoredVoidRequest & { aloneFrom: Date | null })[] = []
  for (const request of found) listed.push({ ...request, aloneFrom: request.state === 'open' ? await aloneFrom(tx, actor, request, batch.project) : null })
  return listed
}
