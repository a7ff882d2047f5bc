import type { Generated } from 'kysely'
import type { RunState } from './model.ts'

export interface RunTenantRow { organisation: string, slots: Generated<number>, served: Generated<number> }
export interface RunRow {
  id: string, organisation: string, project: string | null, kind: string, version: number, title: unknown, spec: unknown, state: RunState, weight: Generated<number>, max_dead: Generated<number>,
  failure: unknown, result: unknown, started_by: string, created_at: Date, ended_at: Date | null
}
export interface StageRow { organisation: string, run: string, no: number, name: string, state: 'waiting' | 'open' | 'done', total: number, done: Generated<number>, dead: Generated<number>, sent: Generated<number>, items: Generated<number> }
export interface ShardRow { organisation: string, run: string, stage: number, no: number, state: 'ready' | 'sent' | 'done' | 'dead', job: string | null, input: unknown, output: unknown, error: unknown, ended_at: Date | null, items: Generated<number> }
export interface ProblemRow { id: Generated<number>, organisation: string, run: string, file: string | null, line: number | null, field: string | null, code: string, parameters: unknown, warning: boolean, at: Generated<Date> }

export interface ScheduleRow {
  id: string, organisation: string, project: string | null, kind: string, spec: unknown, needs: string, every: 'hour' | 'day' | null, next_at: Date | null, run: string | null, started_by: string, created_at: Date
}

declare module '../database/tables.ts' {
  interface Tables { 'run.tenant': RunTenantRow, 'run.run': RunRow, 'run.stage': StageRow, 'run.shard': ShardRow, 'run.problem': ProblemRow, 'run.schedule': ScheduleRow }
}
