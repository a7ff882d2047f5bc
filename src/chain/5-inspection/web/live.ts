import type { LiveQueries } from '../../../ui/live.ts'
import { listBatches, listOwn, listTasks, readBatch, readQueue } from '../../3-production/contract.ts'
import { listAnnotations } from '../../4-annotation/contract.ts'
import { listCorrections, listInspections, listLots, listReviews, listSample } from '../contract.ts'

const batches = [listBatches, readBatch]
/** The pages of production and annotation stand in this slice too. */
export const inspectionLive: LiveQueries = {
  batch: [...batches, listOwn, readQueue, listLots, listInspections], task: [...batches, listTasks, listOwn, readQueue], assignment: [...batches, listTasks, listOwn, readQueue, listReviews],
  annotation: [...batches, listTasks, listAnnotations, listOwn, readQueue, listReviews, listCorrections], inspection: [...batches, listInspections, listLots, listSample],
}
