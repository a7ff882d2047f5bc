import type { ProjectId } from '../../kernel/ids.ts'
import { on, type Endpoint } from '../../workspace/access/endpoint.ts'
import { readOverview } from './contract.ts'
import { overview } from './service.ts'

export const overviewRoutes: readonly Endpoint[] = [
  on(readOverview)(async ({ tx, actor, input, services }) => overview(tx, services, actor, input.params.project as ProjectId)),
]
