import { refuse } from '../../kernel/failure.ts'
import type { ProjectId } from '../../kernel/ids.ts'
import type { Actor } from '../../workspace/access/model.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { record } from '../../workspace/journal/service.ts'
import { enterProject } from '../../workspace/project/service.ts'
import { productionFailures } from './errors.ts'
import { workflowProblem, type Workflow } from './workflow.ts'
import * as rows from './repository.ts'

/** Refuses a workflow that cannot be carried out, and says where. */
export const holdWorkflow = (workflow: Workflow): Workflow => {
  const problem = workflowProblem(workflow)
  return problem ? refuse(productionFailures.workflowBroken({ reason: problem.reason }, { field: problem.field })) : workflow
}

export const listWorkflows = async (tx: Tx, actor: Actor, id: ProjectId): Promise<rows.StoredWorkflow[]> => rows.latestWorkflows(tx, (await enterProject(tx, actor, id, 'batch.read')).id)

export const readWorkflow = async (tx: Tx, actor: Actor, id: ProjectId, name: string, version?: number): Promise<rows.StoredWorkflow> => {
  const project = await enterProject(tx, actor, id, 'batch.read')
  return (await rows.findWorkflow(tx, project.id, name, version)) ?? refuse(productionFailures.unknownWorkflow({ name }, { field: 'name' }))
}

/** The next version of a name. Whoever saved one in between is not overwritten. */
export const saveWorkflow = async (tx: Tx, services: Services, actor: Actor, id: ProjectId, { name, base, workflow }: { name: string, base: number, workflow: Workflow }): Promise<rows.StoredWorkflow> => {
  const project = await enterProject(tx, actor, id, 'batch.manage'), now = services.clock.now(), version = base + 1
  holdWorkflow(workflow)
  const last = (await rows.findWorkflow(tx, project.id, name))?.version ?? 0
  const isNext = last === base && await rows.insertWorkflow(tx, { organisation: actor.organisation, project: project.id, name, version, workflow, by: actor.membership, now })
  if (!isNext) refuse(productionFailures.workflowMoved({ name, version: Math.max(last, version) }))
  await record(tx, actor, now, { verb: 'workflow.saved', kind: 'project', object: project.id, project: project.id, content: workflow, detail: { name, version } })
  return { name, version, workflow, createdAt: now }
}
