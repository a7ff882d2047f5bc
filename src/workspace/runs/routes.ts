import type { ProjectId, RunId } from '../../kernel/ids.ts'
import { on, type Endpoint } from '../access/endpoint.ts'
import { demand } from '../access/service.ts'
import * as contract from './contract.ts'
import * as rows from './repository.ts'
import { seeRun, throughput, viewRuns } from './service.ts'

export const runRoutes: readonly Endpoint[] = [
  on(contract.listRuns)(async ({ tx, actor, services, input: { query } }) => {
    const project = (query.project ?? null) as ProjectId | null
    demand(actor, 'run.read', { project })
    return { runs: await viewRuns(tx, services.runs, await rows.listRuns(tx, { project, before: query.before ? new Date(query.before) : null, live: query.live ?? false, limit: query.limit ?? 50 })) }
  }),
  on(contract.readRun)(async ({ tx, actor, services, input }) => (await viewRuns(tx, services.runs, [await seeRun(tx, actor, input.params.run as RunId, 'run.read')]))[0]!),
  on(contract.controlRun)(async ({ tx, actor, input, services }) => {
    const id = input.params.run as RunId
    await seeRun(tx, actor, id, 'run.control')
    if (input.body.weight !== undefined) await services.runs.weigh(tx, actor, id, input.body.weight, services)
    if (input.body.state) await services.runs.control(tx, actor, id, input.body.state, services)
    return (await viewRuns(tx, services.runs, [(await rows.findSummary(tx, id))!]))[0]!
  }),
  on(contract.readThroughput)(async ({ tx, actor, services, input }) => throughput(tx, await seeRun(tx, actor, input.params.run as RunId, 'run.read'), services.clock.now())),
  on(contract.listProblems)(async ({ tx, actor, input }) => {
    const id = input.params.run as RunId, limit = input.query.limit ?? 200
    await seeRun(tx, actor, id, 'run.read')
    const problems = await rows.listProblems(tx, id, { after: input.query.after ?? 0, limit, code: input.query.code ?? null })
    return { problems: problems.map(p => ({ ...p, parameters: p.parameters as Record<string, unknown> })), next: problems.length === limit ? problems.at(-1)!.id : null }
  }),
]
