import { Type, type Static } from 'typebox'
import { defineRoute } from '../../kernel/contract.ts'
import { Instant, Nullable, Uuid } from '../access/contract.ts'
import { runStates } from './model.ts'

export const RunView = Type.Object({
  id: Uuid, project: Nullable(Uuid), kind: Type.String(), title: Type.Record(Type.String(), Type.String()),
  state: Type.Enum(runStates),
  stages: Type.Array(Type.Object({ name: Type.String(), title: Type.Record(Type.String(), Type.String()), total: Type.Integer(), done: Type.Integer(), dead: Type.Integer(), items: Type.Integer() })),
  share: Type.Number({ description: '0 to 1' }), problems: Type.Array(Type.Object({ code: Type.String(), count: Type.Integer(), warning: Type.Boolean() })),
  keeps: Nullable(Type.Record(Type.String(), Type.String(), { description: 'What stays when the run is cancelled' })), weight: Type.Integer({ description: 'Share of the organisation\'s parts under way, beside its other runs' }), retries: Type.Integer({ description: 'Parts that a retry would take up; 0 when the run cannot be taken up again' }), failure: Type.Unknown(), result: Type.Unknown(), createdAt: Instant, endedAt: Nullable(Instant),
})
export type RunView = Static<typeof RunView>
export const listRuns = defineRoute({
  id: 'run.list', method: 'GET', path: '/api/v1/runs', summary: 'Runs, newest first', guard: { permission: 'run.read' },
  query: Type.Object({ project: Type.Optional(Uuid), before: Type.Optional(Instant), live: Type.Optional(Type.Boolean()), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) }, { additionalProperties: false }),
  ok: Type.Object({ runs: Type.Array(RunView) }),
})
export const readRun = defineRoute({ id: 'run.read', method: 'GET', path: '/api/v1/runs/:run', summary: 'One run', guard: { permission: 'run.read' }, params: Type.Object({ run: Uuid }), ok: RunView })
export const controlRun = defineRoute({
  id: 'run.control', method: 'PATCH', path: '/api/v1/runs/:run', summary: 'Pause, go on, cancel; take a run that failed, or ended without some parts, up again with these; change its weight beside the other runs', guard: { permission: 'run.control' }, params: Type.Object({ run: Uuid }),
  body: Type.Object({ state: Type.Optional(Type.Union([Type.Literal('running'), Type.Literal('paused'), Type.Literal('cancelling')])), weight: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) }, { additionalProperties: false }), ok: RunView,
})
export const ThroughputView = Type.Object({
  seconds: Type.Integer({ description: 'Width of one step' }), steps: Type.Array(Type.Object({ at: Instant, items: Type.Integer() }), { description: 'Steps in which nothing ended are left out' }),
  lastMinute: Nullable(Type.Number({ description: 'Items per second over the last minute, or since the start when that is shorter; null when the run does not go on' })),
})
export type ThroughputView = Static<typeof ThroughputView>
export const readThroughput = defineRoute({ id: 'run.throughput', method: 'GET', path: '/api/v1/runs/:run/throughput', summary: 'Items by time, and the pace now', guard: { permission: 'run.read' }, params: Type.Object({ run: Uuid }), ok: ThroughputView })
export const ProblemView = Type.Object({ id: Type.Integer(), file: Nullable(Type.String()), line: Nullable(Type.Integer()), field: Nullable(Type.String()), code: Type.String(), parameters: Type.Record(Type.String(), Type.Unknown()), warning: Type.Boolean() })
export type ProblemView = Static<typeof ProblemView>
export const listProblems = defineRoute({
  id: 'run.problems', method: 'GET', path: '/api/v1/runs/:run/problems', summary: 'What went wrong, with place and reason', guard: { permission: 'run.read' }, params: Type.Object({ run: Uuid }),
  query: Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })), code: Type.Optional(Type.String({ maxLength: 200 })) }, { additionalProperties: false }),
  ok: Type.Object({ problems: Type.Array(ProblemView), next: Nullable(Type.Integer()) }),
})
