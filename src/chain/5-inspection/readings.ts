import { randomBytes } from 'node:crypto'
import type { AnnotationId, TaskId } from '../../kernel/ids.ts'
import type { ShapeRecord } from '../../sockets/shape.ts'
import { sha256 } from '../../workspace/blobs/service.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import type { Author } from '../../workspace/journal/model.ts'
import { record } from '../../workspace/journal/service.ts'
import { findSchema } from '../../workspace/project/service.ts'
import type { Assignment } from '../3-production/model.ts'
import { assignmentsOf, findBatch, lockTask, sayOfTask, shiftAssignment, storeDraw, tasksOf, type StoredBatch } from '../3-production/service.ts'
import { annotationsOf, findSnapshot } from '../4-annotation/service.ts'
import { taskAgreement } from './agreement.ts'
import { commitment, drawSample } from './draw.ts'
import * as rows from './repository.ts'
import { mostAgreed, resolutionOf, type Candidate } from './resolution.ts'

/** Which tasks a sampling review looks at: drawn once, when the batch first opens, from a seed that nobody chose and that is committed to. */
export const drawReviewed = async (tx: Tx, services: Services, author: Author, batch: StoredBatch): Promise<void> => {
  const { review } = batch.workflow
  if (batch.review !== 'sample' || !review || batch.review_commitment !== null) return
  const seed = randomBytes(16).toString('hex'), salt = randomBytes(16).toString('hex'), promise = commitment(seed, salt, sha256)
  const tasks = await tasksOf(tx, batch.id), drawn = drawSample(tasks, Math.ceil(tasks.length * review.percent / 100), seed)
  await storeDraw(tx, batch.id, { seed, salt, commitment: promise }, drawn)
  await record(tx, author, services.clock.now(), { verb: 'batch.review-drawn', kind: 'batch', object: batch.id, project: batch.project, detail: { commitment: promise, drawn: drawn.length } })
}

/** The submitted work of one reader, with what was frozen of it. */
export interface Reading extends Candidate {
  readonly work: Assignment
  readonly annotation: AnnotationId
  readonly revision: number
  readonly sha256: string
  readonly shapes: readonly ShapeRecord[]
}

/** What the readers of a task submitted, each with its agreement with the others. */
export const readingsOf = async (tx: Tx, services: Services, batch: StoredBatch, task: TaskId): Promise<{ readings: Reading[], mean: number | null }> => {
  const works = (await assignmentsOf(tx, task)).filter(a => a.step === 'annotate' && (a.state === 'submitted' || a.state === 'accepted'))
  const annotations = new Map((await annotationsOf(tx, task)).map(a => [a.assignment, a])), found: Omit<Reading, 'agreement'>[] = []
  for (const work of works) {
    const annotation = annotations.get(work.id)!, revision = annotation.submitted_revision!, snapshot = (await findSnapshot(tx, annotation.id, revision))!
    found.push({ work, id: annotation.id, annotation: annotation.id, revision, sha256: snapshot.sha256, shapes: snapshot.document as ShapeRecord[], submittedAt: work.submittedAt! })
  }
  const schema = (await findSchema(tx, batch.project, batch.schema_version))!.document
  const { mean, each } = taskAgreement(services.plugins.shapes, schema, found.map(reading => reading.shapes))
  return { readings: found.map((reading, i) => ({ ...reading, agreement: each[i]! })), mean: found.length > 1 ? mean : null }
}

/** Once the last reader has submitted: agreement is measured, and the workflow says what becomes of the task. One with a known answer is scored instead. */
export const settleReadings = async (tx: Tx, services: Services, author: Author, last: Assignment): Promise<void> => {
  const batch = (await findBatch(tx, last.batch))!, task = (await lockTask(tx, last.task))!
  if (task.gold !== null) return
  const { readings, mean } = await readingsOf(tx, services, batch, task.id)
  if (readings.length < task.overlap) return
  const now = services.clock.now(), resolution = resolutionOf({ workflow: batch.workflow, overlap: task.overlap, drawn: task.drawn, agreement: mean })
  const detail = { agreement: mean, overlap: task.overlap }
  await sayOfTask(tx, services, author, task.id, { agreement: mean, dispute: resolution === 'dispute' ? 'agreement' : null, ...(resolution === 'extend' && { overlap: task.overlap + 1 }) })
  if (resolution === 'extend') await record(tx, author, now, { verb: 'task.extended', kind: 'task', object: task.id, project: batch.project, detail })
  if (resolution === 'dispute') await record(tx, author, now, { verb: 'task.disputed', kind: 'task', object: task.id, project: batch.project, detail })
  if (resolution !== 'stands') return
  // Work that was accepted before stood or lost already: after a rejected lot only what was done anew can stand.
  const fresh = readings.filter(reading => reading.work.state === 'submitted'), { annotation, revision, sha256: digest } = mostAgreed(fresh)
  await rows.decide(tx, { organisation: author.organisation, task: task.id, why: readings.length > 1 ? 'chosen' : 'sole', annotation, revision, sha256: digest, by: last.person, now })
  for (const { work } of fresh) await shiftAssignment(tx, services, author, work, 'accepted')
}
