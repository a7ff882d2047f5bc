import { refuse } from '../../kernel/failure.ts'
import { newId, type AnnotationId, type AssignmentId, type TaskId } from '../../kernel/ids.ts'
import type { ShapeOperation } from '../../sockets/shape.ts'
import type { Actor } from '../../workspace/access/model.ts'
import { demand } from '../../workspace/access/service.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { record } from '../../workspace/journal/service.ts'
import type { Assignment } from '../3-production/model.ts'
import { assignmentsOf, enterAssignment, findBatch, findTask, sayOfTask, shiftAssignment } from '../3-production/service.ts'
import { annotationsOf, findAnnotation, findSnapshot, freezeHead, type StoredAnnotation } from '../4-annotation/service.ts'
import { correct } from './correcting.ts'
import { checkDefects } from './defects.ts'
import { inspectionFailures } from './errors.ts'
import { codeOfCorrection, whyItStands, type ReviewVerdict } from './model.ts'
import * as rows from './repository.ts'

export interface ReviewInput { annotation: AnnotationId, revision: number, verdict: ReviewVerdict, comment?: string, defects?: rows.NewDefect[], operations?: ShapeOperation[] }

/** One review ends with one verdict: on the annotation that stands, or on the one that goes back to its author. */
export const judge = async (tx: Tx, services: Services, actor: Actor, id: AssignmentId, input: ReviewInput): Promise<{ task: TaskId, state: string, sha256: string | null }> => {
  const review = await enterAssignment(tx, actor, id)
  demand(actor, 'review.judge', { project: review.project })
  if (review.step !== 'review' || review.state !== 'held') refuse(inspectionFailures.notReviewing())
  const annotation = await findAnnotation(tx, { id: input.annotation }, true)
  if (!annotation || annotation.task !== review.task || annotation.submitted_revision === null) return refuse(inspectionFailures.notOfThisTask({}, { field: 'annotation' }))
  if (annotation.head !== input.revision) refuse(inspectionFailures.staleRevision({ revision: input.revision, head: annotation.head }))
  if (input.verdict === 'return' && !input.defects?.length) refuse(inspectionFailures.defectNeeded({}, { field: 'defects' }))
  if (input.verdict === 'dispute') {
    if (!(await findBatch(tx, review.batch))!.workflow.arbitrate) refuse(inspectionFailures.noArbiter())
    if (!input.comment?.trim()) refuse(inspectionFailures.disputeNeedsReason({}, { field: 'comment' }))
  }
  await checkDefects(tx, review.task, input.defects ?? [])
  const reviewId = newId(), now = services.clock.now()
  await rows.insertReview(tx, { id: reviewId, organisation: actor.organisation, task: review.task, assignment: id, reviewer: actor.membership, annotation: annotation.id, revision: input.revision, verdict: input.verdict, comment: input.comment ?? '', now })
  await rows.insertDefects(tx, { organisation: actor.organisation, task: review.task, annotation: annotation.id, review: reviewId, by: actor.membership, now }, input.defects ?? [])
  await record(tx, actor, now, { verb: `review.${input.verdict}`, kind: 'annotation', object: annotation.id, project: review.project, content: input, detail: { task: review.task, revision: input.revision, defects: input.defects?.length ?? 0 } })
  const sha256 = input.verdict === 'return' ? await sendBack(tx, services, actor, review, annotation) : input.verdict === 'dispute' ? await handOver(tx, services, actor, review) : await letStand(tx, services, actor, review, annotation, reviewId, input)
  return { task: review.task, state: (await findTask(tx, review.task))!.state, sha256 }
}

const sendBack = async (tx: Tx, services: Services, actor: Actor, review: Assignment, annotation: StoredAnnotation): Promise<null> => {
  await endReview(tx, services, actor, review)
  const work = (await assignmentsOf(tx, review.task)).find(a => a.id === annotation.assignment)!
  const returned = await shiftAssignment(tx, services, actor, work, 'returned'), { return_limit } = (await findBatch(tx, review.batch))!
  // The round is the one that failed: as many returns as rounds.
  if (returned.round >= return_limit) await record(tx, actor, services.clock.now(), { verb: 'task.keeps-coming-back', kind: 'task', object: review.task, project: review.project, detail: { returns: returned.round } })
  return null
}

const letStand = async (tx: Tx, services: Services, actor: Actor, review: Assignment, annotation: StoredAnnotation, reviewId: string, input: ReviewInput): Promise<string> => {
  const revision = input.verdict === 'fix' ? await fix(tx, services, actor, annotation, reviewId, input) : annotation.submitted_revision!
  const sha256 = input.verdict === 'fix' ? await freezeHead(tx, services, actor.organisation, annotation.id, revision) : (await findSnapshot(tx, annotation.id, revision))!.sha256
  const why = whyItStands(input.verdict === 'fix' ? 'fix' : 'accept', (await annotationsOf(tx, review.task)).filter(a => a.submitted_revision !== null).length)
  await rows.decide(tx, { organisation: actor.organisation, task: review.task, why, annotation: annotation.id, revision, sha256, by: actor.membership, now: services.clock.now() })
  await endReview(tx, services, actor, review)
  // The others' work is accepted too: it was done as asked, it only does not stand.
  for (const work of await assignmentsOf(tx, review.task)) if (work.step === 'annotate' && work.state === 'submitted') await shiftAssignment(tx, services, actor, work, 'accepted')
  return sha256
}

const endReview = async (tx: Tx, services: Services, actor: Actor, review: Assignment): Promise<void> => {
  const submitted = await shiftAssignment(tx, services, actor, review, 'submitted')
  await shiftAssignment(tx, services, actor, submitted, 'accepted')
}

/** The reviewer cannot decide, or the author will not agree: an arbiter has the last word. */
const handOver = async (tx: Tx, services: Services, actor: Actor, review: Assignment): Promise<null> => {
  await endReview(tx, services, actor, review)
  await sayOfTask(tx, services, actor, review.task, { dispute: 'review' })
  return null
}

/** What the reviewer put right without naming it counts against the annotator with the code of the change. @returns the revision */
const fix = async (tx: Tx, services: Services, actor: Actor, annotation: StoredAnnotation, review: string, { operations = [], defects = [] }: ReviewInput): Promise<number> => {
  const { revision, ledger } = await correct(tx, services, actor, annotation, { review }, operations)
  const unnamed = ledger.filter(c => !defects.some(d => d.shape === c.shape)).map(c => ({ shape: c.shape, code: codeOfCorrection(c.original, c.corrected), severity: 'minor' as const }))
  await rows.insertDefects(tx, { organisation: actor.organisation, task: annotation.task, annotation: annotation.id, review, by: actor.membership, now: services.clock.now() }, unnamed)
  return revision
}
