import { refuse } from '../../kernel/failure.ts'
import type { ProjectId } from '../../kernel/ids.ts'
import type { Actor } from '../../workspace/access/model.ts'
import { json, type Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { record } from '../../workspace/journal/service.ts'
import { enterProject } from '../../workspace/project/service.ts'
import { productionFailures } from './errors.ts'
import { workflowProblem, type Workflow } from './workflow.ts'
import './table.ts'

/** One version of a named workflow of a project. */
export interface StoredWorkflow { readonly name: string, readonly version: number, readonly workflow: Workflow, readonly createdAt: Date }

const stored = (tx: Tx, project: ProjectId) => tx.selectFrom('workflow').select(['name', 'version', 'document', 'created_at']).where('project', '=', project)
const toWorkflow = (row: { name: string, version: number, document: unknown, created_at: Date }): StoredWorkflow =>
  ({ name: row.name, version: row.version, workflow: row.document as Workflow, createdAt: row.created_at })

/** Refuses a workflow that cannot be carried out, and says where. */
export const holdWorkflow = (workflow: Workflow): Workflow => {
  const problem = workflowProblem(workflow)
  return problem ? refuse(productionFailures.workflowBroken({ reason: problem.reason }, { field: problem.field })) : workflow
}

export const listWorkflows = async (tx: Tx, actor: Actor, id: ProjectId): Promise<StoredWorkflow[]> => {
  const project = await enterProject(tx, actor, id, 'batch.read')
  return (await stored(tx, project.id).distinctOn('name').orderBy('name').orderBy('version', 'desc').execute()).map(toWorkflow)
}

export const readWorkflow = async (tx: Tx, actor: Actor, id: ProjectId, name: string, version?: number): Promise<StoredWorkflow> => {
  const project = await enterProject(tx, actor, id, 'batch.read'), named = stored(tx, project.id).where('name', '=', name)
  const row = await (version === undefined ? named.orderBy('version', 'desc').limit(1) : named.where('version', '=', version)).executeTakeFirst()
  return row ? toWorkflow(row) : refuse(productionFailures.unknownWorkflow({ name }, { field: 'name' }))
}

/** The next version of a name. Whoever saved one in between is not overwritten. */
export const saveWorkflow = async (tx: Tx, services: Services, actor: Actor, id: ProjectId, { name, base, workflow }: { name: string, base: number, workflow: Workflow }): Promise<StoredWorkflow> => {
  const project = await enterProject(tx, actor, id, 'batch.manage'), now = services.clock.now(), version = base + 1
  holdWorkflow(workflow)
  const last = (await stored(tx, project.id).where('name', '=', name).orderBy('version', 'desc').limit(1).executeTakeFirst())?.version ?? 0
  const { numInsertedOrUpdatedRows } = last !== base ? { numInsertedOrUpdatedRows: 0n } : await tx.insertInto('workflow')
    .values({ organisation: actor.organisation, project: project.id, name, version, document: json(workflow), created_by: actor.membership, created_at: now }).onConflict(c => c.doNothing()).executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows !== 1n) refuse(productionFailures.workflowMoved({ name, version: Math.max(last, version) }))
  await record(tx, actor, now, { verb: 'workflow.saved', kind: 'project', object: project.id, project: project.id, content: workflow, detail: { name, version } })
  return { name, version, workflow, createdAt: now }
}
