import type { AnnotationId, AssignmentId, ProjectId } from '../../../kernel/ids.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { on, type Endpoint } from '../../../workspace/access/endpoint.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import { displayNumber } from '../../../workspace/project/model.ts'
import { findBatch } from '../../3-production/service.ts'
import { findSnapshot, shapesOf, taskAssetViews } from '../../4-annotation/service.ts'
import { reviewDefects, type StoredDefect } from '../repository.ts'
import * as contract from './contract.ts'
import * as rows from './repository.ts'
import * as appeals from './service.ts'

const view = (a: rows.SeenAppeal, defects: readonly StoredDefect[]): contract.AppealView => ({
  id: a.id, project: a.project, batch: a.batch, batchDisplay: displayNumber('batch', a.batch_number), task: a.task, taskNumber: a.number, verdict: a.verdict, reason: a.reason, state: a.state, decision: a.decision,
  createdAt: a.created_at.toISOString(), decidedAt: a.decided_at?.toISOString() ?? null, defects: [...defects], comment: a.comment,
})
const submittedOf = async (tx: Tx, annotation: AnnotationId, revision: number): Promise<ShapeRecord[]> => (await findSnapshot(tx, annotation, revision))!.document as ShapeRecord[]

export const appealRoutes: readonly Endpoint[] = [
  on(contract.raiseAppeal)(async ({ tx, actor, input, services }) => appeals.raise(tx, services, actor, input.params.assignment as AssignmentId, input.body)),
  on(contract.listAppeals)(async ({ tx, actor, input }) => {
    const found = await appeals.listOf(tx, actor, input.params.project as ProjectId, input.query.state ?? null), defects = await reviewDefects(tx, found.map(a => a.review))
    return { appeals: found.map(a => view(a, defects.get(a.review) ?? [])) }
  }),
  on(contract.readAppeal)(async ({ tx, actor, input }) => {
    const appeal = await appeals.see(tx, actor, input.params.appeal), review = (await rows.findReview(tx, appeal.review))!, batch = (await findBatch(tx, appeal.batch))!
    return {
      appeal: view(appeal, (await reviewDefects(tx, [appeal.review])).get(appeal.review) ?? []), tasks: batch.tasks, schemaVersion: batch.schema_version, guidelineVersion: batch.guideline_version,
      submitted: await submittedOf(tx, review.annotation, review.revision), corrected: appeal.verdict === 'fix' ? await shapesOf(tx, review.annotation) : null,
      assets: (await taskAssetViews(tx, [appeal.task])).get(appeal.task) ?? [],
    }
  }),
  on(contract.decideAppeal)(async ({ tx, actor, input, services }) => appeals.decide(tx, services, actor, input.params.appeal, input.body)),
  on(contract.listCharges)(async ({ tx, actor }) => {
    const charges = await rows.chargesOf(tx, actor.membership), defects = await reviewDefects(tx, charges.map(c => c.review))
    return { charges: charges.map(c => ({
      review: c.review, assignment: c.assignment, project: c.project, batchDisplay: displayNumber('batch', c.batch_number), taskNumber: c.number, verdict: c.verdict, comment: c.comment, at: c.at.toISOString(),
      defects: [...(defects.get(c.review) ?? [])], appealUntil: new Date(c.at.getTime() + c.appeal_hours * 3_600_000).toISOString(),
      appeal: c.appeal && c.state ? { id: c.appeal, state: c.state, reason: c.reason ?? '', decision: c.decision } : null,
    })) }
  }),
]
