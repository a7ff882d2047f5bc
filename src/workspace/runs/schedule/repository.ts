import { sql } from 'kysely'
import type { MembershipId, OrganisationId, ProjectId, RunId } from '../../../kernel/ids.ts'
import type { Json } from '../../../kernel/json.ts'
import { json, type Tx } from '../../database/connect.ts'
import '../table.ts'

export type Every = 'hour' | 'day'
export interface StoredSchedule { readonly id: string, readonly organisation: OrganisationId, readonly project: ProjectId | null, readonly kind: string, readonly spec: unknown, readonly needs: string, readonly every: Every | null, readonly next_at: Date | null, readonly run: RunId | null, readonly started_by: MembershipId, readonly is_live: boolean }
const schedules = (tx: Tx) => tx.selectFrom('run.schedule as s').leftJoin('run.run as r', 'r.id', 's.run')
  .select(['s.id', 's.organisation', 's.project', 's.kind', 's.spec', 's.needs', 's.every', 's.next_at', 's.run', 's.started_by', sql<boolean>`coalesce(r.state in ('running', 'paused', 'cancelling'), false)`.as('is_live')])

export interface NewSchedule { id: string, organisation: OrganisationId, project: ProjectId | null, kind: string, spec: Json, needs: string, every: Every | null, nextAt: Date | null, by: MembershipId, now: Date }
export const insertSchedule = (tx: Tx, s: NewSchedule): Promise<unknown> => tx.insertInto('run.schedule').values({
  id: s.id, organisation: s.organisation, project: s.project, kind: s.kind, spec: json(s.spec), needs: s.needs, every: s.every, next_at: s.nextAt, run: null, started_by: s.by, created_at: s.now,
}).execute()
/** Held against others who would begin it too. */
export const lockSchedule = async (tx: Tx, id: string): Promise<StoredSchedule | undefined> => {
  await tx.selectFrom('run.schedule').select('id').where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  return schedules(tx).where('s.id', '=', id).executeTakeFirst() as Promise<StoredSchedule | undefined>
}
/** As lockSchedule, if it is due and nobody else has it in hand. */
export const lockDue = async (tx: Tx, id: string, now: Date): Promise<StoredSchedule | undefined> => {
  const mine = await tx.selectFrom('run.schedule').select('id').where('id', '=', id).where('next_at', '<=', now).forNoKeyUpdate().skipLocked().executeTakeFirst()
  return mine && schedules(tx).where('s.id', '=', id).executeTakeFirst() as Promise<StoredSchedule | undefined>
}
export const findSchedules = (tx: Tx, ids: readonly string[]): Promise<StoredSchedule[]> =>
  schedules(tx).where('s.id', '=', sql<string>`any(${[...ids]}::uuid[])`).execute() as Promise<StoredSchedule[]>
export const setEvery = (tx: Tx, id: string, every: Every | null, nextAt: Date | null): Promise<unknown> => tx.updateTable('run.schedule').set({ every, next_at: nextAt }).where('id', '=', id).execute()
export const setRun = (tx: Tx, id: string, run: RunId): Promise<unknown> => tx.updateTable('run.schedule').set({ run }).where('id', '=', id).execute()
/** Over all organisations; for the scheduler's role. */
export const dueSchedules = (tx: Tx, now: Date): Promise<{ id: string, organisation: string }[]> =>
  tx.selectFrom('run.schedule').select(['id', 'organisation']).where('next_at', '<=', now).orderBy('next_at').limit(100).execute()
