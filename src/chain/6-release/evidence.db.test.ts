import { afterAll, beforeAll, expect, test } from 'vitest'
import { markGold } from '../../../test/harness/gold.ts'
import type { InlineProduct, Person } from '../../../test/harness/run-inline.ts'
import { startTextBatch } from '../../../test/harness/text-batch.ts'
import { annotateNext, reviewNext } from '../../../test/harness/text-work.ts'
import type { BatchId } from '../../kernel/ids.ts'
import { inScope } from '../../workspace/database/connect.ts'
import { evidenceOf } from './evidence.ts'

let product: InlineProduct, boss: Person, project: string, batch: string
beforeAll(async () => { ({ product, boss, project, batch } = await startTextBatch(['贵阳和遵义。', '在贵阳的人。', '去贵阳的路。'])) }, 120_000)
afterAll(() => product.stop())

test('the evidence of a batch counts the tasks that it delivers and the work on them, without those that had a known answer', async () => {
  const [annotator, reviewer] = await Promise.all((['executor', 'reviewer'] as const).map(role => product.member(boss.organisation, [role]))) as [Person, Person], place = { project, batch }, done: string[] = []
  for (let i = 0; i < 3; i++) done.push((await annotateNext(annotator, place)).task.id)
  const reviewed: string[] = []
  for (let i = 0; i < 2; i++) reviewed.push((await reviewNext(reviewer, place, 'accept')).task.id)
  const evidence = () => inScope(product.engine.services.db, { organisation: boss.organisation }, tx => evidenceOf(tx, 'secret', batch as BatchId))
  const stepsOf = ({ people }: Awaited<ReturnType<typeof evidence>>): unknown[] => people.map(p => p.steps).sort((a, b) => Object.keys(a)[0]!.localeCompare(Object.keys(b)[0]!))
  const before = await evidence()
  expect([before.tasks, stepsOf(before)]).toEqual([3, [{ annotate: 3 }, { review: 2 }]])
  await markGold(product, boss, { batch, task: done.find(id => !reviewed.includes(id))!, answerOf: reviewed[0]! })
  const after = await evidence()
  expect([after.tasks, stepsOf(after)]).toEqual([2, [{ annotate: 2 }, { review: 2 }]])
})
