import { refuse, type Failure } from '../../kernel/failure.ts'
import { newId, type AnnotationId, type AssignmentId, type MembershipId, type TaskId } from '../../kernel/ids.ts'
import type { ShapeOperation, ShapeRecord } from '../../sockets/shape.ts'
import { digestOf } from '../../workspace/blobs/service.ts'
import { can, type Actor } from '../../workspace/access/model.ts'
import { demand } from '../../workspace/access/service.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { record } from '../../workspace/journal/service.ts'
import { acknowledgedVersion, findSchema } from '../../workspace/project/service.ts'
import { assetsById } from '../1-source/service.ts'
import { productionFailures } from '../3-production/errors.ts'
import type { Assignment } from '../3-production/model.ts'
import { assetsOf, enterAssignment, findBatch, findTask, followedBy, renew, shiftAssignment } from '../3-production/service.ts'
import { annotationFailures } from './errors.ts'
import { annotationSubmitted } from './events.ts'
import { frozen, merge, missingForSubmit, type Missing, type Reply, type Rules } from './model.ts'
import { forwardOperations, readNow, readUnder } from './reading.ts'
import * as rows from './repository.ts'
import { rulesFor } from './rules.ts'
import './policy.ts'

/** The annotation of an assignment; made when it is first opened. A new claim goes on from work whose lease ran out; work that was moved goes on from what its first person drew, under their name. */
export const annotationOf = async (tx: Tx, services: Services, actor: Actor, assignment: Assignment): Promise<rows.StoredAnnotation> => {
  const found = await rows.findAnnotation(tx, { assignment: assignment.id })
  if (found) return found
  const now = services.clock.now(), follows = await followedBy(tx, assignment.id)
  const before = (await rows.abandonedBy(tx, assignment.task, assignment.person)) ?? (follows ? await rows.writtenIn(tx, follows) : undefined)
  await rows.insertAnnotation(tx, { id: newId<AnnotationId>(), organisation: actor.organisation, task: assignment.task, assignment: assignment.id, author: assignment.person, now })
  const made = (await rows.findAnnotation(tx, { assignment: assignment.id }, true))!
  if (before && made.head === 0) {
    const { shapes } = await readNow(tx, before), { schema_version } = (await findBatch(tx, assignment.batch))!
    const reply: Reply = { revision: 1, applied: shapes.map(s => s.id), conflicts: [], refused: [] }
    if (shapes.length > 0) await rows.appendRevision(tx, { organisation: actor.organisation, annotation: made.id, number: 1, change: newId(), base: 0, schemaVersion: schema_version, operations: shapes.map(shape => ({ op: 'put', shape })), reply, author: before.author, now })
  }
  return (await rows.findAnnotation(tx, { assignment: assignment.id }))!
}

/** The rules under which a task is annotated: the schema version of its batch and its places. */
export const rulesOfTask = async (tx: Tx, services: Services, task: TaskId): Promise<{ rules: Rules, schemaVersion: number }> => {
  const { batch, project } = (await findTask(tx, task))!, { schema_version } = (await findBatch(tx, batch))!
  const schema = (await findSchema(tx, project, schema_version))!
  const places = await assetsOf(tx, [task]), assets = new Map((await assetsById(tx, places.map(p => p.asset))).map(a => [a.id as string, a]))
  const slots = new Map(places.map(({ slot, asset: id }) => {
    const asset = assets.get(id), length = asset?.facts['codePoints']
    return [slot, { codePoints: typeof length === 'number' ? length : null, space: asset?.modality === 'text' ? 'document' as const : 'raster' as const }] as const
  }))
  return { rules: rulesFor(services.plugins, schema.document, slots), schemaVersion: schema_version }
}

export interface ChangeInput { changeId: string, base: number, schemaVersion: number, operations: ShapeOperation[] }

/** editors.md 6.3: one immutable revision per change id, on a named base; what cannot be applied comes back by name, the rest is stored. */
export const saveRevision = async (tx: Tx, services: Services, actor: Actor, id: AssignmentId, change: ChangeInput): Promise<Reply & { serverTime: string }> => {
  const assignment = await enterAssignment(tx, actor, id), serverTime = services.clock.now().toISOString()
  const opened = await rows.findAnnotation(tx, { assignment: id }, true)
  const known = opened && (await rows.findChange(tx, opened.id, change.changeId))
  // Heard before: the same reply, whatever has become of the lease since.
  if (known) return { ...known, serverTime }
  if (assignment.state !== 'held' || assignment.step !== 'annotate') refuse(productionFailures.leaseLost())
  await renew(tx, services.clock, assignment)
  const annotation = opened ?? (await annotationOf(tx, services, actor, assignment))
  return { ...(await applyChange(tx, services, annotation, actor.organisation, actor.membership, change)), serverTime }
}

/** Appends one revision on the locked annotation. Nothing applied: the head stays, and the reply says why. */
export const applyChange = async (tx: Tx, services: Services, annotation: rows.StoredAnnotation, organisation: Actor['organisation'], author: MembershipId, change: ChangeInput): Promise<Reply> => {
  if (change.base > annotation.head) refuse(annotationFailures.baseAhead({ base: change.base, head: annotation.head }))
  const { rules, schemaVersion } = await rulesOfTask(tx, services, annotation.task), operations = forwardOperations(change.operations, change.schemaVersion, rules.schema)
  const touched = await rows.touchedSince(tx, annotation.id, change.base), ties = (rules.schema.relations?.length ?? 0) > 0, head = new Map(touched.size > 0 || ties ? await rows.headOf(tx, annotation.id) : [])
  // A relation whose type was retired holds its ends no longer.
  if (ties && rules.schema.retired?.some(entry => entry.list === 'relations')) for (const { was, is } of (await readUnder(tx, annotation, rules.schema)).forwarded) if (!is) head.delete(was.id)
  const { accepted, conflicts, refused } = merge(head, touched, change.base, operations, rules)
  const revision = accepted.length > 0 ? annotation.head + 1 : annotation.head
  const reply: Reply = { revision, applied: accepted.map(o => (o.op === 'put' ? o.shape.id : o.id)), conflicts, refused }
  if (accepted.length > 0)
    await rows.appendRevision(tx, { organisation, annotation: annotation.id, number: revision, change: change.changeId, base: change.base, schemaVersion, operations: accepted, reply, author, now: services.clock.now() })
  return reply
}

/** Freezes the head under the digest of its shapes, with the guideline version that its writer had read. @returns the digest */
export const freezeHead = async (tx: Tx, services: Services, organisation: Actor['organisation'], annotation: AnnotationId, revision: number): Promise<string> => {
  const stored = (await rows.findAnnotation(tx, { id: annotation }))!, document = frozen((await readNow(tx, stored)).shapes), sha256 = digestOf(document)
  const { author, task } = stored, [writing, found] = await Promise.all([rows.lastWriting(tx, annotation, revision), findTask(tx, task)])
  const writer = writing?.author ?? author, { project, batch } = found!, { schema_version: schemaVersion } = (await findBatch(tx, batch))!
  const guidelineVersion = await acknowledgedVersion(tx, project, writer)
  await rows.freeze(tx, { organisation, annotation, revision, sha256, document, guidelineVersion, schemaVersion, now: services.clock.now() })
  return sha256
}

const causes: Record<Missing['code'], (field: string) => Failure> = {
  'shape.no-class': field => annotationFailures.noClass({}, { field }),
  'shape.missing-attribute': field => annotationFailures.missingAttribute({}, { field }),
  'shape.wrong-end': field => annotationFailures.wrongEnd({}, { field }),
  'question.not-asked': field => annotationFailures.notAsked({}, { field }),
  'question.unanswered': field => annotationFailures.unanswered({}, { field }),
}

/** Submitting carries the revision that the person sees; another head is refused. The second time hears the same. */
export const submit = async (tx: Tx, services: Services, actor: Actor, id: AssignmentId, revision: number): Promise<{ assignment: Assignment, sha256: string }> => {
  const entered = await enterAssignment(tx, actor, id)
  if (entered.step !== 'annotate') refuse(productionFailures.unknownAssignment())
  await annotationOf(tx, services, actor, entered)
  const annotation = (await rows.findAnnotation(tx, { assignment: id }, true))!
  // Said twice at once, the second has waited for the first: where the assignment stands now.
  const assignment = await enterAssignment(tx, actor, id)
  if ((assignment.state === 'submitted' || assignment.state === 'accepted') && annotation.submitted_revision === revision) return { assignment, sha256: (await rows.findSnapshot(tx, annotation.id, revision))!.sha256 }
  if (assignment.state !== 'held') refuse(productionFailures.leaseLost())
  if (annotation.head !== revision) refuse(annotationFailures.headMoved({ revision, head: annotation.head }))
  const { rules } = await rulesOfTask(tx, services, annotation.task), { shapes } = await readUnder(tx, annotation, rules.schema)
  const missing = missingForSubmit(shapes, rules.schema, { isAnswer: kind => rules.kind(kind)?.space === 'answer', ends: shape => rules.kind(shape.kind)?.ends(shape.payload) ?? null })
  if (missing.length > 0) refuse(annotationFailures.incomplete({ n: missing.length }, undefined, missing.slice(0, 100).map(m => causes[m.code](m.shape ? `${m.shape}.${m.field}` : m.field))))
  const sha256 = await freezeHead(tx, services, actor.organisation, annotation.id, revision)
  const submitted = await shiftAssignment(tx, services, actor, assignment, 'submitted')
  await record(tx, actor, services.clock.now(), { verb: 'annotation.submitted', kind: 'annotation', object: annotation.id, project: assignment.project, detail: { revision, sha256, shapes: shapes.length } })
  await annotationSubmitted.emit({ tx, services, author: actor, assignment: submitted, annotation, revision, sha256 })
  return { assignment: submitted, sha256 }
}

/** Changes of an assignment that is no longer held: kept under the author's name, reachable by author and coordinator. */
export const keepDraft = async (tx: Tx, services: Services, actor: Actor, id: AssignmentId, changeId: string, operations: ShapeOperation[]): Promise<number> => {
  const assignment = await enterAssignment(tx, actor, id)
  const kept = await rows.keepDraft(tx, { organisation: actor.organisation, assignment: id, change: changeId, author: actor.membership, operations, now: services.clock.now() })
  await record(tx, actor, services.clock.now(), { verb: 'draft.kept', kind: 'assignment', object: id, project: assignment.project, content: operations })
  return kept
}

/** All annotations of a task with their authors, for those who may know. */
export const annotationsOfTask = async (tx: Tx, actor: Actor, id: TaskId): Promise<(rows.StoredAnnotation & { shapes: ShapeRecord[], guidelineVersion: number | null })[]> => {
  const task = await findTask(tx, id)
  if (!task || !can(actor, 'batch.read', { project: task.project })) return refuse(productionFailures.unknownTask())
  demand(actor, 'annotation.read', { project: task.project })
  const found = await rows.annotationsOf(tx, id)
  return Promise.all(found.map(async a => ({
    ...a, shapes: (await readNow(tx, a)).shapes,
    guidelineVersion: a.submitted_revision === null ? null : (await rows.findSnapshot(tx, a.id, a.submitted_revision))!.guideline_version,
  })))
}
/** One annotation by id, under the same rule. */
export const enterAnnotation = async (tx: Tx, actor: Actor, id: AnnotationId): Promise<rows.StoredAnnotation> => {
  const annotation = await rows.findAnnotation(tx, { id }), task = annotation && (await findTask(tx, annotation.task))
  if (!annotation || !task || !can(actor, 'batch.read', { project: task.project })) return refuse(annotationFailures.unknown())
  demand(actor, 'annotation.read', { project: task.project })
  return annotation
}

export { annotationsOf, findAnnotation, findSnapshot, headOf, lastWriting, shapesOf, type StoredAnnotation } from './repository.ts'
export { taskAssetViews } from './views.ts'
export type { TaskAssetView } from './contract.ts'
