import type { AnnotationId, AssignmentId, BatchId, InspectionId, ProjectId, TaskId } from '../../kernel/ids.ts'
import type { ShapeRecord } from '../../sockets/shape.ts'
import { on, type Endpoint } from '../../workspace/access/endpoint.ts'
import { demand, peopleInSight } from '../../workspace/access/service.ts'
import { batchView, enterAssignment, enterBatch, findBatch, followedBy } from '../3-production/service.ts'
import { findAnnotation, findSnapshot, taskAssetViews } from '../4-annotation/service.ts'
import { appealRoutes } from './appeal/routes.ts'
import { deliveryRoutes } from './delivery/routes.ts'
import { goldRoutes } from './gold/routes.ts'
import { lotAppealRoutes } from './lot-appeal/routes.ts'
import { reportRoutes } from './report/routes.ts'
import { voidingRoutes } from './voiding/routes.ts'
import * as contract from './contract.ts'
import { effortRoutes } from './effort/routes.ts'
import type { Estimate } from './reliability.ts'
import * as rows from './repository.ts'
import * as inspection from './service.ts'

export const correctionView = (c: rows.StoredCorrection): contract.CorrectionView => ({
  task: c.task, taskNumber: c.number, shape: c.shape, annotator: c.annotator, corrector: c.corrector, original: c.original, corrected: c.corrected, originalAt: c.original_at.toISOString(), correctedAt: c.corrected_at.toISOString(),
  codes: c.codes, overturned: c.overturned,
})

/** Seed and salt stay secret until the sample is drawn. */
const view = (i: rows.StoredInspection): contract.InspectionView => ({
  id: i.id, batch: i.batch, round: i.round, state: i.state, plan: i.plan, commitment: i.commitment, seed: i.state === 'committed' ? null : i.seed, salt: i.state === 'committed' ? null : i.salt,
  nonconforming: i.nonconforming, createdAt: i.created_at.toISOString(), drawnAt: i.drawn_at?.toISOString() ?? null, endedAt: i.ended_at?.toISOString() ?? null,
})

const estimateView = (estimate: Estimate | null) => estimate && { ...estimate, interval: estimate.interval && [estimate.interval[0], estimate.interval[1]] satisfies [number, number] }

export const inspectionRoutes: readonly Endpoint[] = [
  ...appealRoutes, ...lotAppealRoutes, ...voidingRoutes, ...reportRoutes, ...deliveryRoutes, ...goldRoutes,
  on(contract.judgeReview)(async ({ tx, actor, input, services }) => inspection.judge(tx, services, actor, input.params.assignment as AssignmentId, { ...input.body, annotation: input.body.annotation as AnnotationId })),
  on(contract.listReviews)(async ({ tx, actor, input }) => {
    const assignment = await enterAssignment(tx, actor, input.params.assignment as AssignmentId), { appeal_hours } = (await findBatch(tx, assignment.batch))!
    const until = (at: Date): string => new Date(at.getTime() + appeal_hours * 3_600_000).toISOString()
    const isArbiter = assignment.step === 'arbitrate', reviews = isArbiter ? await rows.reviewsOfTask(tx, assignment.task) : [], others = []
    // Work that was moved brings along what was said of it under the person before.
    for (let at: AssignmentId | null = assignment.id; at; at = await followedBy(tx, at)) {
      const annotation = await findAnnotation(tx, { assignment: at })
      if (!annotation) continue
      if (!isArbiter) reviews.unshift(...await rows.reviewsOf(tx, annotation.id))
      others.unshift(...await rows.otherReturnsOf(tx, annotation.id))
    }
    return {
      reviews: reviews.map(r => ({ ...r, at: r.at.toISOString(), appealUntil: isArbiter || (r.verdict !== 'return' && r.verdict !== 'fix') ? null : until(r.at) })),
      others: others.map(o => ({ ...o, at: o.at.toISOString() })),
    }
  }),
  on(contract.makeRuling)(async ({ tx, actor, input: { params, body }, services }) => inspection.rule(tx, services, actor, params.assignment as AssignmentId, 'annotation' in body ? { ...body, annotation: body.annotation as AnnotationId } : body)),
  on(contract.listRulings)(async ({ tx, actor, input }) => {
    const found = await inspection.rulingsOf(tx, actor, input.params.batch as BatchId), sight = await peopleInSight(tx, (await findBatch(tx, input.params.batch as BatchId))!.project)
    return { rulings: found.map(({ number, at, arbiter, ...r }) => ({ ...r, taskNumber: number, arbiter: sight.seen(arbiter), at: at.toISOString() })) }
  }),
  on(contract.readAgreement)(async ({ tx, actor, input }) => {
    const { mean, bins, questions, ...counts } = await inspection.consistencyOf(tx, actor, input.params.batch as BatchId)
    return { ...counts, bins: [...bins], mean: estimateView(mean), questions: questions.map(q => ({ ...q, alpha: estimateView(q.alpha) })) }
  }),
  on(contract.listCorrections)(async ({ tx, actor, input }) => {
    const batch = await enterBatch(tx, actor, input.params.batch as BatchId, 'inspection.read')
    demand(actor, 'field.people', { project: batch.project })
    const limit = input.query.limit ?? 10_000, found = await rows.correctionsOf(tx, batch.id, { ...input.query, limit })
    return { corrections: found.map(correctionView), next: found.length === limit ? (input.query.after ?? 0) + limit : null }
  }),
  on(contract.listLots)(async ({ tx, actor, input }) => ({ lots: (await inspection.lotsOf(tx, actor, input.params.project as ProjectId)).map(lot => ({ ...view(lot), judged: lot.judged, found: lot.found, appeals: lot.appeals })) })),
  on(contract.listInspections)(async ({ tx, actor, input }) => ({ inspections: (await inspection.listOf(tx, actor, input.params.batch as BatchId)).map(view) })),
  on(contract.drawInspection)(async ({ tx, actor, input, services }) => view(await inspection.draw(tx, services, actor, input.params.inspection as InspectionId))),
  on(contract.listSample)(async ({ tx, actor, input }) => {
    const { inspection: seen, batch } = await inspection.see(tx, actor, input.params.inspection as InspectionId), sample = await rows.sampleOf(tx, seen.id)
    const [assets, defects] = [await taskAssetViews(tx, sample.map(s => s.task)), await rows.sampleDefects(tx, seen.id)]
    const items = []
    for (const s of sample) items.push({ ...s, shapes: (await findSnapshot(tx, s.annotation, s.revision))!.document as ShapeRecord[], assets: assets.get(s.task)!, defects: defects.get(s.task) ?? [] })
    return { inspection: view(seen), batch: await batchView(tx, batch, true), items }
  }),
  on(contract.judgeItem)(async ({ tx, actor, input, services }) => inspection.judgeItem(tx, services, actor, input.params.inspection as InspectionId, input.params.task as TaskId, input.body.conforms, input.body.defects ?? [])),
  on(contract.endInspection)(async ({ tx, actor, input, services }) => view(await inspection.end(tx, services, actor, input.params.inspection as InspectionId))),
  on(contract.acceptBatch)(async ({ tx, actor, input, services }) => batchView(tx, await inspection.acceptUninspected(tx, services, actor, input.params.batch as BatchId), true)),
  ...effortRoutes,
]
