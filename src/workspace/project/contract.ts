import { Type, type Static } from 'typebox'
import { defineRoute } from '../../kernel/contract.ts'
import { LabelSchemaDocument } from '../../sockets/label-schema.ts'
import { Instant, Nothing, RoleName, Uuid } from '../access/contract.ts'
import { MigrationRecord, MigrationSteps } from './migration/model.ts'
import { GuidelineDocument } from './model.ts'

const Params = Type.Object({ project: Uuid })
const Scope = Type.Union([Type.Literal('task'), Type.Literal('batch'), Type.Literal('project')], { description: 'Where one person has one duty only' })
export const ProjectView = Type.Object({
  id: Uuid, name: Type.String(), description: Type.String(), template: Type.Union([Type.String(), Type.Null()]), dutyScope: Scope, version: Type.Integer(), createdAt: Instant,
  schemaVersion: Type.Integer(), guidelineVersion: Type.Integer(), roles: Type.Array(Type.String(), { description: 'What the caller is here' }),
})
export type ProjectView = Static<typeof ProjectView>

export const listProjects = defineRoute({ id: 'project.list', method: 'GET', path: '/api/v1/projects', summary: 'Projects that the caller can see', guard: { permission: 'project.read' }, ok: Type.Object({ projects: Type.Array(ProjectView) }) })
export const createProject = defineRoute({
  id: 'project.create', method: 'POST', path: '/api/v1/projects', summary: 'Create a project with its first label schema and guideline', guard: { permission: 'project.create' }, status: 201,
  body: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 200 }), description: Type.Optional(Type.String({ maxLength: 10_000 })), template: Type.Optional(Type.String({ maxLength: 64 })), dutyScope: Type.Optional(Scope),
    schema: LabelSchemaDocument, guideline: GuidelineDocument,
  }, { additionalProperties: false }), ok: ProjectView,
})
export const readProject = defineRoute({ id: 'project.read', method: 'GET', path: '/api/v1/projects/:project', summary: 'One project', guard: { permission: 'project.read' }, params: Params, ok: ProjectView })
export const changeProject = defineRoute({
  id: 'project.change', method: 'PATCH', path: '/api/v1/projects/:project', summary: 'Rename, describe, set the duty scope', guard: { permission: 'project.change' }, params: Params,
  body: Type.Object({ version: Type.Integer(), name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })), description: Type.Optional(Type.String({ maxLength: 10_000 })), dutyScope: Type.Optional(Scope) }, { additionalProperties: false }), ok: ProjectView,
})

export const SchemaView = Type.Object({
  version: Type.Integer(), document: LabelSchemaDocument, createdAt: Instant,
  migration: Type.Union([MigrationRecord, Type.Null()], { description: 'The steps that made this version, or the version that it takes back; null when it was edited' }),
})
export type SchemaView = Static<typeof SchemaView>
export const GuidelineView = Type.Object({
  version: Type.Integer(), document: GuidelineDocument, material: Type.Boolean(), createdAt: Instant,
  withdrawn: Type.Array(Uuid, { description: 'Assets that examples show no more, because they were withdrawn' }),
})
export type GuidelineView = Static<typeof GuidelineView>
export const ShapeView = Type.Object({ id: Type.String(), title: Type.Object({ 'zh-Hans': Type.String(), 'zh-Hant': Type.String(), en: Type.String() }), space: Type.Union([Type.Literal('raster'), Type.Literal('document'), Type.Literal('answer'), Type.Literal('relation')]) })
export type ShapeView = Static<typeof ShapeView>
export const listShapes = defineRoute({ id: 'shape.list', method: 'GET', path: '/api/v1/shapes', summary: 'Shapes that a class can use', guard: { permission: 'project.read' }, ok: Type.Object({ shapes: Type.Array(ShapeView) }) })
const Version = Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) }, { additionalProperties: false })
export const readSchema = defineRoute({ id: 'schema.read', method: 'GET', path: '/api/v1/projects/:project/schema', summary: 'The label schema, newest unless a version is named', guard: { permission: 'project.read' }, params: Params, query: Version, ok: SchemaView })
export const saveSchema = defineRoute({
  id: 'schema.save', method: 'POST', path: '/api/v1/projects/:project/schema', summary: 'Save a new version of the label schema', guard: { permission: 'schema.change' }, params: Params, status: 201,
  body: Type.Object({ base: Type.Integer({ minimum: 0 }), document: LabelSchemaDocument }, { additionalProperties: false }), ok: SchemaView,
})
const Migration = Type.Object({ base: Type.Integer({ minimum: 1 }), steps: MigrationSteps }, { additionalProperties: false })
const Count = Type.Integer({ minimum: 0 })
export const EffectView = Type.Object({
  step: Type.Integer({ description: 'Place among the steps, from 0' }), needsPerson: Type.Boolean(), shapes: Count, annotations: Count, releases: Count,
  tasks: Type.Record(Type.String(), Count, { description: 'Tasks by state' }),
})
export type EffectView = Static<typeof EffectView>
export const PlannedView = Type.Object({ version: Type.Integer(), document: LabelSchemaDocument, effects: Type.Array(EffectView) })
export type PlannedView = Static<typeof PlannedView>
export const previewMigration = defineRoute({
  id: 'schema.preview-migration', method: 'POST', path: '/api/v1/projects/:project/schema/migrations/preview', summary: 'What a migration would make and whom it would concern; nothing is saved', guard: { permission: 'schema.change' }, params: Params,
  repeatable: true, body: Migration, ok: PlannedView,
})
export const migrateSchema = defineRoute({
  id: 'schema.migrate', method: 'POST', path: '/api/v1/projects/:project/schema/migrations', summary: 'Rename, merge, split and retire entries in a new version', guard: { permission: 'schema.change' }, params: Params, status: 201, body: Migration, ok: PlannedView,
})
export const undoMigration = defineRoute({
  id: 'schema.undo-migration', method: 'POST', path: '/api/v1/projects/:project/schema/migrations/undo', summary: 'Take the newest migration back in a new version', guard: { permission: 'schema.change' }, params: Params, status: 201,
  body: Type.Object({ base: Type.Integer({ minimum: 2 }) }, { additionalProperties: false }), ok: SchemaView,
})
export const SchemaReviewView = Type.Object({ task: Uuid, version: Type.Integer(), shapes: Count, createdAt: Instant })
export const listSchemaReviews = defineRoute({
  id: 'schema.review-list', method: 'GET', path: '/api/v1/projects/:project/schema/reviews', summary: 'Tasks in which a person has to choose again after a migration; at most a thousand', guard: { permission: 'schema.change' }, params: Params,
  ok: Type.Object({ reviews: Type.Array(SchemaReviewView) }),
})
export const readGuideline = defineRoute({ id: 'guideline.read', method: 'GET', path: '/api/v1/projects/:project/guideline', summary: 'The guideline, newest unless a version is named', guard: { permission: 'project.read' }, params: Params, query: Version, ok: GuidelineView })
export const saveGuideline = defineRoute({
  id: 'guideline.save', method: 'POST', path: '/api/v1/projects/:project/guideline', summary: 'Publish a new version of the guideline', guard: { permission: 'guideline.change' }, params: Params, status: 201,
  body: Type.Object({ base: Type.Integer({ minimum: 0 }), document: GuidelineDocument, material: Type.Boolean({ description: 'Changes what is right, not only the wording' }) }, { additionalProperties: false }), ok: GuidelineView,
})
/** What the caller has read of the guideline. */
export const ReadingView = Type.Object({
  acknowledged: Type.Union([Type.Integer(), Type.Null()]), at: Type.Union([Instant, Type.Null()]), newest: Type.Integer(),
  isDue: Type.Boolean({ description: 'A material version came since: no work is taken up before it is read' }),
})
export type ReadingView = Static<typeof ReadingView>
export const readReading = defineRoute({ id: 'acknowledgement.own', method: 'GET', path: '/api/v1/projects/:project/guideline/acknowledgement', summary: 'Which version of the guideline the caller has read', guard: { permission: 'guideline.acknowledge' }, params: Params, ok: ReadingView })
export const acknowledge = defineRoute({
  id: 'guideline.acknowledge', method: 'POST', path: '/api/v1/projects/:project/guideline/acknowledgement', summary: 'Say that a version of the guideline was read and understood', guard: { permission: 'guideline.acknowledge' }, params: Params, repeatable: true,
  body: Type.Object({ version: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }), ok: ReadingView,
})
export const AcknowledgementView = Type.Object({ membership: Uuid, version: Type.Integer(), at: Instant })
export type AcknowledgementView = Static<typeof AcknowledgementView>
export const listAcknowledgements = defineRoute({
  id: 'acknowledgement.list', method: 'GET', path: '/api/v1/projects/:project/guideline/acknowledgements', summary: 'Which version of the guideline each person has read last', guard: { permission: 'acknowledgement.read' }, params: Params,
  ok: Type.Object({ newest: Type.Integer(), material: Type.Integer({ description: 'The version that everybody who works must have read' }), acknowledgements: Type.Array(AcknowledgementView) }),
})
export const MemberView = Type.Object({ membership: Uuid, roles: Type.Array(Type.String()) })
export const listMembers = defineRoute({ id: 'member.list', method: 'GET', path: '/api/v1/projects/:project/members', summary: 'Roles in this project', guard: { permission: 'person.list' }, params: Params, ok: Type.Object({ members: Type.Array(MemberView) }) })
export const setMember = defineRoute({
  id: 'member.set', method: 'PUT', path: '/api/v1/projects/:project/members/:membership', summary: 'Set the roles of a person in this project; none removes', guard: { permission: 'member.change' }, repeatable: true,
  params: Type.Object({ project: Uuid, membership: Uuid }), body: Type.Object({ roles: Type.Array(RoleName, { uniqueItems: true }) }, { additionalProperties: false }), ok: Nothing,
})
