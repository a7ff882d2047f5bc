import type { TaskId } from '../../kernel/ids.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import type { Author } from '../../workspace/journal/model.ts'
import { placeAsked, schemaMigrated } from '../../workspace/project/events.ts'
import { closeReviews, queueReviews } from '../../workspace/project/service.ts'
import { batchSchemaMoved } from '../3-production/events.ts'
import { mayMoveSchema } from '../3-production/model.ts'
import { assignmentsOf, findBatch, lockBatch, shiftAssignment, shiftBatch, shiftBatchSchema, type StoredBatch } from '../3-production/service.ts'
import { annotationSubmitted } from '../4-annotation/events.ts'
import { findAnnotation } from '../4-annotation/service.ts'
import * as rows from './repository.ts'

/**
 * What has to be chosen anew under the schema that its batch has now goes back: the annotation that stands to its author, work that
 * waits for a review to its authors. Work in hand is read forward where it is; a batch that was handed in opens again.
 */
const sendBack = async (tx: Tx, services: Services, author: Author, batch: StoredBatch): Promise<void> => {
  const waiting = await rows.awaitingChoice(tx, batch.id, batch.schema_version)
  if (waiting.length === 0) return
  const current = (await lockBatch(tx, batch.id))!
  if (current.state === 'submitted' || current.state === 'rework') await shiftBatch(tx, services, author, current, 'open')
  const outcomes = new Map((await rows.outcomesOf(tx, [batch.id])).map(outcome => [outcome.task, outcome.annotation]))
  for (const task of waiting) {
    const assignments = await assignmentsOf(tx, task), standing = outcomes.get(task), stands = standing && (await findAnnotation(tx, { id: standing }))?.assignment
    // A reviewer who has the task in hand sees it read forward, and judges.
    if (assignments.some(a => a.step === 'review' && a.state === 'held')) continue
    for (const work of assignments) if (work.step === 'annotate' && (work.state === 'submitted' || (work.state === 'accepted' && work.id === stands))) await shiftAssignment(tx, services, author, work, 'returned')
  }
}

/** Follows the label schema: counts what stands under an entry, queues what a person must choose anew, and ends it when they did. */
export const followSchema = (): void => {
  placeAsked.follow(async ({ tx, project, place, since, standing }) => {
    for (const { state, tasks, annotations, shapes } of await rows.standingUnder(tx, project, place, since)) {
      standing.shapes += shapes
      standing.annotations += annotations
      standing.tasks[state] = (standing.tasks[state] ?? 0) + tasks
    }
  })
  schemaMigrated.follow(async ({ tx, services, author, project, version, review }) => {
    const shapes = new Map<TaskId, number>()
    for (const place of review) for (const found of await rows.tasksUnder(tx, project, place)) shapes.set(found.task, (shapes.get(found.task) ?? 0) + found.shapes)
    await queueReviews(tx, { organisation: author.organisation, project, now: services.clock.now() }, [...shapes].map(([task, n]) => ({ task, version, shapes: n })))
    // A person can only choose under the version that has the successors: the batches that they work in move with it.
    for (const id of await rows.batchesOf(tx, [...shapes.keys()])) {
      const batch = (await lockBatch(tx, id))!
      if (mayMoveSchema.has(batch.state)) await shiftBatchSchema(tx, services, author, batch, version)
    }
  })
  batchSchemaMoved.follow(({ tx, services, author, batch }) => sendBack(tx, services, author, batch))
  annotationSubmitted.follow(async ({ tx, services, assignment }) => {
    await closeReviews(tx, { task: assignment.task, upTo: (await findBatch(tx, assignment.batch))!.schema_version, now: services.clock.now() })
  })
}
