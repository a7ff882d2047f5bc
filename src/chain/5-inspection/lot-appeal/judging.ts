import type { TaskId } from '../../../kernel/ids.ts'
import type { Actor } from '../../../workspace/access/model.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { Services } from '../../../workspace/database/services.ts'
import { record } from '../../../workspace/journal/service.ts'
import type { BatchState } from '../../3-production/model.ts'
import { assignmentsOf, findBatch, findTask, handInWhenDone, lockBatch, reinstateLot, shiftAssignment, shiftBatch, type StoredBatch } from '../../3-production/service.ts'
import { judgedItems, sendToAuthor } from '../lot.ts'
import type { InspectionState } from '../model.ts'
import { inspectionsOf, lockInspection, moveInspection, sampleOf, withdrawCommitment, type StoredInspection } from '../repository.ts'
import { lotVerdict, wayBack } from './model.ts'
import * as rows from './repository.ts'

type SampledItem = Awaited<ReturnType<typeof sampleOf>>[number]
export interface JudgedAgain { readonly result: InspectionState, readonly nonconforming: number, readonly batch: BatchState, readonly restored: number }

/** The plan's word once defects fell. What became of the lot since is not undone: then only the figures change. The caller holds both locks. */
export const judgeAgain = async (tx: Tx, services: Services, actor: Actor, inspection: StoredInspection, batch: StoredBatch): Promise<JudgedAgain> => {
  const before = await sampleOf(tx, inspection.id), defects = await rows.defectsOf(tx, inspection.id), standing = new Set(defects.filter(d => d.state !== 'overturned').map(d => d.task))
  const fell = before.filter(item => item.conforms === false && !standing.has(item.task))
  await rows.letConform(tx, inspection.id, fell.map(item => item.task))
  const sample = await sampleOf(tx, inspection.id), verdict = lotVerdict(await judgedItems(tx, inspection.id, sample), inspection.plan.acceptance, batch.safety)
  const isLatest = (await inspectionsOf(tx, batch.id)).filter(i => i.state !== 'committed').at(-1)?.id === inspection.id
  const sentBack = before.filter(item => item.conforms === false)
  const way = isLatest ? wayBack({ state: batch.state, byRule: batch.void_rule !== null }, verdict, await areReady(tx, sentBack, inspection.ended_at!)) : 'stay'
  // The word follows the figures even where the batch has gone on.
  const result = inspection.state === 'rejected' && verdict.result === 'accepted' ? 'accepted' : inspection.state
  await moveInspection(tx, inspection.id, { state: result, nonconforming: verdict.nonconforming })
  const detail = { from: inspection.state, to: result, nonconforming: verdict.nonconforming, acceptance: inspection.plan.acceptance }
  await record(tx, actor, services.clock.now(), { verb: 'inspection.judged-again', kind: 'inspection', object: inspection.id, project: batch.project, detail })
  if (way === 'accept') await accept(tx, services, actor, batch)
  if (way === 'rework') await rework(tx, services, actor, batch, sample.filter(item => item.conforms === false))
  const restored = isLatest ? await restore(tx, services, actor, way === 'accept' ? sentBack : fell, inspection.ended_at!) : 0
  return { result: (await lockInspection(tx, inspection.id))!.state, nonconforming: verdict.nonconforming, batch: (await findBatch(tx, batch.id))!.state, restored }
}

const accept = async (tx: Tx, services: Services, actor: Actor, batch: StoredBatch): Promise<void> => {
  const withdrawn = await withdrawCommitment(tx, batch.id)
  if (withdrawn) await record(tx, actor, services.clock.now(), { verb: 'inspection.withdrawn', kind: 'inspection', object: withdrawn, project: batch.project })
  await shiftBatch(tx, services, actor, await reinstateLot(tx, services, actor, batch), 'accepted', 'appeal')
}
/** As after a rejected lot: what still does not conform goes back. */
const rework = async (tx: Tx, services: Services, actor: Actor, batch: StoredBatch, bad: readonly SampledItem[]): Promise<void> => {
  await reinstateLot(tx, services, actor, batch)
  for (const item of bad) await sendToAuthor(tx, services, actor, item)
  await shiftBatch(tx, services, actor, (await lockBatch(tx, batch.id))!, 'rework', 'appeal')
  await handInWhenDone(tx, services, actor, batch.id)
}

const areReady = async (tx: Tx, items: readonly SampledItem[], since: Date): Promise<boolean> => {
  for (const item of items) {
    const { state } = (await findTask(tx, item.task))!
    if (state !== 'approved' && state !== 'discarded' && !(state === 'taken' && await rows.isUntouched(tx, item, since))) return false
  }
  return true
}

/** Work that was sent back and not begun stands again as it was submitted. @returns of how many tasks */
const restore = async (tx: Tx, services: Services, actor: Actor, items: readonly SampledItem[], since: Date): Promise<number> => {
  const restored = new Set<TaskId>()
  for (const item of items) {
    if (!(await rows.isUntouched(tx, item, since))) continue
    for (const work of await assignmentsOf(tx, item.task)) if (work.step === 'annotate' && work.state === 'returned') {
      await shiftAssignment(tx, services, actor, work, 'accepted')
      restored.add(item.task)
    }
  }
  return restored.size
}
