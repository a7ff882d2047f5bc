import { refuse } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import type { ShapeOperation } from '../../sockets/shape.ts'
import type { Actor } from '../../workspace/access/model.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { applyChange, headOf, lastWriting, rulesOfTask, type StoredAnnotation } from '../4-annotation/service.ts'
import { inspectionFailures } from './errors.ts'
import { corrections } from './model.ts'
import * as rows from './repository.ts'

/** What made a correction: a review or a ruling. */
export type CorrectedBy = { readonly review: string } | { readonly ruling: string }

/**
 * A reviewer's or an arbiter's change is a revision of the annotation with them as author, and a row per shape in the correction ledger.
 * @returns the revision, and what was written to the ledger
 */
export const correct = async (tx: Tx, services: Services, actor: Actor, annotation: StoredAnnotation, by: CorrectedBy, operations: readonly ShapeOperation[]): Promise<{ readonly revision: number, readonly ledger: readonly rows.NewCorrection[] }> => {
  const before = await headOf(tx, annotation.id), { schemaVersion } = await rulesOfTask(tx, services, annotation.task)
  const reply = await applyChange(tx, services, annotation, actor.organisation, actor.membership, { changeId: newId(), base: annotation.head, schemaVersion, operations: [...operations] })
  if (reply.applied.length === 0 || reply.refused.length > 0) refuse(inspectionFailures.fixNeedsChange({ n: reply.refused.length }, { field: 'operations' }))
  const ledger = await Promise.all(corrections(before, operations).map(async c => {
    const written = c.originalRevision === null ? undefined : await lastWriting(tx, annotation.id, c.originalRevision)
    return { shape: c.shape, annotator: written?.author ?? annotation.author, original: c.original, corrected: c.corrected, originalAt: written?.at ?? services.clock.now() }
  }))
  await rows.insertCorrections(tx, { organisation: actor.organisation, task: annotation.task, by, corrector: actor.membership, now: services.clock.now() }, ledger)
  return { revision: reply.revision, ledger }
}
