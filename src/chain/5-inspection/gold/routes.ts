import type { ProjectId, TaskId } from '../../../kernel/ids.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { on, type Endpoint } from '../../../workspace/access/endpoint.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import { displayNumber } from '../../../workspace/project/model.ts'
import { findSnapshot, taskAssetViews } from '../../4-annotation/service.ts'
import { rateOf } from '../report/model.ts'
import * as contract from './contract.ts'
import type { StoredGold } from './repository.ts'
import * as golds from './service.ts'

const views = async (tx: Tx, found: readonly StoredGold[]): Promise<contract.GoldView[]> => {
  const assets = await taskAssetViews(tx, found.map(g => g.task))
  return found.map(g => ({
    id: g.id, project: g.project, task: g.task, taskNumber: g.number, batch: g.batch, batchDisplay: displayNumber('batch', g.batch_number), tolerance: g.tolerance, createdAt: g.created_at.toISOString(), retiredAt: g.retired_at?.toISOString() ?? null,
    exposures: g.answered, rate: rateOf(g.passed, g.answered), assets: assets.get(g.task) ?? [],
  }))
}
const view = async (tx: Tx, gold: StoredGold): Promise<contract.GoldView> => (await views(tx, [gold]))[0]!
/** Below so many answers a rate says nothing of a person (domain practice: 3 of 3 right is anything from 44 to 100 %). */
const leastForRate = 5

export const goldRoutes: readonly Endpoint[] = [
  on(contract.makeGold)(async ({ tx, actor, input, services }) => view(tx, await golds.make(tx, services, actor, input.params.task as TaskId, input.body.tolerance))),
  on(contract.listGold)(async ({ tx, actor, input }) => ({ gold: await views(tx, await golds.listOf(tx, actor, input.params.project as ProjectId)) })),
  on(contract.readGold)(async ({ tx, actor, input }) => {
    const gold = await golds.enter(tx, actor, input.params.gold)
    return { gold: await view(tx, gold), schemaVersion: gold.schema_version, shapes: (await findSnapshot(tx, gold.annotation, gold.revision))!.document as ShapeRecord[] }
  }),
  on(contract.retireGold)(async ({ tx, actor, input, services }) => view(tx, await golds.retire(tx, services, actor, input.params.gold))),
  on(contract.listGoldPeople)(async ({ tx, actor, input }) => ({
    people: (await golds.peopleOf(tx, actor, input.params.project as ProjectId)).map(({ person, n, passed }) => ({ person, n, rate: n >= leastForRate ? rateOf(passed, n) : null })),
  })),
]
