import { Type, type Static } from 'typebox'
import { defineRoute } from '../../kernel/contract.ts'
import { Instant, Nullable, Uuid } from '../../workspace/access/contract.ts'

export const stages = ['source', 'screen', 'clean', 'classify', 'annotate', 'inspect', 'release', 'exchange'] as const
export const StageView = Type.Object({
  stage: Type.Enum(stages), count: Type.Integer({ description: 'Assets that have come through it' }), waiting: Type.Integer(), dropped: Type.Integer(), changed: Type.Integer(),
})
export const waits = ['uploads', 'unprepared', 'failed-measures', 'returned', 'open-tasks', 'reviews', 'parked', 'lots', 'unreleased'] as const
export const WaitView = Type.Object({ what: Type.Enum(waits), count: Type.Integer(), batch: Nullable(Uuid), display: Nullable(Type.String()), since: Nullable(Instant) })
/** A share with its 95 % Wilson interval; null without a single case. */
export const EstimateView = Type.Object({ value: Type.Number(), low: Type.Number(), high: Type.Number(), n: Type.Integer() })
export const OverviewView = Type.Object({
  stages: Type.Array(StageView), reasons: Type.Array(Type.Object({ operator: Type.String(), reason: Type.String(), count: Type.Integer() }), { description: 'Why assets were dropped, most first' }),
  waits: Type.Array(WaitView), quality: Type.Object({ accuracy: Nullable(EstimateView), firstPass: Nullable(EstimateView) }), days: Type.Array(Type.Object({ day: Type.String({ description: 'In the organisation\'s zone' }), approved: Type.Integer() })), tasks: Type.Integer(),
  countedAt: { ...Instant, description: 'Large projects are not counted anew for every reader' },
})
export type OverviewView = Static<typeof OverviewView>
export const readOverview = defineRoute({ id: 'overview.read', method: 'GET', path: '/api/v1/projects/:project/overview', summary: 'The chain with its counts, who waits for what, and quality with its interval', guard: { permission: 'overview.read' }, params: Type.Object({ project: Uuid }), ok: OverviewView })
