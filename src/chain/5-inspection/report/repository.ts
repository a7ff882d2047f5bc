import { sql } from 'kysely'
import type { BatchId, MembershipId, TaskId } from '../../../kernel/ids.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { CountedDefect } from './model.ts'
import '../table.ts'

/** Of a batch, what counts: upheld appeals are out, and an inspector who judged an item again replaced what was found before. */
export const countedDefects = async (tx: Tx, batch: BatchId): Promise<CountedDefect[]> => {
  const { rows } = await sql<CountedDefect>`
    select d.task, d.code, d.severity, n.author person, coalesce(c.original->>'class', s.class, c.corrected->>'class') "class"
    from defect d join task t on t.id = d.task join annotation n on n.id = d.annotation
      left join inspection_item i on i.inspection = d.inspection and i.task = d.task
      left join lateral (select original, corrected from correction c where c.review = d.review and c.shape = d.shape limit 1) c on true
      left join shape s on s.annotation = d.annotation and s.id = d.shape
    where t.batch = ${batch} and (d.inspection is null or d.at = i.judged_at) and not exists (select from appeal a where a.review = d.review and a.state = 'upheld')
      and not exists (select from lot_appeal_defect x where x.defect = d.id and x.state = 'overturned')
    order by d.id`.execute(tx)
  return rows
}

export interface BatchChecks { tasks: number, reviewed: number, sampled: number, checked: number, corrections: number, overturned: number, inspections: number }
export const checksOf = async (tx: Tx, batch: BatchId): Promise<BatchChecks> => {
  const { rows } = await sql<BatchChecks>`
    with t as (select id, state from task where batch = ${batch} and gold is null),
    r as (select r.id, r.task from review r where r.task in (select id from t)),
    i as (select x.task from inspection_item x where x.task in (select id from t) and x.conforms is not null),
    d as (select distinct task from defect where delivery is not null and task in (select id from t))
    select (select count(*)::int from t where state <> 'discarded') tasks, (select count(distinct task)::int from r) reviewed, (select count(distinct task)::int from i) sampled,
      (select count(*)::int from (select task from r union select task from i union select task from d) u) checked,
      (select count(*)::int from correction where task in (select id from t)) corrections,
      (select count(*)::int from appeal a join r on r.id = a.review where a.state = 'upheld')
        + (select count(distinct x.task)::int from lot_appeal_defect x where x.state = 'overturned' and x.task in (select id from t)) overturned,
      (select count(*)::int from inspection where batch = ${batch} and state <> 'committed') inspections`.execute(tx)
  return rows[0]!
}

/** Tasks of each author that a reviewer, an inspector or the client looked at. */
export const checkedByAuthor = async (tx: Tx, batch: BatchId): Promise<Map<string, number>> => {
  const { rows } = await sql<{ person: string, n: number }>`
    select n.author person, count(distinct n.task)::int n from annotation n join task t on t.id = n.task
    where t.batch = ${batch} and t.gold is null and (exists (select from review r where r.annotation = n.id) or exists (select from inspection_item i where i.annotation = n.id and i.conforms is not null) or exists (select from defect d where d.annotation = n.id and d.delivery is not null))
    group by 1`.execute(tx)
  return new Map(rows.map(r => [r.person, r.n]))
}

/** How many verdicts each reviewer and inspector gave, and of how many something was overturned on appeal (误检). */
export const reviewersOf = async (tx: Tx, batch: BatchId): Promise<{ person: MembershipId, judged: number, overturned: number }[]> => {
  const { rows } = await sql<{ person: MembershipId, judged: number, overturned: number }>`
    with verdict as (
      select r.reviewer person, exists (select from appeal a where a.review = r.id and a.state = 'upheld') overturned from review r join task t on t.id = r.task where t.batch = ${batch}
      union all select i.judged_by, exists (select from lot_appeal_defect x join lot_appeal a on a.id = x.appeal where a.inspection = i.inspection and x.task = i.task and x.state = 'overturned')
        from inspection_item i join inspection n on n.id = i.inspection where n.batch = ${batch} and i.judged_by is not null)
    select person, count(*)::int judged, (count(*) filter (where overturned))::int overturned from verdict group by 1 order by 3 desc, 2 desc`.execute(tx)
  return rows
}

/** Tasks whose work was sent back at least so often. */
export const keepComingBack = async (tx: Tx, batch: BatchId, limit: number): Promise<{ task: TaskId, number: number, returns: number }[]> => {
  const { rows } = await sql<{ task: TaskId, number: number, returns: number }>`
    select t.id task, t.number, max(a.round - case a.state when 'returned' then 0 else 1 end)::int returns from assignment a join task t on t.id = a.task
    where t.batch = ${batch} and t.gold is null and a.step = 'annotate' group by 1, 2 having max(a.round - case a.state when 'returned' then 0 else 1 end) >= ${limit} order by 3 desc, 2 limit 100`.execute(tx)
  return rows
}
