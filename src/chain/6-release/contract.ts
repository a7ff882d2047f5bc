import { Type, type Static } from 'typebox'
import { defineRoute } from '../../kernel/contract.ts'
import { Instant, Nullable, Sha256, Uuid } from '../../workspace/access/contract.ts'

const Split = Type.Object({ name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$' }), percent: Type.Number({ minimum: 0, maximum: 100 }) }, { additionalProperties: false })
export const ExportView = Type.Object({ format: Type.String(), sha256: Sha256, size: Type.Integer(), files: Type.Integer(), items: Type.Integer(), annotations: Type.Integer(), losses: Type.Array(Type.Object({ code: Type.String(), count: Type.Integer(), examples: Type.Array(Type.String()) })) })
export const ReleaseView = Type.Object({
  id: Uuid, project: Uuid, number: Type.Integer(), display: Type.String(), name: Type.String(), state: Type.Enum(['building', 'ready', 'failed', 'withdrawn']),
  spec: Type.Object({ batches: Type.Array(Uuid), splits: Type.Array(Split), seed: Type.String(), formats: Type.Array(Type.String()), media: Type.Boolean(), language: Type.String() }),
  items: Type.Integer(), counts: Type.Unknown(), archive: Nullable(Type.Object({ sha256: Sha256, size: Type.Integer() })), signature: Nullable(Type.Object({ value: Type.String(), publicKey: Type.String(), keyId: Type.String() })),
  exports: Type.Array(ExportView), createdAt: Instant, readyAt: Nullable(Instant),
})
export type ReleaseView = Static<typeof ReleaseView>
const Params = Type.Object({ release: Uuid })
const Opened = Type.Object({ organisation: Type.Optional(Uuid) }, { additionalProperties: false })

export const listReleases = defineRoute({ id: 'release.list', method: 'GET', path: '/api/v1/projects/:project/releases', summary: 'Releases of a project, newest first', guard: { permission: 'release.read' }, params: Type.Object({ project: Uuid }), ok: Type.Object({ releases: Type.Array(ReleaseView) }) })
export const createRelease = defineRoute({
  id: 'release.create', method: 'POST', path: '/api/v1/projects/:project/releases', summary: 'Freeze what stands in accepted batches and build a signed release: a run', guard: { permission: 'release.create' }, status: 202, params: Type.Object({ project: Uuid }),
  body: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 200 }), batches: Type.Array(Uuid, { minItems: 1, maxItems: 1000, uniqueItems: true }), splits: Type.Optional(Type.Array(Split, { minItems: 1, maxItems: 10 })), seed: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    formats: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 50, uniqueItems: true })), media: Type.Optional(Type.Boolean({ description: 'Put the raw files into the archive' })), language: Type.Optional(Type.Enum(['zh-Hans', 'zh-Hant', 'en'], { description: 'Of class names in exports' })),
  }, { additionalProperties: false }), ok: Type.Object({ release: Uuid, run: Uuid }),
})
export const readRelease = defineRoute({ id: 'release.read', method: 'GET', path: '/api/v1/releases/:release', summary: 'One release with its exports and what they could not carry', guard: { permission: 'release.read' }, params: Params, ok: ReleaseView })
export const readArchive = defineRoute({ id: 'release.archive', method: 'GET', path: '/api/v1/releases/:release/archive', summary: 'The release as one ZIP file; takes a Range', guard: { permission: 'release.read' }, params: Params, query: Opened, ok: 'stream' })
export const readExport = defineRoute({ id: 'release.export', method: 'GET', path: '/api/v1/releases/:release/exports/:format', summary: 'One export as a ZIP file', guard: { permission: 'release.read' }, params: Type.Object({ release: Uuid, format: Type.String({ maxLength: 64 }) }), query: Opened, ok: 'stream' })
