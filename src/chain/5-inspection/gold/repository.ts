import { sql } from 'kysely'
import type { AnnotationId, AssetId, AssignmentId, BatchId, MembershipId, OrganisationId, ProjectId, TaskId } from '../../../kernel/ids.ts'
import { json, type Tx } from '../../../workspace/database/connect.ts'
import type { GoldScore } from './gold-score.ts'
import '../table.ts'

export interface StoredGold { id: string, project: ProjectId, task: TaskId, number: number, batch: BatchId, batch_number: number, schema_version: number, annotation: AnnotationId, revision: number, tolerance: number, created_at: Date, retired_at: Date | null, answered: number, passed: number }
const seen = (tx: Tx, where: ReturnType<typeof sql>): Promise<StoredGold[]> => sql<StoredGold>`
  with r as (select distinct on (assignment) gold, passed from gold_result order by assignment, at desc)
  select g.id, g.project, g.task, t.number, t.batch, b.number batch_number, b.schema_version, g.annotation, g.revision, g.tolerance::float8 tolerance, g.created_at, g.retired_at,
    (select count(*)::int from r where r.gold = g.id) answered, (select count(*)::int from r where r.gold = g.id and r.passed) passed
  from gold g join task t on t.id = g.task join batch b on b.id = t.batch where ${where} order by g.retired_at is not null, g.created_at desc`.execute(tx).then(r => r.rows)
export const goldOf = (tx: Tx, project: ProjectId): Promise<StoredGold[]> => seen(tx, sql`g.project = ${project}`)
export const findGold = async (tx: Tx, id: string): Promise<StoredGold | undefined> => (await seen(tx, sql`g.id = ${id}`))[0]
/** @returns false when the task is gold already */
export const insertGold = async (tx: Tx, g: { id: string, organisation: OrganisationId, project: ProjectId, task: TaskId, annotation: AnnotationId, revision: number, tolerance: number, by: MembershipId, now: Date }): Promise<boolean> => {
  const values = { id: g.id, organisation: g.organisation, project: g.project, task: g.task, annotation: g.annotation, revision: g.revision, tolerance: String(g.tolerance), created_by: g.by, created_at: g.now, retired_at: null }
  return (await tx.insertInto('gold').values(values).onConflict(c => c.columns(['project', 'task']).doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n
}
export const retire = (tx: Tx, id: string, now: Date): Promise<unknown> => tx.updateTable('gold').set({ retired_at: now }).where('id', '=', id).where('retired_at', 'is', null).execute()

/** Known answers on none of these assets, the least asked first and else in no order. */
export const offerable = async (tx: Tx, project: ProjectId, assets: readonly AssetId[], limit: number): Promise<{ gold: string, task: TaskId }[]> => {
  const { rows } = await sql<{ gold: string, task: TaskId }>`select g.id gold, g.task from gold g where g.project = ${project} and g.retired_at is null
    and not exists (select from task_asset a where a.task = g.task and a.asset = any(${[...assets]}::uuid[]))
    and not exists (select from task t where t.id = g.task and t.state = 'discarded')
    order by (select count(*) from task t where t.gold = g.id), random() limit ${limit}`.execute(tx)
  return rows
}
/** Who has seen the answer: whoever worked on the task it comes from, chose it, or met it before. */
export const knownBy = async (tx: Tx, gold: readonly string[]): Promise<Map<string, MembershipId[]>> => {
  const { rows } = await sql<{ gold: string, person: MembershipId }>`select distinct g.id gold, p.person from gold g cross join lateral (
      select a.person from assignment a where a.task = g.task union select g.created_by union select o.decided_by from outcome o where o.task = g.task
      union select a.person from assignment a join task t on t.id = a.task where t.gold = g.id) p
    where g.id = any(${[...gold]}::uuid[])`.execute(tx)
  return new Map([...Map.groupBy(rows, r => r.gold)].map(([id, of]) => [id, of.map(r => r.person)]))
}
/** The same known answer in other batches that this person has not begun: they must not meet it twice. */
export const otherTasksWith = async (tx: Tx, gold: string, person: MembershipId): Promise<TaskId[]> => {
  const { rows } = await sql<{ id: TaskId }>`select t.id from task t where t.gold = ${gold} and not exists (select from assignment a where a.task = t.id and a.person = ${person})`.execute(tx)
  return rows.map(r => r.id)
}
export const insertResult = (tx: Tx, r: { organisation: OrganisationId, gold: string, assignment: AssignmentId, person: MembershipId, score: GoldScore, passed: boolean, now: Date }): Promise<unknown> =>
  tx.insertInto('gold_result').values({ organisation: r.organisation, gold: r.gold, assignment: r.assignment, person: r.person, score: r.score.score.toFixed(5), passed: r.passed, detail: json({ matched: r.score.matched, missed: r.score.missed, extra: r.score.extra }), at: r.now }).execute()
export const peopleOf = async (tx: Tx, project: ProjectId): Promise<{ person: MembershipId, n: number, passed: number }[]> => {
  const { rows } = await sql<{ person: MembershipId, n: number, passed: number }>`
    with r as (select distinct on (r.assignment) r.person, r.passed from gold_result r join gold g on g.id = r.gold where g.project = ${project} order by r.assignment, r.at desc)
    select person, count(*)::int n, (count(*) filter (where passed))::int passed from r group by 1 order by 2 desc`.execute(tx)
  return rows
}
