import { createHmac } from 'node:crypto'
import type { BatchId } from '../../kernel/ids.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import { displayNumber } from '../../workspace/project/model.ts'
import { findBatch } from '../3-production/service.ts'
import { batchFigures, inspectionsOf } from '../5-inspection/service.ts'
import type { BatchEvidence } from './model.ts'
import * as rows from './repository.ts'

/**
 * People appear under a pseudonym that is the same within a release and cannot be worked out from a list of people:
 * `secret` is known to the holder of the signing key alone.
 */
const pseudonym = (secret: string, person: string): string => `p-${createHmac('sha256', secret).update(person).digest('hex').slice(0, 10)}`

/** What was done with one batch, and what was not: the words of the certificate. Tasks with a known answer measured people; they are no part of it. */
export const evidenceOf = async (tx: Tx, secret: string, id: BatchId): Promise<BatchEvidence> => {
  const batch = (await findBatch(tx, id))!, figures = await batchFigures(tx, id), inspections = await inspectionsOf(tx, id), prepared = await rows.preparationOf(tx, id)
  const people = Map.groupBy(figures.work, w => w.person)
  return {
    batch: displayNumber('batch', batch.number), id, state: batch.state, tasks: batch.tasks - batch.gold_tasks, overlap: batch.overlap, review: batch.review,
    unreviewed: batch.review === 'none', uninspected: !inspections.some(i => i.state === 'accepted'),
    schema: batch.schema_version, guideline: batch.guideline_version, preparation: prepared && { ...prepared, operators: await rows.stepVerdictsOf(tx, prepared.preparation) },
    people: [...people].map(([person, work]) => ({ person: pseudonym(secret, person), steps: Object.fromEntries(work.map(w => [w.step, w.n])) })).sort((a, b) => (a.person < b.person ? -1 : 1)),
    verdicts: Object.fromEntries(figures.verdicts.map(v => [v.verdict, v.n])), corrections: await rows.correctionCount(tx, id),
    defects: figures.defects.map(d => ({ code: d.code, severity: d.severity, count: d.n })),
    inspections: inspections.filter(i => i.state !== 'committed').map(i => ({ round: i.round, plan: { ...i.plan }, commitment: i.commitment, seed: i.seed, salt: i.salt, result: i.state, nonconforming: i.nonconforming })),
  }
}
