import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFiles } from '../../../test/harness/example-project.ts'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import { newId } from '../../kernel/ids.ts'
import { importRun } from '../1-source/jobs.ts'
import { sourceRoutes } from '../1-source/routes.ts'
import { prepareRun } from '../2-preparation/jobs.ts'
import { preparationRoutes } from '../2-preparation/routes.ts'
import type { AssignmentView, OwnAssignmentView } from '../3-production/contract.ts'
import { productionRoutes } from '../3-production/routes.ts'
import type { WorkView } from '../4-annotation/contract.ts'
import { annotationRoutes } from '../4-annotation/routes.ts'
import { inspectionRoutes } from './routes.ts'
import { followProduction } from './service.ts'

let product: InlineProduct, boss: Person, annotator: Person, reviewer: Person, project: string, batch: string

const need = async <T>(person: Person, method: 'GET' | 'POST', url: string, body?: unknown): Promise<T> => {
  const reply = await person.send(method, url, body)
  if (reply.status >= 300) throw new Error(`${method} ${url}: ${reply.status} ${JSON.stringify(reply.body)}`)
  return reply.body as T
}

beforeAll(async () => {
  followProduction()
  product = await startProduct({ kinds: [importRun, prepareRun], endpoints: [...sourceRoutes, ...preparationRoutes, ...productionRoutes, ...annotationRoutes, ...inspectionRoutes] })
  boss = await product.founder('Ada')
  annotator = await product.member(boss.organisation, ['executor'])
  reviewer = await product.member(boss.organisation, ['reviewer'])
  const text = { en: 'text' }
  project = (await need<{ id: string }>(boss, 'POST', '/api/v1/projects', {
    name: 'Places', guideline: { goal: text, format: text, method: text, quality: text, rules: [{ class: null, kind: 'positive', text }, { class: null, kind: 'negative', text }] },
    schema: { questions: [], classes: [{ id: 'place', name: { en: 'Place' }, colour: 1, kinds: ['span'], attributes: [] }] },
  })).id
  const { dataset, run } = await importFiles(boss, project, { 'a.txt': Buffer.from('去贵阳。') })
  await product.engine.result(boss.organisation, run)
  const { operators } = await need<{ operators: { id: string, version: number, defaults: object }[] }>(boss, 'GET', '/api/v1/operators'), { id, version, defaults } = operators.find(o => o.id === 'decodable')!
  const recipe = await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/recipes`, { name: 'All', steps: [{ operator: id, version, parameters: defaults }] })
  const preparation = (await need<{ run: string }>(boss, 'POST', `/api/v1/recipes/${recipe.id}/applications`, { dataset })).run
  await product.engine.result(boss.organisation, preparation)
  const selection = (await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/selections`, { name: 'All', preparation, filter: { kept: true } })).id
  batch = (await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/batches`, { name: 'One', selection, open: true })).id
})
afterAll(() => product.stop())

const claim = (person: Person, step: 'annotate' | 'review'): Promise<AssignmentView> => need(person, 'POST', '/api/v1/assignments', { project, batch, step })
const own = async (): Promise<OwnAssignmentView[]> => (await need<{ assignments: OwnAssignmentView[] }>(annotator, 'GET', '/api/v1/assignments')).assignments
const submit = async ({ id }: AssignmentView): Promise<void> => {
  const { schema, assets: [asset], annotations: [mine] } = await need<WorkView>(annotator, 'GET', `/api/v1/assignments/${id}/work`), base = mine?.revision ?? 0
  const shape = { id: newId(), kind: 'span', version: 1, class: 'place', question: null, slot: asset!.slot, attributes: {}, origin: 'human', z: 0, payload: { fragments: [[1, 3]], text: '贵阳' } }
  await need(annotator, 'POST', `/api/v1/assignments/${id}/revisions`, { changeId: newId(), base, schemaVersion: schema.version, operations: [{ op: 'put', shape }] })
  await need(annotator, 'POST', `/api/v1/assignments/${id}/submission`, { changeId: newId(), revision: base + 1 })
}
const sendBack = async (): Promise<void> => {
  const { id } = await claim(reviewer, 'review'), { annotations: [only] } = await need<WorkView>(reviewer, 'GET', `/api/v1/assignments/${id}/work`)
  await need(reviewer, 'POST', `/api/v1/assignments/${id}/verdict`, { annotation: only!.id, revision: only!.submitted, verdict: 'return', defects: [{ code: 'offset', severity: 'major', note: '' }] })
}

test('work that comes back is in its next round from the moment it is taken up, by claim or by the lease, and a renewed lease is no new round', async () => {
  const first = await claim(annotator, 'annotate')
  expect(first.round).toBe(1)
  await submit(first)
  await sendBack()
  expect(await own()).toMatchObject([{ id: first.id, state: 'returned', round: 1 }])
  const second = await claim(annotator, 'annotate')
  expect(second).toMatchObject({ id: first.id, state: 'held', round: 2 })
  await submit(second)
  await sendBack()
  expect(await need(annotator, 'POST', `/api/v1/assignments/${first.id}/lease`)).toMatchObject({ id: first.id, round: 3 })
  expect(await need(annotator, 'POST', `/api/v1/assignments/${first.id}/lease`)).toMatchObject({ id: first.id, round: 3 })
  expect(await own()).toMatchObject([{ id: first.id, state: 'held', round: 3 }])
  // Given back and claimed anew it is another seat, still one round on.
  await need(annotator, 'POST', `/api/v1/assignments/${first.id}/end`, { state: 'released' })
  expect(await claim(annotator, 'annotate')).toMatchObject({ round: 4 })
})
