import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Instant, Nullable, Uuid } from '../../../workspace/access/contract.ts'
import { BatchView } from '../contract.ts'
import { dispatches, steps } from '../model.ts'
import { DispatchRule } from './rule.ts'

const Batch = Type.Object({ batch: Uuid }), Step = Type.Enum(steps)
const Reason = Type.String({ minLength: 1, maxLength: 2000 })

export const changePlanning = defineRoute({
  id: 'batch.plan-change', method: 'PATCH', path: '/api/v1/batches/:batch/planning', summary: 'Change deadline, priority, quota, reserved time, lease and how the batch is dispatched', guard: { permission: 'batch.manage' }, params: Batch,
  body: Type.Object({
    version: Type.Integer(), priority: Type.Optional(Type.Integer({ minimum: -100, maximum: 100 })), dueAt: Type.Optional(Nullable(Instant)), quota: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 1_000_000 }))),
    reserveMinutes: Type.Optional(Nullable(Type.Number({ exclusiveMinimum: 0, maximum: 10_000 }))), dayMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1440 })), leaseMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_080 })),
    dispatch: Type.Optional(Type.Enum(dispatches)), dispatchRule: Type.Optional(Nullable(DispatchRule)),
  }, { additionalProperties: false }), ok: BatchView,
})
export const setPriorities = defineRoute({
  id: 'task.prioritise', method: 'POST', path: '/api/v1/batches/:batch/priorities', summary: 'Give tasks a priority: higher is claimed first within the batch', guard: { permission: 'batch.manage' }, params: Batch,
  body: Type.Object({ tasks: Type.Array(Uuid, { minItems: 1, maxItems: 1000 }), priority: Type.Integer({ minimum: -100, maximum: 100 }) }, { additionalProperties: false }), ok: Type.Object({ changed: Type.Integer() }),
})
export const PaceView = Type.Object({
  state: Type.Enum(['no-deadline', 'done', 'on-track', 'at-risk', 'overdue']), done: Type.Integer({ description: 'Seats handed in' }), left: Type.Integer(),
  perDay: Nullable(Type.Number({ description: 'Of the last seven days with work' })), needed: Nullable(Type.Number({ description: 'A day, up to the deadline' })),
})
export type PaceView = Static<typeof PaceView>
export const readPace = defineRoute({ id: 'batch.pace', method: 'GET', path: '/api/v1/batches/:batch/pace', summary: 'Pace of the last days beside the pace that the deadline asks for', guard: { permission: 'batch.read' }, params: Batch, ok: PaceView })

/** What was handed to whom, and why not more. */
export const HandedView = Type.Object({
  handed: Type.Array(Type.Object({ person: Uuid, tasks: Type.Array(Uuid) })),
  left: Type.Array(Type.Object({ person: Uuid, task: Nullable(Uuid), code: Type.String() }), { description: 'Where nothing could be handed, and the failure that says why' }),
})
export type HandedView = Static<typeof HandedView>
export const handOut = defineRoute({
  id: 'batch.hand-out', method: 'POST', path: '/api/v1/batches/:batch/dispatch', summary: 'Hand tasks, or a number of them, to people, in blocks of neighbours', guard: { permission: 'batch.manage' }, params: Batch,
  body: Type.Object({
    people: Type.Array(Uuid, { minItems: 1, maxItems: 200, uniqueItems: true }), step: Step,
    tasks: Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: 200, uniqueItems: true })), count: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: 'In place of tasks: the next ones, for all together' })),
  }, { additionalProperties: false }), ok: HandedView,
})
export const handOutByRule = defineRoute({
  id: 'batch.hand-out-by-rule', method: 'POST', path: '/api/v1/batches/:batch/rule-dispatch', summary: 'Fill everybody\'s hands as the batch\'s rule says', guard: { permission: 'batch.manage' }, params: Batch,
  body: Type.Object({ step: Step }, { additionalProperties: false }), ok: HandedView,
})
export const HandView = Type.Object({
  assignment: Uuid, person: Uuid, step: Step, state: Type.Enum(['held', 'returned']), batch: Uuid, batchDisplay: Type.String(), task: Uuid, number: Type.Integer(), leaseUntil: Nullable(Instant), dispatched: Type.Boolean(),
})
export type HandView = Static<typeof HandView>
export const WorkerView = Type.Object({ person: Uuid, name: Type.String(), active: Type.Boolean({ description: 'False: the person has left' }), steps: Type.Array(Step), held: Type.Integer(), returned: Type.Integer() })
export type WorkerView = Static<typeof WorkerView>
export const listHands = defineRoute({
  id: 'assignment.hands', method: 'GET', path: '/api/v1/projects/:project/hands', summary: 'Who can work on what, and what everybody has in hand', guard: { permission: 'batch.manage' }, params: Type.Object({ project: Uuid }),
  query: Type.Object({ batch: Type.Optional(Uuid), person: Type.Optional(Uuid) }, { additionalProperties: false }), ok: Type.Object({ workers: Type.Array(WorkerView), work: Type.Array(HandView) }),
})
export const reassign = defineRoute({
  id: 'assignment.reassign', method: 'POST', path: '/api/v1/projects/:project/reassignments', summary: 'Take work back from a person, or move it to another, with what was drawn', guard: { permission: 'batch.manage' }, params: Type.Object({ project: Uuid }),
  body: Type.Object({
    from: Uuid, to: Nullable(Uuid), reason: Reason, batch: Type.Optional(Uuid), assignments: Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: 200, uniqueItems: true, description: 'Absent: up to 200 of what the person has in hand' })),
  }, { additionalProperties: false }),
  ok: Type.Object({ moved: Type.Integer(), left: Type.Array(Type.Object({ assignment: Uuid, code: Type.String() })) }),
})
export const tellActivity = defineRoute({
  id: 'assignment.activity', method: 'POST', path: '/api/v1/assignments/:assignment/activity', summary: 'Seconds at work since the last word, without idle time; believed only as far as the clock went on', guard: { permission: 'work.own' }, params: Type.Object({ assignment: Uuid }), repeatable: true,
  body: Type.Object({ seconds: Type.Number({ minimum: 0, maximum: 3600 }) }, { additionalProperties: false }), ok: Type.Object({ activeSeconds: Type.Integer() }),
})
