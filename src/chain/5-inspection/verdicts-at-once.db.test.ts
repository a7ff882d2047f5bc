import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTextBatch, type TextBatch } from '../../../test/harness/text-batch.ts'
import { annotateNext, claimNext, workOf } from '../../../test/harness/text-work.ts'
import type { BatchId, OrganisationId } from '../../kernel/ids.ts'
import { inScope, type Tx } from '../../workspace/database/connect.ts'
import { lockBatch } from '../3-production/service.ts'

let made: TextBatch
beforeAll(async () => { made = await startTextBatch(['贵阳今天有雨', '贵阳明天晴']) })
afterAll(() => made.product.stop())

const inOrganisation = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inScope(made.product.engine.services.db, { organisation: made.boss.organisation as OrganisationId }, work)

test('a verdict that has written its task does not keep the batch from another verdict, so that two never wait for each other', async () => {
  const { batch, boss } = made, annotator = await made.product.member(boss.organisation, ['executor'])
  await annotateNext(annotator, made)
  const { task } = await workOf(boss, (await claimNext(boss, made, 'review')).id)
  const locked = await inOrganisation(async first => {
    // The second write of one row in a transaction makes its foreign keys hold what they name.
    for (const set_aside of ['parked', null] as const) await first.updateTable('task').set({ set_aside }).where('id', '=', task.id).execute()
    return inOrganisation(async second => {
      await sql`set local lock_timeout = '2s'`.execute(second)
      return (await lockBatch(second, batch as BatchId))?.id
    })
  })
  expect(locked).toBe(batch)
})
