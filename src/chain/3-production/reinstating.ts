import { refuse } from '../../kernel/failure.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import type { Author } from '../../workspace/journal/model.ts'
import { record } from '../../workspace/journal/service.ts'
import { productionFailures } from './errors.ts'
import { mayReinstateLot } from './model.ts'
import * as rows from './repository.ts'

/** Brings a lot back to its inspection, whose word an appeal has turned. The caller holds the batch's lock and says at once what the new word is. */
export const reinstateLot = async (tx: Tx, services: Services, author: Author, batch: rows.StoredBatch): Promise<rows.StoredBatch> => {
  if (!mayReinstateLot({ state: batch.state, byRule: batch.void_rule !== null })) refuse(productionFailures.cannotMoveBatch({ from: batch.state, to: 'inspecting' }))
  await rows.moveBatch(tx, batch.id, 'inspecting', {})
  await rows.clearVoid(tx, batch.id)
  await record(tx, author, services.clock.now(), { verb: 'batch.inspecting', kind: 'batch', object: batch.id, project: batch.project, detail: { from: batch.state, reason: 'appeal' } })
  return (await rows.findBatch(tx, batch.id))!
}
