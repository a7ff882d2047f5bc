import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTextBatch, type TextBatch } from '../../../test/harness/text-batch.ts'
import { claimNext, spanAt, workOf } from '../../../test/harness/text-work.ts'
import type { Person } from '../../../test/harness/run-inline.ts'
import { newId, type OrganisationId } from '../../kernel/ids.ts'
import { inScope } from '../../workspace/database/connect.ts'

let made: TextBatch, annotator: Person
beforeAll(async () => {
  made = await startTextBatch(['贵阳今天有雨'])
  annotator = await made.product.member(made.boss.organisation, ['executor'])
})
afterAll(() => made.product.stop())

/** Runs both while somebody holds what they need, so that each has begun before the other ends. */
const atOnce = async <T>(lock: string, work: () => Promise<T>): Promise<T[]> => {
  const held = Promise.withResolvers<void>(), free = Promise.withResolvers<void>()
  const holding = inScope(made.product.engine.services.db, { organisation: made.boss.organisation as OrganisationId }, async tx => {
    await sql.raw(lock).execute(tx)
    held.resolve()
    await free.promise
  })
  await held.promise
  const both = [work(), work()]
  await new Promise(resolve => { setTimeout(resolve, 1000) })
  free.resolve()
  await holding
  return Promise.all(both)
}

test('the last task claimed, and its submission, each sent again before the first is answered: both hear the same, and it was done once', async () => {
  const key = newId(), body = { project: made.project, batch: made.batch, step: 'annotate' }
  const { id } = await claimNext(annotator, made), released = await annotator.send('POST', `/api/v1/assignments/${id}/end`, { state: 'released' })
  expect(released.status).toBe(200)
  // What the claim writes first waits for whoever holds the table.
  const claims = await atOnce('lock table duty in share mode', () => annotator.send('POST', '/api/v1/assignments', body, { 'idempotency-key': key }))
  expect(claims.map(c => c.status)).toEqual([201, 201])
  expect(claims[0]!.body).toEqual(claims[1]!.body)

  const { id: assignment } = claims[0]!.body as { id: string }, work = await workOf(annotator, assignment)
  await annotator.send('POST', `/api/v1/assignments/${assignment}/revisions`, { changeId: newId(), base: 0, schemaVersion: work.schema.version, operations: [{ op: 'put', shape: spanAt(0, '贵阳') }] })
  const submission = { changeId: newId(), revision: 1 }
  const submissions = await atOnce(`select from annotation where id = '${work.annotations[0]!.id}' for update`, () => annotator.send('POST', `/api/v1/assignments/${assignment}/submission`, submission))
  expect(submissions.map(s => [s.status, (s.body as { sha256: string }).sha256])).toEqual([200, 200].map(status => [status, (submissions[0]!.body as { sha256: string }).sha256]))
  const { entries } = (await made.boss.send('GET', '/api/v1/journal?limit=500')).body as { entries: { verb: string, object: string }[] }
  expect(['task.claimed', 'annotation.submitted'].map(verb => entries.filter(e => e.verb === verb && [assignment, work.annotations[0]!.id].includes(e.object)).length)).toEqual([1, 1])
})
