import { sql } from 'kysely'
import type { ProjectId } from '../../kernel/ids.ts'
import type { Tx } from '../../workspace/database/connect.ts'

export interface ChainCounts {
  assets: number, uploads: number, unprepared: number, kept: number, dropped: number, changed: number, classified: number, failed: number,
  in_batches: number, handed_in: number, open_tasks: number, in_review: number, approved: number, accepted: number, released: number, unreleased: number
}

/** Of each dataset the newest finished preparation counts. One statement, so that the numbers fit together. */
export const countChain = async (tx: Tx, project: ProjectId): Promise<ChainCounts> => {
  const { rows } = await sql<ChainCounts>`
    with d as (select id from dataset where project = ${project}),
    p as (select distinct on (dataset) id from preparation where project = ${project} and finished_at is not null order by dataset, created_at desc),
    b as (select id, state, state in ('accepted', 'delivered', 'client_accepted', 'closed') as settled from batch where project = ${project} and state <> 'void'),
    t as (select k.kind as state, b.settled, sum(k.n)::bigint as n from b join (select batch, kind, gold, n from task_tally union all select batch, kind, gold, n from task_tally_change) k on k.batch = b.id
      where not k.gold and k.kind not in ('vacant', 'reviewable', 'arbitrable') group by 1, 2),
    r as (select distinct i.task from release_item i join release e on e.id = i.release where e.project = ${project} and e.state = 'ready')
    select
      (select count(*) from asset where dataset in (select id from d) and parent is null and withdrawn_at is null) assets,
      (select count(*) from upload where dataset in (select id from d) and imported_by is null) uploads,
      (select count(*) from asset a where dataset in (select id from d) and parent is null and withdrawn_at is null and not exists (select from prepared x where x.asset = a.id and x.preparation in (select id from p))) unprepared,
      (select count(*) from prepared where preparation in (select id from p) and kept) kept,
      (select count(*) from prepared where preparation in (select id from p) and not kept) dropped,
      (select count(distinct asset) from verdict where preparation in (select id from p) and outcome = 'changed') changed,
      (select count(distinct asset) from verdict where preparation in (select id from p) and outcome = 'classified') classified,
      (select count(distinct asset) from verdict where preparation in (select id from p) and outcome = 'failed') failed,
      (select coalesce(sum(n), 0)::bigint from t) in_batches,
      (select coalesce(sum(n), 0)::bigint from t where state in ('submitted', 'in_review', 'approved')) handed_in,
      (select coalesce(sum(n), 0)::bigint from t where state in ('open', 'taken')) open_tasks,
      (select coalesce(sum(n), 0)::bigint from t where state in ('submitted', 'in_review')) in_review,
      (select coalesce(sum(n), 0)::bigint from t where state = 'approved') approved,
      (select coalesce(sum(n), 0)::bigint from t where state = 'approved' and settled) accepted,
      (select count(*) from r) released,
      (select coalesce(sum(n), 0)::bigint from t where state = 'approved' and settled) - (select count(*) from r join task k on k.id = r.task join b on b.id = k.batch where k.state = 'approved' and k.gold is null and b.settled) unreleased`.execute(tx)
  return rows[0]!
}

export const dropReasons = async (tx: Tx, project: ProjectId): Promise<{ operator: string, reason: string, count: number }[]> => {
  const { rows } = await sql<{ operator: string, reason: string, count: number }>`
    with p as (select distinct on (dataset) id from preparation where project = ${project} and finished_at is not null order by dataset, created_at desc)
    select operator, reason, count(*) from verdict where preparation in (select id from p) and outcome in ('dropped', 'failed') and reason is not null group by 1, 2 order by 3 desc limit 10`.execute(tx)
  return rows
}

export interface BatchWaits { batch: string, number: number, state: string, returned: number, open: number, reviews: number, parked: number, returned_since: Date | null, reviews_since: Date | null }
export const batchWaits = async (tx: Tx, project: ProjectId): Promise<BatchWaits[]> => {
  const { rows } = await sql<BatchWaits>`
    select b.id batch, b.number, b.state,
      (select count(*) from assignment a where a.batch = b.id and a.state = 'returned') returned,
      coalesce(k.open, 0) as open, coalesce(k.reviews, 0) as reviews, coalesce(k.parked, 0) as parked,
      (select min(a.submitted_at) from assignment a where a.batch = b.id and a.state = 'returned') returned_since,
      (select min(a.submitted_at) from assignment a join task t on t.id = a.task where a.batch = b.id and a.state = 'submitted' and t.reviewable and t.gold is null) reviews_since
    from batch b left join lateral (
      select sum(n) filter (where kind = 'open')::bigint as open, sum(n) filter (where kind = 'reviewable')::bigint as reviews, sum(n) filter (where kind = 'parked')::bigint as parked
      from (select kind, gold, n from task_tally where batch = b.id union all select kind, gold, n from task_tally_change where batch = b.id) x where not gold) k on true
    where b.project = ${project} and b.state in ('open', 'submitted', 'inspecting') order by b.number`.execute(tx)
  return rows
}

/** Judged items of samples, and first verdicts of reviews: right ones and all. */
export const qualityCounts = async (tx: Tx, project: ProjectId): Promise<{ right: number, judged: number, passed: number, first: number }> => {
  const { rows } = await sql<{ right: number, judged: number, passed: number, first: number }>`
    with i as (select x.conforms from inspection_item x join task t on t.id = x.task where t.project = ${project} and x.conforms is not null),
    v as (select distinct on (r.annotation) r.verdict from review r join task t on t.id = r.task where t.project = ${project} order by r.annotation, r.at)
    select (select count(*) from i where conforms) "right", (select count(*) from i) judged, (select count(*) from v where verdict = 'accept') passed, (select count(*) from v) "first"`.execute(tx)
  return rows[0]!
}

/** Tasks decided per day of the organisation's zone. */
export const approvedByDay = async (tx: Tx, project: ProjectId): Promise<{ day: string, approved: number }[]> => {
  const { rows } = await sql<{ day: string, approved: number }>`
    select to_char(o.at at time zone (select zone from organisation where organisation = current_organisation()), 'YYYY-MM-DD') as day, count(distinct o.task) approved
    from outcome o join task t on t.id = o.task where t.project = ${project} group by 1 order by 1 desc limit 60`.execute(tx)
  return rows.reverse()
}
