import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InlineProduct, Person } from '../../../test/harness/run-inline.ts'
import { need, startTextBatch } from '../../../test/harness/text-batch.ts'
import { newId } from '../../kernel/ids.ts'
import type { AssignmentView, OwnAssignmentView } from '../3-production/contract.ts'
import type { WorkView } from '../4-annotation/contract.ts'

let product: InlineProduct, boss: Person, annotator: Person, reviewer: Person, project: string, batch: string

beforeAll(async () => {
  ({ product, boss, project, batch } = await startTextBatch(['去贵阳。']))
  annotator = await product.member(boss.organisation, ['executor'])
  reviewer = await product.member(boss.organisation, ['reviewer'])
}, 120_000)
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
