import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InlineProduct, Person } from '../../../../test/harness/run-inline.ts'
import { markGold } from '../../../../test/harness/gold.ts'
import { readSpan } from '../../../../test/harness/readers.ts'
import { need, startTextBatch } from '../../../../test/harness/text-batch.ts'
import { newId } from '../../../kernel/ids.ts'
import type { AssignmentView, BatchView } from '../contract.ts'
import type { WorkView } from '../../4-annotation/contract.ts'
import type { HandedView, HandView, PaceView, WorkerView } from './contract.ts'

let product: InlineProduct, boss: Person, ann: Person, bo: Person, reviewer: Person, project: string, batch: string, id: Map<Person, string>
const sentences = ['去贵阳看山。', '在北京写信给朋友，说起旧事。', '上海的雨下了整整三天。', '广州早茶要趁热吃才好。', '成都的猫在屋檐上睡觉。', '西安城墙下有人唱歌。']

beforeAll(async () => {
  ({ product, boss, project, batch } = await startTextBatch(sentences, { dispatch: 'hand' }))
  ann = await product.member(boss.organisation, ['executor'])
  bo = await product.member(boss.organisation, ['executor'])
  reviewer = await product.member(boss.organisation, ['reviewer'])
  const me = async (person: Person): Promise<string> => (await need<{ organisations: { membership: string }[] }>(person, 'GET', '/api/v1/session')).organisations[0]!.membership
  id = new Map(await Promise.all([boss, ann, bo, reviewer].map(async p => [p, await me(p)] as const)))
}, 120_000)
afterAll(() => product.stop())

const read = (): Promise<BatchView> => need(boss, 'GET', `/api/v1/batches/${batch}`)
const plan = async (change: object): Promise<BatchView> => { const reply = await boss.send('PATCH', `/api/v1/batches/${batch}/planning`, { version: (await read()).version, ...change }); expect(reply.status).toBe(200); return reply.body }
const claim = async (person: Person, step = 'annotate'): Promise<{ status: number, code: string | undefined, body: AssignmentView }> => {
  const { status, body } = await person.send('POST', '/api/v1/assignments', { project, batch, step }), reply = body as AssignmentView & { error?: { code: string } }
  return { status, code: reply.error?.code, body: reply }
}
const hand = (people: Person[], what: object): Promise<HandedView> => need(boss, 'POST', `/api/v1/batches/${batch}/dispatch`, { people: people.map(p => id.get(p)), step: 'annotate', ...what })
const hands = (): Promise<{ workers: WorkerView[], work: HandView[] }> => need(boss, 'GET', `/api/v1/projects/${project}/hands?batch=${batch}`)
const numbers = async (person: Person): Promise<number[]> => (await hands()).work.filter(w => w.person === id.get(person)).map(w => w.number)
const draw = async (person: Person, assignment: string): Promise<void> => {
  const { schema, assets: [asset] } = await need<WorkView>(person, 'GET', `/api/v1/assignments/${assignment}/work`)
  const shape = { id: newId(), kind: 'span', version: 1, class: 'place', question: null, slot: asset!.slot, attributes: {}, origin: 'human', z: 0, payload: { fragments: [[0, 2]], text: 'xx' } }
  await need(person, 'POST', `/api/v1/assignments/${assignment}/revisions`, { changeId: newId(), base: 0, schemaVersion: schema.version, operations: [{ op: 'put', shape }] })
}
const takeAll = (from: Person, to: Person | null): Promise<{ moved: number, left: { code: string }[] }> =>
  need(boss, 'POST', `/api/v1/projects/${project}/reassignments`, { from: id.get(from), to: to && id.get(to), reason: '离职' })

test('a batch that is handed out is claimed by nobody; what is handed comes in blocks of neighbours, and a claim takes it up in order', async () => {
  expect(await claim(ann)).toMatchObject({ status: 409, code: 'production.handed-out' })
  const { handed, left } = await hand([ann, bo], { count: 4 })
  expect([handed.map(h => h.tasks.length), left]).toEqual([[2, 2], []])
  expect([await numbers(ann), await numbers(bo)]).toEqual([[1, 2], [3, 4]])
  const first = await claim(ann)
  expect([first.status, first.body.task]).toEqual([201, handed[0]!.tasks[0]])
  expect((await claim(ann)).body.id).toBe(first.body.id)
  expect((await boss.send('POST', `/api/v1/batches/${batch}/dispatch`, { people: [id.get(reviewer)], step: 'annotate', count: 1 })).body).toMatchObject({ error: { code: 'production.unknown-person' } })
  // A task that one has is not handed again; the reply says of which task and why.
  expect(await hand([ann], { tasks: [first.body.task] })).toMatchObject({ handed: [], left: [{ task: first.body.task, code: 'production.seat-taken' }] })
})

test('what a leaver has in hand moves to another person with what was drawn under the first one\'s name, and can be taken back for all', async () => {
  const { work } = await hands(), mine = work.find(w => w.person === id.get(ann))!
  await draw(ann, mine.assignment)
  expect(await takeAll(ann, bo)).toEqual({ moved: 2, left: [] })
  expect([await numbers(ann), await numbers(bo)]).toEqual([[], [1, 2, 3, 4]])
  const moved = (await hands()).work.find(w => w.task === mine.task)!
  expect(moved).toMatchObject({ person: id.get(bo), dispatched: true })
  const { annotations: [goesOn] } = await need<WorkView>(bo, 'GET', `/api/v1/assignments/${moved.assignment}/work`)
  expect(goesOn).toMatchObject({ revision: 1, shapes: [{ payload: { fragments: [[0, 2]] } }] })
  const { revisions } = await need<{ revisions: { author: string }[] }>(boss, 'GET', `/api/v1/annotations/${goesOn!.id}/revisions`)
  expect(revisions.map(r => r.author)).toEqual([id.get(ann)])
  expect((await ann.send('GET', `/api/v1/assignments/${mine.assignment}/work`)).body).toMatchObject({ assignment: { state: 'released', reason: '离职' } })
  expect((await hands()).workers.find(w => w.person === id.get(bo))).toMatchObject({ held: 4, active: true, steps: ['annotate'] })
  expect(await takeAll(bo, null)).toEqual({ moved: 4, left: [] })
  expect((await hands()).work).toEqual([])
})

test('work that was sent back moves with the reviewer\'s words, and never to who reviewed it', async () => {
  await hand([ann], { count: 1 })
  const own = (await claim(ann)).body
  await draw(ann, own.id).catch(() => undefined)
  const head = (await need<WorkView>(ann, 'GET', `/api/v1/assignments/${own.id}/work`)).annotations[0]!.revision
  await need(ann, 'POST', `/api/v1/assignments/${own.id}/submission`, { changeId: newId(), revision: head })
  await plan({ dispatch: 'queue' })
  const review = (await claim(reviewer, 'review')).body, { annotations: [only] } = await need<WorkView>(reviewer, 'GET', `/api/v1/assignments/${review.id}/work`)
  await need(reviewer, 'POST', `/api/v1/assignments/${review.id}/verdict`, { annotation: only!.id, revision: only!.submitted, verdict: 'return', comment: '漏了一处', defects: [{ code: 'offset', severity: 'major' }] })
  expect(await takeAll(ann, bo)).toEqual({ moved: 1, left: [] })
  const taken = (await claim(bo)).body
  expect(taken).toMatchObject({ task: own.task, state: 'held', round: 2 })
  expect((await need<{ reviews: { comment: string }[] }>(bo, 'GET', `/api/v1/assignments/${taken.id}/reviews`)).reviews.map(r => r.comment)).toEqual(['漏了一处'])
  expect((await boss.send('PATCH', `/api/v1/people/${id.get(reviewer)}`, { roles: ['reviewer', 'executor'] })).status).toBe(200)
  expect(await takeAll(bo, reviewer)).toMatchObject({ moved: 0, left: [{ code: 'production.other-duty' }] })
  await takeAll(bo, null)
})

test('quota, rule and reserved time refuse a claim with the figure that stands in the way, and priority decides what comes first', async () => {
  await plan({ quota: 1 })
  const one = (await claim(bo)).body
  expect(await claim(bo)).toMatchObject({ status: 409, code: 'production.quota-reached' })
  await plan({ quota: null, reserveMinutes: 30, dayMinutes: 59 })
  expect((await bo.send('POST', '/api/v1/assignments', { project, batch, step: 'annotate' })).body).toMatchObject({ error: { code: 'production.day-full', parameters: { needs: 60, day: 59 } } })
  await plan({ dayMinutes: 480, dueAt: new Date(Date.now() + 45 * 60_000).toISOString() })
  expect((await claim(bo)).code).toBe('production.too-late-for-reserve')
  await plan({ reserveMinutes: null, dueAt: null, dispatch: 'rule', dispatchRule: { sticky: true, lines: [{ person: id.get(ann), weight: null, maxHeld: 2 }] } })
  expect((await claim(bo)).code).toBe('production.not-in-rule')
  const { handed } = await need<HandedView>(boss, 'POST', `/api/v1/batches/${batch}/rule-dispatch`, { step: 'annotate' })
  expect(handed.map(h => [h.person, h.tasks.length])).toEqual([[id.get(ann), 2]])
  await takeAll(ann, null)
  await plan({ dispatch: 'queue' })
  const last = (await need<{ tasks: { id: string, number: number }[] }>(boss, 'GET', `/api/v1/batches/${batch}/tasks`)).tasks.at(-1)!
  expect(await need(boss, 'POST', `/api/v1/batches/${batch}/priorities`, { tasks: [last.id], priority: 5 })).toEqual({ changed: 1 })
  expect((await claim(bo)).body.task).toBe(last.id)
  expect((await boss.send('PATCH', `/api/v1/batches/${batch}/planning`, { version: 1, quota: 3 })).body).toMatchObject({ error: { code: 'production.changed-meanwhile' } })
  expect(one.task).not.toBe(last.id)
})

test('seconds at work are believed only as far as the clock went on, and pace counts what is handed in', async () => {
  const held = (await hands()).work.find(w => w.person === id.get(bo))!
  const tell = (seconds: number): Promise<{ activeSeconds: number }> => need(bo, 'POST', `/api/v1/assignments/${held.assignment}/activity`, { seconds })
  const first = await tell(3600)
  expect(first.activeSeconds).toBeLessThan(60)
  expect((await tell(3600)).activeSeconds - first.activeSeconds).toBeLessThan(5)
  await plan({ dueAt: new Date(Date.now() - 60_000).toISOString() })
  expect(await need<PaceView>(boss, 'GET', `/api/v1/batches/${batch}/pace`)).toMatchObject({ state: 'overdue', done: 0, left: 6, needed: null })
})

test('pace and what is left are of the tasks that are delivered: neither known answers nor what was discarded count, filled or not', async () => {
  const { selection } = await read(), workflow = { annotate: { party: null, overlap: 2, extend: null }, review: null, arbitrate: { party: null, below: 0.9 }, client: null }
  const paced = (await need<BatchView>(boss, 'POST', `/api/v1/projects/${project}/batches`, { name: 'Paced', selection, open: true, workflow })).id, [one, two] = await Promise.all([0, 1].map(() => product.member(boss.organisation, ['executor']))) as [Person, Person]
  const [first, second] = [await readSpan(one, project, paced, [0, 2]), await readSpan(one, project, paced, [0, 2]), await readSpan(one, project, paced, [0, 2])]
  for (let i = 0; i < 2; i++) await readSpan(two, project, paced, [0, 2])
  const pace = (): Promise<PaceView> => need(boss, 'GET', `/api/v1/batches/${paced}/pace`)
  expect(await pace()).toMatchObject({ state: 'no-deadline', done: 5, left: 7, perDay: 5 })
  await markGold(product, boss, { batch: paced, task: second!.task, answerOf: first!.task })
  expect(await pace()).toMatchObject({ done: 3, left: 7, perDay: 3 })
  const { tasks } = await need<{ tasks: { id: string }[] }>(boss, 'GET', `/api/v1/batches/${paced}/tasks`)
  await need(boss, 'POST', `/api/v1/tasks/${tasks.at(-1)!.id}/state`, { state: 'discarded', reason: 'blank' })
  expect(await pace()).toMatchObject({ done: 3, left: 5, perDay: 3 })
})
