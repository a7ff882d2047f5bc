import { batchOpened } from '../3-production/events.ts'
import { findBatch, findTask, shiftAssignment } from '../3-production/service.ts'
import { annotationSubmitted } from '../4-annotation/events.ts'
import { followGold } from './gold/service.ts'
import { commitSample } from './lot.ts'
import * as rows from './repository.ts'
import './policy.ts'

/** Follows what happens upstream, in the same transactions. The shells call it once. */
export const followProduction = (): void => {
  batchOpened.follow(({ tx, services, author, batch }) => commitSample(tx, services, author, batch))
  followGold()
  // A workflow without review: what was submitted stands, and the release says that nobody reviewed it.
  annotationSubmitted.follow(async ({ tx, services, author, assignment, annotation, revision, sha256 }) => {
    if ((await findBatch(tx, assignment.batch))!.review !== 'none' || (await findTask(tx, assignment.task))!.gold !== null) return
    await rows.decide(tx, { organisation: author.organisation, task: assignment.task, why: 'sole', annotation: annotation.id, revision, sha256, by: assignment.person, now: services.clock.now() })
    await shiftAssignment(tx, services, author, assignment, 'accepted')
  })
}

export { acceptUninspected, draw, end, judgeItem, listOf, lotsOf, see } from './lot.ts'
export { judge } from './review.ts'
export { batchFigures, inspectionsOf, outcomesOf, type Outcome, type StoredInspection } from './repository.ts'
