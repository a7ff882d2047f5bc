import { batchOpened } from '../3-production/events.ts'
import { annotationSubmitted } from '../4-annotation/events.ts'
import { followGold } from './gold/service.ts'
import { commitSample } from './lot.ts'
import { drawReviewed, settleReadings } from './readings.ts'
import { followSchema } from './schema-change.ts'
import './policy.ts'

/** Follows what happens upstream, in the same transactions. The shells call it once. */
export const followProduction = (): void => {
  followSchema()
  batchOpened.follow(async ({ tx, services, author, batch }) => {
    await commitSample(tx, services, author, batch)
    await drawReviewed(tx, services, author, batch)
  })
  // A task with a known answer is scored, not settled.
  followGold()
  annotationSubmitted.follow(({ tx, services, author, assignment }) => settleReadings(tx, services, author, assignment))
}

export { acceptUninspected, draw, end, judgeItem, listOf, lotsOf, see } from './lot.ts'
export { consistencyOf } from './consistency.ts'
export { judge } from './review.ts'
export { rule, rulingsOf } from './ruling.ts'
export { batchFigures, countStanding, inspectionsOf, outcomesOf, type Outcome, type StoredInspection } from './repository.ts'
