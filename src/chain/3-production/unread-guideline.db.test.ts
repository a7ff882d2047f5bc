import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InlineProduct, Person } from '../../../test/harness/run-inline.ts'
import { need, startTextBatch } from '../../../test/harness/text-batch.ts'
import { newId } from '../../kernel/ids.ts'
import type { ReadingView } from '../../workspace/project/contract.ts'
import type { AnnotationView, WorkView } from '../4-annotation/contract.ts'
import type { AssignmentView } from './contract.ts'

let product: InlineProduct, boss: Person, annotator: Person, reviewer: Person, project: string, batch: string
const text = { en: 'text' }, rules = [{ class: null, kind: 'positive', text }, { class: null, kind: 'negative', text }]
const publish = (base: number, material: boolean): Promise<unknown> =>
  need(boss, 'POST', `/api/v1/projects/${project}/guideline`, { base, material, document: { goal: { en: `goal ${base}` }, format: text, method: text, quality: text, rules } })
const own = (person: Person): Promise<ReadingView> => need(person, 'GET', `/api/v1/projects/${project}/guideline/acknowledgement`)
const read = (person: Person, version: number) => person.sendOnce('POST', `/api/v1/projects/${project}/guideline/acknowledgement`, { version })
const claim = (person: Person, step: 'annotate' | 'review') => person.sendOnce('POST', '/api/v1/assignments', { project, batch, step })
const unread = (version: number) => ({ status: 409, body: { error: { code: 'project.guideline-unacknowledged', parameters: { version } } } })
const submit = async (id: string): Promise<void> => {
  const { annotations: [mine] } = await need<WorkView>(annotator, 'GET', `/api/v1/assignments/${id}/work`), base = mine!.revision
  const shape = { id: newId(), kind: 'span', version: 1, class: 'place', question: null, slot: 'text', attributes: {}, origin: 'human', z: 0, payload: { fragments: [[1, 3]], text: '贵阳' } }
  await need(annotator, 'POST', `/api/v1/assignments/${id}/revisions`, { changeId: newId(), base, schemaVersion: 1, operations: [{ op: 'put', shape }] })
  await need(annotator, 'POST', `/api/v1/assignments/${id}/submission`, { changeId: newId(), revision: base + 1 })
}

beforeAll(async () => {
  ({ product, boss, project, batch } = await startTextBatch(['去贵阳。', '在贵阳停了三天，然后往北走。']))
  annotator = await product.member(boss.organisation, ['executor'])
  reviewer = await product.member(boss.organisation, ['reviewer'])
}, 120_000)
afterAll(() => product.stop())

test('nobody claims before the guideline is read; reading it is recorded once, and whoever published it has read it', async () => {
  expect(await own(boss)).toMatchObject({ acknowledged: 1, newest: 1, isDue: false })
  expect(await own(annotator)).toMatchObject({ acknowledged: null, newest: 1, isDue: true })
  for (const [person, step] of [[annotator, 'annotate'], [reviewer, 'review']] as const) expect(await claim(person, step)).toMatchObject(unread(1))
  expect(await read(annotator, 2)).toMatchObject({ status: 404, body: { error: { code: 'project.guideline-unknown' } } })
  for (let i = 0; i < 2; i++) expect(await read(annotator, 1)).toMatchObject({ status: 200, body: { acknowledged: 1, isDue: false } })
  expect((await claim(annotator, 'annotate')).status).toBe(201)
  const { entries } = await need<{ entries: { verb: string }[] }>(boss, 'GET', '/api/v1/journal')
  expect(entries.filter(entry => entry.verb === 'guideline.acknowledged')).toHaveLength(2)
})

test('a change of wording stops nobody; a material change stops claiming and taking up what came back, not what is in hand, until the newest version is read', async () => {
  const { assignments: [held] } = await need<{ assignments: AssignmentView[] }>(annotator, 'GET', '/api/v1/assignments')
  await submit(held!.id)
  await publish(1, false)
  expect((await claim(annotator, 'annotate')).status).toBe(201)
  const { assignments } = await need<{ assignments: AssignmentView[] }>(annotator, 'GET', '/api/v1/assignments'), inHand = assignments.find(a => a.state === 'held')!
  await need(reviewer, 'POST', '/api/v1/assignments', { project, batch, step: 'review' }).then(async review => {
    const id = (review as AssignmentView).id, { annotations: [only] } = await need<WorkView>(reviewer, 'GET', `/api/v1/assignments/${id}/work`)
    await need(reviewer, 'POST', `/api/v1/assignments/${id}/verdict`, { annotation: only!.id, revision: only!.submitted, verdict: 'return', defects: [{ code: 'offset', severity: 'major', note: '' }] })
  })
  await publish(2, true)
  expect((await annotator.sendOnce('POST', `/api/v1/assignments/${inHand.id}/lease`)).status).toBe(200)
  expect(await annotator.sendOnce('POST', `/api/v1/assignments/${held!.id}/lease`)).toMatchObject(unread(3))
  expect(await claim(annotator, 'annotate')).toMatchObject(unread(3))
  expect(await read(annotator, 2)).toMatchObject({ status: 409, body: { error: { code: 'project.changed-meanwhile', parameters: { current: 3 } } } })
  expect((await read(annotator, 3)).status).toBe(200)
  expect(await annotator.sendOnce('POST', `/api/v1/assignments/${held!.id}/lease`)).toMatchObject({ status: 200, body: { state: 'held', round: 2 } })
})

test('a submission records the version that its author had read, the room shows that version, and a coordinator sees who has read what', async () => {
  const { assignments } = await need<{ assignments: AssignmentView[] }>(annotator, 'GET', '/api/v1/assignments'), again = assignments.find(a => a.round === 2)!
  expect(await need<WorkView>(annotator, 'GET', `/api/v1/assignments/${again.id}/work`)).toMatchObject({ guideline: { version: 3, document: { goal: { en: 'goal 2' } } } })
  const before = await need<{ annotations: AnnotationView[] }>(boss, 'GET', `/api/v1/tasks/${again.task}/annotations`)
  expect(before.annotations).toMatchObject([{ guidelineVersion: 1 }])
  await submit(again.id)
  expect((await need<{ annotations: AnnotationView[] }>(boss, 'GET', `/api/v1/tasks/${again.task}/annotations`)).annotations).toMatchObject([{ guidelineVersion: 3 }])
  const seen = await need<{ newest: number, material: number, acknowledgements: { version: number }[] }>(boss, 'GET', `/api/v1/projects/${project}/guideline/acknowledgements`)
  expect([seen.newest, seen.material, seen.acknowledgements.map(a => a.version).sort((a, b) => a - b)]).toEqual([3, 3, [2, 3, 3]])
  expect((await annotator.sendOnce('GET', `/api/v1/projects/${project}/guideline/acknowledgements`)).status).toBe(403)
})
