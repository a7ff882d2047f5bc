import { refuse } from '../../../kernel/failure.ts'
import { newId, type AssignmentId, type ProjectId } from '../../../kernel/ids.ts'
import { can, type Actor } from '../../../workspace/access/model.ts'
import { demand } from '../../../workspace/access/service.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { Services } from '../../../workspace/database/services.ts'
import { record } from '../../../workspace/journal/service.ts'
import { enterProject } from '../../../workspace/project/service.ts'
import { productionFailures } from '../../3-production/errors.ts'
import { isWorking } from '../../3-production/model.ts'
import { enterAssignment, findAssignment, findBatch, findTask, shiftAssignment, takeDuty } from '../../3-production/service.ts'
import { findAnnotation, findSnapshot } from '../../4-annotation/service.ts'
import { appealFailures } from '../errors.ts'
import { mayAppeal, type AppealState } from '../model.ts'
import { decide as decideOutcome, outcomesOf } from '../repository.ts'
import * as rows from './repository.ts'

/** The author of work that was sent back or corrected says that the reviewer is wrong; once per review, within the batch's time. */
export const raise = async (tx: Tx, services: Services, actor: Actor, id: AssignmentId, input: { review: string, reason: string }): Promise<{ id: string, state: AppealState }> => {
  const work = await enterAssignment(tx, actor, id), review = await rows.findReview(tx, input.review), now = services.clock.now()
  if (!review || review.assignment !== work.id) return refuse(appealFailures.unknownReview({}, { field: 'review' }))
  if (review.verdict === 'accept') refuse(appealFailures.nothingCharged({}, { field: 'review' }))
  const { appeal_hours } = (await findBatch(tx, work.batch))!
  if (!mayAppeal(review.at, appeal_hours, now)) refuse(appealFailures.tooLate({ hours: appeal_hours }))
  if (await rows.appealOf(tx, review.id)) refuse(appealFailures.alreadyRaised())
  const appeal = newId<never>() as string
  await rows.insertAppeal(tx, { id: appeal, organisation: actor.organisation, project: work.project, task: work.task, assignment: work.id, review: review.id, by: actor.membership, reason: input.reason.trim(), now })
  await record(tx, actor, now, { verb: 'appeal.raised', kind: 'appeal', object: appeal, project: work.project, content: input, detail: { task: work.task } })
  return { id: appeal, state: 'open' }
}

/** An appeal, if the actor may read those of its project; else it does not exist for them. */
export const see = async (tx: Tx, actor: Actor, id: string): Promise<rows.SeenAppeal> => {
  const appeal = await rows.seeAppeal(tx, id)
  return appeal && can(actor, 'appeal.read', { project: appeal.project }) ? appeal : refuse(appealFailures.unknown())
}
export const listOf = async (tx: Tx, actor: Actor, id: ProjectId, state: AppealState | null): Promise<rows.SeenAppeal[]> => {
  const project = await enterProject(tx, actor, id, 'appeal.read')
  return rows.appealsOf(tx, project.id, state)
}

/** The word of somebody who is neither author nor reviewer, by the duty key of the task. */
export const decide = async (tx: Tx, services: Services, actor: Actor, id: string, input: { state: 'upheld' | 'rejected', decision: string }): Promise<{ id: string, state: AppealState, restored: boolean }> => {
  const { project } = await see(tx, actor, id)
  demand(actor, 'appeal.decide', { project })
  const appeal = (await rows.findAppeal(tx, id, true))!, review = (await rows.findReview(tx, appeal.review))!, now = services.clock.now()
  if (appeal.state !== 'open') refuse(appealFailures.decided())
  if (appeal.raised_by === actor.membership || review.reviewer === actor.membership) refuse(appealFailures.tookPart())
  const duty = await takeDuty(tx, { organisation: actor.organisation, scope: appeal.task, person: actor.membership, duty: 'arbitrate', now })
  if (duty !== 'arbitrate') refuse(productionFailures.otherDuty({ duty }))
  await rows.decide(tx, id, { state: input.state, decided_by: actor.membership, decision: input.decision.trim(), decided_at: now })
  const restored = input.state === 'upheld' && (await restore(tx, services, actor, appeal, review))
  await record(tx, actor, now, { verb: `appeal.${input.state}`, kind: 'appeal', object: id, project, content: input, detail: { task: appeal.task, restored } })
  return { id, state: input.state, restored }
}

/** Lets the work stand as it was submitted, unless it moved on since: then only the count changes. @returns whether it stands */
const restore = async (tx: Tx, services: Services, actor: Actor, appeal: rows.StoredAppeal, review: rows.StoredReview): Promise<boolean> => {
  const work = (await findAssignment(tx, appeal.assignment))!, task = (await findTask(tx, appeal.task))!, batch = (await findBatch(tx, work.batch))!
  const annotation = (await findAnnotation(tx, { id: review.annotation }, true))!, snapshot = (await findSnapshot(tx, annotation.id, review.revision))!
  if (!review.isNewest) return false
  const stand = (): Promise<void> => decideOutcome(tx, { organisation: actor.organisation, task: task.id, why: 'ruled', annotation: annotation.id, revision: review.revision, sha256: snapshot.sha256, by: actor.membership, now: services.clock.now() })
  if (review.verdict === 'fix') {
    const outcome = (await outcomesOf(tx, [batch.id])).find(o => o.task === task.id)
    const isUntouched = outcome?.annotation === annotation.id && outcome.revision > review.revision && (isWorking(batch.state) || batch.state === 'submitted')
    if (isUntouched) await stand()
    return isUntouched
  }
  if (work.state !== 'returned' || annotation.head !== review.revision) return false
  // Of several annotations a reviewer still has to choose.
  if (task.overlap > 1) await shiftAssignment(tx, services, actor, work, 'submitted')
  else {
    await stand()
    await shiftAssignment(tx, services, actor, work, 'accepted')
  }
  return true
}
