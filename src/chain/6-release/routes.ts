import { refuse } from '../../kernel/failure.ts'
import type { BatchId, ProjectId, ReleaseId } from '../../kernel/ids.ts'
import type { FormatDefinition } from '../../sockets/format.ts'
import { on, onBytes, type Endpoint } from '../../workspace/access/endpoint.ts'
import type { Actor } from '../../workspace/access/model.ts'
import { demand, scopeOf } from '../../workspace/access/service.ts'
import { inScope, type Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { displayNumber } from '../../workspace/project/model.ts'
import { enterProject } from '../../workspace/project/service.ts'
import type { ComparedShape } from './compare.ts'
import { compareReleases, differencesBetween, type Difference } from './comparison.ts'
import * as contract from './contract.ts'
import { giveBlob, giveManifest, unlessRevoked } from './download.ts'
import { releaseFailures } from './errors.ts'
import { nativeFormat, type BatchEvidence } from './model.ts'
import * as notices from './notices.ts'
import { previewRelease } from './plan.ts'
import * as rows from './repository.ts'
import * as releases from './service.ts'
import { fingerprintOf, keyIdOf } from './signer.ts'
import type { ReleaseWarning } from './warnings.ts'

/** Exports that the terms of a guest keep from it are not there for it. */
const views = async (tx: Tx, services: Services, actor: Actor, found: readonly rows.StoredRelease[]): Promise<contract.ReleaseView[]> => {
  const exports = await rows.exportsOf(tx, found.map(r => r.id)), noticed = await rows.noticeCounts(tx, found.map(r => r.id))
  return found.map(r => ({
    id: r.id, project: r.project, number: r.number, display: displayNumber('release', r.number), name: r.name, state: r.state, items: r.items, counts: countsOf(r), notices: noticed.get(r.id) ?? 0,
    spec: { ...r.spec, batches: [...r.spec.batches], splits: r.spec.splits.map(s => ({ ...s })), formats: [...r.spec.formats], ...(r.spec.group && { group: { ...r.spec.group } }) },
    archive: r.manifest_sha256 ? { sha256: r.manifest_sha256, size: r.counts.size ?? 0 } : null,
    signature: r.signature && r.public_key ? { value: r.signature, publicKey: r.public_key, keyId: keyIdOf(r.public_key), fingerprint: fingerprintOf(r.public_key) } : null,
    exports: (exports.get(r.id) ?? []).filter(e => !releases.isFormatKeptFrom(services, actor, r, e.format)).map(e => ({ ...e, losses: e.losses.map(l => ({ code: l.code, count: l.count, examples: [...l.examples] })) })),
    createdAt: r.created_at.toISOString(), readyAt: r.ready_at?.toISOString() ?? null, warnings: r.warnings && r.warnings.map(warningView),
  }))
}

const warningView = (w: ReleaseWarning): contract.WarningView => ({ ...w, numbers: { ...w.numbers }, names: [...w.names] })
const countsOf = ({ counts: { items, shapes, bySplit, byClass } }: rows.StoredRelease): contract.ReleaseView['counts'] => (items === undefined || shapes === undefined || !bySplit || !byClass ? null : { items, shapes, bySplit, byClass })
const evidenceView = (e: BatchEvidence): contract.EvidenceView => ({
  ...e, preparation: e.preparation && { ...e.preparation, operators: [...e.preparation.operators] }, verdicts: { ...e.verdicts }, people: e.people.map(p => ({ person: p.person, steps: { ...p.steps } })), defects: e.defects.map(d => ({ ...d })), inspections: e.inspections.map(i => ({ ...i, plan: { ...i.plan } })),
})
const noticeView = (n: notices.StoredNotice): contract.NoticeView => ({ id: n.id, release: n.release, kind: n.kind, reason: n.reason, note: n.note, assets: n.assets, at: n.at.toISOString() })
const sideView = (r: rows.StoredRelease): contract.ComparisonView['before'] =>
  ({ id: r.id, display: displayNumber('release', r.number), name: r.name, items: r.items, shapes: r.counts.shapes ?? 0, byClass: r.counts.byClass ?? {}, bySplit: r.counts.bySplit ?? {} })
const shapeView = (s: ComparedShape | null, shapes: Services['plugins']['shapes']): contract.DifferenceView['shapes'][number]['before'] => s && {
  id: s.id, kind: s.kind, label: s.label, question: s.question, extent: shapes.get(s.kind)?.bounds(s.payload as never) ?? null, attributes: { ...s.attributes },
  text: typeof s.payload === 'object' && s.payload !== null && 'text' in s.payload ? String(s.payload.text).slice(0, 200) : null,
}
const differenceView = ({ item, shapes: changed }: Difference, shapes: Services['plugins']['shapes']): contract.DifferenceView => ({
  item: (item.after ?? item.before)!.item, changes: [...item.changes], splitBefore: item.before?.split ?? null, splitAfter: item.after?.split ?? null, changed: changed.length,
  shapes: changed.slice(0, 50).map(c => ({ changes: [...c.changes], before: shapeView(c.before, shapes), after: shapeView(c.after, shapes) })),
})
const rebuildView = (r: rows.StoredRebuild): contract.RebuildView => ({
  run: r.run, identical: r.identical, archive: { sha256: r.archive, size: r.size }, differences: r.differences.slice(0, 1000).map(d => ({ ...d })), differing: r.differences.length, at: r.at.toISOString(),
})
const formatView = (f: FormatDefinition, shapes: Services['plugins']['shapes']): contract.FormatView => ({
  id: f.id, title: { ...f.title }, tier: f.tier, modalities: [...f.modalities], shapes: f.shapes.map(id => ({ id, title: { ...(shapes.get(id)?.title ?? { en: id }) } })), attributes: f.attributes, splits: f.splits, reads: f.read !== undefined, writes: f.write !== undefined, always: f.id === nativeFormat, provenance: f.provenance ?? false,
})

const enter = (services: Services, actor: Actor, id: string): Promise<{ release: rows.StoredRelease, view: contract.ReleaseView }> => inScope(services.db, scopeOf(actor), async tx => {
  const release = await releases.enterRelease(tx, actor, id as ReleaseId)
  return { release, view: (await views(tx, services, actor, [release]))[0]! }
})

export const releaseRoutes: readonly Endpoint[] = [
  on(contract.listReleases)(async ({ tx, actor, input, services }) => {
    const { id } = await enterProject(tx, actor, input.params.project as ProjectId, 'project.read')
    demand(actor, 'release.read', { project: id })
    return { releases: await views(tx, services, actor, (await rows.listReleases(tx, id)).map(r => releases.seenBy(actor, r))) }
  }),
  on(contract.createRelease)(async ({ tx, actor, input, services }) => releases.createRelease(tx, services, actor, input.params.project as ProjectId, { ...input.body, batches: input.body.batches as BatchId[] })),
  on(contract.previewRelease)(async ({ tx, actor, input, services }) => {
    const seen = await previewRelease(tx, services, actor, input.params.project as ProjectId, { ...input.body, batches: input.body.batches as BatchId[] })
    return {
      sample: seen.sample && { ...seen.sample }, items: seen.items, splits: seen.splits.map(s => ({ ...s })), classes: seen.classes.map(c => ({ ...c, bySplit: { ...c.bySplit } })),
      losses: seen.losses.map(l => ({ format: l.format, kinds: l.kinds.map(k => ({ ...k })) })), warnings: seen.warnings.map(warningView),
    }
  }),
  on(contract.readRelease)(async ({ tx, actor, input, services }) => (await views(tx, services, actor, [await releases.enterRelease(tx, actor, input.params.release as ReleaseId)]))[0]!),
  on(contract.readEvidence)(async ({ tx, actor, input }) => {
    const { counts } = await releases.enterRelease(tx, actor, input.params.release as ReleaseId)
    return counts.evidence ? { batches: counts.evidence.map(evidenceView) } : refuse(releaseFailures.notReady())
  }),
  on(contract.rebuildRelease)(async ({ tx, actor, input, services }) => releases.rebuildRelease(tx, services, actor, input.params.release as ReleaseId)),
  on(contract.listRebuilds)(async ({ tx, actor, input }) => {
    const { id } = await releases.enterRelease(tx, actor, input.params.release as ReleaseId)
    return { rebuilds: (await rows.rebuildsOf(tx, id, 20)).map(rebuildView) }
  }),
  on(contract.listFormats)(async ({ services: { plugins } }) => ({ formats: [...plugins.formats.values()].map(f => formatView(f, plugins.shapes)) })),
  on(contract.readComparison)(async ({ tx, actor, input, services }) => {
    const { before, after, items, shapes } = await compareReleases(tx, services.plugins.shapes, actor, input.params.release as ReleaseId, (input.query.against ?? input.params.release) as ReleaseId)
    return { before: sideView(before), after: sideView(after), items: { ...items }, shapes: { ...shapes } }
  }),
  on(contract.listDifferences)(async ({ tx, actor, input: { params, query }, services: { plugins } }) => {
    const { differences, next } = await differencesBetween(tx, plugins.shapes, actor, { id: params.release as ReleaseId, against: (query.against ?? params.release) as ReleaseId, change: query.change ?? null, from: query.from ?? 0, limit: query.limit ?? 50 })
    return { differences: differences.map(d => differenceView(d, plugins.shapes)), next }
  }),
  on(contract.withdrawRelease)(async ({ tx, actor, input, services }) => {
    await notices.withdraw(tx, services, actor, await releases.enterRelease(tx, actor, input.params.release as ReleaseId), input.body)
    return {}
  }),
  on(contract.listNotices)(async ({ tx, actor, input }) => {
    const found = await notices.noticesOf(tx, actor, await releases.enterRelease(tx, actor, input.params.release as ReleaseId))
    return { notices: found.notices.map(noticeView), holders: found.holders && found.holders.map(h => ({ ...h, firstAt: h.firstAt.toISOString(), lastAt: h.lastAt.toISOString() })) }
  }),
  on(contract.listOwnNotices)(async ({ tx, actor }) => ({
    notices: (await notices.ownNotices(tx, actor.membership, 100)).map(n => ({ ...noticeView(n), project: n.project, display: displayNumber('release', n.number), name: n.name })),
  })),
  on(contract.readRevocation)(async ({ tx, actor, input, services }) => {
    const { statement, signature } = await notices.statementOn(tx, services, actor.organisation, await releases.enterRelease(tx, actor, input.params.release as ReleaseId))
    return { statement, signature }
  }),
  onBytes(contract.readManifest)(async ({ input, ...asked }) => {
    const { release, view } = await enter(asked.services, asked.actor, input.params.release)
    releases.unlessWithheld(asked.actor, release)
    await unlessRevoked(asked, release, input.query.confirm)
    return view.archive ? giveManifest(asked, release, view.archive) : refuse(releaseFailures.notReady())
  }),
  onBytes(contract.readArchive)(async ({ input, ...asked }) => {
    const { release, view } = await enter(asked.services, asked.actor, input.params.release)
    releases.unlessWithheld(asked.actor, release)
    await unlessRevoked(asked, release, input.query.confirm)
    return view.archive ? giveBlob(asked, release, view.archive, `${view.display}.zip`) : refuse(releaseFailures.notReady())
  }),
  onBytes(contract.readExport)(async ({ input, ...asked }) => {
    const { release, view } = await enter(asked.services, asked.actor, input.params.release), { format } = input.params
    if (release.spec.formats.includes(format) && releases.isFormatKeptFrom(asked.services, asked.actor, release, format)) refuse(releaseFailures.withheld())
    await unlessRevoked(asked, release, input.query.confirm)
    const found = view.exports.find(e => e.format === format)
    if (!found) return refuse(view.archive ? releaseFailures.unknownExport({ format }) : releaseFailures.notReady())
    return giveBlob(asked, release, found, `${view.display}-${format}.zip`)
  }),
]
