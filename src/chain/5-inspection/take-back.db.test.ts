import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InlineProduct, Person } from '../../../test/harness/run-inline.ts'
import { startTextBatch } from '../../../test/harness/text-batch.ts'
import { newId } from '../../kernel/ids.ts'

let product: InlineProduct, boss: Person, annotator: Person, reviewer: Person, project: string, batch: string

beforeAll(async () => {
  ({ product, boss, project, batch } = await startTextBatch(['第一份足够长的文本，用来标注。', '这是另外一份不同的短文，讲别的事情。']))
  annotator = await product.member(boss.organisation, ['executor'])
  reviewer = await product.member(boss.organisation, ['reviewer'])
}, 120_000)
afterAll(() => product.stop())

const claim = async (person: Person, step: 'annotate' | 'review'): Promise<string> => ((await person.send('POST', '/api/v1/assignments', { project, batch, step })).body as { id: string }).id
const submit = (assignment: string): Promise<{ status: number }> => annotator.send('POST', `/api/v1/assignments/${assignment}/submission`, { changeId: newId(), revision: 0 })
const takeBack = async (assignment: string, person = annotator): Promise<readonly unknown[]> => {
  const { status, body } = await person.send('DELETE', `/api/v1/assignments/${assignment}/submission`), reply = body as { state?: string, error?: { code: string } }
  return [status, reply.state ?? reply.error?.code]
}

test('an accidental submission comes back into the hand, changes nothing the second time, and can be submitted again', async () => {
  const assignment = await claim(annotator, 'annotate')
  expect((await submit(assignment)).status).toBe(200)
  expect(await takeBack(assignment, reviewer)).toEqual([404, 'production.unknown-assignment'])
  expect([await takeBack(assignment), await takeBack(assignment)]).toEqual([[200, 'held'], [200, 'held']])
  expect((await reviewer.send('POST', '/api/v1/assignments', { project, batch, step: 'review' })).status).toBe(404)
  expect((await submit(assignment)).status).toBe(200)
  const { entries } = (await boss.send('GET', '/api/v1/journal')).body as { entries: { verb: string, object: string }[] }
  expect(entries.filter(entry => entry.object === assignment).map(entry => entry.verb).reverse()).toEqual(['task.claimed', 'assignment.submitted', 'assignment.held', 'assignment.submitted'])
})

test('what a reviewer has begun to judge stays submitted', async () => {
  const review = await claim(reviewer, 'review'), own = (await annotator.send('GET', '/api/v1/assignments?state=submitted')).body as { assignments: { id: string }[] }
  expect(review).toBeDefined()
  expect(await takeBack(own.assignments[0]!.id)).toEqual([409, 'production.too-late-to-take-back'])
})
