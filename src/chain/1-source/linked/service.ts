import { refuse } from '../../../kernel/failure.ts'
import { newId, type DatasetId, type ProjectId, type RunId } from '../../../kernel/ids.ts'
import { can, type Actor } from '../../../workspace/access/model.ts'
import { demand, scopeOf } from '../../../workspace/access/service.ts'
import { inScope, type Tx } from '../../../workspace/database/connect.ts'
import type { Services } from '../../../workspace/database/services.ts'
import { record } from '../../../workspace/journal/service.ts'
import { enterProject } from '../../../workspace/project/service.ts'
import { changeInterval, createSchedule, findSchedules, startNow } from '../../../workspace/runs/schedule/service.ts'
import type { ImportOptions, Provenance } from '../model.ts'
import { enterDataset } from '../service.ts'
import { endpointOf } from './address.ts'
import { bucketOf, sealPurpose } from './connect.ts'
import { storageFailures } from './errors.ts'
import { syncRun } from './jobs.ts'
import type { Interval } from './model.ts'
import * as rows from './repository.ts'

/** Objects that a test looks at. */
const testedObjects = 1000

export const enterConnection = async (tx: Tx, actor: Actor, id: string, permission: string): Promise<rows.StoredConnection> => {
  const connection = await rows.findConnection(tx, id)
  if (!connection || !can(actor, 'project.read', { project: connection.project })) return refuse(storageFailures.unknownConnection())
  demand(actor, permission, { project: connection.project })
  return connection
}

export interface ConnectionInput { readonly name: string, readonly endpoint: string, readonly region: string, readonly bucket: string, readonly prefix: string, readonly pathStyle: boolean, readonly accessKey: string, readonly secret: string }
export const createConnection = async (tx: Tx, services: Services, actor: Actor, project: ProjectId, { secret, ...input }: ConnectionInput): Promise<rows.StoredConnection> => {
  await enterProject(tx, actor, project, 'storage.manage')
  const id = newId(), now = services.clock.now(), endpoint = endpointOf(input.endpoint, services.storage).origin
  const isNew = await rows.insertConnection(tx, { ...input, id, endpoint, organisation: actor.organisation, project, secret: services.vault.seal(sealPurpose(id), secret), by: actor.membership, now })
  if (!isNew) refuse(storageFailures.nameTaken({ name: input.name }, { field: 'name' }))
  await record(tx, actor, now, { verb: 'storage.connected', kind: 'storage', object: id, project, content: { name: input.name, endpoint, bucket: input.bucket, prefix: input.prefix } })
  return (await rows.findConnection(tx, id))!
}

export const changeConnection = async (tx: Tx, services: Services, actor: Actor, id: string, change: { name?: string, key?: { accessKey: string, secret: string } }): Promise<rows.StoredConnection> => {
  const { project } = await enterConnection(tx, actor, id, 'storage.manage'), now = services.clock.now(), { name, key } = change
  if (name !== undefined && !(await rows.isNameFree(tx, project, name, id))) refuse(storageFailures.nameTaken({ name }, { field: 'name' }))
  await rows.updateConnection(tx, id, { ...(name !== undefined && { name }), ...(key && { access_key: key.accessKey, secret: services.vault.seal(sealPurpose(id), key.secret) }) }, now)
  await record(tx, actor, now, { verb: 'storage.changed', kind: 'storage', object: id, project, detail: { ...(name !== undefined && { name }), key: key !== undefined } })
  return (await rows.findConnection(tx, id))!
}

export const removeConnection = async (tx: Tx, services: Services, actor: Actor, id: string): Promise<void> => {
  const { project, sources, name } = await enterConnection(tx, actor, id, 'storage.manage')
  if (sources > 0) refuse(storageFailures.inUse({ n: sources }))
  await rows.deleteConnection(tx, id)
  await record(tx, actor, services.clock.now(), { verb: 'storage.removed', kind: 'storage', object: id, project, detail: { name } })
}

/** Asks the bucket for its first objects; no transaction is held meanwhile. */
export const testConnection = async (services: Services, actor: Actor, id: string): Promise<{ objects: number, more: boolean }> => {
  const connection = await inScope(services.db, scopeOf(actor), tx => enterConnection(tx, actor, id, 'storage.manage')), bucket = bucketOf(services, connection)
  try {
    const { objects, more } = await bucket.list(connection.prefix, null, testedObjects)
    return { objects: objects.length, more }
  } finally { bucket.close() }
}

export const enterSource = async (tx: Tx, actor: Actor, id: string, permission: string): Promise<rows.StoredSource> => {
  const source = await rows.findSource(tx, id)
  if (!source || !can(actor, 'project.read', { project: source.project })) return refuse(storageFailures.unknownSource())
  demand(actor, permission, { project: source.project })
  return source
}

export interface SourceInput { readonly connection: string, readonly prefix: string, readonly provenance: Provenance, readonly options?: ImportOptions, readonly every?: Interval | null }
export const linkSource = async (tx: Tx, services: Services, actor: Actor, dataset: DatasetId, input: SourceInput): Promise<string> => {
  const { project } = await enterDataset(tx, actor, dataset, 'storage.manage'), connection = await enterConnection(tx, actor, input.connection, 'storage.manage')
  if (connection.project !== project) refuse(storageFailures.unknownConnection({}, { field: 'connection' }))
  if (!input.prefix.startsWith(connection.prefix)) refuse(storageFailures.outsidePrefix({ prefix: connection.prefix }, { field: 'prefix' }))
  if (await rows.isLinked(tx, dataset, connection.id, input.prefix)) refuse(storageFailures.alreadyLinked({}, { field: 'prefix' }))
  const id = newId(), now = services.clock.now(), { organisation, membership } = actor
  await createSchedule(tx, { id, organisation, project, kind: syncRun.id, spec: { source: id }, needs: 'storage.manage', every: input.every ?? null, by: membership, now })
  await rows.insertSource(tx, { id, organisation, dataset, connection: connection.id, prefix: input.prefix, provenance: input.provenance, options: input.options ?? {}, by: membership, now })
  await record(tx, actor, now, { verb: 'source.linked', kind: 'dataset', object: dataset, project, content: { source: id, connection: connection.id, prefix: input.prefix, provenance: input.provenance, every: input.every ?? null } })
  await startNow(tx, services, actor, id, storageFailures.syncRunning())
  return id
}

const demandLinked = (source: rows.StoredSource): void => { if (source.ended_at) refuse(storageFailures.sourceEnded()) }

export const changeSource = async (tx: Tx, services: Services, actor: Actor, id: string, change: { every?: Interval | null, ended?: true }): Promise<void> => {
  const source = await enterSource(tx, actor, id, 'storage.manage'), now = services.clock.now()
  demandLinked(source)
  if (change.every !== undefined || change.ended) await changeInterval(tx, id, change.ended ? null : change.every ?? null, now)
  if (change.ended) await rows.endSource(tx, id, now)
  const about = { object: source.dataset, project: source.project, detail: { source: id, every: change.every ?? null } }
  if (change.ended) await record(tx, actor, now, { verb: 'source.unlinked', kind: 'dataset', ...about })
  else await record(tx, actor, now, { verb: 'source.scheduled', kind: 'dataset', ...about })
}

export const syncSource = async (tx: Tx, services: Services, actor: Actor, id: string): Promise<RunId> => {
  demandLinked(await enterSource(tx, actor, id, 'storage.manage'))
  return startNow(tx, services, actor, id, storageFailures.syncRunning())
}

/** Gives up what was recorded of changed objects and reads what is there now. @param ids null: all changed ones */
export const takeChanged = async (tx: Tx, services: Services, actor: Actor, id: string, ids: readonly string[] | null): Promise<{ run: RunId, taken: number }> => {
  const source = await enterSource(tx, actor, id, 'storage.manage'), now = services.clock.now()
  demandLinked(source)
  const [schedule] = await findSchedules(tx, [id])
  if (schedule?.is_live) refuse(storageFailures.syncRunning())
  const wanted = ids && new Set(ids), changed = (await rows.changedObjects(tx, id)).filter(o => !wanted || wanted.has(o.id))
  if (changed.length === 0) refuse(storageFailures.nothingToTake())
  await rows.replaceObjects(tx, changed.map(o => o.id))
  // Where a reader found the change its ETag is not known yet: the listing says it.
  await rows.insertObjects(tx, { organisation: actor.organisation, source: id }, changed.map(o => ({ id: newId(), key: o.key, etag: o.found_etag ?? '', size: o.found_size ?? 0 })))
  await record(tx, actor, now, { verb: 'source.version-taken', kind: 'dataset', object: source.dataset, project: source.project, content: { source: id, assets: changed.flatMap(o => o.asset ?? []).sort() }, detail: { objects: changed.length } })
  return { run: await startNow(tx, services, actor, id, storageFailures.syncRunning()), taken: changed.length }
}
