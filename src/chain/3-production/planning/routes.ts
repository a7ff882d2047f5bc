import type { AssignmentId, BatchId, MembershipId, ProjectId, TaskId } from '../../../kernel/ids.ts'
import { on, type Endpoint } from '../../../workspace/access/endpoint.ts'
import { displayNumber } from '../../../workspace/project/model.ts'
import { findBatch, numbersOf } from '../repository.ts'
import { batchView } from '../views.ts'
import * as contract from './contract.ts'
import * as planning from './service.ts'

export const planningRoutes: readonly Endpoint[] = [
  on(contract.changePlanning)(async ({ tx, actor, input: { params, body }, services }) => {
    const { version, dueAt, dayMinutes, reserveMinutes, leaseMinutes, dispatchRule, ...same } = body
    await planning.changePlanning(tx, services, actor, params.batch as BatchId, {
      version, ...same, ...(dueAt !== undefined && { due_at: dueAt }), ...(dayMinutes !== undefined && { day_minutes: dayMinutes }), ...(reserveMinutes !== undefined && { reserve_minutes: reserveMinutes }),
      ...(leaseMinutes !== undefined && { lease_minutes: leaseMinutes }), ...(dispatchRule !== undefined && { dispatch_rule: dispatchRule }),
    })
    return batchView(tx, (await findBatch(tx, params.batch as BatchId))!)
  }),
  on(contract.setPriorities)(async ({ tx, actor, input, services }) => ({ changed: await planning.setPriorities(tx, services, actor, input.params.batch as BatchId, input.body.tasks as TaskId[], input.body.priority) })),
  on(contract.readPace)(({ tx, actor, input, services }) => planning.readPace(tx, services, actor, input.params.batch as BatchId)),
  on(contract.handOut)(({ tx, actor, input: { params, body }, services }) => planning.handOut(tx, services, actor, params.batch as BatchId, {
    people: body.people as MembershipId[], step: body.step, ...(body.tasks && { tasks: body.tasks as TaskId[] }), ...(body.count !== undefined && { count: body.count }),
  })),
  on(contract.handOutByRule)(({ tx, actor, input, services }) => planning.handOutByRule(tx, services, actor, input.params.batch as BatchId, input.body.step)),
  on(contract.listHands)(async ({ tx, actor, input: { params, query } }) => {
    const { workers, work } = await planning.listHands(tx, actor, params.project as ProjectId, { batch: (query.batch ?? null) as BatchId | null, person: (query.person ?? null) as MembershipId | null })
    const numbers = await numbersOf(tx, work.map(w => w.task))
    return { workers, work: work.map(w => ({
      assignment: w.assignment, person: w.person, step: w.step, state: w.state, batch: numbers.get(w.task)!.batchId, batchDisplay: displayNumber('batch', numbers.get(w.task)!.batch), task: w.task, number: w.number, leaseUntil: w.leaseUntil?.toISOString() ?? null, dispatched: w.dispatched,
    })) }
  }),
  on(contract.reassign)(({ tx, actor, input: { params, body }, services }) => planning.reassign(tx, services, actor, params.project as ProjectId, {
    from: body.from as MembershipId, to: body.to as MembershipId | null, reason: body.reason, ...(body.batch && { batch: body.batch as BatchId }), ...(body.assignments && { assignments: body.assignments as AssignmentId[] }),
  })),
  on(contract.tellActivity)(async ({ tx, actor, input, services }) => ({ activeSeconds: await planning.tellActivity(tx, services, actor, input.params.assignment as AssignmentId, input.body.seconds) })),
]
