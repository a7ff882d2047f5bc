import type { AssignmentId, BatchId, ProjectId, SelectionId, TaskId } from '../../kernel/ids.ts'
import { on, type Endpoint } from '../../workspace/access/endpoint.ts'
import { can, type Actor } from '../../workspace/access/model.ts'
import { demand } from '../../workspace/access/service.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import { displayNumber } from '../../workspace/project/model.ts'
import { enterProject } from '../../workspace/project/service.ts'
import * as contract from './contract.ts'
import { groupingRoutes } from './grouping/routes.ts'
import { cutSelection, oneEach } from './grouping/service.ts'
import type { Step } from './model.ts'
import { partyOf, stepParty } from './party.ts'
import { claimFailure } from './planning/allowance.ts'
import { planningRoutes } from './planning/routes.ts'
import { questionRoutes } from './questions/routes.ts'
import { assignmentView, batchView, batchViews } from './views.ts'
import * as rows from './repository.ts'
import { countClaimable, nothingClaimable } from './seeking/repository.ts'
import * as production from './service.ts'
import * as workflows from './workflows.ts'

/** A batch as the actor may see it. */
const seen = (tx: Tx, actor: Actor, batch: rows.StoredBatch): Promise<contract.BatchView> => batchView(tx, batch, can(actor, 'gold.see', { project: batch.project }))

export const productionRoutes: readonly Endpoint[] = [
  on(contract.createBatch)(async ({ tx, actor, input, services }) => {
    const project = input.params.project as ProjectId, selection = input.body.selection as SelectionId
    await enterProject(tx, actor, project, 'batch.manage')
    const { group = oneEach, ...body } = input.body
    return seen(tx, actor, await production.createBatch(tx, services, actor, project, { ...body, selection, group }, await cutSelection(tx, services, project, selection, group)))
  }),
  on(contract.listBatches)(async ({ tx, actor, input }) => {
    const { id } = await enterProject(tx, actor, input.params.project as ProjectId, 'batch.read')
    return { batches: await batchViews(tx, await rows.listBatches(tx, id), can(actor, 'gold.see', { project: id })) }
  }),
  on(contract.readBatch)(async ({ tx, actor, input }) => seen(tx, actor, await production.enterBatch(tx, actor, input.params.batch as BatchId, 'batch.read'))),
  on(contract.moveBatch)(async ({ tx, actor, input, services }) => seen(tx, actor, await production.moveBatch(tx, services, actor, input.params.batch as BatchId, input.body))),
  on(contract.moveBatchSchema)(async ({ tx, actor, input, services }) => seen(tx, actor, await production.moveBatchToNewestSchema(tx, services, actor, input.params.batch as BatchId, input.body.version))),
  on(contract.listTasks)(async ({ tx, actor, input: { params, query } }) => {
    const batch = await production.enterBatch(tx, actor, params.batch as BatchId, 'task.read'), limit = query.limit ?? 200
    const tasks = await rows.listTasks(tx, batch.id, { after: query.after ?? 0, limit, state: query.state ?? null, withGold: !can(actor, 'gold.see', { project: batch.project }) }), returns = await rows.returnsOf(tx, tasks.map(t => t.id))
    const assets = Map.groupBy(await rows.assetsOf(tx, tasks.map(t => t.id)), a => a.task)
    return {
      tasks: tasks.map(t => ({ id: t.id, batch: t.batch, number: t.number, state: t.state, vacancies: t.vacancies, reviewable: t.reviewable, priority: t.priority, overlap: t.overlap, dispute: t.dispute, agreement: t.agreement, returns: returns.get(t.id) ?? 0, assets: (assets.get(t.id) ?? []).map(({ slot, asset }) => ({ slot, asset })) })),
      next: tasks.length === limit ? tasks.at(-1)!.number : null,
    }
  }),
  on(contract.setTaskAside)(async ({ tx, actor, input, services }) => {
    const task = await production.setTaskAside(tx, services, actor, input.params.task as TaskId, input.body.state, input.body.reason)
    return { id: task.id, state: task.state }
  }),
  on(contract.claim)(async ({ tx, actor, input, services }) => assignmentView(await production.claim(tx, services, actor, { project: input.body.project as ProjectId, batch: input.body.batch as BatchId | undefined, step: input.body.step }))),
  on(contract.listOwn)(async ({ tx, actor, input }) => {
    const own = await rows.ownAssignments(tx, actor.membership, { state: input.query.state ?? null, project: null, limit: input.query.limit ?? 100 }), numbers = await rows.numbersOf(tx, own.map(a => a.task))
    return { assignments: own.map(a => ({ ...assignmentView(a), taskNumber: numbers.get(a.task)!.task, batchDisplay: displayNumber('batch', numbers.get(a.task)!.batch) })) }
  }),
  on(contract.resume)(async ({ tx, actor, input, services }) => assignmentView(await production.resume(tx, services, actor, input.params.assignment as AssignmentId))),
  on(contract.takeBack)(async ({ tx, actor, input, services }) => assignmentView(await production.takeBack(tx, services, actor, input.params.assignment as AssignmentId))),
  on(contract.giveBack)(async ({ tx, actor, input, services }) => assignmentView(await production.giveBack(tx, services, actor, input.params.assignment as AssignmentId, input.body.state, input.body.reason))),
  on(contract.readQueue)(async ({ tx, actor, input, services }) => {
    const { id } = await enterProject(tx, actor, input.params.project as ProjectId, 'batch.read')
    demand(actor, 'work.own', { project: id })
    const open = await rows.openBatches(tx, id), now = services.clock.now(), counts = await countClaimable(tx, open.map(b => b.id), actor.membership, now), party = partyOf(actor, id), batches = []
    for (const b of open) {
      const found = counts.get(b.id) ?? nothingClaimable
      const count = async (step: Step): Promise<number> => (found[step] > 0 && stepParty(b.workflow, step) === party && (await claimFailure(tx, b, actor.membership, step, now)) === null ? found[step] : 0)
      batches.push({ batch: b.id, display: displayNumber('batch', b.number), name: b.name, annotate: await count('annotate'), review: await count('review'), arbitrate: await count('arbitrate') })
    }
    return { batches }
  }),
  on(contract.listWorkflows)(async ({ tx, actor, input }) => ({ workflows: (await workflows.listWorkflows(tx, actor, input.params.project as ProjectId)).map(workflowView) })),
  on(contract.readWorkflow)(async ({ tx, actor, input: { params, query } }) => workflowView(await workflows.readWorkflow(tx, actor, params.project as ProjectId, query.name, query.version))),
  on(contract.saveWorkflow)(async ({ tx, actor, input, services }) => workflowView(await workflows.saveWorkflow(tx, services, actor, input.params.project as ProjectId, input.body))),
  ...groupingRoutes,
  ...planningRoutes,
  ...questionRoutes,
]

const workflowView = ({ createdAt, ...workflow }: rows.StoredWorkflow): contract.WorkflowView => ({ ...workflow, createdAt: createdAt.toISOString() })
