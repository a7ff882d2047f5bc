import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimOf, submitSpan, workOf } from '../../../test/harness/readers.ts'
import type { InlineProduct, Person } from '../../../test/harness/run-inline.ts'
import { need, startTextBatch } from '../../../test/harness/text-batch.ts'
import { seededRandom } from '../../kernel/random.ts'
import { inScope } from '../../workspace/database/connect.ts'
import type { BatchView } from '../3-production/contract.ts'
import type { Workflow } from '../3-production/workflow.ts'

const letters = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'
const texts = Array.from({ length: 60 }, (_, i) => `${[...letters].slice(i % 20, i % 20 + 3).join('')}第${i}号文本，说的是从${letters[i % 22]}地到${letters[i * 7 % 22]}地的路。`)
const annotate = { party: null, overlap: 3, extend: null }, arbitrate = { party: null, below: 0.9 }, client = null
const workflows: readonly Workflow[] = [
  { annotate, review: null, arbitrate, client }, { annotate: { ...annotate, extend: { to: 5, below: 0.8 } }, review: { party: null, percent: 30 }, arbitrate, client },
  { annotate: { ...annotate, overlap: 2 }, review: { party: null, percent: 100 }, arbitrate: null, client }, { annotate: { ...annotate, overlap: 1 }, review: { party: null, percent: 100 }, arbitrate, client },
]
let product: InlineProduct, boss: Person, project: string, people: Person[], batches: string[]

beforeAll(async () => {
  const started = await startTextBatch(texts)
  ;({ product, boss, project } = started)
  const { selection } = await need<BatchView>(boss, 'GET', `/api/v1/batches/${started.batch}`)
  people = await Promise.all(Array.from({ length: 8 }, () => product.member(boss.organisation, ['executor', 'reviewer', 'arbiter'])))
  batches = []
  for (const workflow of workflows) batches.push((await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/batches`, { name: 'Walk', selection, workflow, open: true })).id)
}, 120_000)
afterAll(() => product.stop())

/** Rows that ought not to exist, by what is wrong with them. */
const wrongs = () => inScope(product.engine.services.db, { organisation: boss.organisation }, async tx => (await sql<{ wrong: string, n: number }>`
  with seat as (select * from assignment where step = 'annotate' and state in ('held', 'submitted', 'accepted', 'returned'))
  select 'more seats than the overlap' wrong, count(*)::int n from task t where (select count(*) from seat s where s.task = t.id) + t.vacancies > t.overlap
  union all select 'approved without a decision', count(*)::int from task t where t.state = 'approved' and not exists (select from outcome o where o.task = t.id)
  union all select 'an outcome that nobody submitted', count(*)::int from outcome o where not exists (select from snapshot s where s.annotation = o.annotation and s.revision = o.revision)
  union all select 'a ruling without an arbiter of its own', count(*)::int from ruling r where exists (select from assignment a where a.task = r.task and a.person = r.arbiter and a.step <> 'arbitrate')
  union all select 'two duties of one person', count(*)::int from (select from assignment group by task, person having count(distinct step) > 1) x
  union all select 'two judges at once', count(*)::int from (select from assignment where step <> 'annotate' and state = 'held' group by task having count(*) > 1) x
  union all select 'disputed without an arbiter', count(*)::int from task t join batch b on b.id = t.batch where t.state = 'disputed' and jsonb_typeof(b.workflow -> 'arbitrate') = 'null'
  union all select 'overlap beyond its limit', count(*)::int from task t join batch b on b.id = t.batch where t.overlap > greatest(b.overlap, coalesce((b.workflow #>> '{annotate,extend,to}')::int, 0))
  union all select 'handed in unfinished', count(*)::int from task t join batch b on b.id = t.batch where b.state not in ('draft', 'open', 'rework', 'void') and t.state not in ('approved', 'discarded')`.execute(tx)).rows.filter(r => r.n > 0))

test('240 tasks in the hands of eight people who annotate, review, dispute and rule at random never reach an illegal state, and no call breaks', async () => {
  const random = seededRandom('database walks'), pick = <T>(list: readonly T[]): T => list[random.integer(list.length)]!
  const judge = async (person: Person, id: string, step: 'review' | 'arbitrate', canDispute: boolean): Promise<number> => {
    const { annotation, revision } = await workOf(person, { id }).then(({ annotations }) => { const one = pick(annotations); return { annotation: one.id, revision: one.revision } })
    if (step === 'review') {
      const verdict = pick(['accept', 'accept', 'return', ...(canDispute ? ['dispute'] : [])])
      return (await person.send('POST', `/api/v1/assignments/${id}/verdict`, { annotation, revision, verdict, comment: 'why', defects: verdict === 'return' ? [{ code: 'offset', severity: 'minor' }] : [] })).status
    }
    const verdict = pick(['choose', 'choose', 'redo', 'discard'])
    return (await person.send('POST', `/api/v1/assignments/${id}/ruling`, { verdict, reason: 'r', ...(verdict === 'choose' && { annotation, revision }), ...(verdict === 'redo' && { fresh: random.integer(2) === 0 }) })).status
  }
  const turn = async (): Promise<void> => {
    const which = random.integer(batches.length), batch = batches[which]!, person = pick(people), step = pick(['annotate', 'annotate', 'annotate', 'review', 'arbitrate'] as const)
    const assignment = await claimOf(person, project, batch, step)
    if (!assignment) return
    if (random.integer(12) === 0) return void await need(person, 'POST', `/api/v1/assignments/${assignment.id}/end`, { state: 'released' })
    if (step === 'annotate') return submitSpan(person, assignment, random.integer(3) > 0 ? [0, 2] : [3, 6])
    expect(await judge(person, assignment.id, step, workflows[which]!.arbitrate !== null)).toBe(200)
  }
  for (let n = 0; n < 900; n++) {
    await turn()
    if (n % 100 === 99) expect(await wrongs()).toEqual([])
  }
  expect(await wrongs()).toEqual([])
  const counts = (await Promise.all(batches.map(batch => need<BatchView>(boss, 'GET', `/api/v1/batches/${batch}`)))).map(b => b.counts)
  expect(counts.every(c => (c['approved'] ?? 0) > 0)).toBe(true)
}, 240_000)
