import type { DatasetId, ProjectId } from '../../../kernel/ids.ts'
import { on, onBytes, type Endpoint } from '../../../workspace/access/endpoint.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import { enterProject } from '../../../workspace/project/service.ts'
import { findSchedules } from '../../../workspace/runs/schedule/service.ts'
import { enterDataset } from '../service.ts'
import * as contract from './contract.ts'
import * as rows from './repository.ts'
import * as linked from './service.ts'

const viewConnection = ({ path_style, access_key, secret: _, created_at, changed_at: __, ...c }: rows.StoredConnection): contract.ConnectionView =>
  ({ ...c, pathStyle: path_style, accessKey: access_key, createdAt: created_at.toISOString() })

const viewSources = async (tx: Tx, found: readonly rows.StoredSource[]): Promise<contract.SourceView[]> => {
  const ids = found.map(s => s.id), schedules = new Map((await findSchedules(tx, ids)).map(s => [s.id, s])), counts = Map.groupBy(await rows.countObjects(tx, ids), c => c.source)
  return found.map(s => {
    const schedule = schedules.get(s.id)
    return {
      id: s.id, dataset: s.dataset, connection: s.connection, connectionName: s.connection_name, bucket: s.bucket, prefix: s.prefix, provenance: s.provenance,
      every: schedule?.every ?? null, nextAt: schedule?.next_at?.toISOString() ?? null, syncedAt: s.synced_at?.toISOString() ?? null, listedAfter: s.listed_after,
      run: schedule?.run ?? null, isSyncing: schedule?.is_live ?? false, objects: Object.fromEntries((counts.get(s.id) ?? []).map(c => [c.state, c.n])), endedAt: s.ended_at?.toISOString() ?? null, createdAt: s.created_at.toISOString(),
    }
  })
}
const viewSource = async (tx: Tx, id: string): Promise<contract.SourceView> => (await viewSources(tx, [(await rows.findSource(tx, id))!]))[0]!
const viewObject = (o: rows.StoredObject): contract.ObjectView =>
  ({ id: o.id, key: o.key, state: o.state, asset: o.asset, etag: o.etag, size: o.size, sha256: o.sha256, foundEtag: o.found_etag, foundSize: o.found_size, foundAt: o.found_at?.toISOString() ?? null })

export const linkedRoutes: readonly Endpoint[] = [
  on(contract.listConnections)(async ({ tx, actor, input }) => {
    const { id } = await enterProject(tx, actor, input.params.project as ProjectId, 'storage.read')
    return { connections: (await rows.listConnections(tx, id)).map(viewConnection) }
  }),
  on(contract.createConnection)(async ({ tx, actor, services, input }) => viewConnection(await linked.createConnection(tx, services, actor, input.params.project as ProjectId, input.body))),
  on(contract.changeConnection)(async ({ tx, actor, services, input }) => viewConnection(await linked.changeConnection(tx, services, actor, input.params.connection, input.body))),
  on(contract.removeConnection)(async ({ tx, actor, services, input }) => { await linked.removeConnection(tx, services, actor, input.params.connection); return {} }),
  onBytes(contract.testConnection)(({ actor, services, input }) => linked.testConnection(services, actor, input.params.connection)),
  on(contract.listSources)(async ({ tx, actor, input }) => {
    const { id } = await enterDataset(tx, actor, input.params.dataset as DatasetId, 'storage.read')
    return { sources: await viewSources(tx, await rows.listSources(tx, id)) }
  }),
  on(contract.linkSource)(async ({ tx, actor, services, input }) => viewSource(tx, await linked.linkSource(tx, services, actor, input.params.dataset as DatasetId, input.body))),
  on(contract.changeSource)(async ({ tx, actor, services, input: { params, body } }) => {
    await linked.changeSource(tx, services, actor, params.source, body)
    return viewSource(tx, params.source)
  }),
  on(contract.syncSource)(async ({ tx, actor, services, input }) => ({ run: await linked.syncSource(tx, services, actor, input.params.source) })),
  on(contract.listObjects)(async ({ tx, actor, input: { params, query } }) => {
    const { id } = await linked.enterSource(tx, actor, params.source, 'storage.read'), limit = query.limit ?? 100
    const found = await rows.listObjects(tx, id, { state: query.state, after: query.after ?? null, limit })
    return { objects: found.map(viewObject), next: found.length === limit ? found.at(-1)!.key : null }
  }),
  on(contract.takeChanged)(({ tx, actor, services, input: { params, body } }) => linked.takeChanged(tx, services, actor, params.source, body.objects ?? null)),
]
