import { refuse } from '../../kernel/failure.ts'
import type { BatchId, OrganisationId, ProjectId, ReleaseId } from '../../kernel/ids.ts'
import type { FormatDefinition } from '../../sockets/format.ts'
import { on, onBytes, type ByteReply, type Endpoint } from '../../workspace/access/endpoint.ts'
import type { Actor } from '../../workspace/access/model.ts'
import { demand, scopeOf } from '../../workspace/access/service.ts'
import { inScope, type Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { record } from '../../workspace/journal/service.ts'
import { displayNumber } from '../../workspace/project/model.ts'
import { enterProject } from '../../workspace/project/service.ts'
import * as contract from './contract.ts'
import { rangeOf } from '../1-source/model.ts'
import { releaseFailures } from './errors.ts'
import { nativeFormat, type BatchEvidence } from './model.ts'
import * as rows from './repository.ts'
import * as releases from './service.ts'
import { fingerprintOf, keyIdOf } from './signer.ts'
import { entryAt, type RandomAccess } from './verify.ts'

const views = async (tx: Tx, found: readonly rows.StoredRelease[]): Promise<contract.ReleaseView[]> => {
  const exports = await rows.exportsOf(tx, found.map(r => r.id))
  return found.map(r => ({
    id: r.id, project: r.project, number: r.number, display: displayNumber('release', r.number), name: r.name, state: r.state, items: r.items, counts: countsOf(r),
    spec: { ...r.spec, batches: [...r.spec.batches], splits: r.spec.splits.map(s => ({ ...s })), formats: [...r.spec.formats] },
    archive: r.manifest_sha256 ? { sha256: r.manifest_sha256, size: r.counts.size ?? 0 } : null,
    signature: r.signature && r.public_key ? { value: r.signature, publicKey: r.public_key, keyId: keyIdOf(r.public_key), fingerprint: fingerprintOf(r.public_key) } : null,
    exports: (exports.get(r.id) ?? []).map(e => ({ ...e, losses: e.losses.map(l => ({ code: l.code, count: l.count, examples: [...l.examples] })) })),
    createdAt: r.created_at.toISOString(), readyAt: r.ready_at?.toISOString() ?? null,
  }))
}

const countsOf = ({ counts: { items, shapes, bySplit, byClass } }: rows.StoredRelease): contract.ReleaseView['counts'] => (items === undefined || shapes === undefined || !bySplit || !byClass ? null : { items, shapes, bySplit, byClass })
const evidenceView = (e: BatchEvidence): contract.EvidenceView => ({
  ...e, preparation: e.preparation && { ...e.preparation, operators: [...e.preparation.operators] }, verdicts: { ...e.verdicts }, people: e.people.map(p => ({ person: p.person, steps: { ...p.steps } })), defects: e.defects.map(d => ({ ...d })), inspections: e.inspections.map(i => ({ ...i, plan: { ...i.plan } })),
})
const formatView = (f: FormatDefinition, shapes: Services['plugins']['shapes']): contract.FormatView => ({
  id: f.id, title: { ...f.title }, tier: f.tier, modalities: [...f.modalities], shapes: f.shapes.map(id => ({ id, title: { ...(shapes.get(id)?.title ?? { en: id }) } })), attributes: f.attributes, splits: f.splits, reads: f.read !== undefined, writes: f.write !== undefined, always: f.id === nativeFormat,
})

/** A stored blob, read piece by piece where asked. */
const overBlob = (services: Services, organisation: OrganisationId, blob: { sha256: string, size: number }): RandomAccess => ({
  size: blob.size,
  async read(at, length) {
    const end = Math.min(at + length, blob.size) - 1, pieces: Uint8Array[] = []
    if (end >= at) for await (const piece of await services.blobs.open(organisation, blob.sha256, { start: at, end })) pieces.push(piece as Uint8Array)
    return Buffer.concat(pieces)
  },
})
/** The first entry of the archive is its manifest. */
const manifestOf = async (services: Services, actor: Actor, release: rows.StoredRelease, archive: { sha256: string, size: number }): Promise<ByteReply> => {
  const entry = await entryAt(overBlob(services, actor.organisation, archive), 0)
  if (entry?.path !== 'manifest.json') throw new Error(`the archive ${archive.sha256} of release ${release.id} does not begin with its manifest`)
  await recordDownload(services, actor, release, 'manifest.json', archive.sha256)
  return { bytes: await services.blobs.open(actor.organisation, archive.sha256, { start: entry.data, end: entry.data + entry.size - 1 }), mediaType: 'application/json', size: entry.size, fileName: `${displayNumber('release', release.number)}-manifest.json`, etag: `${archive.sha256}-manifest` }
}
const recordDownload = (services: Services, actor: Actor, release: rows.StoredRelease, file: string, sha256: string): Promise<unknown> => inScope(services.db, scopeOf(actor), tx =>
  record(tx, actor, services.clock.now(), { verb: 'release.downloaded', kind: 'release', object: release.id, project: release.project, detail: { file, sha256 } }))

/** A blob as a download, whole or the range asked for. The reading is written into the journal. */
const download = async (services: Services, actor: Actor, release: rows.StoredRelease, blob: { sha256: string, size: number }, fileName: string, range: string | null): Promise<ByteReply> => {
  await recordDownload(services, actor, release, fileName, blob.sha256)
  const asked = rangeOf(range, blob.size)
  if (asked === 'outside') return refuse(releaseFailures.badRange({ size: blob.size }))
  const part = asked === 'whole' ? null : asked
  return {
    bytes: await services.blobs.open(actor.organisation, blob.sha256, part ?? undefined), mediaType: 'application/zip', fileName, etag: blob.sha256, size: part ? part.end - part.start + 1 : blob.size,
    ...(part && { range: { ...part, total: blob.size } }),
  }
}
const enter = (services: Services, actor: Actor, id: string): Promise<{ release: rows.StoredRelease, view: contract.ReleaseView }> => inScope(services.db, scopeOf(actor), async tx => {
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
  on(contract.readEvidence)(async ({ tx, actor, input }) => {
    const { counts } = await releases.enterRelease(tx, actor, input.params.release as ReleaseId)
    return counts.evidence ? { batches: counts.evidence.map(evidenceView) } : refuse(releaseFailures.notReady())
  }),
  on(contract.listFormats)(async ({ services: { plugins } }) => ({ formats: [...plugins.formats.values()].map(f => formatView(f, plugins.shapes)) })),
  onBytes(contract.readManifest)(async ({ services, actor, input }) => {
    const { release, view } = await enter(services, actor, input.params.release)
    return view.archive ? manifestOf(services, actor, release, view.archive) : refuse(releaseFailures.notReady())
  }),
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
