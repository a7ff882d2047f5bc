import type { AnnotationId, AssignmentId, BatchId, InspectionId, ProjectId, TaskId } from '../../kernel/ids.ts'
import type { ShapeRecord } from '../../sockets/shape.ts'
import { on, type Endpoint } from '../../workspace/access/endpoint.ts'
import { batchView, enterAssignment, enterBatch } from '../3-production/service.ts'
import { findAnnotation, findSnapshot, taskAssetViews } from '../4-annotation/service.ts'
import * as contract from './contract.ts'
import type { Estimate } from './reliability.ts'
import * as rows from './repository.ts'
import * as inspection from './service.ts'

/** Seed and salt stay secret until the sample is drawn. */
const view = (i: rows.StoredInspection): contract.InspectionView => ({
  id: i.id, batch: i.batch, round: i.round, state: i.state, plan: i.plan, commitment: i.commitment, seed: i.state === 'committed' ? null : i.seed, salt: i.state === 'committed' ? null : i.salt,
  nonconforming: i.nonconforming, createdAt: i.created_at.toISOString(), drawnAt: i.drawn_at?.toISOString() ?? null, endedAt: i.ended_at?.toISOString() ?? null,
})

const estimateView = (estimate: Estimate | null) => estimate && { ...estimate, interval: estimate.interval && [estimate.interval[0], estimate.interval[1]] satisfies [number, number] }

export const inspectionRoutes: readonly Endpoint[] = [
  on(contract.judgeReview)(async ({ tx, actor, input, services }) => inspection.judge(tx, services, actor, input.params.assignment as AssignmentId, { ...input.body, annotation: input.body.annotation as AnnotationId })),
  on(contract.listReviews)(async ({ tx, actor, input }) => {
    const assignment = await enterAssignment(tx, actor, input.params.assignment as AssignmentId), annotation = await findAnnotation(tx, { assignment: assignment.id })
    const reviews = assignment.step === 'arbitrate' ? await rows.reviewsOfTask(tx, assignment.task) : annotation ? await rows.reviewsOf(tx, annotation.id) : []
    return { reviews: reviews.map(r => ({ ...r, at: r.at.toISOString() })) }
  }),
  on(contract.makeRuling)(async ({ tx, actor, input: { params, body }, services }) => inspection.rule(tx, services, actor, params.assignment as AssignmentId, 'annotation' in body ? { ...body, annotation: body.annotation as AnnotationId } : body)),
  on(contract.listRulings)(async ({ tx, actor, input }) => ({ rulings: (await inspection.rulingsOf(tx, actor, input.params.batch as BatchId)).map(({ number, at, ...r }) => ({ ...r, taskNumber: number, at: at.toISOString() })) })),
  on(contract.readAgreement)(async ({ tx, actor, input }) => {
    const { mean, bins, questions, ...counts } = await inspection.consistencyOf(tx, actor, input.params.batch as BatchId)
    return { ...counts, bins: [...bins], mean: estimateView(mean), questions: questions.map(q => ({ ...q, alpha: estimateView(q.alpha) })) }
  }),
  on(contract.listCorrections)(async ({ tx, actor, input }) => {
    const batch = await enterBatch(tx, actor, input.params.batch as BatchId, 'inspection.read')
    return { corrections: (await rows.correctionsOf(tx, batch.id)).map(c => ({ task: c.task, taskNumber: c.number, shape: c.shape, annotator: c.annotator, corrector: c.corrector, original: c.original as ShapeRecord | null, corrected: c.corrected as ShapeRecord | null, originalAt: c.original_at.toISOString(), correctedAt: c.corrected_at.toISOString() })) }
  }),
  on(contract.listLots)(async ({ tx, actor, input }) => ({ lots: (await inspection.lotsOf(tx, actor, input.params.project as ProjectId)).map(lot => ({ ...view(lot), judged: lot.judged, found: lot.found })) })),
  on(contract.listInspections)(async ({ tx, actor, input }) => ({ inspections: (await inspection.listOf(tx, actor, input.params.batch as BatchId)).map(view) })),
  on(contract.drawInspection)(async ({ tx, actor, input, services }) => view(await inspection.draw(tx, services, actor, input.params.inspection as InspectionId))),
  on(contract.listSample)(async ({ tx, actor, input }) => {
    const { inspection: seen, batch } = await inspection.see(tx, actor, input.params.inspection as InspectionId), sample = await rows.sampleOf(tx, seen.id)
    const [assets, defects] = [await taskAssetViews(tx, sample.map(s => s.task)), await rows.sampleDefects(tx, seen.id)]
    const items = []
    for (const s of sample) items.push({ ...s, shapes: (await findSnapshot(tx, s.annotation, s.revision))!.document as ShapeRecord[], assets: assets.get(s.task)!, defects: defects.get(s.task) ?? [] })
    return { inspection: view(seen), batch: await batchView(tx, batch), items }
  }),
  on(contract.judgeItem)(async ({ tx, actor, input, services }) => inspection.judgeItem(tx, services, actor, input.params.inspection as InspectionId, input.params.task as TaskId, input.body.conforms, input.body.defects ?? [])),
  on(contract.endInspection)(async ({ tx, actor, input, services }) => view(await inspection.end(tx, services, actor, input.params.inspection as InspectionId))),
  on(contract.acceptBatch)(async ({ tx, actor, input, services }) => batchView(tx, await inspection.acceptUninspected(tx, services, actor, input.params.batch as BatchId))),
]
