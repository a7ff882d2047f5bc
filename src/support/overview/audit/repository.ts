import { sql } from 'kysely'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { RunState } from '../../../workspace/runs/model.ts'

export interface AuditRun { readonly id: string, readonly project: string | null, readonly state: RunState, readonly spec: unknown, readonly result: unknown, readonly share: number, readonly created_at: Date, readonly ended_at: Date | null }
/** Runs of one kind, newest first. @param project only those of this project; null is every one of the organisation */
export const auditRuns = async (tx: Tx, kind: string, project: string | null, limit: number): Promise<AuditRun[]> => {
  const { rows } = await sql<AuditRun>`select r.id, r.project, r.state, r.spec, r.result, r.created_at, r.ended_at,
      coalesce((select sum(case when s.total > 0 then (s.done + s.dead)::float / s.total else 0 end) / count(*) from run.stage s where s.run = r.id), 0) share
    from run.run r where r.organisation = current_organisation() and r.kind = ${kind} and (${project}::uuid is null or r.project = ${project}) order by r.created_at desc limit ${limit}`.execute(tx)
  return rows
}
export const findAuditRun = async (tx: Tx, kind: string, id: string): Promise<Pick<AuditRun, 'id' | 'project' | 'state' | 'result'> | undefined> =>
  tx.selectFrom('run.run').select(['id', 'project', 'state', 'result']).where('kind', '=', kind).where('id', '=', id).executeTakeFirst()
