import { Type, type Static } from 'typebox'
import { defineRoute } from '../../kernel/contract.ts'
import { revocationReasons, SignedStatement } from './model.ts'
import { warningCodes, warningSeverities } from './warnings.ts'
import { Instant, Nothing, Nullable, Sha256, Uuid } from '../../workspace/access/contract.ts'

const LocalisedText = Type.Record(Type.String(), Type.String())
const Split = Type.Object({ name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$' }), percent: Type.Number({ minimum: 0, maximum: 100 }) }, { additionalProperties: false })
const PathGroup = Type.Object({ by: Type.Literal('path'), pattern: Type.String({ minLength: 1, maxLength: 200, description: 'POSIX regular expression on the name of the asset; its first group, or the whole of it, is what stays on one side' }) }, { additionalProperties: false })
const KeyedGroup = Type.Object({ by: Type.Enum(['facet', 'provenance']), key: Type.String({ minLength: 1, maxLength: 200, description: 'Facet of the preparation, or field of the provenance, whose value stays on one side' }) }, { additionalProperties: false })
const Group = Type.Union([PathGroup, KeyedGroup])
const Counts = Type.Record(Type.String(), Type.Integer())
export const ExportView = Type.Object({ format: Type.String(), sha256: Sha256, size: Type.Integer(), files: Type.Integer(), items: Type.Integer(), annotations: Type.Integer(), losses: Type.Array(Type.Object({ code: Type.String(), count: Type.Integer(), examples: Type.Array(Type.String()) })) })
export const WarningView = Type.Object({
  code: Type.Enum(warningCodes), severity: Type.Enum(warningSeverities), split: Nullable(Type.String({ description: 'The split that it is about; null when it is about all' })),
  numbers: Type.Record(Type.String(), Type.Number()), names: Type.Array(Type.String(), { description: 'Classes or versions that it is about, at most 20' }),
})
export type WarningView = Static<typeof WarningView>
export const ReleaseView = Type.Object({
  id: Uuid, project: Uuid, number: Type.Integer(), display: Type.String(), name: Type.String(), state: Type.Enum(['building', 'ready', 'failed', 'withdrawn']),
  spec: Type.Object({ batches: Type.Array(Uuid), splits: Type.Array(Split), seed: Type.String(), formats: Type.Array(Type.String()), media: Type.Boolean(), group: Type.Optional(Group), language: Type.String() }),
  items: Type.Integer(), counts: Nullable(Type.Object({ items: Type.Integer(), shapes: Type.Integer(), bySplit: Counts, byClass: Counts }, { description: 'Of the manifest; null until it is built' })), archive: Nullable(Type.Object({ sha256: Sha256, size: Type.Integer() })), signature: Nullable(Type.Object({ value: Type.String(), publicKey: Type.String(), keyId: Type.String(), fingerprint: Type.String({ description: 'SHA-256 of the public key in groups of four, as `feedstock verify` prints it' }) })),
  notices: Type.Integer({ description: 'Notices to those who downloaded it' }), exports: Type.Array(ExportView), createdAt: Instant, readyAt: Nullable(Instant),
  warnings: Nullable(Type.Array(WarningView, { description: 'Of the time of freezing; null for releases made before anybody looked' })),
})
export type ReleaseView = Static<typeof ReleaseView>
const Lot = Type.Object({ level: Type.String(), aql: Type.String(), letter: Type.String(), lotSize: Type.Integer(), sampleSize: Type.Integer(), acceptance: Type.Integer(), rejection: Type.Integer(), full: Type.Boolean() })
const n = Type.Integer()
const StepEvidenceView = Type.Object({ step: n, operator: Type.String(), version: n, kept: n, dropped: n, changed: n, classified: n, failed: n, overruled: n }, { description: 'Verdicts of one step of the recipe, in assets' })
/** What the manifest says was done with one batch. */
export const EvidenceView = Type.Object({
  batch: Type.String(), id: Uuid, state: Type.String(), tasks: Type.Integer(), overlap: Type.Integer(), review: Type.String(), unreviewed: Type.Boolean(), uninspected: Type.Boolean(), schema: Type.Integer(), guideline: Type.Integer(),
  preparation: Nullable(Type.Object({ preparation: Type.String(), recipe: Type.String(), version: Type.Integer(), kept: Type.Integer(), dropped: Type.Integer(), operators: Type.Array(StepEvidenceView) })),
  people: Type.Array(Type.Object({ person: Type.String({ description: 'A pseudonym, the same within the release' }), steps: Counts })), verdicts: Counts, corrections: Type.Integer(),
  defects: Type.Array(Type.Object({ code: Type.String(), severity: Type.String(), count: Type.Integer() })),
  inspections: Type.Array(Type.Object({ round: Type.Integer(), plan: Lot, commitment: Type.String(), seed: Type.String(), salt: Type.String(), result: Type.String(), nonconforming: Nullable(Type.Integer()) })),
})
export type EvidenceView = Static<typeof EvidenceView>
export const FormatView = Type.Object({
  id: Type.String(), title: LocalisedText, tier: Type.Integer(), modalities: Type.Array(Type.String()), shapes: Type.Array(Type.Object({ id: Type.String(), title: LocalisedText })), attributes: Type.String(), splits: Type.Boolean(), reads: Type.Boolean(), writes: Type.Boolean(), always: Type.Boolean({ description: 'Part of every release' }),
  provenance: Type.Boolean({ description: 'Its files say where items come from: parties whose terms keep this back do not get them' }),
})
export type FormatView = Static<typeof FormatView>
const Params = Type.Object({ release: Uuid })
const Opened = Type.Object({ organisation: Type.Optional(Uuid), confirm: Type.Optional(Type.Literal('revoked', { description: 'The caller knows that the release was withdrawn' })) }, { additionalProperties: false })

export const listReleases = defineRoute({ id: 'release.list', method: 'GET', path: '/api/v1/projects/:project/releases', summary: 'Releases of a project, newest first', guard: { permission: 'release.read' }, params: Type.Object({ project: Uuid }), ok: Type.Object({ releases: Type.Array(ReleaseView) }) })
const NewRelease = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }), batches: Type.Array(Uuid, { minItems: 1, maxItems: 1000, uniqueItems: true }), splits: Type.Optional(Type.Array(Split, { minItems: 1, maxItems: 10 })), seed: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  formats: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 50, uniqueItems: true })), media: Type.Optional(Type.Boolean({ description: 'Put the raw files into the archive' })), group: Type.Optional(Group), language: Type.Optional(Type.Enum(['zh-Hans', 'zh-Hant', 'en'], { description: 'Of class names in exports' })),
}, { additionalProperties: false })
export const PreviewView = Type.Object({
  sample: Nullable(Type.Object({ tasks: n, of: n }, { description: 'Tasks that were looked at, where they are too many: every count is scaled up from them. Null when all were' })),
  items: n, splits: Type.Array(Type.Object({ name: Type.String(), percent: Type.Number(), items: n })),
  classes: Type.Array(Type.Object({ name: Type.String(), relation: Type.Boolean({ description: 'A type of relation, not a class' }), objects: n, bySplit: Counts }), { description: 'Those of the label schema without an object too, most objects first' }),
  losses: Type.Array(Type.Object({ format: Type.String(), kinds: Type.Array(Type.Object({ kind: Type.String(), objects: n })) }), { description: 'Kinds of shapes that a chosen format does not hold; what else it cannot carry is known when it is built' }),
  warnings: Type.Array(WarningView),
})
export type PreviewView = Static<typeof PreviewView>
export const previewRelease = defineRoute({
  id: 'release.preview', method: 'POST', path: '/api/v1/projects/:project/releases/preview', summary: 'What a release would hold, and what to know before it is made; writes nothing', guard: { permission: 'release.create' }, repeatable: true,
  params: Type.Object({ project: Uuid }), body: NewRelease, ok: PreviewView,
})
export const createRelease = defineRoute({
  id: 'release.create', method: 'POST', path: '/api/v1/projects/:project/releases', summary: 'Freeze what stands in accepted batches and build a signed release: a run, which has the id of the release', guard: { permission: 'release.create' }, status: 202, params: Type.Object({ project: Uuid }),
  body: NewRelease, ok: Type.Object({ release: Uuid, run: Uuid }),
})
export const readRelease = defineRoute({ id: 'release.read', method: 'GET', path: '/api/v1/releases/:release', summary: 'One release with its exports and what they could not carry', guard: { permission: 'release.read' }, params: Params, ok: ReleaseView })
export const readEvidence = defineRoute({ id: 'release.evidence', method: 'GET', path: '/api/v1/releases/:release/evidence', summary: 'The evidence of the manifest, batch by batch', guard: { permission: 'release.read' }, params: Params, ok: Type.Object({ batches: Type.Array(EvidenceView) }) })
export const readManifest = defineRoute({ id: 'release.manifest', method: 'GET', path: '/api/v1/releases/:release/manifest', summary: 'The signed manifest, byte for byte as it stands in the archive', guard: { permission: 'release.read' }, params: Params, query: Opened, ok: 'stream' })
export const RebuildView = Type.Object({
  run: Uuid, identical: Type.Boolean({ description: 'Is the archive the same, byte for byte?' }), archive: Type.Object({ sha256: Sha256, size: Type.Integer() }),
  differences: Type.Array(Type.Object({ path: Type.String(), change: Type.Enum(['added', 'removed', 'changed']) }), { description: 'At most 1,000 files' }), differing: Type.Integer(), at: Instant,
})
export type RebuildView = Static<typeof RebuildView>
export const rebuildRelease = defineRoute({ id: 'release.rebuild', method: 'POST', path: '/api/v1/releases/:release/rebuild', summary: 'Pack a built release again from its frozen rows and compare every file: a run', guard: { permission: 'release.rebuild' }, status: 202, params: Params, ok: Type.Object({ run: Uuid }) })
export const listRebuilds = defineRoute({ id: 'release.rebuilds', method: 'GET', path: '/api/v1/releases/:release/rebuilds', summary: 'What rebuilds of a release found, newest first, at most 20', guard: { permission: 'release.read' }, params: Params, ok: Type.Object({ rebuilds: Type.Array(RebuildView) }) })
const noticeFields = { id: Uuid, release: Uuid, kind: Type.Enum(['revoked', 'affected']), reason: Type.String(), note: Nullable(Type.String()), assets: Type.Integer(), at: Instant }
export const NoticeView = Type.Object(noticeFields)
export type NoticeView = Static<typeof NoticeView>
const HolderView = Type.Object({ membership: Uuid, name: Type.String(), downloads: Type.Integer(), firstAt: Instant, lastAt: Instant })
export const withdrawRelease = defineRoute({
  id: 'release.withdraw', method: 'POST', path: '/api/v1/releases/:release/withdrawal', summary: 'Withdraw a release as a whole: its holders are told, downloads ask for a confirmation', guard: { permission: 'release.withdraw' }, params: Params,
  body: Type.Object({ reason: Type.Enum(revocationReasons), note: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })) }, { additionalProperties: false }), ok: Nothing,
})
export const listNotices = defineRoute({ id: 'release.notices', method: 'GET', path: '/api/v1/releases/:release/notices', summary: 'Notices of a release and its holders: who downloaded something of it', guard: { permission: 'release.read' }, params: Params, ok: Type.Object({ notices: Type.Array(NoticeView), holders: Nullable(Type.Array(HolderView)) }) })
export const listOwnNotices = defineRoute({ id: 'notice.list', method: 'GET', path: '/api/v1/notices', summary: 'Notices of releases that the caller downloaded something of, newest first, at most 100', guard: { permission: 'release.read' }, ok: Type.Object({ notices: Type.Array(Type.Object({ ...noticeFields, project: Uuid, display: Type.String(), name: Type.String() })) }) })
export const readRevocation = defineRoute({ id: 'release.revocation', method: 'GET', path: '/api/v1/releases/:release/revocation', summary: 'What the publisher says of the release now, signed by the key that signed it', guard: { permission: 'release.read' }, params: Params, ok: SignedStatement })
const Side = Type.Object({ id: Uuid, display: Type.String(), name: Type.String(), items: Type.Integer(), shapes: Type.Integer(), byClass: Counts, bySplit: Counts })
const ItemChange = Type.Enum(['added', 'removed', 'relabelled', 'moved'])
const itemCounts = { added: n, removed: n, relabelled: n, moved: n }
export const ComparisonView = Type.Object({
  before: Side, after: Side, items: Type.Object({ ...itemCounts, unchanged: n }),
  shapes: Type.Object({ added: n, removed: n, class: n, geometry: n, attributes: n, compared: n, relabelled: n }, { description: 'Of the first relabelled items, as many as `compared` says' }),
})
export type ComparisonView = Static<typeof ComparisonView>
const ShapeSide = Nullable(Type.Object({
  id: Type.String(), kind: Type.String(), label: Nullable(Type.String()), question: Nullable(Type.String()),
  extent: Nullable(Type.Object({ x: Type.Number(), y: Type.Number(), width: Type.Number(), height: Type.Number() })), text: Nullable(Type.String()), attributes: Type.Record(Type.String(), Type.Unknown()),
}))
export const DifferenceView = Type.Object({
  item: Type.String(), changes: Type.Array(ItemChange), splitBefore: Nullable(Type.String()), splitAfter: Nullable(Type.String()), changed: Type.Integer(),
  shapes: Type.Array(Type.Object({ changes: Type.Array(Type.Enum(['added', 'removed', 'class', 'geometry', 'attributes'])), before: ShapeSide, after: ShapeSide }), { description: 'At most 50; `changed` counts all' }),
})
export type DifferenceView = Static<typeof DifferenceView>
const Against = { against: Type.Optional(Type.String({ format: 'uuid', description: 'The older release, of the same project; itself unless told' })) }
export const readComparison = defineRoute({ id: 'release.comparison', method: 'GET', path: '/api/v1/releases/:release/comparison', summary: 'What changed since another release of the project, in figures', guard: { permission: 'release.read' }, params: Params, query: Type.Object(Against, { additionalProperties: false }), ok: ComparisonView })
export const listDifferences = defineRoute({
  id: 'release.differences', method: 'GET', path: '/api/v1/releases/:release/differences', summary: 'Items that changed since another release, with what changed in them, page by page', guard: { permission: 'release.read' }, params: Params,
  query: Type.Object({ ...Against, change: Type.Optional(ItemChange), from: Type.Optional(Type.Integer({ minimum: 0 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) }, { additionalProperties: false }), ok: Type.Object({ differences: Type.Array(DifferenceView), next: Nullable(Type.Integer()) }),
})
export const listFormats = defineRoute({ id: 'format.list', method: 'GET', path: '/api/v1/formats', summary: 'Interchange formats, what they hold, and whether they can be read and written', guard: { permission: 'release.read' }, ok: Type.Object({ formats: Type.Array(FormatView) }) })
export const readArchive = defineRoute({ id: 'release.archive', method: 'GET', path: '/api/v1/releases/:release/archive', summary: 'The release as one ZIP file; takes a Range', guard: { permission: 'release.read' }, params: Params, query: Opened, ok: 'stream' })
export const readExport = defineRoute({ id: 'release.export', method: 'GET', path: '/api/v1/releases/:release/exports/:format', summary: 'One export as a ZIP file', guard: { permission: 'release.read' }, params: Type.Object({ release: Uuid, format: Type.String({ maxLength: 64 }) }), query: Opened, ok: 'stream' })
