import { Readable } from 'node:stream'
import { refuse } from '../../../kernel/failure.ts'
import { newId, type DatasetId } from '../../../kernel/ids.ts'
import { can, type Actor } from '../../../workspace/access/model.ts'
import { demand, scopeOf } from '../../../workspace/access/service.ts'
import { rememberBlob } from '../../../workspace/blobs/service.ts'
import { inScope, type Tx } from '../../../workspace/database/connect.ts'
import type { Services } from '../../../workspace/database/services.ts'
import { record } from '../../../workspace/journal/service.ts'
import { sourceFailures } from '../errors.ts'
import { findDataset } from '../repository.ts'
import { enterDataset } from '../service.ts'
import { atMost, drainedOnFailure } from '../upload/store.ts'
import { lackingKinds, lackingPapers, papersOfKind, type PaperKind, type ProvenanceKind } from './model.ts'
import * as rows from './repository.ts'

/** Bytes of the file of a paper at most: a scan of a contract, not a dataset. */
export const paperLimit = 50 * 1024 * 1024

export interface PaperInput { readonly provenance: ProvenanceKind, readonly paper: PaperKind, readonly title: string }
const demandFits = ({ provenance, paper }: PaperInput): void => { if (!papersOfKind[provenance].includes(paper)) refuse(sourceFailures.wrongPaper({ provenance, paper }, { field: 'paper' })) }

const insert = async (tx: Tx, services: Services, actor: Actor, dataset: DatasetId, input: PaperInput, of: Pick<rows.NewPaper, 'reference' | 'file'>): Promise<rows.StoredPaper> => {
  const { project } = await enterDataset(tx, actor, dataset, 'paper.manage'), id = newId(), now = services.clock.now()
  if (of.file) await rememberBlob(tx, actor.organisation, { ...of.file, mediaType: 'application/octet-stream' }, now)
  await rows.insertPaper(tx, { ...input, ...of, id, organisation: actor.organisation, dataset, by: actor.membership, now })
  await record(tx, actor, now, { verb: 'paper.attached', kind: 'dataset', object: dataset, project, content: { ...input, id, reference: of.reference, sha256: of.file?.sha256 ?? null } })
  return (await rows.findPaper(tx, id))!
}

export const addPaper = async (tx: Tx, services: Services, actor: Actor, dataset: DatasetId, { reference, ...input }: PaperInput & { reference: string }): Promise<rows.StoredPaper> => {
  demandFits(input)
  return insert(tx, services, actor, dataset, input, { reference, file: null })
}

/** Stores the bytes first, then the row. */
export const storePaper = async (services: Services, actor: Actor, dataset: DatasetId, { name, ...input }: PaperInput & { name: string }, body: Readable): Promise<rows.StoredPaper> => {
  demandFits(input)
  await inScope(services.db, scopeOf(actor), tx => enterDataset(tx, actor, dataset, 'paper.manage'))
  const blob = await drainedOnFailure(body, () => services.blobs.put(actor.organisation, Readable.from(atMost(body, paperLimit))))
  return inScope(services.db, scopeOf(actor), tx => insert(tx, services, actor, dataset, input, { reference: null, file: { ...blob, name } }))
}

/** A paper in force, if the actor may do this where it belongs. */
export const enterPaper = async (tx: Tx, actor: Actor, id: string, permission: 'paper.read' | 'paper.manage'): Promise<rows.StoredPaper> => {
  const paper = await rows.findPaper(tx, id), dataset = paper && (await findDataset(tx, paper.dataset))
  if (!paper || !dataset || paper.taken_back_at || !can(actor, 'project.read', { project: dataset.project })) return refuse(sourceFailures.unknownPaper())
  demand(actor, permission, { project: dataset.project })
  return paper
}

export const takeBackPaper = async (tx: Tx, services: Services, actor: Actor, id: string): Promise<void> => {
  const paper = await enterPaper(tx, actor, id, 'paper.manage'), { project } = (await findDataset(tx, paper.dataset))!, now = services.clock.now()
  await rows.endPaper(tx, id, now)
  await record(tx, actor, now, { verb: 'paper.taken-back', kind: 'dataset', object: paper.dataset, project, detail: { paper: id, title: paper.title } })
}

export const setPersonal = async (tx: Tx, services: Services, actor: Actor, dataset: DatasetId, personal: boolean): Promise<void> => {
  const { project } = await enterDataset(tx, actor, dataset, 'paper.manage')
  await rows.setPersonal(tx, dataset, personal)
  await record(tx, actor, services.clock.now(), { verb: 'dataset.changed', kind: 'dataset', object: dataset, project, detail: { personal } })
}

export interface ProvenanceState {
  readonly personal: boolean, readonly assets: number, readonly incomplete: number, readonly withoutConsent: number
  readonly kinds: readonly { readonly kind: ProvenanceKind, readonly assets: number, readonly lacking: PaperKind[] }[], readonly papers: readonly rows.StoredPaper[]
}
/** Judged by kind: an asset is proven with every paper of its kind and, where persons are in the data, a consent in force. By dataset. */
export const judgeProvenance = async (tx: Tx, datasets: readonly string[]): Promise<Map<string, ProvenanceState>> => {
  const papers = Map.groupBy(await rows.listPapers(tx, datasets), p => p.dataset as string), counts = Map.groupBy(await rows.countByKind(tx, datasets), c => c.dataset), personal = await rows.personalOf(tx, datasets)
  return new Map(datasets.map(id => {
    const own = papers.get(id) ?? [], found = counts.get(id) ?? [], isPersonal = personal.has(id), sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0)
    const kinds = found.map(c => ({ kind: c.kind, assets: c.assets, lacking: lackingPapers(c.kind, own) })), without = (c: typeof found[number]): number => (isPersonal ? c.assets - c.consented : 0)
    const incomplete = sum(found.map(c => (lackingPapers(c.kind, own).length > 0 ? c.assets : without(c))))
    return [id, { personal: isPersonal, assets: sum(found.map(c => c.assets)), incomplete, withoutConsent: sum(found.map(without)), kinds, papers: own }]
  }))
}

/**
 * How many of the assets are not proven, and how many hold personal data without a consent in force: judged as datasets are, each asset as often
 * as it is named.
 */
export const unprovenAmong = async (tx: Tx, assets: readonly string[]): Promise<{ incomplete: number, withoutConsent: number }> => {
  const counts = await rows.countNamedByKind(tx, assets), datasets = [...new Set(counts.map(c => c.dataset))]
  const papers = Map.groupBy(await rows.listPapers(tx, datasets), p => p.dataset as string), personal = await rows.personalOf(tx, datasets)
  let incomplete = 0, withoutConsent = 0
  for (const c of counts) {
    const without = personal.has(c.dataset) ? c.assets - c.consented : 0
    incomplete += lackingPapers(c.kind, papers.get(c.dataset) ?? []).length > 0 ? c.assets : without
    withoutConsent += without
  }
  return { incomplete, withoutConsent }
}

/** How the list of a dataset's assets is cut to those that are not proven. */
export const incompleteOf = async (tx: Tx, dataset: DatasetId): Promise<{ kinds: readonly ProvenanceKind[], personal: boolean }> => ({
  kinds: lackingKinds(await rows.listPapers(tx, [dataset])), personal: (await rows.personalOf(tx, [dataset])).has(dataset),
})
