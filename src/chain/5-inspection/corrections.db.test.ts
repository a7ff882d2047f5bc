import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InlineProduct, Person } from '../../../test/harness/run-inline.ts'
import { need, startTextBatch } from '../../../test/harness/text-batch.ts'
import { newId } from '../../kernel/ids.ts'
import type { PersonView } from '../../workspace/access/contract.ts'
import type { WorkView } from '../4-annotation/contract.ts'
import type { CorrectionView } from './contract.ts'

let product: InlineProduct, boss: Person, annotator: Person, reviewer: Person, project: string, batch: string

beforeAll(async () => {
  ({ product, boss, project, batch } = await startTextBatch(['我在贵阳。', '他去贵阳。']))
  annotator = await product.member(boss.organisation, ['executor'])
  reviewer = await product.member(boss.organisation, ['reviewer'])
}, 120_000)
afterAll(() => product.stop())

const claimed = async (person: Person, step: 'annotate' | 'review'): Promise<WorkView> => {
  const { id } = await need<{ id: string }>(person, 'POST', '/api/v1/assignments', { project, batch, step })
  return need<WorkView>(person, 'GET', `/api/v1/assignments/${id}/work`)
}
const span = (id: string, from: number, words: string) => ({ id, kind: 'span', version: 1, class: 'place', question: null, slot: 'text', attributes: {}, origin: 'human', z: 0, payload: { fragments: [[from, from + 2]], text: words } })

test('the correction ledger names the task by its number and holds annotator, corrector, both contents and both times', async () => {
  const shape = newId(), numbers: number[] = []
  for (let i = 0; i < 2; i++) {
    const { assignment, schema, task } = await claimed(annotator, 'annotate'), operations = [{ op: 'put', shape: span(i === 0 ? newId() : shape, 1, i === 0 ? '在贵' : '去贵') }]
    numbers.push(task.number)
    await need(annotator, 'POST', `/api/v1/assignments/${assignment.id}/revisions`, { changeId: newId(), base: 0, schemaVersion: schema.version, operations })
    await need(annotator, 'POST', `/api/v1/assignments/${assignment.id}/submission`, { changeId: newId(), revision: 1 })
  }
  for (let i = 0; i < 2; i++) {
    const { assignment, annotations: [only] } = await claimed(reviewer, 'review'), isSecond = only!.shapes[0]!.id === shape
    const fix = { verdict: 'fix', operations: [{ op: 'put', shape: span(shape, 2, '贵阳') }] }
    await need(reviewer, 'POST', `/api/v1/assignments/${assignment.id}/verdict`, { annotation: only!.id, revision: only!.submitted, ...(isSecond ? fix : { verdict: 'accept' }) })
  }
  const { people } = await need<{ people: PersonView[] }>(boss, 'GET', '/api/v1/people'), withRole = (role: string) => people.find(p => p.roles.join() === role)!.membership
  const { corrections } = await need<{ corrections: CorrectionView[] }>(boss, 'GET', `/api/v1/batches/${batch}/corrections`)
  expect(corrections).toHaveLength(1)
  expect(corrections[0]).toMatchObject({ taskNumber: numbers[1], shape, annotator: withRole('executor'), corrector: withRole('reviewer'), original: { payload: { text: '去贵' } }, corrected: { payload: { text: '贵阳' } } })
  expect(Date.parse(corrections[0]!.correctedAt)).toBeGreaterThan(Date.parse(corrections[0]!.originalAt))
})

test('an annotator does not read the ledger', async () => {
  expect((await annotator.send('GET', `/api/v1/batches/${batch}/corrections`)).status).toBe(403)
})
