import { Type, type Static } from 'typebox'
import { defineRoute } from '../../kernel/contract.ts'
import { Instant, Nullable, Sha256, Uuid } from '../../workspace/access/contract.ts'
import { assignmentStates, batchStates, dispatches, disputes, lotAqls, lotLevels, steps, taskStates } from './model.ts'
import { GroupRule } from './grouping/rule.ts'
import { DispatchRule } from './planning/rule.ts'
import { Workflow } from './workflow.ts'

const Reason = Type.String({ minLength: 1, maxLength: 2000 })
export const LotPlan = Type.Object({
  level: Type.Enum(lotLevels),
  aql: Type.Enum(lotAqls, { description: 'Acceptance quality limit of GB/T 2828.1, in percent nonconforming' }),
}, { additionalProperties: false })

export const BatchView = Type.Object({
  id: Uuid, project: Uuid, number: Type.Integer(), display: Type.String(), name: Type.String(), kind: Type.String(), state: Type.Enum(batchStates), selection: Uuid, schemaVersion: Type.Integer(), guidelineVersion: Type.Integer(),
  overlap: Type.Integer(), review: Type.Enum(['all', 'sample', 'none']), leaseMinutes: Type.Integer(), plan: Nullable(LotPlan), tasks: Type.Integer(), version: Type.Integer(), createdAt: Instant,
  workflow: Workflow, dispatch: Type.Enum(dispatches), dispatchRule: Nullable(DispatchRule), dueAt: Nullable(Instant), quota: Nullable(Type.Integer()), reserveMinutes: Nullable(Type.Number()),
  priority: Type.Integer(), dayMinutes: Type.Integer(),
  reviewDraw: Type.Union([Type.Object({ commitment: Sha256, seed: Nullable(Type.String()), salt: Nullable(Type.String()) }), Type.Null()], { description: 'How the tasks of a sampling review were drawn; the seed is shown once the batch is accepted' }),
  returnLimit: Type.Integer(), appealHours: Type.Integer(), safety: Type.Boolean(), clientRounds: Type.Integer(), deliveredAt: Nullable(Instant), voidReason: Nullable(Type.String()), voidRule: Nullable(Type.Enum(['illegal-content', 'safety-share'])),
  gold: Type.Optional(Type.Integer({ description: 'Tasks with a known answer, mixed in beside `tasks`; absent for whoever may not tell them apart' })),
  counts: Type.Record(Type.String(), Type.Integer(), { description: 'Tasks by state' }),
})
export type BatchView = Static<typeof BatchView>
const Batch = Type.Object({ batch: Uuid })

export const createBatch = defineRoute({
  id: 'batch.create', method: 'POST', path: '/api/v1/projects/:project/batches', summary: 'Cut a batch from a selection: one task per asset, or per group of assets', guard: { permission: 'batch.manage' }, status: 201, params: Type.Object({ project: Uuid }),
  body: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 200 }), selection: Uuid, kind: Type.Optional(Type.Enum(['production', 'pilot', 'practice', 'exam'])),
    overlap: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, description: 'In place of a workflow' })), review: Type.Optional(Type.Enum(['all', 'none'], { description: 'In place of a workflow' })), leaseMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_080 })),
    group: Type.Optional(GroupRule),
    workflow: Type.Optional(Workflow), dispatch: Type.Optional(Type.Enum(dispatches)), dispatchRule: Type.Optional(Nullable(DispatchRule)), dueAt: Type.Optional(Nullable(Instant)),
    priority: Type.Optional(Type.Integer({ minimum: -100, maximum: 100, description: 'Higher is claimed first' })),
    dayMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1440, description: 'Working day into which the reserved time of what one holds must fit' })),
    quota: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Tasks of one step that one person may have of the batch' }))),
    reserveMinutes: Type.Optional(Nullable(Type.Number({ exclusiveMinimum: 0, maximum: 10_000, description: 'Time reserved for each task' }))),
    goldPercent: Type.Optional(Type.Number({ minimum: 0, maximum: 50, description: 'Tasks with a known answer, mixed in unseen, in percent of the batch' })),
    returnLimit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, description: 'Returns of one task after which the coordinator is told' })),
    appealHours: Type.Optional(Type.Integer({ minimum: 0, maximum: 8760, description: 'How long a return can be appealed' })),
    safety: Type.Optional(Type.Boolean({ description: 'Safety data: more than 5 % failing voids the batch (GB/T 45674-2025 8.3 c)' })),
    plan: Type.Optional(Nullable(LotPlan)), open: Type.Optional(Type.Boolean({ description: 'Open it at once' })),
  }, { additionalProperties: false }), ok: BatchView,
})
export const listBatches = defineRoute({ id: 'batch.list', method: 'GET', path: '/api/v1/projects/:project/batches', summary: 'Batches of a project', guard: { permission: 'batch.read' }, params: Type.Object({ project: Uuid }), ok: Type.Object({ batches: Type.Array(BatchView) }) })
export const readBatch = defineRoute({ id: 'batch.read', method: 'GET', path: '/api/v1/batches/:batch', summary: 'One batch', guard: { permission: 'batch.read' }, params: Batch, ok: BatchView })
export const moveBatch = defineRoute({
  id: 'batch.move', method: 'POST', path: '/api/v1/batches/:batch/state', summary: 'Open, reopen for rework, or void a draft; a batch that was opened is voided by two people', guard: { permission: 'batch.manage' }, params: Batch,
  body: Type.Object({ version: Type.Integer(), state: Type.Enum(['open', 'void']), reason: Type.Optional(Reason) }, { additionalProperties: false }), ok: BatchView,
})
export const moveBatchSchema = defineRoute({
  id: 'batch.move-schema', method: 'POST', path: '/api/v1/batches/:batch/schema', summary: 'Annotate the batch under the newest label schema from now on', guard: { permission: 'batch.manage' }, params: Batch,
  body: Type.Object({ version: Type.Integer({ description: 'Of the batch, as it was seen' }) }, { additionalProperties: false }), ok: BatchView,
})
export const TaskView = Type.Object({ id: Uuid, batch: Uuid, number: Type.Integer(), state: Type.Enum(taskStates), vacancies: Type.Integer(), reviewable: Type.Boolean(), overlap: Type.Integer(), priority: Type.Integer(), dispute: Nullable(Type.Enum(disputes)), agreement: Nullable(Type.Number()), returns: Type.Integer({ description: 'How often work on it was sent back' }), assets: Type.Array(Type.Object({ slot: Type.String(), asset: Uuid })) })
export const listTasks = defineRoute({
  id: 'task.list', method: 'GET', path: '/api/v1/batches/:batch/tasks', summary: 'Tasks of a batch, by number', guard: { permission: 'task.read' }, params: Batch,
  query: Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })), state: Type.Optional(Type.Enum(taskStates)) }, { additionalProperties: false }),
  ok: Type.Object({ tasks: Type.Array(TaskView), next: Nullable(Type.Integer()) }),
})
export const setTaskAside = defineRoute({
  id: 'task.set-aside', method: 'POST', path: '/api/v1/tasks/:task/state', summary: 'Park, discard or take up again', guard: { permission: 'task.set-aside' }, params: Type.Object({ task: Uuid }),
  body: Type.Object({ state: Type.Enum(['parked', 'discarded', 'open']), reason: Reason }, { additionalProperties: false }), ok: Type.Object({ id: Uuid, state: Type.Enum(taskStates) }),
})

export const AssignmentView = Type.Object({
  id: Uuid, project: Uuid, batch: Uuid, task: Uuid, step: Type.Enum(steps), round: Type.Integer(), state: Type.Enum(assignmentStates), leaseUntil: Nullable(Instant), reason: Nullable(Type.String()),
  claimedAt: Instant, submittedAt: Nullable(Instant),
})
export type AssignmentView = Static<typeof AssignmentView>
/** With the numbers that people call it by. */
export const OwnAssignmentView = Type.Object({ ...AssignmentView.properties, taskNumber: Type.Integer(), batchDisplay: Type.String() })
export type OwnAssignmentView = Static<typeof OwnAssignmentView>
export const claim = defineRoute({
  id: 'assignment.claim', method: 'POST', path: '/api/v1/assignments', summary: 'Claim the next task: one that was returned to the caller first, then a new one', guard: { permission: 'work.own' }, status: 201,
  body: Type.Object({ project: Uuid, batch: Type.Optional(Uuid), step: Type.Enum(steps) }, { additionalProperties: false }), ok: AssignmentView,
})
export const listOwn = defineRoute({
  id: 'assignment.own', method: 'GET', path: '/api/v1/assignments', summary: 'My work: held and returned first', guard: { permission: 'work.own' },
  query: Type.Object({ state: Type.Optional(Type.Enum(assignmentStates)), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) }, { additionalProperties: false }),
  ok: Type.Object({ assignments: Type.Array(OwnAssignmentView) }),
})
export const resume = defineRoute({ id: 'assignment.resume', method: 'POST', path: '/api/v1/assignments/:assignment/lease', summary: 'Take up a returned assignment, or renew the lease', guard: { permission: 'work.own' }, params: Type.Object({ assignment: Uuid }), repeatable: true, ok: AssignmentView })
export const takeBack = defineRoute({ id: 'assignment.take-back', method: 'DELETE', path: '/api/v1/assignments/:assignment/submission', summary: 'Take back an accidental submission, within ten seconds and before anybody judges it', guard: { permission: 'work.own' }, params: Type.Object({ assignment: Uuid }), repeatable: true, ok: AssignmentView })
export const giveBack = defineRoute({
  id: 'assignment.give-back', method: 'POST', path: '/api/v1/assignments/:assignment/end', summary: 'Give a task back, or skip it with a reason', guard: { permission: 'work.own' }, params: Type.Object({ assignment: Uuid }),
  body: Type.Object({ state: Type.Enum(['released', 'skipped']), reason: Type.Optional(Reason) }, { additionalProperties: false }), ok: AssignmentView,
})
/** What waits for the caller, per open batch of a project. */
export const readQueue = defineRoute({
  id: 'assignment.queue', method: 'GET', path: '/api/v1/projects/:project/queue', summary: 'How much can be claimed, per batch', guard: { permission: 'work.own' }, params: Type.Object({ project: Uuid }),
  ok: Type.Object({ batches: Type.Array(Type.Object({ batch: Uuid, display: Type.String(), name: Type.String(), annotate: Type.Integer(), review: Type.Integer(), arbitrate: Type.Integer() })) }),
})

const WorkflowName = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })
export const WorkflowView = Type.Object({ name: Type.String(), version: Type.Integer(), workflow: Workflow, createdAt: Instant })
export type WorkflowView = Static<typeof WorkflowView>
const OfProject = Type.Object({ project: Uuid })
export const listWorkflows = defineRoute({
  id: 'workflow.list', method: 'GET', path: '/api/v1/projects/:project/workflows', summary: 'Named workflows of a project, each in its latest version', guard: { permission: 'batch.read' }, params: OfProject, ok: Type.Object({ workflows: Type.Array(WorkflowView) }),
})
export const readWorkflow = defineRoute({
  id: 'workflow.read', method: 'GET', path: '/api/v1/projects/:project/workflow', summary: 'One named workflow, in its latest version or another', guard: { permission: 'batch.read' }, params: OfProject,
  query: Type.Object({ name: WorkflowName, version: Type.Optional(Type.Integer({ minimum: 1 })) }, { additionalProperties: false }), ok: WorkflowView,
})
export const saveWorkflow = defineRoute({
  id: 'workflow.save', method: 'POST', path: '/api/v1/projects/:project/workflows', summary: 'Save a named workflow as its next version; batches that were made keep theirs', guard: { permission: 'batch.manage' }, params: OfProject, status: 201,
  body: Type.Object({ name: WorkflowName, base: Type.Integer({ minimum: 0, description: 'The version that it was made from; 0 for a new name' }), workflow: Workflow }, { additionalProperties: false }), ok: WorkflowView,
})
