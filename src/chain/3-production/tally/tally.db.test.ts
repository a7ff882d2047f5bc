import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { need, startTextBatch } from '../../../../test/harness/text-batch.ts'
import type { InlineProduct, Person } from '../../../../test/harness/run-inline.ts'
import { seededRandom } from '../../../kernel/random.ts'
import type { BatchId, MembershipId } from '../../../kernel/ids.ts'
import { inScope } from '../../../workspace/database/connect.ts'
import type { AssignmentView } from '../contract.ts'
import { countClaimable } from '../seeking/repository.ts'
import { talliesOf } from './repository.ts'

let product: InlineProduct, boss: Person, readers: Person[], project: string, batch: string, owner: pg.Client
const texts = Array.from({ length: 12 }, (_, i) => `第${i + 1}段：从贵阳到北京的${i + 3}趟车都坐满了人。`)

beforeAll(async () => {
  ({ product, boss, project, batch } = await startTextBatch(texts, { workflow: { annotate: { party: null, overlap: 2, extend: null }, review: { party: null, percent: 100 }, arbitrate: { party: null, below: 0.8 }, client: null } }))
  readers = [await product.member(boss.organisation, ['executor']), await product.member(boss.organisation, ['executor']), await product.member(boss.organisation, ['reviewer'])]
  owner = new pg.Client(product.engine.database.ownerUrl)
  await owner.connect()
}, 120_000)
afterAll(async () => {
  await owner.end()
  await product.stop()
})

const counted = async (): Promise<Record<string, number>> => {
  const { rows } = await owner.query<{ kind: string, n: number }>(`select k.kind, count(*)::int n from feedstock.task t,
    lateral (values (t.state), (case when t.vacancies > 0 then 'vacant' end), (case when t.reviewable then 'reviewable' end), (case when t.arbitrable then 'arbitrable' end)) k (kind) where t.batch = $1 and k.kind is not null group by 1`, [batch])
  return Object.fromEntries(rows.map(r => [r.kind, r.n]))
}
const tallied = async (): Promise<object> => inScope(product.engine.services.db, { organisation: boss.organisation }, async tx => (await talliesOf(tx, [batch as BatchId], true)).get(batch) ?? {})
/** What a search through every task finds for one person. */
const searched = async (person: string): Promise<object> => (await owner.query(`select
    (count(*) filter (where t.vacancies > 0 and coalesce(d.duty, 'annotate') = 'annotate' and not exists (select from feedstock.assignment a where a.task = t.id and a.person = $2 and (a.state not in ('released', 'expired', 'void') or a.replaced))))::int annotate,
    (count(*) filter (where t.reviewable and t.gold is null and coalesce(d.duty, 'review') = 'review'))::int review,
    (count(*) filter (where t.arbitrable and t.gold is null and coalesce(d.duty, 'arbitrate') = 'arbitrate'))::int arbitrate
  from feedstock.task t left join feedstock.duty d on d.scope = t.id and d.person = $2 where t.batch = $1 and (t.reserved_for is null or t.reserved_for = $2 or t.reserved_until <= now())`, [batch, person])).rows[0] as object

test('after any turns of several people the tally is what counting the tasks gives, and what one person can claim is what searching every task gives', async () => {
  const random = seededRandom('tally'), held: { person: Person, id: string }[] = []
  const members = await Promise.all([boss, ...readers].map(async p => (await need<{ organisations: { membership: string }[] }>(p, 'GET', '/api/v1/session')).organisations[0]!.membership as MembershipId))
  const tasks = (await need<{ tasks: { id: string }[] }>(boss, 'GET', `/api/v1/batches/${batch}/tasks`)).tasks.map(t => t.id)
  const done = { claimed: 0, ended: 0, aside: 0 }
  for (let turn = 0; turn < 90; turn++) {
    const person = readers[random.integer(3)]!, chosen = random.integer(6)
    if (chosen <= 2) {
      const reply = await person.send('POST', '/api/v1/assignments', { project, batch, step: person === readers[2] ? 'review' : 'annotate' })
      if (reply.status === 201) { held.push({ person, id: (reply.body as AssignmentView).id }); done.claimed++ }
    } else if (chosen === 3 && held.length > 0) {
      const { person: who, id } = held.splice(random.integer(held.length), 1)[0]!
      if ((await who.send('POST', `/api/v1/assignments/${id}/end`, { state: random.integer(2) === 0 ? 'released' : 'skipped', reason: '看不清' })).status < 300) done.ended++
    } else if (chosen === 4) {
      if ((await boss.send('POST', `/api/v1/tasks/${tasks[random.integer(tasks.length)]!}/state`, { state: (['parked', 'open', 'discarded'] as const)[random.integer(3)], reason: '查' })).status < 300) done.aside++
    } else await owner.query('update feedstock.task set reserved_for = $2, reserved_until = now() + interval \'1 hour\' where id = $1', [tasks[random.integer(tasks.length)], members[random.integer(members.length)]])
    if (turn % 10 !== 9) continue
    expect(await tallied()).toEqual(await counted())
    for (const member of members) expect(await inScope(product.engine.services.db, { organisation: boss.organisation }, async tx => (await countClaimable(tx, [batch as BatchId], member, new Date())).get(batch))).toEqual(await searched(member))
  }
  for (const count of Object.values(done)) expect(count).toBeGreaterThan(5)
})

test('changes that were not added up are added up without changing the count, and no two of them wait for each other', async () => {
  const before = await tallied(), { rows: [waiting] } = await owner.query<{ n: number }>('select count(*)::int n from feedstock.task_tally_change where batch = $1', [batch])
  expect(waiting!.n).toBeGreaterThan(10)
  await owner.query('select feedstock.fold_tally($1)', [batch])
  expect((await owner.query('select from feedstock.task_tally_change where batch = $1', [batch])).rowCount).toBe(0)
  expect(await tallied()).toEqual(before)
  const other = new pg.Client(product.engine.database.ownerUrl)
  await other.connect()
  try {
    const { rows } = await owner.query<{ id: string }>(`select id from feedstock.task where batch = $1 and vacancies <> 7 limit 2`, [batch])
    await owner.query('begin')
    await owner.query(`update feedstock.task set vacancies = 7 where id = $1`, [rows[0]!.id])
    // The first is not committed yet; the second neither waits nor sees it.
    await other.query(`set statement_timeout = '2s'`)
    await other.query(`update feedstock.task set vacancies = 7 where id = $1`, [rows[1]!.id])
    await owner.query('commit')
    expect(await tallied()).toEqual(await counted())
  } finally { await other.end() }
})
