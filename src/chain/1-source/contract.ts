import { Type, type Static } from 'typebox'
import { defineRoute } from '../../kernel/contract.ts'
import { Instant, Nullable, Sha256, Uuid } from '../../workspace/access/contract.ts'
import { objectStates } from './linked/model.ts'
import { ImportOptions, Provenance } from './model.ts'

const InDataset = Type.Object({ dataset: Uuid })
const OfAsset = Type.Object({ asset: Uuid })
// A picture's address cannot carry a header, so it names its organisation itself.
const Opened = Type.Object({ organisation: Type.Optional(Uuid) }, { additionalProperties: false })
// When the file was changed last, as the sender's system says.
const Modified = Type.Integer({ minimum: 0, description: 'Milliseconds since 1970' })
const Name = Type.String({ minLength: 1, maxLength: 200 })

export const DatasetView = Type.Object({
  id: Uuid, project: Uuid, name: Type.String(), createdAt: Instant,
  assets: Type.Integer({ description: 'Raw assets' }), modalities: Type.Record(Type.String(), Type.Integer()), waiting: Type.Integer({ description: 'Uploads that no import has taken' }),
  incomplete: Nullable(Type.Integer({ description: 'Raw assets whose provenance is not proven; null when the terms of one\'s party keep it back' })),
})
export type DatasetView = Static<typeof DatasetView>
export const listDatasets = defineRoute({ id: 'dataset.list', method: 'GET', path: '/api/v1/projects/:project/datasets', summary: 'Datasets of a project', guard: { permission: 'dataset.read' }, params: Type.Object({ project: Uuid }), ok: Type.Object({ datasets: Type.Array(DatasetView) }) })
export const createDataset = defineRoute({
  id: 'dataset.create', method: 'POST', path: '/api/v1/projects/:project/datasets', summary: 'Create an empty dataset', guard: { permission: 'dataset.create' }, status: 201,
  params: Type.Object({ project: Uuid }), body: Type.Object({ name: Name }, { additionalProperties: false }), ok: DatasetView,
})
export const readDataset = defineRoute({ id: 'dataset.read', method: 'GET', path: '/api/v1/datasets/:dataset', summary: 'One dataset with its counts', guard: { permission: 'dataset.read' }, params: InDataset, ok: DatasetView })

export const storeUpload = defineRoute({
  id: 'upload.store', method: 'PUT', path: '/api/v1/datasets/:dataset/uploads', summary: 'Upload one file or archive as application/octet-stream; it waits until it is imported', guard: { permission: 'dataset.import' }, status: 201, repeatable: true,
  params: InDataset, query: Type.Object({ name: Type.String({ maxLength: 4000, description: 'Path of the file as found, with / between folders' }), modified: Type.Optional(Modified) }, { additionalProperties: false }), body: 'stream',
  ok: Type.Object({ id: Uuid, sha256: Sha256, size: Type.Integer() }),
})
const FailureView = Type.Object({ code: Type.String(), status: Type.Integer(), parameters: Type.Record(Type.String(), Type.Unknown()), place: Type.Optional(Type.Object({ file: Type.Optional(Type.String()) })) })
export const storeBundle = defineRoute({
  id: 'upload.bundle', method: 'PUT', path: '/api/v1/datasets/:dataset/upload-bundles', summary: 'Upload many files in one request, as a TAR sent as application/octet-stream', guard: { permission: 'dataset.import' }, status: 201, repeatable: true,
  params: InDataset, body: 'stream',
  ok: Type.Object({ uploads: Type.Array(Type.Object({ id: Uuid, name: Type.String(), sha256: Sha256, size: Type.Integer() })), refused: Type.Array(FailureView) }),
})
export const discardUploads = defineRoute({
  id: 'upload.discard', method: 'DELETE', path: '/api/v1/datasets/:dataset/uploads', summary: 'Give up what the caller sent and no import has taken', guard: { permission: 'dataset.import' }, repeatable: true,
  params: InDataset, ok: Type.Object({ discarded: Type.Integer() }),
})

/** A large file on its way, piece by piece; `upload` names the whole once it is there. */
export const UploadSessionView = Type.Object({
  id: Uuid, dataset: Uuid, name: Type.String(), size: Type.Integer(), received: Type.Integer({ description: 'Bytes; the next piece begins here' }),
  partSize: Type.Integer({ description: 'Bytes of a piece at most' }), upload: Nullable(Uuid),
})
export type UploadSessionView = Static<typeof UploadSessionView>
const OfSession = Type.Object({ upload: Uuid })
export const openUpload = defineRoute({
  id: 'upload-session.open', method: 'POST', path: '/api/v1/datasets/:dataset/upload-sessions', summary: 'Begin a file that is sent in pieces, or learn where the same file stands', guard: { permission: 'dataset.import' }, repeatable: true, params: InDataset,
  body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 4000 }), size: Type.Integer({ minimum: 0 }), modified: Type.Optional(Modified) }, { additionalProperties: false }), ok: UploadSessionView,
})
export const readUpload = defineRoute({ id: 'upload-session.read', method: 'GET', path: '/api/v1/upload-sessions/:upload', summary: 'Where a file stands', guard: { permission: 'dataset.import' }, params: OfSession, ok: UploadSessionView })
export const storePart = defineRoute({
  id: 'upload-session.put', method: 'PUT', path: '/api/v1/upload-sessions/:upload', summary: 'The next piece of a file, as application/octet-stream; the last one makes an upload of it', guard: { permission: 'dataset.import' }, repeatable: true,
  params: OfSession, query: Type.Object({ offset: Type.Integer({ minimum: 0, description: 'Bytes before it; must be what the server holds' }) }, { additionalProperties: false }), body: 'stream', ok: UploadSessionView,
})
/** What an upload that was broken off need not send again. */
export const listUploads = defineRoute({
  id: 'upload.list', method: 'GET', path: '/api/v1/datasets/:dataset/uploads', summary: 'Uploads that no import has taken, oldest first', guard: { permission: 'dataset.import' }, params: InDataset,
  query: Type.Object({ after: Type.Optional(Uuid), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }, { additionalProperties: false }),
  ok: Type.Object({ uploads: Type.Array(Type.Object({ id: Uuid, name: Type.String(), sha256: Sha256, size: Type.Integer(), modified: Nullable(Type.Integer({ description: 'Milliseconds since 1970' })) })), next: Nullable(Uuid) }),
})
export const startImport = defineRoute({
  id: 'dataset.import', method: 'POST', path: '/api/v1/datasets/:dataset/imports', summary: 'Turn uploads into assets: a run', guard: { permission: 'dataset.import' }, status: 202, params: InDataset,
  body: Type.Object({ uploads: Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: 10_000, description: 'All that wait unless told' })), provenance: Provenance, options: Type.Optional(ImportOptions) }, { additionalProperties: false }),
  ok: Type.Object({ run: Uuid }),
})

const Facts = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]))
export const AssetView = Type.Object({
  id: Uuid, dataset: Uuid, name: Type.String(), modality: Type.String(), mediaType: Type.String(), sha256: Sha256, size: Type.Integer(), facts: Facts,
  thumbnail: Type.Boolean(), textSha256: Nullable(Sha256), provenance: Type.Union([Provenance, Type.Null()], { description: 'null when the terms of one\'s party keep it back' }), parent: Nullable(Uuid), madeBy: Nullable(Type.Object({ operator: Type.String(), version: Type.Integer() })), run: Uuid, createdAt: Instant, withdrawnAt: Nullable(Instant),
  consents: Nullable(Type.Integer({ description: 'In force; null for guests' })), outside: Nullable(Type.Enum(objectStates, { description: 'How the object outside stands whose bytes these are; null when they are kept here' })),
})
export type AssetView = Static<typeof AssetView>
export const listAssets = defineRoute({
  id: 'asset.list', method: 'GET', path: '/api/v1/datasets/:dataset/assets', summary: 'Raw assets in import order', guard: { permission: 'asset.read' }, params: InDataset,
  query: Type.Object({ after: Type.Optional(Uuid), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })), modality: Type.Optional(Type.String({ maxLength: 64 })), name: Type.Optional(Type.String({ maxLength: 200, description: 'Part of the name, in any case' })),
    provenance: Type.Optional(Type.Literal('incomplete', { description: 'Only those that lack a paper or a consent' })) }, { additionalProperties: false }),
  ok: Type.Object({ assets: Type.Array(AssetView), next: Nullable(Uuid) }),
})
export const readAsset = defineRoute({ id: 'asset.read', method: 'GET', path: '/api/v1/assets/:asset', summary: 'One asset', guard: { permission: 'asset.read' }, params: OfAsset, ok: AssetView })
export const readContent = defineRoute({ id: 'asset.content', method: 'GET', path: '/api/v1/assets/:asset/content', summary: 'The bytes as they came; takes a Range', guard: { permission: 'asset.read' }, params: OfAsset, query: Opened, ok: 'stream' })
export const readThumbnail = defineRoute({ id: 'asset.thumbnail', method: 'GET', path: '/api/v1/assets/:asset/thumbnail', summary: 'A small picture of it', guard: { permission: 'asset.read' }, params: OfAsset, query: Opened, ok: 'stream' })
export const readText = defineRoute({
  id: 'asset.text', method: 'GET', path: '/api/v1/assets/:asset/text', summary: 'The text that spans count in, in code points', guard: { permission: 'asset.read' }, params: OfAsset,
  ok: Type.Object({ text: Type.String(), sha256: Sha256, codePoints: Type.Integer() }),
})
