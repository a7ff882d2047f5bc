import type { AnnotationId, AssignmentId, MembershipId, TaskId } from '../../kernel/ids.ts'
import type { LabelSchemaDocument } from '../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../sockets/shape.ts'
import { digestOf } from '../../workspace/blobs/service.ts'
import { on, type Endpoint } from '../../workspace/access/endpoint.ts'
import type { Actor } from '../../workspace/access/model.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { displayNumber } from '../../workspace/project/model.ts'
import { acknowledgedVersion, findGuideline, guidelineFor, findSchema } from '../../workspace/project/service.ts'
import type { Assignment } from '../3-production/model.ts'
import { assignmentsOf, assignmentView, enterAssignment, findBatch, findTask } from '../3-production/service.ts'
import * as contract from './contract.ts'
import { readUnder } from './reading.ts'
import * as rows from './repository.ts'
import * as annotations from './service.ts'
import { peopleInSight, type PeopleInSight } from '../../workspace/access/service.ts'

/** Of the seats that count: what was taken back, given back or replaced by fresh readers is history. */
const submittedOf = async (tx: Tx, task: TaskId): Promise<rows.StoredAnnotation[]> => {
  const works = new Set((await assignmentsOf(tx, task)).flatMap(a => (a.step === 'annotate' && (a.state === 'submitted' || a.state === 'accepted') ? [a.id] : [])))
  return (await rows.annotationsOf(tx, task)).filter(a => a.submitted_revision !== null && works.has(a.assignment))
}

/** What is drawn in one's own assignment; of a review or an arbitration, what is to be judged, in an order that tells nothing of who or when. */
const visibleAnnotations = async (tx: Tx, services: Services, actor: Actor, assignment: Assignment, document: LabelSchemaDocument): Promise<contract.AnnotationView[]> => {
  const found = assignment.step === 'annotate' ? [await annotations.annotationOf(tx, services, actor, assignment)]
    : (await submittedOf(tx, assignment.task)).sort((a, b) => (digestOf(a.id) < digestOf(b.id) ? -1 : 1))
  return Promise.all(found.map(async a => {
    const { shapes, forwarded } = await readUnder(tx, a, document)
    return { id: a.id, revision: a.head, submitted: a.submitted_revision, shapes, ...(forwarded.length > 0 && { forwarded: forwarded.map(f => ({ ...f, choices: f.choices && [...f.choices] })) }) }
  }))
}

export const annotationRoutes: readonly Endpoint[] = [
  on(contract.openWork)(async ({ tx, actor, input, services }) => {
    const assignment = await enterAssignment(tx, actor, input.params.assignment as AssignmentId)
    const [batch, task] = [(await findBatch(tx, assignment.batch))!, (await findTask(tx, assignment.task))!]
    const schema = (await findSchema(tx, batch.project, batch.schema_version))!, read = await acknowledgedVersion(tx, batch.project, actor.membership)
    // The rules that count are those that the person has read last, not those of the day on which the batch was cut.
    const guideline = (await findGuideline(tx, batch.project, Math.max(batch.guideline_version, read ?? 0)))!
    return {
      assignment: assignmentView(assignment), batch: { id: batch.id, display: displayNumber('batch', batch.number), name: batch.name, tasks: batch.tasks, overlap: batch.overlap }, arbitrable: batch.workflow.arbitrate !== null,
      task: { id: task.id, number: task.number, dispute: assignment.step === 'arbitrate' ? task.dispute : null, agreement: assignment.step === 'arbitrate' ? task.agreement : null },
      assets: (await annotations.taskAssetViews(tx, [task.id])).get(task.id)!, schema: { version: schema.version, document: schema.document }, guideline: { version: guideline.version, document: (await guidelineFor(tx, actor, batch.project, guideline.document)).document },
      annotations: await visibleAnnotations(tx, services, actor, assignment, schema.document), serverTime: services.clock.now().toISOString(),
    }
  }),
  on(contract.saveRevision)(async ({ tx, actor, input, services }) => {
    const reply = await annotations.saveRevision(tx, services, actor, input.params.assignment as AssignmentId, input.body)
    return { ...reply, applied: [...reply.applied], conflicts: [...reply.conflicts], refused: [...reply.refused] }
  }),
  on(contract.submitWork)(async ({ tx, actor, input, services }) => {
    const { assignment, sha256 } = await annotations.submit(tx, services, actor, input.params.assignment as AssignmentId, input.body.revision)
    return { assignment: assignmentView(assignment), sha256 }
  }),
  on(contract.keepDraft)(async ({ tx, actor, input, services }) => ({ kept: await annotations.keepDraft(tx, services, actor, input.params.assignment as AssignmentId, input.body.changeId, input.body.operations) })),
  on(contract.listAnnotations)(async ({ tx, actor, input }) => {
    const task = input.params.task as TaskId, found = await annotations.annotationsOfTask(tx, actor, task), sight = await peopleInSight(tx, (await findTask(tx, task))!.project)
    return { annotations: found.map(a => authored(a, sight)) }
  }),
  on(contract.listRevisions)(async ({ tx, actor, input }) => {
    const { id, task } = await annotations.enterAnnotation(tx, actor, input.params.annotation as AnnotationId), limit = input.query.limit ?? 200, sight = await peopleInSight(tx, (await findTask(tx, task))!.project)
    const revisions = await rows.listRevisions(tx, id, { after: input.query.after ?? 0, limit })
    return { revisions: revisions.map(r => ({ ...r, author: sight.seen(r.author), at: r.at.toISOString() })), next: revisions.length === limit ? revisions.at(-1)!.number : null }
  }),
]

const authored = (a: rows.StoredAnnotation & { shapes: ShapeRecord[], author: MembershipId, guidelineVersion: number | null }, sight: PeopleInSight): contract.AnnotationView => {
  const author = sight.seen(a.author)
  return { id: a.id, revision: a.head, submitted: a.submitted_revision, shapes: a.shapes, ...(author !== null && { author }), guidelineVersion: a.guidelineVersion }
}
