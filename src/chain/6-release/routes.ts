import { refuse } from '../../kernel/failure.ts'
import type { BatchId, ProjectId, ReleaseId } from '../../kernel/ids.ts'
import { on, onBytes, type ByteReply, type Endpoint } from '../../workspace/access/endpoint.ts'
import type { Actor } from '../../workspace/access/model.ts'
import { demand } from '../../workspace/access/service.ts'
import { inScope, type Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { record } from '../../workspace/journal/service.ts'
import { displayNumber } from '../../workspace/project/model.ts'
import { enterProject } from '../../workspace/project/service.ts'
import * as contract from './contract.ts'
import { rangeOf } from '../1-source/model.ts'
import { releaseFailures } from './errors.ts'
import * as rows from './repository.ts'
import * as releases from './service.ts'
import { keyIdOf } from './signer.ts'

const views = async (tx: Tx, found: readonly rows.StoredRelease[]): Promise<contract.ReleaseView[]> => {
  const exports = await rows.exportsOf(tx, found.map(r => r.id))
  return found.map(r => ({
    id: r.id, project: r.project, number: r.number, display: displayNumber('release', r.number), name: r.name, state: r.state, items: r.items, counts: r.counts,
    spec: { ...r.spec, batches: [...r.spec.batches], splits: r.spec.splits.map(s => ({ ...s })), formats: [...r.spec.formats] },
    archive: r.manifest_sha256 ? { sha256: r.manifest_sha256, size: (r.counts as { size: number }).size } : null,
    signature: r.signature && r.public_key ? { value: r.signature, publicKey: r.public_key, keyId: keyIdOf(r.public_key) } : null,
    exports: (exports.get(r.id) ?? []).map(e => ({ ...e, losses: e.losses.map(l => ({ code: l.code, count: l.count, examples: [...l.examples] })) })),
    createdAt: r.created_at.toISOString(), readyAt: r.ready_at?.toISOString() ?? null,
  }))
}

/** A blob as a download, whole or the range asked for. The reading is written into the journal. */
const download = async (services: Services, actor: Actor, release: rows.StoredRelease, blob: { sha256: string, size: number }, fileName: string, range: string | null): Promise<ByteReply> => {
  await inScope(services.db, { organisation: actor.organisation }, tx => record(tx, actor, services.clock.now(), { verb: 'release.downloaded', kind: 'release', object: release.id, project: release.project, detail: { file: fileName, sha256: blob.sha256 } }))
  const asked = rangeOf(range, blob.size)
  if (asked === 'outside') return refuse(releaseFailures.badRange({ size: blob.size }))
  const part = asked === 'whole' ? null : asked
  return {
    bytes: await services.blobs.open(actor.organisation, blob.sha256, part ?? undefined), mediaType: 'application/zip', fileName, etag: blob.sha256, size: part ? part.end - part.start + 1 : blob.size,
    ...(part && { range: { ...part, total: blob.size } }),
  }
}
const enter = (services: Services, actor: Actor, id: string): Promise<{ release: rows.StoredRelease, view: contract.ReleaseView }> => inScope(services.db, { organisation: actor.organisation }, async tx => {
  const release = await releases.enterRelease(tx, actor, id as ReleaseId)
  return { release, view: (await views(tx, [release]))[0]! }
})

export const releaseRoutes: readonly Endpoint[] = [
  on(contract.listReleases)(async ({ tx, actor, input }) => {
    const { id } = await enterProject(tx, actor, input.params.project as ProjectId, 'project.read')
    demand(actor, 'release.read', { project: id })
    return { releases: await views(tx, await rows.listReleases(tx, id)) }
  }),
  on(contract.createRelease)(async ({ tx, actor, input, services }) => releases.createRelease(tx, services, actor, input.params.project as ProjectId, { ...input.body, batches: input.body.batches as BatchId[] })),
  on(contract.readRelease)(async ({ tx, actor, input }) => (await views(tx, [await releases.enterRelease(tx, actor, input.params.release as ReleaseId)]))[0]!),
  onBytes(contract.readArchive)(async ({ services, actor, input, range }) => {
    const { release, view } = await enter(services, actor, input.params.release)
    return view.archive ? download(services, actor, release, view.archive, `${view.display}.zip`, range) : refuse(releaseFailures.notReady())
  }),
  onBytes(contract.readExport)(async ({ services, actor, input, range }) => {
    const { release, view } = await enter(services, actor, input.params.release), { format } = input.params
    const found = view.exports.find(e => e.format === format)
    if (!found) return refuse(release.state === 'ready' ? releaseFailures.unknownExport({ format }) : releaseFailures.notReady())
    return download(services, actor, release, found, `${view.display}-${format}.zip`, range)
  }),
]
