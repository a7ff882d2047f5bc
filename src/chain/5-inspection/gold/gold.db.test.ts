import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InlineProduct, Person } from '../../../../test/harness/run-inline.ts'
import { need, startTextBatch } from '../../../../test/harness/text-batch.ts'
import { annotateNext, claimNext, reviewNext, submitSpan, workOf, type Place } from '../../../../test/harness/text-work.ts'
import { newId, type SelectionId } from '../../../kernel/ids.ts'
import { inScope, json } from '../../../workspace/database/connect.ts'
import type { BatchView } from '../../3-production/contract.ts'
import type { WorkView } from '../../4-annotation/contract.ts'
import type { InspectionView } from '../contract.ts'
import type { GoldView } from './contract.ts'

interface Task { id: string, number: number, state: string, assets: { asset: string }[] }
let product: InlineProduct, boss: Person, author: Person, annotator: Person, reviewer: Person, project: string, first: Place, selections: { gold: string, rest: string }

/** Six texts: two in a batch that is reviewed and becomes gold, the others for the batches into which they are mixed. */
beforeAll(async () => {
  let batch: string
  ({ product, boss, project, batch } = await startTextBatch(['贵阳和遵义的人。', '贵阳在贵州省。', '贵阳的春天来了。', '贵阳的夏天很好。', '贵阳的秋天来了。', '贵阳的冬天不冷。'], { open: false }))
  const made = await need<BatchView>(boss, 'GET', `/api/v1/batches/${batch}`)
  const all = await inScope(product.engine.services.db, { organisation: boss.organisation }, tx => tx.selectFrom('selection_asset').selectAll().where('selection', '=', made.selection).orderBy('ordinal').execute())
  selections = await inScope(product.engine.services.db, { organisation: boss.organisation }, async tx => {
    const whole = await tx.selectFrom('selection').selectAll().where('id', '=', made.selection).executeTakeFirstOrThrow()
    const part = async (name: string, items: typeof all): Promise<string> => {
      const id = newId<SelectionId>()
      await tx.insertInto('selection').values({ ...whole, id, name, number: whole.number + (name === 'gold' ? 1 : 2), filter: json(whole.filter), assets: items.length }).execute()
      await tx.insertInto('selection_asset').values(items.map(i => ({ ...i, selection: id }))).execute()
      return id
    }
    return { gold: await part('gold', all.slice(0, 2)), rest: await part('rest', all.slice(2)) }
  })
  author = await product.member(boss.organisation, ['executor'])
  annotator = await product.member(boss.organisation, ['executor'])
  reviewer = await product.member(boss.organisation, ['reviewer'])
  first = { project, batch: await cut(selections.gold, {}) }
  for (let i = 0; i < 2; i++) await annotateNext(author, first)
  for (let i = 0; i < 2; i++) await reviewNext(reviewer, first, 'accept')
}, 120_000)
afterAll(() => product.stop())

const cut = async (selection: string, settings: object): Promise<string> => (await need<BatchView>(boss, 'POST', `/api/v1/projects/${project}/batches`, { name: 'B', selection, open: true, ...settings })).id
const tasksOf = async (person: Person, batch: string): Promise<Task[]> => (await need<{ tasks: Task[] }>(person, 'GET', `/api/v1/batches/${batch}/tasks`)).tasks
const batchAs = (person: Person, batch: string): Promise<BatchView> => need<BatchView>(person, 'GET', `/api/v1/batches/${batch}`)
const goldTasks = (batch: string): Promise<{ id: string, number: number }[]> => inScope(product.engine.services.db, { organisation: boss.organisation }, tx => tx.selectFrom('task').select(['id', 'number']).where('batch', '=', batch).where('gold', 'is not', null).orderBy('number').execute())
/** Every key at every depth, with the kinds of its values. */
const shapeOf = (value: unknown): unknown => Array.isArray(value) ? value.slice(0, 1).map(shapeOf) : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, shapeOf(inner)])) : value === null ? 'null' : typeof value

test('a share of gold without a gold item is refused, an approved task becomes gold once, and an unapproved one never', async () => {
  const refused = await boss.send('POST', `/api/v1/projects/${project}/batches`, { name: 'B', selection: selections.rest, goldPercent: 50 })
  expect([refused.status, (refused.body as { error: object }).error]).toMatchObject([422, { code: 'production.no-gold', place: { field: 'goldPercent' } }])
  for (const { id } of await tasksOf(boss, first.batch)) expect((await boss.send('POST', `/api/v1/tasks/${id}/gold`, { tolerance: 0.8 })).status).toBe(201)
  const [{ id }] = await tasksOf(boss, first.batch) as [Task], again = await boss.send('POST', `/api/v1/tasks/${id}/gold`, { tolerance: 0.8 })
  expect((again.body as { error: { code: string } }).error.code).toBe('gold.already')
  const open = await cut(selections.rest, {}), [{ id: unapproved }] = await tasksOf(boss, open) as [Task]
  expect(((await boss.send('POST', `/api/v1/tasks/${unapproved}/gold`, { tolerance: 0.8 })).body as { error: { code: string } }).error.code).toBe('gold.not-approved')
  expect((await annotator.send('GET', `/api/v1/projects/${project}/gold`)).status).toBe(403)
})

test('mixed in, gold is scored when it is handed in, by the last submission, and told by nothing that an executor or a reviewer can read; its author never gets it, nobody reviews it, and it is no part of the lot, the sample, the counts or the outcomes', async () => {
  const batch = await cut(selections.rest, { goldPercent: 50, plan: { level: 'II', aql: '4.0' } }), place = { project, batch }, gold = await goldTasks(batch)
  expect(gold).toHaveLength(2)
  expect((await batchAs(boss, batch))).toMatchObject({ tasks: 4, gold: 2, counts: { open: 4 } })
  expect(await batchAs(annotator, batch)).toMatchObject({ tasks: 6, counts: { open: 6 } })
  expect(await batchAs(annotator, batch)).not.toHaveProperty('gold')
  expect([(await tasksOf(boss, batch)).length, (await tasksOf(reviewer, batch)).length]).toEqual([4, 6])
  for (let i = 0; i < 4; i++) {
    const { task } = await claimNext(author, place), assignment = (await need<{ assignments: { id: string, task: string }[] }>(author, 'GET', '/api/v1/assignments?state=held')).assignments[0]!
    expect(gold.map(g => g.id)).not.toContain(task)
    if (i > 0) await submitSpan(author, assignment.id)
    else await need(author, 'POST', `/api/v1/assignments/${assignment.id}/end`, { state: 'released' })
  }
  expect((await need<{ batches: { batch: string, annotate: number }[] }>(annotator, 'GET', `/api/v1/projects/${project}/queue`)).batches.find(b => b.batch === batch)).toMatchObject({ annotate: 3 })
  const seen: WorkView[] = [], replies: unknown[] = []
  for (let i = 0; i < 3; i++) {
    const claimed = await claimNext(annotator, place), opened = await workOf(annotator, claimed.id), isFirstGold = claimed.task === gold[0]!.id
    seen.push(opened)
    replies.push(shapeOf([claimed, opened]))
    await submitSpan(annotator, claimed.id, 4)
    const back = await need(annotator, 'DELETE', `/api/v1/assignments/${claimed.id}/submission`)
    await submitSpan(annotator, claimed.id, isFirstGold ? 4 : 0)
    const reviews = await need(annotator, 'GET', `/api/v1/assignments/${claimed.id}/reviews`)
    replies.push(shapeOf([back, reviews, (await need<{ assignments: { id: string }[] }>(annotator, 'GET', '/api/v1/assignments')).assignments.find(a => a.id === claimed.id), await need(annotator, 'GET', '/api/v1/charges')]))
  }
  const isGold = seen.map(w => gold.some(g => g.id === w.task.id))
  expect(isGold.filter(Boolean)).toHaveLength(2)
  for (let i = 2; i < replies.length; i++) expect(replies[i]).toEqual(replies[i % 2])
  const listed = await tasksOf(reviewer, batch)
  for (const task of listed) expect([task.state, shapeOf(task)]).toEqual(['submitted', shapeOf(listed[0])])
  for (let i = 0; i < 4; i++) expect(gold.map(g => g.number)).not.toContain((await reviewNext(reviewer, place, 'accept')).task.number)
  expect((await reviewer.send('POST', '/api/v1/assignments', { project, batch, step: 'review' })).status).toBe(404)
  expect((await tasksOf(reviewer, batch)).map(t => t.state)).toEqual(Array.from({ length: 6 }, () => 'approved'))
  expect(await batchAs(boss, batch)).toMatchObject({ state: 'submitted', tasks: 4, counts: { approved: 4 } })
  const [{ id: inspection }] = (await need<{ inspections: InspectionView[] }>(boss, 'GET', `/api/v1/batches/${batch}/inspections`)).inspections as [InspectionView]
  const requester = await product.member(boss.organisation, ['requester'])
  expect((await need<InspectionView>(requester, 'POST', `/api/v1/inspections/${inspection}/sample`)).plan.lotSize).toBe(4)
  const outcomes = await inScope(product.engine.services.db, { organisation: boss.organisation }, tx => tx.selectFrom('outcome').select('task').where('task', 'in', gold.map(g => g.id)).execute())
  expect(outcomes).toEqual([])
  const { gold: items } = await need<{ gold: GoldView[] }>(boss, 'GET', `/api/v1/projects/${project}/gold`)
  expect(items.map(g => [g.exposures, g.rate?.count]).sort((a, b) => a[1]! - b[1]!)).toEqual([[1, 0], [1, 1]])
  expect((await need<{ people: unknown[] }>(boss, 'GET', `/api/v1/projects/${project}/gold/people`)).people).toMatchObject([{ n: 2, rate: null }])
})

test('whoever met a gold item does not meet it again, it is not mixed among its own assets, and once retired it is mixed in no more', async () => {
  const again = await cut(selections.rest, { goldPercent: 50 }), gold = await goldTasks(again)
  expect(gold).toHaveLength(2)
  const met: string[] = []
  for (let i = 0; i < 4; i++) met.push((await annotateNext(annotator, { project, batch: again })).task.id)
  expect(met.filter(id => gold.some(g => g.id === id))).toEqual([])
  expect((await boss.send('POST', `/api/v1/projects/${project}/batches`, { name: 'B', selection: selections.gold, goldPercent: 10 })).status).toBe(422)
  const { gold: items } = await need<{ gold: GoldView[] }>(boss, 'GET', `/api/v1/projects/${project}/gold`)
  for (const { id } of items) expect((await need<GoldView>(boss, 'POST', `/api/v1/gold/${id}/retirement`)).retiredAt).not.toBeNull()
  expect((await boss.send('POST', `/api/v1/projects/${project}/batches`, { name: 'B', selection: selections.rest, goldPercent: 50 })).status).toBe(422)
})
