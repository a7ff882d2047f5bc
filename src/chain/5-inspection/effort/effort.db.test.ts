import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InlineProduct, Person } from '../../../../test/harness/run-inline.ts'
import { need, startTextBatch } from '../../../../test/harness/text-batch.ts'
import { newId } from '../../../kernel/ids.ts'
import type { AssignmentView, BatchView } from '../../3-production/contract.ts'
import type { EffortView } from './contract.ts'

let product: InlineProduct, boss: Person, ann: Person, project: string, batch: string
const sentences = ['去贵阳看山。', '在北京写信给朋友，说起旧事。', '上海的雨下了整整三天。', '广州早茶要趁热吃才好。', '成都的猫在屋檐上睡觉。', '西安城墙下有人唱歌。']

beforeAll(async () => {
  ({ product, boss, project, batch } = await startTextBatch(sentences, { kind: 'pilot', review: 'none' }))
  ann = await product.member(boss.organisation, ['executor'])
}, 120_000)
afterAll(() => product.stop())

const work = async (person: Person): Promise<void> => {
  const { id } = await need<AssignmentView>(person, 'POST', '/api/v1/assignments', { project, batch, step: 'annotate' })
  await new Promise(resolve => { setTimeout(resolve, 1100) })
  expect((await need<{ activeSeconds: number }>(person, 'POST', `/api/v1/assignments/${id}/activity`, { seconds: 600 })).activeSeconds).toBeGreaterThanOrEqual(1)
  await need(person, 'POST', `/api/v1/assignments/${id}/submission`, { changeId: newId(), revision: 0 })
}
const effort = (of: string, person = boss): Promise<EffortView> => need(person, 'GET', `/api/v1/batches/${of}/effort`)

test('a pilot measures active minutes by task and by person from five tasks on, hides the people from a requester, and stands beside the next batch', async () => {
  expect(await effort(batch)).toMatchObject({ minutes: null, mean: null, people: [], pilot: null })
  for (let i = 0; i < 5; i++) await work(ann)
  await work(boss)
  const measured = await effort(batch)
  expect(measured.minutes).toMatchObject({ n: 6, interval: [expect.any(Number), expect.any(Number)] })
  expect(measured.minutes!.median).toBeLessThan(0.2)
  expect(measured.people.map(p => [p.n, p.minutes !== null])).toEqual([[5, true], [1, false]])
  expect((await effort(batch, await product.member(boss.organisation, ['requester']))).people).toEqual([])
  const { selection } = await need<BatchView>(boss, 'GET', `/api/v1/batches/${batch}`)
  const next = await need<BatchView>(boss, 'POST', `/api/v1/projects/${project}/batches`, { name: 'Production', selection })
  expect(await effort(next.id)).toMatchObject({ minutes: null, pilot: { batch, display: 'B-001', median: measured.minutes!.median } })
})
