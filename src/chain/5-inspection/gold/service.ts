import { refuse } from '../../../kernel/failure.ts'
import { newId, type ProjectId, type TaskId } from '../../../kernel/ids.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { can, type Actor } from '../../../workspace/access/model.ts'
import { demand } from '../../../workspace/access/service.ts'
import { pastGuests, type Tx } from '../../../workspace/database/connect.ts'
import type { Services } from '../../../workspace/database/services.ts'
import { record } from '../../../workspace/journal/service.ts'
import { enterProject } from '../../../workspace/project/service.ts'
import { productionFailures } from '../../3-production/errors.ts'
import { goldWanted } from '../../3-production/events.ts'
import { isWorking } from '../../3-production/model.ts'
import { assetsOf, findBatch, findTask, shiftAssignment, takeDuty } from '../../3-production/service.ts'
import { annotationSubmitted } from '../../4-annotation/events.ts'
import { findSnapshot } from '../../4-annotation/service.ts'
import { goldFailures } from '../errors.ts'
import { outcomesOf } from '../repository.ts'
import { scoreAgainst } from './gold-score.ts'
import * as rows from './repository.ts'

/** The outcome of an approved task becomes a known answer, asked of others who do not know that it is. */
export const make = async (tx: Tx, services: Services, actor: Actor, id: TaskId, tolerance: number): Promise<rows.StoredGold> => {
  const task = await findTask(tx, id)
  if (!task || !can(actor, 'batch.read', { project: task.project })) return refuse(productionFailures.unknownTask())
  demand(actor, 'gold.manage', { project: task.project })
  const outcome = (await outcomesOf(tx, [task.batch])).find(o => o.task === id), now = services.clock.now(), gold = newId<never>() as string
  if (!outcome) return refuse(goldFailures.notApproved())
  if (!(await rows.insertGold(tx, { id: gold, organisation: actor.organisation, project: task.project, task: id, annotation: outcome.annotation, revision: outcome.revision, tolerance, by: actor.membership, now }))) refuse(goldFailures.already())
  await record(tx, actor, now, { verb: 'gold.made', kind: 'gold', object: gold, project: task.project, detail: { task: id, tolerance } })
  return (await rows.findGold(tx, gold))!
}

/** A known answer, if the actor may manage those of its project; else it does not exist for them. */
export const enter = async (tx: Tx, actor: Actor, id: string): Promise<rows.StoredGold> => {
  const gold = await rows.findGold(tx, id)
  return gold && can(actor, 'gold.manage', { project: gold.project }) ? gold : refuse(goldFailures.unknown())
}
export const listOf = async (tx: Tx, actor: Actor, id: ProjectId): Promise<rows.StoredGold[]> => rows.goldOf(tx, (await enterProject(tx, actor, id, 'gold.manage')).id)
export const retire = async (tx: Tx, services: Services, actor: Actor, id: string): Promise<rows.StoredGold> => {
  const gold = await enter(tx, actor, id), now = services.clock.now()
  if (gold.retired_at) return gold
  await rows.retire(tx, id, now)
  await record(tx, actor, now, { verb: 'gold.retired', kind: 'gold', object: id, project: gold.project })
  return (await rows.findGold(tx, id))!
}
export const peopleOf = async (tx: Tx, actor: Actor, id: ProjectId): Promise<{ person: string, n: number, passed: number }[]> => rows.peopleOf(tx, (await enterProject(tx, actor, id, 'gold.manage')).id)

/** Offers known answers to batches that are cut, and scores what comes in for them. The shells call it once. */
export const followGold = (): void => {
  goldWanted.follow(async ({ tx, project, wanted, assets, offer }) => {
    const found = await rows.offerable(tx, project, assets, wanted), places = Map.groupBy(await assetsOf(tx, found.map(f => f.task)), p => p.task), known = await rows.knownBy(tx, found.map(f => f.gold))
    offer(found.map(({ gold, task }) => ({ gold, places: (places.get(task) ?? []).map(({ asset, slot, cluster }) => ({ asset, slot, cluster })), knownBy: known.get(gold) ?? [] })))
  })
  annotationSubmitted.follow(async ({ tx, services, author, assignment, annotation, revision }) => {
    const { gold: id } = (await findTask(tx, assignment.task))!
    // Where the answer comes from is nothing that a guest sees.
    const isGold = id !== null && await pastGuests(tx, async () => {
      const gold = await rows.findGold(tx, id)
      if (!gold) return false
      const shapesAt = async (of: typeof annotation.id, at: number): Promise<ShapeRecord[]> => (await findSnapshot(tx, of, at))!.document as ShapeRecord[]
      const score = scoreAgainst(await shapesAt(gold.annotation, gold.revision), await shapesAt(annotation.id, revision), (kind, a, b) => services.plugins.shapes.get(kind)?.distance(a as never, b as never) ?? 1)
      const now = services.clock.now(), { organisation } = author, { person } = assignment
      await rows.insertResult(tx, { organisation, gold: gold.id, assignment: assignment.id, person, score, passed: score.score >= gold.tolerance, now })
      for (const task of await rows.otherTasksWith(tx, gold.id, person)) await takeDuty(tx, { organisation, scope: task, person, duty: 'inspect', now })
      return true
    })
    if (!isGold) return
    const batch = (await findBatch(tx, assignment.batch))!
    // As with its neighbours: reviewed work waits until the batch is handed in, other work is accepted at once.
    if (batch.review !== 'all' || !isWorking(batch.state)) await shiftAssignment(tx, services, author, assignment, 'accepted')
  })
}
