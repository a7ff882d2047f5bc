import { Readable } from 'node:stream'
import { refuse } from '../../../kernel/failure.ts'
import type { DatasetId } from '../../../kernel/ids.ts'
import { on, onBytes, type Endpoint } from '../../../workspace/access/endpoint.ts'
import { scopeOf } from '../../../workspace/access/service.ts'
import { inScope, type Tx } from '../../../workspace/database/connect.ts'
import { sourceFailures } from '../errors.ts'
import { enterDataset } from '../service.ts'
import * as contract from './contract.ts'
import type { StoredPaper } from './repository.ts'
import * as papers from './service.ts'

const view = (p: StoredPaper): contract.PaperView => ({
  id: p.id, dataset: p.dataset, provenance: p.provenance, paper: p.paper, title: p.title, reference: p.reference,
  file: p.sha256 === null ? null : { name: p.file_name ?? '', sha256: p.sha256, size: p.size ?? 0 }, createdAt: p.created_at.toISOString(),
})
const viewState = async (tx: Tx, dataset: DatasetId): Promise<contract.ProvenanceView> => {
  const { kinds, papers: own, ...state } = (await papers.judgeProvenance(tx, [dataset])).get(dataset)!
  return { dataset, ...state, kinds: [...kinds], papers: own.map(view) }
}

export const paperRoutes: readonly Endpoint[] = [
  on(contract.readProvenance)(async ({ tx, actor, input }) => viewState(tx, (await enterDataset(tx, actor, input.params.dataset as DatasetId, 'paper.read')).id)),
  on(contract.setPersonal)(async ({ tx, actor, services, input: { params, body } }) => {
    await papers.setPersonal(tx, services, actor, params.dataset as DatasetId, body.personal)
    return viewState(tx, params.dataset as DatasetId)
  }),
  on(contract.addPaper)(async ({ tx, actor, services, input: { params, body } }) => view(await papers.addPaper(tx, services, actor, params.dataset as DatasetId, body))),
  onBytes(contract.storePaper)(async ({ actor, services, input: { params, query }, body }) =>
    view(await papers.storePaper(services, actor, params.dataset as DatasetId, query, body instanceof Readable ? body : refuse(sourceFailures.notBytes())))),
  onBytes(contract.readPaper)(async ({ actor, services, input }) => {
    const paper = await inScope(services.db, scopeOf(actor), tx => papers.enterPaper(tx, actor, input.params.paper, 'paper.read'))
    if (paper.sha256 === null) return refuse(sourceFailures.unknownPaper())
    return { bytes: await services.blobs.open(actor.organisation, paper.sha256), mediaType: 'application/octet-stream', size: paper.size ?? 0, etag: paper.sha256, fileName: paper.file_name ?? 'paper' }
  }),
  on(contract.takeBackPaper)(async ({ tx, actor, services, input }) => { await papers.takeBackPaper(tx, services, actor, input.params.paper); return {} }),
]
