import { Type, type Static } from 'typebox'
import { defineRoute } from '../../kernel/contract.ts'
import { LabelSchemaDocument } from '../../sockets/label-schema.ts'
import { ShapeOperation, ShapeRecord } from '../../sockets/shape.ts'
import { Instant, Nullable, Sha256, Uuid } from '../../workspace/access/contract.ts'
import { GuidelineDocument } from '../../workspace/project/model.ts'
import { AssignmentView } from '../3-production/contract.ts'
import { disputes } from '../3-production/model.ts'

const Params = Type.Object({ assignment: Uuid })

/** A shape that was written under an older label schema and reads differently under that of its batch. */
export const ForwardedView = Type.Object({
  was: ShapeRecord, is: Nullable(ShapeRecord),
  choices: Nullable(Type.Array(Type.String(), { description: 'Somebody has to choose: among these ids, among all when there is none; null when nothing is to be chosen' })),
})
export type ForwardedView = Static<typeof ForwardedView>
/** One annotation as its reader may see it: the author is there only for those who may know. */
export const AnnotationView = Type.Object({
  id: Uuid, revision: Type.Integer(), submitted: Nullable(Type.Integer()), shapes: Type.Array(ShapeRecord), author: Type.Optional(Uuid),
  forwarded: Type.Optional(Type.Array(ForwardedView)),
  guidelineVersion: Type.Optional(Nullable(Type.Integer({ description: 'Which version its author had read when it was submitted; null before that was recorded' }))),
})
export type AnnotationView = Static<typeof AnnotationView>
export const TaskAssetView = Type.Object({
  slot: Type.String(), asset: Uuid, name: Type.String(), modality: Type.String(), mediaType: Type.String(), sha256: Sha256, facts: Type.Record(Type.String(), Type.Unknown()), text: Nullable(Sha256),
})
export type TaskAssetView = Static<typeof TaskAssetView>
/** Everything that the workbench needs to open an assignment, in one reply. */
export const WorkView = Type.Object({
  assignment: AssignmentView,
  batch: Type.Object({ id: Uuid, display: Type.String(), name: Type.String(), tasks: Type.Integer(), overlap: Type.Integer() }),
  /** Why it is disputed and how far the readers agree: told to an arbiter only. */
  task: Type.Object({ id: Uuid, number: Type.Integer(), dispute: Nullable(Type.Enum(disputes)), agreement: Nullable(Type.Number()) }),
  /** The workflow has an arbiter to whom a reviewer may hand the task. */
  arbitrable: Type.Boolean(),
  assets: Type.Array(TaskAssetView),
  schema: Type.Object({ version: Type.Integer(), document: LabelSchemaDocument }),
  guideline: Type.Object({ version: Type.Integer(), document: GuidelineDocument }),
  /** One's own; of a review: those to be judged, in an order that tells nothing of their authors. */
  annotations: Type.Array(AnnotationView),
  serverTime: Instant,
})
export type WorkView = Static<typeof WorkView>

export const openWork = defineRoute({ id: 'assignment.work', method: 'GET', path: '/api/v1/assignments/:assignment/work', summary: 'Open an assignment: media, schema, guideline, what was drawn', guard: { permission: 'work.own' }, params: Params, ok: WorkView })
export const saveRevision = defineRoute({
  id: 'revision.save', method: 'POST', path: '/api/v1/assignments/:assignment/revisions', summary: 'Save a change on a named base; the same change id again hears the same reply', guard: { permission: 'work.own' }, params: Params, status: 201, repeatable: true,
  body: Type.Object({ changeId: Uuid, base: Type.Integer({ minimum: 0 }), schemaVersion: Type.Integer({ minimum: 1 }), operations: Type.Array(ShapeOperation, { minItems: 1, maxItems: 200 }) }, { additionalProperties: false }),
  ok: Type.Object({
    revision: Type.Integer(), applied: Type.Array(Uuid), conflicts: Type.Array(Type.Object({ shape: Uuid, theirs: Nullable(ShapeRecord) })),
    refused: Type.Array(Type.Object({ index: Type.Integer(), code: Type.String(), field: Type.String() })), serverTime: Instant,
  }),
})
export const submitWork = defineRoute({
  id: 'assignment.submit', method: 'POST', path: '/api/v1/assignments/:assignment/submission', summary: 'Submit the revision that one sees', guard: { permission: 'work.own' }, params: Params, repeatable: true,
  body: Type.Object({ changeId: Uuid, revision: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }), ok: Type.Object({ assignment: AssignmentView, sha256: Sha256 }),
})
export const keepDraft = defineRoute({
  id: 'draft.keep', method: 'POST', path: '/api/v1/assignments/:assignment/drafts', summary: 'Keep changes whose lease was lost, under the name of their author', guard: { permission: 'work.own' }, params: Params, status: 201, repeatable: true,
  body: Type.Object({ changeId: Uuid, operations: Type.Array(ShapeOperation, { minItems: 1, maxItems: 200 }) }, { additionalProperties: false }), ok: Type.Object({ kept: Type.Integer() }),
})
export const listAnnotations = defineRoute({
  id: 'annotation.list', method: 'GET', path: '/api/v1/tasks/:task/annotations', summary: 'All annotations of a task', guard: { permission: 'annotation.read' }, params: Type.Object({ task: Uuid }), ok: Type.Object({ annotations: Type.Array(AnnotationView) }),
})
export const RevisionView = Type.Object({ number: Type.Integer(), base: Type.Integer(), operations: Type.Array(ShapeOperation), author: Type.Union([Uuid, Type.Null()], { description: 'Null where the terms of one\'s party keep people back' }), at: Instant })
export const listRevisions = defineRoute({
  id: 'revision.list', method: 'GET', path: '/api/v1/annotations/:annotation/revisions', summary: 'The history of an annotation, oldest first', guard: { permission: 'annotation.read' }, params: Type.Object({ annotation: Uuid }),
  query: Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) }, { additionalProperties: false }), ok: Type.Object({ revisions: Type.Array(RevisionView), next: Nullable(Type.Integer()) }),
})
