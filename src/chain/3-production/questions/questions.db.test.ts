import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InlineProduct, Person } from '../../../../test/harness/run-inline.ts'
import { need, startTextBatch } from '../../../../test/harness/text-batch.ts'
import { newId } from '../../../kernel/ids.ts'
import type { AssignmentView } from '../contract.ts'
import type { WorkView } from '../../4-annotation/contract.ts'
import type { QuestionView, ThreadView } from './contract.ts'

let product: InlineProduct, boss: Person, ann: Person, bo: Person, project: string, batch: string

beforeAll(async () => {
  ({ product, boss, project, batch } = await startTextBatch(['去贵阳看一看，再回来。']))
  ann = await product.member(boss.organisation, ['executor'])
  bo = await product.member(boss.organisation, ['executor'])
}, 120_000)
afterAll(() => product.stop())

const claim = (person: Person) => person.send('POST', '/api/v1/assignments', { project, batch, step: 'annotate' }) as Promise<{ status: number, body: AssignmentView }>
const draw = async ({ id }: AssignmentView): Promise<void> => {
  const { schema, assets: [asset] } = await need<WorkView>(ann, 'GET', `/api/v1/assignments/${id}/work`)
  const shape = { id: newId(), kind: 'span', version: 1, class: 'place', question: null, slot: asset!.slot, attributes: {}, origin: 'human', z: 0, payload: { fragments: [[1, 3]], text: '贵阳' } }
  await need(ann, 'POST', `/api/v1/assignments/${id}/revisions`, { changeId: newId(), base: 0, schemaVersion: schema.version, operations: [{ op: 'put', shape }] })
}
const list = (person: Person, query = ''): Promise<{ questions: QuestionView[], counts: { open: number, answered: number, closed: number } }> => need(person, 'GET', `/api/v1/projects/${project}/questions${query}`)

test('a parked task waits for its answer, comes back first to who parked it with the draft, and to nobody else while it is reserved', async () => {
  const first = (await claim(ann)).body
  await draw(first)
  const asked = await need<QuestionView>(ann, 'POST', `/api/v1/assignments/${first.id}/questions`, { title: '“贵阳”算地名吗', body: '后面没有“市”。', category: 'guideline', class: 'place', park: true })
  expect(asked).toMatchObject({ state: 'open', parks: true, mine: true, taskNumber: 1, batchDisplay: 'B-001', posts: 1 })
  expect([(await claim(ann)).status, (await claim(bo)).status]).toEqual([404, 404])
  // Who annotates does not answer, and does not learn who asked.
  expect((await bo.send('POST', `/api/v1/questions/${asked.id}/posts`, { kind: 'answer', body: '算。' })).status).toBe(403)
  expect((await list(bo)).questions).toMatchObject([{ id: asked.id, askedBy: null, mine: false }])
  expect((await list(boss)).questions[0]!.askedBy).not.toBeNull()
  const { question, posts } = await need<ThreadView>(boss, 'POST', `/api/v1/questions/${asked.id}/posts`, { kind: 'answer', body: '算，不要求带“市”。' })
  expect([question.state, posts.map(p => p.kind)]).toEqual(['answered', ['question', 'answer']])
  expect((await need<{ questions: QuestionView[] }>(ann, 'GET', '/api/v1/questions/answered')).questions.map(q => q.id)).toEqual([asked.id])
  expect((await claim(bo)).status).toBe(404)
  const again = (await claim(ann)).body
  expect(again).toMatchObject({ task: first.task, state: 'held', round: 2 })
  expect((await need<WorkView>(ann, 'GET', `/api/v1/assignments/${again.id}/work`)).annotations[0]!.shapes).toMatchObject([{ payload: { text: '贵阳' } }])
  expect((await need<ThreadView>(ann, 'POST', `/api/v1/questions/${asked.id}/state`, { state: 'closed' })).question.state).toBe('closed')
  expect((await need<{ questions: QuestionView[] }>(ann, 'GET', '/api/v1/questions/answered')).questions).toEqual([])
  await need(ann, 'POST', `/api/v1/assignments/${again.id}/end`, { state: 'released' })
})

test('a task whose answer reserves nothing is everybody\'s at once, and of two questions that park it the last one lets it go', async () => {
  const mine = (await claim(ann)).body
  const asked = await need<QuestionView>(ann, 'POST', `/api/v1/assignments/${mine.id}/questions`, { title: '看不清', body: '字糊了', category: 'unclear', park: true })
  await need(boss, 'POST', `/api/v1/questions/${asked.id}/posts`, { kind: 'answer', body: '照原样标。', reserveHours: 0 })
  const theirs = (await claim(bo)).body
  expect(theirs.task).toBe(mine.task)
  await need(bo, 'POST', `/api/v1/assignments/${theirs.id}/questions`, { title: '还是看不清', body: '真的', category: 'unclear', park: true })
  // Closed without an answer: nothing is left to wait for.
  const { questions: [open] } = await list(bo, '?state=open&mine=true')
  expect((await ann.send('POST', `/api/v1/questions/${open!.id}/state`, { state: 'closed' })).status).toBe(403)
  await need(bo, 'POST', `/api/v1/questions/${open!.id}/state`, { state: 'closed' })
  expect((await claim(bo)).body.task).toBe(mine.task)
})

test('questions are found by words of title and posts, by class, by who asked, and by likeness of the title; wildcards are letters', async () => {
  await need(boss, 'POST', `/api/v1/projects/${project}/questions`, { title: '100% 遮挡怎么办', body: '整个看不见', category: 'guideline' })
  const titles = async (query: string): Promise<string[]> => (await list(ann, query)).questions.map(q => q.title)
  expect(await titles(`?text=${encodeURIComponent('不要求 贵阳')}`)).toEqual(['“贵阳”算地名吗'])
  expect([await titles('?text=100%25'), await titles('?text=1%25%25')]).toEqual([['100% 遮挡怎么办'], []])
  expect(await titles('?class=place')).toEqual(['“贵阳”算地名吗'])
  expect((await list(ann)).counts).toEqual({ open: 1, answered: 1, closed: 2 })
  const { questions: [like] } = await need<{ questions: { title: string }[] }>(bo, 'GET', `/api/v1/projects/${project}/questions/alike?title=${encodeURIComponent('贵阳是不是地名')}`)
  expect(like?.title).toBe('“贵阳”算地名吗')
})
