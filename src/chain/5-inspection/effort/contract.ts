import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Nullable, Uuid } from '../../../workspace/access/contract.ts'

const Minutes = Type.Object({
  n: Type.Integer(), median: Type.Number(), p90: Type.Number(), interval: Nullable(Type.Tuple([Type.Number(), Type.Number()], { description: 'Of the median, 95 %; null below six' })),
}, { description: 'Active minutes a task' })
export const EffortView = Type.Object({
  minutes: Nullable(Minutes), mean: Nullable(Type.Number({ description: 'Minutes a task, for totals' })), perShape: Nullable(Type.Number({ description: 'Seconds a shape' })),
  returned: Type.Integer({ description: 'Measured tasks that were sent back at least once' }),
  people: Type.Array(Type.Object({ person: Uuid, name: Type.String(), n: Type.Integer(), minutes: Nullable(Minutes) }), { description: 'For those who manage; a figure only from five tasks on' }),
  /** Of the newest other pilot of the project. */
  pilot: Nullable(Type.Object({ batch: Uuid, display: Type.String(), median: Type.Number(), p90: Type.Number() })),
})
export type EffortView = Static<typeof EffortView>
export const readEffort = defineRoute({
  id: 'batch.effort', method: 'GET', path: '/api/v1/batches/:batch/effort', summary: 'Measured minutes a task: median, nine of ten, per shape, per person, beside those of the pilot', guard: { permission: 'inspection.read' }, params: Type.Object({ batch: Uuid }), ok: EffortView,
})
