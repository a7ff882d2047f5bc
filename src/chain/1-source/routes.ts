import { Readable } from 'node:stream'
import { refuse } from '../../kernel/failure.ts'
import type { AssetId, DatasetId, ProjectId } from '../../kernel/ids.ts'
import { on, onBytes, type ByteReply, type Endpoint } from '../../workspace/access/endpoint.ts'
import { demand, scopeOf } from '../../workspace/access/service.ts'
import { inScope, type Tx } from '../../workspace/database/connect.ts'
import { can, type Actor } from '../../workspace/access/model.ts'
import type { Services } from '../../workspace/database/services.ts'
import { enterProject } from '../../workspace/project/service.ts'
import { linkedRoutes } from './linked/routes.ts'
import * as contract from './contract.ts'
import { sourceFailures } from './errors.ts'
import type { ObjectState } from './linked/model.ts'
import { statesOf } from './linked/repository.ts'
import { countConsents } from './papers/repository.ts'
import { paperRoutes } from './papers/routes.ts'
import { incompleteOf, judgeProvenance } from './papers/service.ts'
import { rangeOf, textSha256, thumbnailSha256, type Asset } from './model.ts'
import * as rows from './repository.ts'
import * as source from './service.ts'
import type { StoredSession } from './upload/repository.ts'
import * as sessions from './upload/sessions.ts'
import { storeBundle, storeUpload } from './upload/store.ts'
import { withdrawalRoutes } from './withdrawal/routes.ts'

/** Longest upload, in bytes: 20 GiB unless told. */
export interface SourceOptions { readonly uploadLimit: number }

const viewDatasets = async (tx: Tx, actor: Actor, found: readonly rows.StoredDataset[]): Promise<contract.DatasetView[]> => {
  const ids = found.map(d => d.id), waiting = await rows.countWaiting(tx, ids), shown = found.filter(d => showsPapers(actor, d.project)).map(d => d.id), proven = await judgeProvenance(tx, shown)
  const counts = Map.groupBy(await rows.countAssets(tx, ids), c => c.dataset)
  return found.map(d => {
    const own = counts.get(d.id) ?? []
    return { id: d.id, project: d.project, name: d.name, createdAt: d.created_at.toISOString(), assets: own.reduce((sum, c) => sum + c.n, 0), modalities: Object.fromEntries(own.map(c => [c.modality, c.n])), waiting: waiting.get(d.id) ?? 0, incomplete: proven.get(d.id)?.incomplete ?? null }
  })
}
/** Consents and papers name people and prices: they are for the organisation's own people. */
const showsPapers = (actor: Actor, project: ProjectId): boolean => !actor.guest && can(actor, 'field.provenance', { project })
const viewAssets = async (tx: Tx, actor: Actor, project: ProjectId, assets: readonly Asset[]): Promise<contract.AssetView[]> => {
  const ids = assets.map(a => a.id), shows = can(actor, 'field.provenance', { project }), consents = showsPapers(actor, project) ? await countConsents(tx, ids) : null, outside = await statesOf(tx, ids)
  return assets.map(a => view(a, shows, consents && (consents.get(a.id) ?? 0), outside.get(a.id) ?? null))
}
const view = (asset: Asset, showsProvenance: boolean, consents: number | null, outside: ObjectState | null): contract.AssetView => {
  const { derivatives: _, provenance, ...a } = asset
  return { ...a, consents, outside, provenance: showsProvenance ? provenance : null, thumbnail: thumbnailSha256(asset) !== null, textSha256: a.mediaType.startsWith('text/') ? textSha256(asset) : null, createdAt: a.createdAt.toISOString(), withdrawnAt: a.withdrawnAt?.toISOString() ?? null }
}

/** The shell parses JSON and plain text before a handler sees them. */
const bytesOf = (body: unknown): Readable => (body instanceof Readable ? body : refuse(sourceFailures.notBytes()))
const dateOf = (modified: number | undefined): Date | null => (modified === undefined ? null : new Date(modified))
const viewSession = ({ modified: _, ...session }: StoredSession): contract.UploadSessionView => ({ ...session, partSize: sessions.partSize })

/** The asset whose content is asked for. */
const lookUp = (services: Services, actor: Actor, id: string): Promise<Asset> => inScope(services.db, scopeOf(actor), async tx => {
  const asset = await source.enterAsset(tx, actor, id as AssetId)
  return asset.withdrawnAt ? refuse(sourceFailures.withdrawn()) : asset
})

/** The bytes of a file, or the part that a Range header asks for. */
const send = async (services: Services, actor: Actor, file: { sha256: string, size: number, mediaType: string }, header: string | null): Promise<ByteReply> => {
  const range = rangeOf(header, file.size)
  if (range === 'outside') return refuse(sourceFailures.badRange({ size: file.size }))
  const part = range === 'whole' ? null : range
  const bytes = await services.blobs.open(actor.organisation, file.sha256, part ?? undefined)
  return { bytes, mediaType: file.mediaType, etag: file.sha256, size: part ? part.end - part.start + 1 : file.size, ...(part && { range: { ...part, total: file.size } }) }
}

export const sourceRoutesWith = ({ uploadLimit }: SourceOptions): readonly Endpoint[] => [
  on(contract.listDatasets)(async ({ tx, actor, input }) => {
    const { id } = await enterProject(tx, actor, input.params.project as ProjectId, 'dataset.read')
    return { datasets: await viewDatasets(tx, actor, await rows.listDatasets(tx, id)) }
  }),
  on(contract.createDataset)(async ({ tx, actor, input, services }) => (await viewDatasets(tx, actor, [await source.createDataset(tx, services.clock, actor, input.params.project as ProjectId, input.body.name)]))[0]!),
  on(contract.readDataset)(async ({ tx, actor, input }) => (await viewDatasets(tx, actor, [await source.enterDataset(tx, actor, input.params.dataset as DatasetId, 'dataset.read')]))[0]!),
  onBytes(contract.storeUpload)(async ({ actor, input, services, body }) => {
    const { name, modified } = input.query
    return storeUpload(services, actor, input.params.dataset as DatasetId, { name, modified: dateOf(modified) }, bytesOf(body), uploadLimit)
  }),
  onBytes(contract.storeBundle)(async ({ actor, input, services, body }) => {
    const { uploads, refused } = await storeBundle(services, actor, input.params.dataset as DatasetId, bytesOf(body), uploadLimit)
    return { uploads: [...uploads], refused: refused.map(({ code, status, parameters, place }) => ({ code, status, parameters: { ...parameters }, ...(place?.file !== undefined && { place: { file: place.file } }) })) }
  }),
  onBytes(contract.discardUploads)(async ({ actor, input, services }) => ({ discarded: await sessions.discardUploads(services, actor, input.params.dataset as DatasetId) })),
  on(contract.openUpload)(async ({ tx, actor, input: { params, body }, services }) =>
    viewSession(await sessions.openUpload(tx, services, actor, params.dataset as DatasetId, { name: body.name, size: body.size, modified: dateOf(body.modified) }, uploadLimit))),
  on(contract.readUpload)(async ({ tx, actor, input, services }) => viewSession(await sessions.readSession(tx, services, actor, input.params.upload))),
  onBytes(contract.storePart)(async ({ actor, input, services, body }) => viewSession(await sessions.storePart(services, actor, input.params.upload, input.query.offset, bytesOf(body)))),
  on(contract.listUploads)(async ({ tx, actor, input: { params, query } }) => {
    const { id } = await source.enterDataset(tx, actor, params.dataset as DatasetId, 'dataset.import'), limit = query.limit ?? 1000
    const uploads = await rows.listWaiting(tx, id, { after: query.after ?? null, limit })
    return { uploads: uploads.map(({ modified_at, ...u }) => ({ ...u, modified: modified_at?.getTime() ?? null })), next: uploads.length === limit ? uploads.at(-1)!.id : null }
  }),
  on(contract.startImport)(async ({ tx, actor, input, services }) => ({ run: await source.startImport(tx, services, actor, input.params.dataset as DatasetId, input.body) })),
  on(contract.listAssets)(async ({ tx, actor, input: { params, query } }) => {
    const { id, project } = await source.enterDataset(tx, actor, params.dataset as DatasetId, 'asset.read'), limit = query.limit ?? 100
    if (query.provenance) demand(actor, 'paper.read', { project })
    const found = await rows.listAssets(tx, id, { after: query.after ?? null, limit, modality: query.modality ?? null, name: query.name ?? null, incomplete: query.provenance ? await incompleteOf(tx, id) : null })
    return { assets: await viewAssets(tx, actor, project, found), next: found.length === limit ? found.at(-1)!.id : null }
  }),
  on(contract.readAsset)(async ({ tx, actor, input }) => {
    const asset = await source.enterAsset(tx, actor, input.params.asset as AssetId), { project } = (await rows.findDataset(tx, asset.dataset))!
    return (await viewAssets(tx, actor, project, [asset]))[0]!
  }),
  onBytes(contract.readContent)(async ({ actor, input, services, range }) => send(services, actor, await lookUp(services, actor, input.params.asset), range)),
  onBytes(contract.readThumbnail)(async ({ actor, input, services, range }) => {
    const thumbnail = (await lookUp(services, actor, input.params.asset)).derivatives.find(d => d.role === 'thumbnail')
    return thumbnail ? send(services, actor, thumbnail, range) : refuse(sourceFailures.noThumbnail())
  }),
  onBytes(contract.readText)(async ({ actor, input, services }) => source.readText(services, actor.organisation, await lookUp(services, actor, input.params.asset))),
  ...withdrawalRoutes,
  ...linkedRoutes,
  ...paperRoutes,
]

export const sourceRoutes = sourceRoutesWith({ uploadLimit: 20 * 1024 ** 3 })
