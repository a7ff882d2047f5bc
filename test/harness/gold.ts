import { inScope } from '../../src/workspace/database/connect.ts'
import type { InlineProduct, Person } from './run-inline.ts'
import { need } from './text-batch.ts'

/** Lets a task of a batch stand as one that was mixed in with a known answer: that of another, approved task. */
export const markGold = async (product: InlineProduct, boss: Person, { batch, task, answerOf }: { readonly batch: string, readonly task: string, readonly answerOf: string }): Promise<void> => {
  const { id } = await need<{ id: string }>(boss, 'POST', `/api/v1/tasks/${answerOf}/gold`, { tolerance: 0.8 })
  await inScope(product.engine.services.db, { organisation: boss.organisation }, async tx => {
    await tx.updateTable('task').set({ gold: id }).where('id', '=', task).execute()
    await tx.updateTable('batch').set(e => ({ gold_tasks: e('gold_tasks', '+', 1) })).where('id', '=', batch).execute()
  })
}
