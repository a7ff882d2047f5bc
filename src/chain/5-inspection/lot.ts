import { randomBytes } from 'node:crypto'
import { refuse } from '../../kernel/failure.ts'
import { newId, type BatchId, type InspectionId, type ProjectId, type TaskId } from '../../kernel/ids.ts'
import { sha256 } from '../../workspace/blobs/service.ts'
import type { Actor } from '../../workspace/access/model.ts'
import { demand } from '../../workspace/access/service.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import type { Author } from '../../workspace/journal/model.ts'
import { record } from '../../workspace/journal/service.ts'
import { enterProject } from '../../workspace/project/service.ts'
import type { LotPlan } from '../3-production/model.ts'
import { assignmentsOf, enterBatch, findAssignment, handInWhenDone, lockBatch, shiftAssignment, shiftBatch, takeDuty, tookPart, type StoredBatch } from '../3-production/service.ts'
import { findAnnotation } from '../4-annotation/service.ts'
import { commitment, drawSample } from './draw.ts'
import { checkDefects } from './defects.ts'
import { inspectionFailures } from './errors.ts'
import { lotVerdict } from './lot-appeal/model.ts'
import { mayMoveInspection } from './model.ts'
import * as rows from './repository.ts'
import { samplingPlan } from './sampling.ts'

/** When a batch opens, its next sample is committed to: seed and salt are made now and shown only after everything is submitted. */
export const commitSample = async (tx: Tx, services: Services, author: Author, batch: StoredBatch): Promise<void> => {
  if (!batch.plan) return
  const { round, isCommitted } = await rows.lastRound(tx, batch.id)
  if (isCommitted) return
  const plan = planOf(batch.plan, batch.tasks - batch.gold_tasks), seed = randomBytes(16).toString('hex'), salt = randomBytes(16).toString('hex'), id = newId<InspectionId>(), now = services.clock.now()
  const promise = commitment(seed, salt, sha256)
  await rows.insertInspection(tx, { id, organisation: author.organisation, batch: batch.id, round: round + 1, plan, seed, salt, commitment: promise, now })
  await record(tx, author, now, { verb: 'inspection.committed', kind: 'inspection', object: id, project: batch.project, detail: { batch: batch.id, commitment: promise } })
}

const planOf = (plan: LotPlan, lotSize: number): rows.StoredPlan => {
  const found = samplingPlan({ lotSize, level: plan.level, aql: plan.aql, severity: 'normal' })
  return found.ok ? { ...found.value, level: plan.level, aql: plan.aql, lotSize } : refuse(found.failure)
}

/** The inspection with its batch, both locked, for a judge who took no part in the batch (GB/T 45674-2025 8.1 c). */
const enter = async (tx: Tx, services: Services, actor: Actor, id: InspectionId): Promise<{ inspection: rows.StoredInspection, batch: StoredBatch }> => {
  const inspection = await rows.lockInspection(tx, id)
  if (!inspection) return refuse(inspectionFailures.unknown())
  const batch = await enterBatch(tx, actor, inspection.batch, 'inspection.judge', true)
  if (await tookPart(tx, batch.id, actor.membership)) refuse(inspectionFailures.tookPart())
  await takeDuty(tx, { organisation: actor.organisation, scope: batch.id, person: actor.membership, duty: 'inspect', now: services.clock.now() })
  // Who judges a lot never decides on an appeal against it.
  await takeDuty(tx, { organisation: actor.organisation, scope: id, person: actor.membership, duty: 'inspect', now: services.clock.now() })
  return { inspection, batch }
}

export const draw = async (tx: Tx, services: Services, actor: Actor, id: InspectionId): Promise<rows.StoredInspection> => {
  const { inspection, batch } = await enter(tx, services, actor, id)
  if (!mayMoveInspection(inspection.state, 'drawn') || batch.state !== 'submitted') refuse(inspectionFailures.notSubmitted())
  const outcomes = new Map((await rows.outcomesOf(tx, [batch.id])).map(o => [o.task, o])), now = services.clock.now()
  // Discarded tasks leave the lot; the plan is that of the lot as it was handed in.
  const plan = planOf(batch.plan!, Math.max(1, outcomes.size))
  const sample = drawSample([...outcomes.keys()], Math.min(plan.sampleSize, outcomes.size), inspection.seed)
  await rows.insertSample(tx, actor.organisation, id, sample.map(task => outcomes.get(task)!))
  await rows.moveInspection(tx, id, { state: 'drawn', plan, drawn_at: now, inspector: actor.membership })
  await shiftBatch(tx, services, actor, batch, 'inspecting')
  await record(tx, actor, now, { verb: 'inspection.drawn', kind: 'inspection', object: id, project: batch.project, detail: { seed: inspection.seed, salt: inspection.salt, sample: sample.length } })
  return (await rows.lockInspection(tx, id))!
}

export const judgeItem = async (tx: Tx, services: Services, actor: Actor, id: InspectionId, task: TaskId, conforms: boolean, defects: readonly rows.NewDefect[]): Promise<{ judged: number, total: number }> => {
  const { inspection, batch } = await enter(tx, services, actor, id)
  if (inspection.state !== 'drawn') refuse(inspectionFailures.notDrawn())
  if (!conforms && defects.length === 0) refuse(inspectionFailures.defectNeeded({}, { field: 'defects' }))
  if (conforms && defects.length > 0) refuse(inspectionFailures.conformsWithDefect({}, { field: 'defects' }))
  const now = services.clock.now()
  if (!(await rows.judgeItem(tx, id, task, conforms, actor.membership, now))) refuse(inspectionFailures.notInSample())
  await checkDefects(tx, task, defects)
  const sample = await rows.sampleOf(tx, id), item = sample.find(i => i.task === task)!
  await rows.insertDefects(tx, { organisation: actor.organisation, task, annotation: item.annotation, inspection: id, by: actor.membership, now }, defects)
  await record(tx, actor, now, { verb: 'inspection.judged', kind: 'inspection', object: id, project: batch.project, detail: { task, conforms, defects: defects.length } })
  return { judged: sample.filter(i => i.conforms !== null).length, total: sample.length }
}

/** The sample as it was judged, with the defects of the judgements that stand. */
export const judgedItems = async (tx: Tx, id: InspectionId, sample: readonly { task: TaskId, conforms: boolean | null }[]) => {
  const defects = await rows.sampleDefects(tx, id)
  return sample.map(item => ({ conforms: item.conforms !== false, defects: defects.get(item.task) ?? [] }))
}

/** A rule of the standard may void the lot. Accepted: the batch is. Rejected: the nonconforming items go back to their authors and the batch is in rework until they are approved again, under a new commitment. */
export const end = async (tx: Tx, services: Services, actor: Actor, id: InspectionId): Promise<rows.StoredInspection> => {
  const { inspection, batch } = await enter(tx, services, actor, id)
  if (inspection.state !== 'drawn') refuse(inspectionFailures.notDrawn())
  const sample = await rows.sampleOf(tx, id), open = sample.filter(i => i.conforms === null).length, bad = sample.filter(i => i.conforms === false)
  if (open > 0) refuse(inspectionFailures.unjudged({ n: open }))
  const { rule, result } = lotVerdict(await judgedItems(tx, id, sample), inspection.plan.acceptance, batch.safety), now = services.clock.now()
  await rows.moveInspection(tx, id, { state: result, ended_at: now, nonconforming: bad.length })
  await record(tx, actor, now, { verb: `inspection.${result}`, kind: 'inspection', object: id, project: batch.project, detail: { nonconforming: bad.length, acceptance: inspection.plan.acceptance } })
  if (rule) await shiftBatch(tx, services, actor, batch, 'void', rule, { void_rule: rule })
  else if (result === 'accepted') await shiftBatch(tx, services, actor, batch, 'accepted')
  else {
    for (const item of bad) await sendToAuthor(tx, services, actor, item)
    await shiftBatch(tx, services, actor, (await lockBatch(tx, batch.id))!, 'rework')
    await handInWhenDone(tx, services, actor, batch.id)
  }
  return (await rows.lockInspection(tx, id))!
}

/** Rework goes to the same person; of several annotators only the one whose annotation stood takes it up. */
export const sendToAuthor = async (tx: Tx, services: Services, actor: Actor, item: { task: TaskId, annotation: string }): Promise<void> => {
  const annotation = (await findAnnotation(tx, { id: item.annotation as never }))!
  const work = (await findAssignment(tx, annotation.assignment))!
  if (work.state === 'accepted') await shiftAssignment(tx, services, actor, work, 'returned')
  else for (const other of await assignmentsOf(tx, item.task)) if (other.step === 'annotate' && other.state === 'accepted') await shiftAssignment(tx, services, actor, other, 'returned')
}

/** Somebody alone may accept without a sample; the evidence of the release says so. */
export const acceptUninspected = async (tx: Tx, services: Services, actor: Actor, id: BatchId): Promise<StoredBatch> => {
  const batch = await enterBatch(tx, actor, id, 'batch.accept', true)
  if (batch.plan) refuse(inspectionFailures.hasPlan())
  return shiftBatch(tx, services, actor, await shiftBatch(tx, services, actor, batch, 'inspecting'), 'accepted')
}

/** One inspection with its batch, for those who may read it; nothing is locked. */
export const see = async (tx: Tx, actor: Actor, id: InspectionId): Promise<{ inspection: rows.StoredInspection, batch: StoredBatch }> => {
  const inspection = await rows.findInspection(tx, id)
  if (!inspection) return refuse(inspectionFailures.unknown())
  return { inspection, batch: await enterBatch(tx, actor, inspection.batch, 'inspection.read') }
}
export const lotsOf = async (tx: Tx, actor: Actor, id: ProjectId): Promise<rows.StoredLot[]> => {
  const project = await enterProject(tx, actor, id, 'inspection.read')
  return rows.lotsOf(tx, project.id)
}
export const listOf = async (tx: Tx, actor: Actor, id: BatchId): Promise<rows.StoredInspection[]> => {
  const batch = await enterBatch(tx, actor, id, 'inspection.read')
  demand(actor, 'inspection.read', { project: batch.project })
  return rows.inspectionsOf(tx, id)
}
