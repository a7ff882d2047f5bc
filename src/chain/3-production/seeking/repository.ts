import { sql, type RawBuilder } from 'kysely'
import type { BatchId, MembershipId } from '../../../kernel/ids.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { Step } from '../model.ts'
import { taskColumns, toTask, type StoredTask } from '../repository.ts'
import { talliesOf } from '../tally/repository.ts'

/** Who looks for a task. `reserved`: some task is kept for them. `sticky`: they get neighbours of what they had, the same cluster first, then the numbers that follow. */
export interface Seeker { readonly person: MembershipId, readonly now: Date, readonly reserved: boolean, readonly sticky: boolean }

const columns = sql.join(taskColumns.map(c => sql.ref(`t.${c}`)))
/** What makes a task ready for a step; each is the predicate of an index in which priority and number follow the batch. */
const readyFor: Readonly<Record<Step, RawBuilder<boolean>>> = {
  annotate: sql`t.vacancies > 0`, review: sql`t.reviewable and t.gold is null`, arbitrate: sql`t.arbitrable and t.gold is null`,
}
/** Nobody has another duty on the task, and nobody annotates it twice. */
const openTo = (person: MembershipId, step: Step): RawBuilder<boolean> => sql`
  not exists (select from duty d where d.scope = t.id and d.person = ${person} and d.duty <> ${step})
  ${step === 'annotate' ? sql`and not exists (select from assignment a where a.task = t.id and a.person = ${person} and (a.state not in ('released', 'expired', 'void') or a.replaced))` : sql``}`

interface Search { readonly batch: BatchId, readonly step: Step, readonly seeker: Seeker, readonly among: RawBuilder<boolean>, readonly lock?: false }
/** The first by priority and number: the head of the index, whatever the size of the batch. */
const first = async (tx: Tx, { batch, step, seeker: { person }, among, lock }: Search): Promise<StoredTask | undefined> => {
  const { rows: [row] } = await sql<object>`select ${columns} from task t where t.batch = ${batch} and ${readyFor[step]} and ${among} and ${openTo(person, step)}
    order by t.priority desc, t.number limit 1 ${lock === false ? sql`` : sql`for no key update of t skip locked`}`.execute(tx)
  return toTask(row)
}

const free = (now: Date): RawBuilder<boolean> => sql`(t.reserved_for is null or t.reserved_until <= ${now})`
/** Of the best priority that is free, what lies next to the person's work: a task of a cluster that they had, else one with a number behind theirs. */
const neighbour = async (tx: Tx, batch: BatchId, step: Step, seeker: Seeker): Promise<StoredTask | undefined> => {
  const best = await first(tx, { batch, step, seeker, among: free(seeker.now), lock: false })
  if (!best) return undefined
  const { person } = seeker, of = sql`${free(seeker.now)} and t.priority = ${best.priority}`
  const near = sql<boolean>`${of} and t.id in (select x.task from assignment a join task_asset y on y.task = a.task join task_asset x on x.cluster = y.cluster where a.batch = ${batch} and a.person = ${person} and a.step = ${step})`
  const ahead = sql<boolean>`${of} and t.number > coalesce((select max(o.number) from assignment a join task o on o.id = a.task where a.batch = ${batch} and a.person = ${person} and a.step = ${step}), 0)`
  return await first(tx, { batch, step, seeker, among: near }) ?? first(tx, { batch, step, seeker, among: ahead })
}
/**
 * The next task of a batch that has a seat for this person at a step, locked, so that no two callers get the same seat: what is reserved for
 * them, then neighbours of what they had where the batch says so, then by priority and number.
 */
export const nextTask = async (tx: Tx, batch: BatchId, step: Step, seeker: Seeker): Promise<StoredTask | undefined> =>
  (seeker.reserved ? await first(tx, { batch, step, seeker, among: sql`t.reserved_for = ${seeker.person}` }) : undefined)
  ?? (seeker.sticky ? await neighbour(tx, batch, step, seeker) : undefined)
  ?? first(tx, { batch, step, seeker, among: free(seeker.now) })

export type Claimable = Readonly<Record<Step, number>>
export const nothingClaimable: Claimable = { annotate: 0, review: 0, arbitrate: 0 }
/**
 * What `nextTask` would find for this person, per batch and step: what the tally says is ready, less what is kept from them (a duty or a seat
 * that they have, a reservation for somebody else). A tally counts hundreds of thousands, what is kept from one person is found by their own rows.
 */
export const countClaimable = async (tx: Tx, batches: readonly BatchId[], person: MembershipId, now: Date): Promise<Map<string, Claimable>> => {
  if (batches.length === 0) return new Map()
  const ready = await talliesOf(tx, batches, true), judged = await talliesOf(tx, batches)
  const { rows } = await sql<{ batch: string } & Claimable>`
    with mine as (
      select t.id from assignment a join task t on t.id = a.task where a.batch = any(${batches}::uuid[]) and a.person = ${person}
      union select t.id from duty d join task t on t.id = d.scope where d.person = ${person} and t.batch = any(${batches}::uuid[])
      union select t.id from task t where t.batch = any(${batches}::uuid[]) and t.reserved_for is not null),
    t as (
      select t.*, coalesce(d.duty, '') as duty, t.reserved_for is not null and t.reserved_for <> ${person} and t.reserved_until > ${now} as kept,
        exists (select from assignment a where a.task = t.id and a.person = ${person} and (a.state not in ('released', 'expired', 'void') or a.replaced)) as seated
      from mine join task t on t.id = mine.id left join duty d on d.scope = t.id and d.person = ${person})
    select t.batch, (count(*) filter (where t.vacancies > 0 and (t.kept or t.seated or t.duty not in ('', 'annotate'))))::int as annotate,
      (count(*) filter (where t.reviewable and t.gold is null and (t.kept or t.duty not in ('', 'review'))))::int as review,
      (count(*) filter (where t.arbitrable and t.gold is null and (t.kept or t.duty not in ('', 'arbitrate'))))::int as arbitrate
    from t group by t.batch`.execute(tx)
  const less = new Map(rows.map(({ batch, ...counts }) => [batch, counts]))
  return new Map(batches.map(batch => {
    const { annotate, review, arbitrate } = less.get(batch) ?? nothingClaimable
    return [batch, { annotate: (ready.get(batch)?.vacant ?? 0) - annotate, review: (judged.get(batch)?.reviewable ?? 0) - review, arbitrate: (judged.get(batch)?.arbitrable ?? 0) - arbitrate }]
  }))
}
