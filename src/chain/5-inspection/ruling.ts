import { refuse } from '../../kernel/failure.ts'
import { newId, type AnnotationId, type AssignmentId, type BatchId, type MembershipId, type TaskId } from '../../kernel/ids.ts'
import type { ShapeOperation } from '../../sockets/shape.ts'
import type { Actor } from '../../workspace/access/model.ts'
import { demand } from '../../workspace/access/service.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { record } from '../../workspace/journal/service.ts'
import type { Assignment } from '../3-production/model.ts'
import { assignmentsOf, enterAssignment, enterBatch, findBatch, findTask, lockTask, sayOfTask, shiftAssignment } from '../3-production/service.ts'
import { findAnnotation, findSnapshot, freezeHead, type StoredAnnotation } from '../4-annotation/service.ts'
import { correct } from './correcting.ts'
import { inspectionFailures } from './errors.ts'
import type { RulingVerdict } from './model.ts'
import * as rows from './repository.ts'

export interface RulingInput {
  verdict: RulingVerdict
  /** The annotation that stands, with the revision that was seen; of `choose` and `correct`. */
  annotation?: AnnotationId, revision?: number, operations?: ShapeOperation[]
  /** Of `redo`: by people who have not read the task. */
  fresh?: boolean
  reason: string
}

/** The arbiter's last word on a disputed task (GB/T 45674-2025 7.3 c): pass, discard or redo, recorded with its reason. */
export const rule = async (tx: Tx, services: Services, actor: Actor, id: AssignmentId, input: RulingInput): Promise<{ task: TaskId, state: string, sha256: string | null }> => {
  const arbitration = await enterAssignment(tx, actor, id)
  demand(actor, 'ruling.make', { project: arbitration.project })
  await lockTask(tx, arbitration.task)
  if (arbitration.step !== 'arbitrate' || arbitration.state !== 'held') refuse(inspectionFailures.notArbitrating())
  const works = (await assignmentsOf(tx, arbitration.task)).filter(a => a.step === 'annotate' && (a.state === 'submitted' || a.state === 'accepted'))
  const annotation = input.verdict === 'choose' || input.verdict === 'correct' ? await chosen(tx, works, input) : null, ruling = newId(), now = services.clock.now()
  const stands = annotation && { annotation: annotation.id, revision: input.verdict === 'correct' ? (await correct(tx, services, actor, annotation, { ruling }, input.operations ?? [])).revision : annotation.submitted_revision! }
  await rows.insertRuling(tx, { id: ruling, organisation: actor.organisation, task: arbitration.task, assignment: id, arbiter: actor.membership, verdict: input.verdict, annotation: stands?.annotation ?? null, revision: stands?.revision ?? null, fresh: input.fresh ?? false, reason: input.reason, now })
  await record(tx, actor, now, { verb: `ruling.${input.verdict}`, kind: 'task', object: arbitration.task, project: arbitration.project, content: input, detail: { annotation: stands?.annotation ?? null, fresh: input.fresh ?? false } })
  await shiftAssignment(tx, services, actor, await shiftAssignment(tx, services, actor, arbitration, 'submitted'), 'accepted')
  const sha256 = stands ? await letStand(tx, services, actor, works, arbitration.task, stands, input.verdict) : null
  if (input.verdict === 'redo') await readAgain(tx, services, actor, works, arbitration, input)
  if (input.verdict === 'discard') await sayOfTask(tx, services, actor, arbitration.task, { set_aside: 'discarded' })
  return { task: arbitration.task, state: (await findTask(tx, arbitration.task))!.state, sha256 }
}

/** The annotation that is to stand, locked, as the arbiter saw it. */
const chosen = async (tx: Tx, works: readonly Assignment[], { annotation: id, revision }: RulingInput): Promise<StoredAnnotation> => {
  const annotation = id && (await findAnnotation(tx, { id }, true))
  if (!annotation || !works.some(work => work.id === annotation.assignment)) return refuse(inspectionFailures.notOfThisTask({}, { field: 'annotation' }))
  return annotation.head === revision ? annotation : refuse(inspectionFailures.staleRevision({ revision: revision ?? 0, head: annotation.head }))
}

const letStand = async (tx: Tx, services: Services, actor: Actor, works: readonly Assignment[], task: TaskId, { annotation, revision }: { annotation: AnnotationId, revision: number }, verdict: RulingVerdict): Promise<string> => {
  const sha256 = verdict === 'correct' ? await freezeHead(tx, services, actor.organisation, annotation, revision) : (await findSnapshot(tx, annotation, revision))!.sha256
  await rows.decide(tx, { organisation: actor.organisation, task, why: 'ruled', annotation, revision, sha256, by: actor.membership, now: services.clock.now() })
  await sayOfTask(tx, services, actor, task, { dispute: null })
  for (const work of works) if (work.state === 'submitted') await shiftAssignment(tx, services, actor, work, 'accepted')
  return sha256
}

/** All read again: the same people in their next round, or others from the start. What was said before stays in the history. */
const readAgain = async (tx: Tx, services: Services, actor: Actor, works: readonly Assignment[], { task, batch }: Assignment, { fresh, reason }: RulingInput): Promise<void> => {
  for (const work of works) await shiftAssignment(tx, services, actor, work, fresh ? 'void' : 'returned', { reason, ...(fresh && { replaced: true }) })
  const { overlap } = (await findBatch(tx, batch))!
  await sayOfTask(tx, services, actor, task, { dispute: null, agreement: null, ...(fresh && { overlap }) })
}

export interface StoredRuling { id: string, task: TaskId, number: number, arbiter: MembershipId, verdict: RulingVerdict, annotation: AnnotationId | null, revision: number | null, fresh: boolean, reason: string, at: Date }
export const rulingsOf = async (tx: Tx, actor: Actor, id: BatchId): Promise<StoredRuling[]> => rows.rulingsOf(tx, (await enterBatch(tx, actor, id, 'inspection.read')).id)
