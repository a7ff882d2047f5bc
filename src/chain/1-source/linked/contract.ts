import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Instant, Nullable, Uuid } from '../../../workspace/access/contract.ts'
import { ImportOptions, Provenance } from '../model.ts'
import { intervals, objectStates } from './model.ts'

const InProject = Type.Object({ project: Uuid })
const InDataset = Type.Object({ dataset: Uuid })
const OfConnection = Type.Object({ connection: Uuid })
const OfSource = Type.Object({ source: Uuid })

const Prefix = Type.String({ maxLength: 1000, description: 'Beginning of the keys; empty for the whole bucket' })
const Access = {
  endpoint: Type.String({ minLength: 1, maxLength: 500, description: 'https://host, without a path' }), region: Type.String({ minLength: 1, maxLength: 100 }),
  bucket: Type.String({ minLength: 1, maxLength: 255 }), prefix: Prefix, pathStyle: Type.Boolean({ description: 'https://host/bucket instead of https://bucket.host' }),
  accessKey: Type.String({ minLength: 1, maxLength: 500 }),
}
const Name = Type.String({ minLength: 1, maxLength: 200 })
const Secret = Type.String({ minLength: 1, maxLength: 1000, description: 'Sealed when it arrives and never shown again' })

export const ConnectionView = Type.Object({ id: Uuid, project: Uuid, name: Type.String(), ...Access, createdAt: Instant, sources: Type.Integer({ description: 'Linked through it' }) })
export type ConnectionView = Static<typeof ConnectionView>
export const listConnections = defineRoute({ id: 'storage.list', method: 'GET', path: '/api/v1/projects/:project/storage-connections', summary: 'Connections to object storage outside', guard: { permission: 'storage.read' }, params: InProject, ok: Type.Object({ connections: Type.Array(ConnectionView) }) })
export const createConnection = defineRoute({
  id: 'storage.create', method: 'POST', path: '/api/v1/projects/:project/storage-connections', summary: 'Connect a bucket of an S3 service; nothing is ever written to it', guard: { permission: 'storage.manage' }, status: 201,
  params: InProject, body: Type.Object({ name: Name, ...Access, secret: Secret }, { additionalProperties: false }), ok: ConnectionView,
})
export const changeConnection = defineRoute({
  id: 'storage.change', method: 'PATCH', path: '/api/v1/storage-connections/:connection', summary: 'Rename it, or enter another key', guard: { permission: 'storage.manage' }, params: OfConnection,
  body: Type.Object({ name: Type.Optional(Name), key: Type.Optional(Type.Object({ accessKey: Access.accessKey, secret: Secret }, { additionalProperties: false })) }, { additionalProperties: false }), ok: ConnectionView,
})
export const removeConnection = defineRoute({ id: 'storage.remove', method: 'DELETE', path: '/api/v1/storage-connections/:connection', summary: 'Forget a connection that nothing is linked through', guard: { permission: 'storage.manage' }, params: OfConnection, ok: Type.Object({}) })
export const testConnection = defineRoute({
  id: 'storage.test', method: 'POST', path: '/api/v1/storage-connections/:connection/tests', summary: 'Look whether the bucket answers and how many objects it shows', guard: { permission: 'storage.manage' }, repeatable: true, params: OfConnection,
  ok: Type.Object({ objects: Type.Integer({ description: 'Below the prefix, of the first 1000' }), more: Type.Boolean() }),
})

export const SourceView = Type.Object({
  id: Uuid, dataset: Uuid, connection: Uuid, connectionName: Type.String(), bucket: Type.String(), prefix: Type.String(), provenance: Provenance,
  every: Nullable(Type.Enum(intervals)), nextAt: Nullable(Instant), /** End of the last complete listing. */
  syncedAt: Nullable(Instant),
  listedAfter: Nullable(Type.String({ description: 'Last key that an unfinished listing has seen: the next sync goes on there' })),
  run: Nullable(Uuid), isSyncing: Type.Boolean(), objects: Type.Record(Type.String(), Type.Integer(), { description: 'By state' }), endedAt: Nullable(Instant), createdAt: Instant,
})
export type SourceView = Static<typeof SourceView>
export const listSources = defineRoute({ id: 'linked-source.list', method: 'GET', path: '/api/v1/datasets/:dataset/linked-sources', summary: 'Prefixes that a dataset follows', guard: { permission: 'storage.read' }, params: InDataset, ok: Type.Object({ sources: Type.Array(SourceView) }) })
export const linkSource = defineRoute({
  id: 'linked-source.create', method: 'POST', path: '/api/v1/datasets/:dataset/linked-sources', summary: 'Take the objects below a prefix as assets by reference; the bytes stay where they are. Begins a run', guard: { permission: 'storage.manage' }, status: 201, params: InDataset,
  body: Type.Object({ connection: Uuid, prefix: Prefix, provenance: Provenance, options: Type.Optional(ImportOptions), every: Type.Optional(Nullable(Type.Enum(intervals))) }, { additionalProperties: false }), ok: SourceView,
})
export const changeSource = defineRoute({
  id: 'linked-source.change', method: 'PATCH', path: '/api/v1/linked-sources/:source', summary: 'How often it is read again; or no longer at all (its assets stay)', guard: { permission: 'storage.manage' }, params: OfSource,
  body: Type.Object({ every: Type.Optional(Nullable(Type.Enum(intervals))), ended: Type.Optional(Type.Literal(true)) }, { additionalProperties: false }), ok: SourceView,
})
export const syncSource = defineRoute({ id: 'linked-source.sync', method: 'POST', path: '/api/v1/linked-sources/:source/syncs', summary: 'Read the prefix again: a run, which goes on where the last one stood', guard: { permission: 'storage.manage' }, status: 202, params: OfSource, ok: Type.Object({ run: Uuid }) })

export const ObjectView = Type.Object({
  id: Uuid, key: Type.String(), state: Type.Enum(objectStates), asset: Nullable(Uuid), etag: Type.String(), size: Type.Integer(), sha256: Nullable(Type.String()),
  foundEtag: Nullable(Type.String()), foundSize: Nullable(Type.Integer()), /** When it was found changed or missing. */
  foundAt: Nullable(Instant),
})
export type ObjectView = Static<typeof ObjectView>
/** The report: `state` changed and missing are what somebody has to look at. */
export const listObjects = defineRoute({
  id: 'linked-source.objects', method: 'GET', path: '/api/v1/linked-sources/:source/objects', summary: 'Objects of a source in one state, such as those that changed outside', guard: { permission: 'storage.read' }, params: OfSource,
  query: Type.Object({ state: Type.Enum(objectStates), after: Type.Optional(Type.String({ maxLength: 2000, description: 'Key' })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }, { additionalProperties: false }),
  ok: Type.Object({ objects: Type.Array(ObjectView), next: Nullable(Type.String()) }),
})
export const takeChanged = defineRoute({
  id: 'linked-source.take', method: 'POST', path: '/api/v1/linked-sources/:source/new-versions', summary: 'Take changed objects as new assets; what was recorded before is given up. Begins a run', guard: { permission: 'storage.manage' }, status: 202, params: OfSource,
  body: Type.Object({ objects: Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: 10_000, uniqueItems: true, description: 'All changed ones unless told' })) }, { additionalProperties: false }), ok: Type.Object({ run: Uuid, taken: Type.Integer() }),
})
