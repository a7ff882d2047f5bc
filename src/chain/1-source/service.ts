import type { Clock } from '../../kernel/clock.ts'
import { refuse } from '../../kernel/failure.ts'
import { newId, type AssetId, type DatasetId, type OrganisationId, type ProjectId, type RunId } from '../../kernel/ids.ts'
import { textOffsets } from '../../kernel/geometry/text.ts'
import { can, type Actor } from '../../workspace/access/model.ts'
import { demand } from '../../workspace/access/service.ts'
import { rememberBlobs, type StoredBlob } from '../../workspace/blobs/service.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { record } from '../../workspace/journal/service.ts'
import { enterProject } from '../../workspace/project/service.ts'
import type { RunRef } from '../../workspace/runs/service.ts'
import { sourceFailures } from './errors.ts'
import { importRun } from './jobs.ts'
import { textSha256, type Asset, type ImportOptions, type Provenance } from './model.ts'
import * as rows from './repository.ts'
import './policy.ts'

export const createDataset = async (tx: Tx, clock: Clock, actor: Actor, project: ProjectId, name: string): Promise<rows.StoredDataset> => {
  await enterProject(tx, actor, project, 'dataset.create')
  const id = newId<DatasetId>(), now = clock.now()
  if (!(await rows.insertDataset(tx, { id, organisation: actor.organisation, project, name, now }))) refuse(sourceFailures.nameTaken({ name }, { field: 'name' }))
  await record(tx, actor, now, { verb: 'dataset.created', kind: 'dataset', object: id, project, content: { name } })
  return { id, project, name, created_at: now }
}

/** The dataset, if the actor may do `permission` in its project. Existence is secret to outsiders. */
export const enterDataset = async (tx: Tx, actor: Actor, id: DatasetId, permission: string): Promise<rows.StoredDataset> => {
  const dataset = await rows.findDataset(tx, id)
  if (!dataset || !can(actor, 'project.read', { project: dataset.project })) return refuse(sourceFailures.unknownDataset())
  demand(actor, permission, { project: dataset.project })
  return dataset
}

export const enterAsset = async (tx: Tx, actor: Actor, id: AssetId): Promise<Asset> => {
  const found = await rows.findAsset(tx, id)
  if (!found || !can(actor, 'project.read', { project: found.project })) return refuse(sourceFailures.unknownAsset())
  demand(actor, 'asset.read', { project: found.project })
  return found.asset
}

/** For slices to the right, which have asked for permission where the assets are used. By id. */
export const assetsById = (tx: Tx, ids: readonly string[]): Promise<Asset[]> => rows.findAssets(tx, ids)

export interface ImportInput { readonly uploads?: readonly string[], readonly provenance: Provenance, readonly options?: ImportOptions }
export const startImport = async (tx: Tx, services: Services, actor: Actor, id: DatasetId, input: ImportInput): Promise<RunId> => {
  const { project } = await enterDataset(tx, actor, id, 'dataset.import'), run = newId<RunId>()
  const claimed = new Set(await rows.claimUploads(tx, id, run, input.uploads ?? null))
  const missing = input.uploads?.find(upload => !claimed.has(upload))
  if (missing !== undefined) refuse(sourceFailures.unknownUpload({ upload: missing }, { field: 'uploads' }))
  if (claimed.size === 0) refuse(sourceFailures.nothingToImport())
  return services.runs.start(tx, actor, importRun, { id: run, project, spec: { dataset: id, provenance: input.provenance, options: input.options ?? {} }, services })
}

/** The text that spans count in, decoded. */
export const readText = async (services: Services, organisation: OrganisationId, asset: Asset): Promise<{ text: string, sha256: string, codePoints: number }> => {
  if (!asset.mediaType.startsWith('text/')) refuse(sourceFailures.notText())
  const sha256 = textSha256(asset)
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await services.blobs.read(organisation, sha256))
  return { text, sha256, codePoints: textOffsets(text).codePoints }
}

export type DerivedAsset = Omit<rows.NewAsset, 'provenance'> & { readonly parent: AssetId, readonly madeBy: NonNullable<Asset['madeBy']> }
/**
 * Assets that cleaning made, with the provenance of what they were made of. Where the dataset holds the same bytes under the same name
 * already, that asset stands for the derived one. @returns id asked for -> id that stands
 */
export const deriveAssets = async (tx: Tx, place: { organisation: OrganisationId, dataset: DatasetId, run: RunId, now: Date }, derived: readonly DerivedAsset[]): Promise<ReadonlyMap<string, AssetId>> => {
  const parents = new Map((await rows.findAssets(tx, derived.map(d => d.parent))).map(p => [p.id, p]))
  await rememberBlobs(tx, place.organisation, derived.flatMap(d => [d, ...d.derivatives]), place.now)
  await rows.insertAssets(tx, place, derived.map(d => ({ ...d, provenance: parents.get(d.parent)!.provenance })))
  const same = await rows.findSame(tx, place.dataset, derived)
  return new Map(derived.map(d => [d.id, same.get(rows.sameKey(d))!]))
}

/** Files that a run made itself: they wait as uploads under the name of whoever started it. */
export const rememberUploads = async (tx: Tx, run: RunRef<unknown>, dataset: DatasetId, files: readonly (StoredBlob & { readonly name: string })[]): Promise<void> => {
  const now = run.services.clock.now()
  await rememberBlobs(tx, run.organisation, files.map(f => ({ ...f, mediaType: 'application/octet-stream' })), now)
  for (const { name, ...blob } of files) await rows.insertUpload(tx, { id: newId(), organisation: run.organisation, dataset, name, blob, by: run.author.membership!, now })
}
