import { sql } from 'kysely'
import type { Failure } from '../../kernel/failure.ts'
import type { OrganisationId, ProjectId, RunId } from '../../kernel/ids.ts'
import type { Json } from '../../kernel/json.ts'
import { json, onCommit, type Tx } from '../database/connect.ts'
import { wake } from '../journal/service.ts'
import type { RunState } from './model.ts'
import './table.ts'

export interface NewRun { id: RunId, organisation: OrganisationId, project: ProjectId | null, kind: string, version: number, title: unknown, spec: unknown, maxDead: number, by: string, now: Date, stages: readonly string[] }

export const insertRun = async (tx: Tx, run: NewRun): Promise<void> => {
  await tx.insertInto('run.tenant').values({ organisation: run.organisation }).onConflict(c => c.doNothing()).execute()
  await tx.insertInto('run.run').values({ id: run.id, organisation: run.organisation, project: run.project, kind: run.kind, version: run.version, title: json(run.title), spec: json(run.spec), state: 'running', max_dead: run.maxDead, failure: null, result: null, started_by: run.by, created_at: run.now, ended_at: null }).execute()
  await tx.insertInto('run.stage').values(run.stages.map((name, no) => ({ organisation: run.organisation, run: run.id, no, name, state: 'waiting' as const, total: 0 }))).execute()
}

export const openStage = async (tx: Tx, organisation: OrganisationId, run: RunId, no: number, inputs: readonly Json[]): Promise<void> => {
  await tx.updateTable('run.stage').set({ state: 'open', total: inputs.length }).where('run', '=', run).where('no', '=', no).execute()
  const size = 1000
  for (let at = 0; at < inputs.length; at += size)
    await tx.insertInto('run.shard').values(inputs.slice(at, at + size).map((input, i) => ({ organisation, run, stage: no, no: at + i, state: 'ready' as const, job: null, input: json(input), output: null, error: null, ended_at: null }))).execute()
}

export interface StoredRun { id: RunId, organisation: OrganisationId, project: ProjectId | null, kind: string, version: number, spec: unknown, state: RunState, max_dead: number, started_by: string }
export const findRun = (tx: Tx, id: RunId): Promise<StoredRun | undefined> =>
  tx.selectFrom('run.run').select(['id', 'organisation', 'project', 'kind', 'version', 'spec', 'state', 'max_dead', 'started_by']).where('id', '=', id).executeTakeFirst() as Promise<StoredRun | undefined>

export interface OpenStage { run: RunId, no: number, sent: number, ready: number, weight: number, kind: string, version: number }
/** Under the tenant's lock when `lock`: the only place that decides who goes next. */
export const admission = async (tx: Tx, organisation: OrganisationId, lock: boolean): Promise<{ slots: number, served: number, open: OpenStage[] }> => {
  const tenant = tx.selectFrom('run.tenant').select(['slots', 'served']).where('organisation', '=', organisation)
  const { slots = 0, served = 0 } = (await (lock ? tenant.forNoKeyUpdate() : tenant).executeTakeFirst()) ?? {}
  const open = await tx.selectFrom('run.stage as s').innerJoin('run.run as r', 'r.id', 's.run')
    .select(['s.run', 's.no', 's.sent', sql<number>`s.total - s.done - s.dead - s.sent`.as('ready'), 'r.weight', 'r.kind', 'r.version'])
    .where('r.organisation', '=', organisation).where('r.state', '=', 'running').where('s.state', '=', 'open').orderBy(sql`s.sent::float / r.weight`).orderBy('r.created_at').execute()
  return { slots, served, open: open as OpenStage[] }
}
/** The lowest turn that waits in any queue, of whatever organisation; null when nothing waits. Turns are negative priorities. */
export const headTurn = async (tx: Tx): Promise<number | null> =>
  (await sql<{ head: number | null }>`select -max(priority) as head from boss.job where state in ('created', 'retry') and name <> 'lost'`.execute(tx)).rows[0]!.head
export const serve = (tx: Tx, organisation: OrganisationId, served: number): Promise<unknown> => tx.updateTable('run.tenant').set({ served }).where('organisation', '=', organisation).execute()
export const takeShards = async (tx: Tx, run: RunId, stage: number, limit: number): Promise<{ no: number, job: string }[]> => {
  const { rows } = await sql<{ no: number, job: string }>`update run.shard s set state = 'sent', job = gen_random_uuid()
    from (select run, stage, no from run.shard where run = ${run} and stage = ${stage} and state = 'ready' order by no limit ${limit} for update) x
    where s.run = x.run and s.stage = x.stage and s.no = x.no returning s.no, s.job`.execute(tx)
  await sql`update run.stage set sent = sent + ${rows.length} where run = ${run} and no = ${stage}`.execute(tx)
  return rows
}
export const findShardInput = async (tx: Tx, run: RunId, stage: number, no: number): Promise<Json | undefined> =>
  (await tx.selectFrom('run.shard').select('input').where('run', '=', run).where('stage', '=', stage).where('no', '=', no).where('state', '=', 'sent').executeTakeFirst())?.input as Json | undefined

/** sent -> done or dead. False when another attempt was faster. */
export const endShard = async (tx: Tx, run: RunId, stage: number, no: number, end: { output: Json, items: number } | { error: Failure }, now: Date): Promise<boolean> =>
  (await tx.updateTable('run.shard').set('output' in end ? { state: 'done', output: json(end.output), items: end.items, ended_at: now } : { state: 'dead', error: json(end.error), ended_at: now })
    .where('run', '=', run).where('stage', '=', stage).where('no', '=', no).where('state', '=', 'sent').executeTakeFirst()).numUpdatedRows === 1n

/** The stage's counters: the hot row, touched last in the transaction. */
export const countShard = async (tx: Tx, run: RunId, stage: number, end: 'done' | 'dead', items: number): Promise<{ total: number, done: number, dead: number, sent: number }> => {
  const { rows } = await sql<{ total: number, done: number, dead: number, sent: number }>`update run.stage set ${sql.ref(end)} = ${sql.ref(end)} + 1, sent = sent - 1, items = items + ${items}
    where run = ${run} and no = ${stage} returning total, done, dead, sent`.execute(tx)
  return rows[0]!
}
export const closeStage = (tx: Tx, run: RunId, stage: number): Promise<unknown> => tx.updateTable('run.stage').set({ state: 'done' }).where('run', '=', run).where('no', '=', stage).execute()
export const hasStage = async (tx: Tx, run: RunId, stage: number): Promise<boolean> =>
  (await tx.selectFrom('run.stage').select('no').where('run', '=', run).where('no', '=', stage).executeTakeFirst()) !== undefined
export const outputsOf = async (tx: Tx, run: RunId, stage: number): Promise<Json[]> =>
  (await tx.selectFrom('run.shard').select('output').where('run', '=', run).where('stage', '=', stage).where('state', '=', 'done').orderBy('no').execute()).map(r => r.output as Json)
export const moveRun = (tx: Tx, run: RunId, state: RunState, end: { /** Null: it goes on. */ now: Date | null, failure?: Failure, result?: Json } | null): Promise<unknown> =>
  tx.updateTable('run.run').set({ state, ...(end && { ended_at: end.now, failure: end.failure ? json(end.failure) : null, result: end.result === undefined ? null : json(end.result) }) }).where('id', '=', run).execute()

/** Opens the last stage that had parts once more, if some of them were set aside. */
export const reopenLast = (tx: Tx, run: RunId): Promise<unknown> =>
  sql`update run.stage set state = 'open' where run = ${run} and dead > 0 and no = (select max(no) from run.stage where run = ${run} and total > 0)`.execute(tx)
/** What was set aside in the stage that is open goes ready again, and is no problem any more. @returns the number of parts */
export const reviveShards = async (tx: Tx, run: RunId): Promise<number> => {
  await sql`delete from run.problem p using run.shard s where p.run = ${run} and s.run = p.run and s.state = 'dead' and s.stage in (select no from run.stage where run = ${run} and state = 'open') and not p.warning and p.code = s.error->>'code'
    and p.file is not distinct from s.error#>>'{place,file}' and p.line is not distinct from (s.error#>>'{place,line}')::int and p.field is not distinct from s.error#>>'{place,field}'`.execute(tx)
  const { rows } = await sql<{ n: number }>`with revived as (update run.shard set state = 'ready', job = null, error = null, ended_at = null where run = ${run} and state = 'dead' and stage in (select no from run.stage where run = ${run} and state = 'open') returning stage),
    counted as (select stage, count(*)::int n from revived group by stage)
    update run.stage s set dead = s.dead - c.n from counted c where s.run = ${run} and s.no = c.stage returning c.n`.execute(tx)
  return rows.reduce((sum, r) => sum + r.n, 0)
}
export const setWeight = (tx: Tx, run: RunId, weight: number): Promise<unknown> => tx.updateTable('run.run').set({ weight }).where('id', '=', run).execute()

/** Items by the time at which their parts ended, in steps of `seconds`, oldest first; the steps of the run's whole life or its end. */
export const throughputOf = async (tx: Tx, run: RunId, seconds: number): Promise<{ at: Date, items: number }[]> =>
  (await sql<{ at: Date, items: number }>`select to_timestamp(floor(extract(epoch from ended_at) / ${seconds}) * ${seconds}) as at, sum(items) as items
    from run.shard where run = ${run} and state = 'done' and ended_at is not null group by 1 order by 1 desc limit 240`.execute(tx)).rows.reverse()
/** Items whose parts ended after `since`. */
export const itemsSince = async (tx: Tx, run: RunId, since: Date): Promise<number> =>
  (await sql<{ items: number }>`select coalesce(sum(items), 0) as items from run.shard where run = ${run} and ended_at > ${since}`.execute(tx)).rows[0]!.items

export const insertProblems = async (tx: Tx, organisation: OrganisationId, run: RunId, problems: readonly { failure: Failure, warning: boolean }[]): Promise<void> => {
  const size = 1000
  for (let at = 0; at < problems.length; at += size)
    await tx.insertInto('run.problem').values(problems.slice(at, at + size).map(({ failure: f, warning }) => ({ organisation, run, file: f.place?.file ?? null, line: f.place?.line ?? null, field: f.place?.field ?? null, code: f.code, parameters: json(f.parameters), warning }))).execute()
}

/** Jobs of the run's live shards, stage by stage: for pause and cancel. */
export const sentJobs = (tx: Tx, run: RunId): Promise<{ stage: number, job: string }[]> =>
  tx.selectFrom('run.shard').select(['stage', 'job']).where('run', '=', run).where('state', '=', 'sent').execute() as Promise<{ stage: number, job: string }[]>
export const returnShards = async (tx: Tx, run: RunId, stage: number, jobs: readonly string[]): Promise<void> => {
  if (jobs.length === 0) return
  const { numUpdatedRows } = await tx.updateTable('run.shard').set({ state: 'ready', job: null }).where('run', '=', run).where('stage', '=', stage).where('job', 'in', [...jobs]).where('state', '=', 'sent').executeTakeFirst()
  await sql`update run.stage set sent = sent - ${Number(numUpdatedRows)} where run = ${run} and no = ${stage}`.execute(tx)
}
export const anySent = async (tx: Tx, run: RunId): Promise<boolean> =>
  (await tx.selectFrom('run.stage').select('no').where('run', '=', run).where('sent', '>', 0).executeTakeFirst()) !== undefined

/** Takes jobs that no worker has begun out of the queue. @returns the ids of those */
export const recallJobs = async (tx: Tx, queue: string, jobs: readonly string[]): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`delete from boss.job where name = ${queue} and id = any(${jobs}::uuid[]) and state in ('created', 'retry') returning id`.execute(tx)
  return rows.map(r => r.id)
}
export const runChannel = 'feedstock_run'
/** Ids only, after the commit: whoever listens asks for the rest with their own rights. */
export const announce = (tx: Tx, organisation: OrganisationId, run: RunId): void => onCommit(tx, () => wake(runChannel, `${organisation} ${run}`))

export interface Healed { readonly organisation: OrganisationId, readonly cancelling: RunId[] }
/**
 * As the scheduler, over all tenants: shards that say "sent" while no job carries them become ready.
 * @returns tenants with work, and their cancelled runs of which nothing is under way any more; null when another worker heals
 */
export const healShards = async (tx: Tx): Promise<Healed[] | null> => {
  const locked = await sql<{ ok: boolean }>`select pg_try_advisory_xact_lock(7001) ok`.execute(tx)
  if (!locked.rows[0]!.ok) return null
  await sql`with lost as (
      update run.shard s set state = 'ready', job = null where s.state = 'sent'
        and not exists (select from boss.job j where j.id = s.job and j.state in ('created', 'retry', 'active'))
        and not exists (select from boss.job j where j.name = 'lost' and (j.data->>'run')::uuid = s.run and (j.data->>'stage')::int = s.stage and (j.data->>'no')::int = s.no and j.state in ('created', 'retry', 'active'))
      returning s.run, s.stage)
    update run.stage t set sent = t.sent - x.n from (select run, stage, count(*)::int n from lost group by 1, 2) x where t.run = x.run and t.no = x.stage`.execute(tx)
  const { rows } = await sql<Healed>`select organisation, coalesce(array_agg(id) filter (where state = 'cancelling' and not exists (select from run.stage where run = r.id and sent > 0)), '{}') cancelling
    from run.run r where state in ('running', 'cancelling') group by organisation`.execute(tx)
  return rows
}

/** The run, held against other changes, if it is cancelling and nothing of it is under way. */
export const lockCancelling = (tx: Tx, id: RunId): Promise<StoredRun | undefined> =>
  tx.selectFrom('run.run as r').select(['id', 'organisation', 'project', 'kind', 'version', 'spec', 'state', 'max_dead', 'started_by']).where('id', '=', id).where('state', '=', 'cancelling')
    .where(e => e.not(e.exists(e.selectFrom('run.stage as s').select('s.no').whereRef('s.run', '=', 'r.id').where('s.sent', '>', 0)))).forNoKeyUpdate().executeTakeFirst() as Promise<StoredRun | undefined>

export interface RunSummary { id: string, project: string | null, kind: string, title: unknown, state: RunState, weight: number, failure: unknown, result: unknown, started_by: string, created_at: Date, ended_at: Date | null }
export const listRuns = (tx: Tx, page: { project: string | null, limit: number, before: Date | null, live: boolean }): Promise<RunSummary[]> => {
  let query = tx.selectFrom('run.run').select(['id', 'project', 'kind', 'title', 'state', 'weight', 'failure', 'result', 'started_by', 'created_at', 'ended_at']).orderBy('created_at', 'desc').limit(page.limit)
  if (page.project) query = query.where('project', '=', page.project)
  if (page.before) query = query.where('created_at', '<', page.before)
  if (page.live) query = query.where('state', 'in', ['running', 'paused', 'cancelling'])
  return query.execute()
}
export const findSummary = (tx: Tx, id: RunId): Promise<RunSummary | undefined> =>
  tx.selectFrom('run.run').select(['id', 'project', 'kind', 'title', 'state', 'weight', 'failure', 'result', 'started_by', 'created_at', 'ended_at']).where('id', '=', id).executeTakeFirst()
export const stagesOf = (tx: Tx, ids: readonly string[]): Promise<{ run: string, no: number, name: string, total: number, done: number, dead: number, items: number }[]> =>
  ids.length === 0 ? Promise.resolve([]) : tx.selectFrom('run.stage').select(['run', 'no', 'name', 'total', 'done', 'dead', 'items']).where('run', 'in', [...ids]).orderBy('run').orderBy('no').execute()
export const listProblems = (tx: Tx, run: RunId, page: { after: number, limit: number, code: string | null }) =>
  tx.selectFrom('run.problem').select(['id', 'file', 'line', 'field', 'code', 'parameters', 'warning']).where('run', '=', run).where('id', '>', page.after)
    .$if(page.code !== null, q => q.where('code', '=', page.code!)).orderBy('id').limit(page.limit).execute()
export const countProblems = (tx: Tx, ids: readonly string[]) =>
  ids.length === 0 ? Promise.resolve([]) : tx.selectFrom('run.problem').select(['run', 'code', 'warning', e => e.fn.countAll<number>().as('n')]).where('run', 'in', [...ids]).groupBy(['run', 'code', 'warning']).orderBy('n', 'desc').execute()
