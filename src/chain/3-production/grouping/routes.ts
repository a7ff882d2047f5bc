import type { ProjectId, SelectionId } from '../../../kernel/ids.ts'
import { on, type Endpoint } from '../../../workspace/access/endpoint.ts'
import { enterProject } from '../../../workspace/project/service.ts'
import * as contract from './contract.ts'
import { oneEach, previewGrouping } from './service.ts'

export const groupingRoutes: readonly Endpoint[] = [
  on(contract.previewTasks)(async ({ tx, actor, services, input: { params, body } }) => {
    const { id } = await enterProject(tx, actor, params.project as ProjectId, 'batch.manage')
    return previewGrouping(tx, services, id, body.selection as SelectionId, body.group ?? oneEach)
  }),
]
