import type { AnnotationId, AssignmentId, BatchId, InspectionId, ProjectId, TaskId } from '../../kernel/ids.ts'
import type { ShapeRecord } from '../../sockets/shape.ts'
import { on, type Endpoint } from '../../workspace/access/endpoint.ts'
import { batchView, enterAssignment, enterBatch, followedBy } from '../3-production/service.ts'
import { findAnnotation, findSnapshot, taskAssetViews } from '../4-annotation/service.ts'
import * as contract from './contract.ts'
import { effortRoutes } from './effort/routes.ts'
import * as rows from './repository.ts'
import * as inspection from './service.ts'

/** Seed and salt stay secret until the sample is drawn. */
const view = (i: rows.StoredInspection): contract.InspectionView => ({
  id: i.id, batch: i.batch, round: i.round, state: i.state, plan: i.plan, commitment: i.commitment, seed: i.state === 'committed' ? null : i.seed, salt: i.state === 'committed' ? null : i.salt,
  nonconforming: i.nonconforming, createdAt: i.created_at.toISOString(), drawnAt: i.drawn_at?.toISOString() ?? null, endedAt: i.ended_at?.toISOString() ?? null,
})

export const inspectionRoutes: readonly Endpoint[] = [
  on(contract.judgeReview)(async ({ tx, actor, input, services }) => inspection.judge(tx, services, actor, input.params.assignment as AssignmentId, { ...input.body, annotation: input.body.annotation as AnnotationId })),
  on(contract.listReviews)(async ({ tx, actor, input }) => {
    const reviews: contract.ReviewView[] = []
    // Work that was moved brings along what was said of it under the person before.
    for (let at: AssignmentId | null = (await enterAssignment(tx, actor, input.params.assignment as AssignmentId)).id; at; at = await followedBy(tx, at)) {
      const annotation = await findAnnotation(tx, { assignment: at })
      if (annotation) reviews.unshift(...(await rows.reviewsOf(tx, annotation.id)).map(r => ({ ...r, at: r.at.toISOString() })))
    }
    return { reviews }
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
  ...effortRoutes,
]
