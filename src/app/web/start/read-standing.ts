import { listDatasets } from '../../../chain/1-source/contract.ts'
import { listPreparations, listSelections } from '../../../chain/2-preparation/contract.ts'
import { listBatches, listOwn } from '../../../chain/3-production/contract.ts'
import { valueOf } from '../../../ui/server.ts'
import { readProject } from '../../../workspace/project/contract.ts'
import { listRuns } from '../../../workspace/runs/contract.ts'
import { call } from '../api.ts'
import type { Reached } from './first-batch.ts'
import { standingOf } from './standing.ts'

/** `waiting`: uploads that no import has taken. */
export interface Standing { readonly name: string, readonly template: string | null, readonly waiting: number, readonly reached: Reached }

/** Asks the server how far the first batch of a project is. @throws Refusal of what it refuses, an unknown project included */
export const readStanding = async (project: string, signal: AbortSignal): Promise<Standing> => {
  const params = { project }, options = { signal }
  const { name, template } = valueOf(await call(readProject, { params }, options))
  const [datasets, runs, preparations, selections, batches, own] = await Promise.all([
    call(listDatasets, { params }, options), call(listRuns, { query: { project, limit: 200 } }, options), call(listPreparations, { params }, options),
    call(listSelections, { params }, options), call(listBatches, { params }, options), call(listOwn, { query: { limit: 500 } }, options),
  ])
  const facts = {
    project, datasets: valueOf(datasets).datasets, imports: valueOf(runs).runs.filter(r => r.kind === 'source.import'), preparations: valueOf(preparations).preparations,
    selections: valueOf(selections).selections, batches: valueOf(batches).batches, work: valueOf(own).assignments,
  }
  const reached = standingOf(facts)
  return { name, template, waiting: facts.datasets.find(d => d.id === reached.dataset)?.waiting ?? 0, reached }
}
