import { Readable } from 'node:stream'
import { refuse } from '../../../kernel/failure.ts'
import { newId, type DatasetId } from '../../../kernel/ids.ts'
import type { Actor } from '../../../workspace/access/model.ts'
import { BlobMissing } from '../../../workspace/blobs/service.ts'
import { inScope, type Tx } from '../../../workspace/database/connect.ts'
import type { Services } from '../../../workspace/database/services.ts'
import { sourceFailures } from '../errors.ts'
import { nameProblem } from '../model.ts'
import { enterDataset } from '../service.ts'
import * as rows from './repository.ts'
import { atMost, drainedOnFailure, rememberArrived } from './store.ts'
import { scopeOf } from '../../../workspace/access/service.ts'

const day = 24 * 3600 * 1000
/** Milliseconds after which an upload that nobody goes on with is given up. */
export const sessionLife = 7 * day
/** Its pieces are swept a day later than it is given up: none is taken from under a session that is still good. */
export const sweptBefore = (now: Date): Date => new Date(now.getTime() - sessionLife - day)
const aliveSince = (now: Date): Date => new Date(now.getTime() - sessionLife)

/** Bytes of one piece at most: small enough to send again, large enough not to be slowed by its round trip. */
export const partSize = 8 * 1024 * 1024

const enterSession = async (tx: Tx, services: Services, actor: Actor, id: string): Promise<rows.StoredSession> => {
  const session = await rows.findSession(tx, id, aliveSince(services.clock.now()))
  if (!session) return refuse(sourceFailures.unknownSession())
  await enterDataset(tx, actor, session.dataset, 'dataset.import')
  return session
}

/** The session of this file, where it stands; a new one when there is none. Gives up what nobody went on with, here and now. */
export const openUpload = async (tx: Tx, services: Services, actor: Actor, dataset: DatasetId, file: rows.FileOnItsWay, limit: number): Promise<rows.StoredSession> => {
  const now = services.clock.now(), reason = nameProblem(file.name)
  await enterDataset(tx, actor, dataset, 'dataset.import')
  if (reason) refuse(sourceFailures.badName({ reason }, { field: 'body.name' }))
  if (file.size > limit) refuse(sourceFailures.uploadTooLarge({ limit }))
  await rows.removeSessions(tx, { before: aliveSince(now) })
  const before = await rows.findSameSession(tx, dataset, file, aliveSince(now))
  if (before) return before
  const id = newId()
  await rows.insertSession(tx, { id, ...file, organisation: actor.organisation, dataset, by: actor.membership, now })
  return { id, ...file, dataset, received: 0, upload: null }
}

export const readSession = enterSession

/**
 * Takes one piece where the file stands and tells where it stands then. The last piece makes an upload of the whole;
 * an empty piece at the end does so again, for a caller that did not hear the answer.
 */
export const storePart = async (services: Services, actor: Actor, id: string, offset: number, body: Readable): Promise<rows.StoredSession> => {
  const scope = scopeOf(actor), { organisation } = actor
  return drainedOnFailure(body, async () => {
    const session = await inScope(services.db, scope, tx => enterSession(tx, services, actor, id))
    if (session.upload) { body.resume(); return session }
    if (session.received !== offset) refuse(sourceFailures.wrongOffset({ received: session.received }))
    const left = session.size - offset
    const length = left === 0 ? 0 : await services.blobs.putPart(organisation, id, offset, Readable.from(atMost(body, Math.min(left, partSize))))
    const moved = await inScope(services.db, scope, tx => rows.advanceSession(tx, id, offset, offset + length, services.clock.now()))
    if (!moved) return inScope(services.db, scope, tx => enterSession(tx, services, actor, id))
    return offset + length < session.size ? { ...session, received: offset + length } : finish(services, actor, { ...session, received: session.size })
  })
}

const finish = async (services: Services, actor: Actor, session: rows.StoredSession): Promise<rows.StoredSession> => {
  const { organisation } = actor, scope = scopeOf(actor)
  const blob = await services.blobs.joinParts(organisation, session.id, session.size).catch(async (error: unknown) => {
    if (!(error instanceof BlobMissing)) throw error
    // Its pieces are gone: the file has to be sent from its beginning.
    await inScope(services.db, scope, tx => rows.removeSessions(tx, { id: session.id }))
    return refuse(sourceFailures.unknownSession())
  })
  const upload = await inScope(services.db, scope, async tx => {
    const [id] = await rememberArrived(tx, services, actor, session.dataset, [{ name: session.name, modified: session.modified, blob }])
    await rows.endSession(tx, session.id, id!, services.clock.now())
    return id!
  })
  await services.blobs.dropParts(organisation, session.id)
  return { ...session, upload }
}

/** Gives up what the caller has sent to the dataset and no import has taken: whole files and pieces. @returns how many files were waiting */
export const discardUploads = async (services: Services, actor: Actor, dataset: DatasetId): Promise<number> => {
  const { sessions, waiting } = await inScope(services.db, scopeOf(actor), async tx => {
    await enterDataset(tx, actor, dataset, 'dataset.import')
    const which = { dataset, by: actor.membership }
    return { sessions: await rows.removeSessions(tx, which), waiting: await rows.removeWaiting(tx, dataset, actor.membership) }
  })
  for (const id of sessions) await services.blobs.dropParts(actor.organisation, id)
  return waiting
}
