import { refuse } from '../../../kernel/failure.ts'
import { newId, type InspectionId, type PartyId } from '../../../kernel/ids.ts'
import { can, type Actor } from '../../../workspace/access/model.ts'
import { demand } from '../../../workspace/access/service.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { Services } from '../../../workspace/database/services.ts'
import { record } from '../../../workspace/journal/service.ts'
import { findBatch, lockBatch, partyOf, stepParty, takeDuty, tookPart, type StoredBatch } from '../../3-production/service.ts'
import { inspectionFailures, lotAppealFailures } from '../errors.ts'
import { see } from '../lot.ts'
import { mayAppeal, type InspectionState } from '../model.ts'
import { findInspection, lockInspection, type StoredInspection } from '../repository.ts'
import { judgeAgain, type JudgedAgain } from './judging.ts'
import { appealResult, mayMoveLotAppeal, type LotAppealState } from './model.ts'
import * as rows from './repository.ts'

/** Does the actor answer for the production of the batch: its coordinator, or anybody of the party that annotates it? */
const produces = (actor: Actor, batch: StoredBatch): boolean => {
  const party = stepParty(batch.workflow, 'annotate')
  return party === partyOf(actor, batch.project) && (party !== null || can(actor, 'batch.manage', { project: batch.project }))
}
const isInTime = ({ state, ended_at }: Pick<StoredInspection, 'state' | 'ended_at'>, batch: StoredBatch, now: Date): boolean => state === 'rejected' && ended_at !== null && mayAppeal(ended_at, batch.appeal_hours, now)

/** What the actor may still appeal against: defects of their own work, or all where they answer for the production. */
const appealableBy = (actor: Actor, batch: StoredBatch, inspection: StoredInspection, defects: readonly rows.LotDefect[], now: Date): rows.LotDefect[] =>
  !isInTime(inspection, batch, now) || !can(actor, 'appeal.lot', { project: batch.project }) ? [] : defects.filter(d => d.state === null && (d.author === actor.membership || produces(actor, batch)))

export interface SeenLot { readonly inspection: StoredInspection, readonly batch: StoredBatch, readonly defects: readonly rows.LotDefect[], readonly appealable: readonly rows.LotDefect[] }
const lookAt = async (tx: Tx, services: Services, actor: Actor, inspection: StoredInspection, batch: StoredBatch): Promise<SeenLot> => {
  const defects = await rows.defectsOf(tx, inspection.id)
  return { inspection, batch, defects, appealable: appealableBy(actor, batch, inspection, defects, services.clock.now()) }
}
export const listOf = async (tx: Tx, services: Services, actor: Actor, id: InspectionId): Promise<SeenLot & { appeals: rows.StoredLotAppeal[] }> => {
  const { inspection, batch } = await see(tx, actor, id)
  return { ...(await lookAt(tx, services, actor, inspection, batch)), appeals: await rows.appealsOf(tx, id) }
}

/** What lots charge to the actor, or to the parties that they work for. */
export const chargesOf = async (tx: Tx, services: Services, actor: Actor): Promise<(SeenLot & { at: Date })[]> => {
  const parties = [...actor.parties.values()].map(party => party.id as PartyId), lots = await rows.lotsAgainst(tx, actor.membership, parties), found: (SeenLot & { at: Date })[] = []
  for (const { inspection: id, batch: batchId, whole, ended_at } of lots) {
    const seen = await lookAt(tx, services, actor, (await findInspection(tx, id))!, (await findBatch(tx, batchId))!)
    found.push({ ...seen, at: ended_at, defects: seen.defects.filter(d => whole || d.author === actor.membership), appealable: seen.appealable.filter(d => whole || d.author === actor.membership) })
  }
  return found
}

export type RaisedDefects = readonly { readonly defect: string, readonly reason: string }[]
/** @param input a reason for the whole lot, or one for each of the named defects */
export const raise = async (tx: Tx, services: Services, actor: Actor, id: InspectionId, input: { reason?: string, defects?: RaisedDefects }): Promise<{ id: string, state: LotAppealState }> => {
  const inspection = await lockInspection(tx, id), batch = inspection && (await findBatch(tx, inspection.batch)), now = services.clock.now()
  if (!inspection || !batch || !can(actor, 'batch.read', { project: batch.project })) return refuse(inspectionFailures.unknown())
  demand(actor, 'appeal.lot', { project: batch.project })
  const { defects, appealable } = await lookAt(tx, services, actor, inspection, batch)
  if (inspection.state !== 'rejected') refuse(lotAppealFailures.notRejected())
  if (!isInTime(inspection, batch, now)) refuse(lotAppealFailures.tooLate({ hours: batch.appeal_hours }))
  const reason = input.reason?.trim() ?? '', named = input.defects?.map((d, i) => hold(d, `defects.${i}.defect`, defects, appealable)) ?? appealable.map(d => ({ defect: d.id, task: d.task, reason: '' }))
  if (named.length === 0) refuse(lotAppealFailures.nothingToAppeal())
  const twice = named.findIndex((d, i) => named.findIndex(other => other.defect === d.defect) < i)
  if (twice >= 0) refuse(lotAppealFailures.alreadyRaised({}, { field: `defects.${twice}.defect` }))
  // Who judged the lot has another duty here, and who appeals never decides.
  if ((await takeDuty(tx, { organisation: actor.organisation, scope: id, person: actor.membership, duty: 'annotate', now })) !== 'annotate') refuse(lotAppealFailures.tookPart())
  const appeal = newId<never>() as string
  await rows.insertAppeal(tx, { id: appeal, organisation: actor.organisation, project: batch.project, batch: batch.id, inspection: id, by: actor.membership, reason, now, defects: named })
  await record(tx, actor, now, { verb: 'lot-appeal.raised', kind: 'inspection', object: id, project: batch.project, content: input, detail: { appeal, defects: named.length } })
  return { id: appeal, state: 'open' }
}

const hold = ({ defect, reason }: RaisedDefects[number], field: string, all: readonly rows.LotDefect[], appealable: readonly rows.LotDefect[]) => {
  const found = appealable.find(d => d.id === defect)
  if (found) return { defect, task: found.task, reason: reason.trim() }
  return refuse(all.find(d => d.id === defect)?.state ? lotAppealFailures.alreadyRaised({}, { field }) : lotAppealFailures.notYours({}, { field }))
}

export interface LotDecision { readonly decision: string, readonly defects: readonly { readonly defect: string, readonly state: 'stands' | 'overturned', readonly note?: string }[] }
export interface DecidedLot extends JudgedAgain { readonly id: string, readonly state: LotAppealState, readonly result: InspectionState }

/** The word of an inspector who judged nothing of this lot and made nothing of it: by the duty key of the inspection. */
export const decide = async (tx: Tx, services: Services, actor: Actor, id: string, { decision, defects: said }: LotDecision): Promise<DecidedLot> => {
  const unlocked = await rows.findAppeal(tx, id)
  if (!unlocked || !can(actor, 'inspection.read', { project: unlocked.project })) return refuse(lotAppealFailures.unknown())
  demand(actor, 'inspection.judge', { project: unlocked.project })
  const inspection = (await lockInspection(tx, unlocked.inspection))!, appeal = (await rows.findAppeal(tx, id, true))!, batch = (await lockBatch(tx, appeal.batch))!, now = services.clock.now()
  const state = appealResult(said.map(d => d.state)), appealed = (await rows.defectsOf(tx, inspection.id)).filter(d => d.appeal === id)
  if (!mayMoveLotAppeal(appeal.state, state)) refuse(lotAppealFailures.decided())
  const decided = new Set(said.map(d => d.defect))
  if (decided.size !== said.length || decided.size !== appealed.length || !appealed.every(d => decided.has(d.id))) refuse(lotAppealFailures.decideEach({ n: appealed.length }, { field: 'defects' }))
  if (await tookPart(tx, batch.id, actor.membership)) refuse(lotAppealFailures.tookPart())
  if ((await takeDuty(tx, { organisation: actor.organisation, scope: inspection.id, person: actor.membership, duty: 'arbitrate', now })) !== 'arbitrate') refuse(lotAppealFailures.tookPart())
  await takeDuty(tx, { organisation: actor.organisation, scope: batch.id, person: actor.membership, duty: 'inspect', now })
  for (const d of said) await rows.decideDefect(tx, d.defect, { state: d.state, note: d.note?.trim() || null })
  await rows.decideAppeal(tx, id, { state, decided_by: actor.membership, decision: decision.trim(), decided_at: now })
  const overturned = said.filter(d => d.state === 'overturned').length
  await record(tx, actor, now, { verb: 'lot-appeal.decided', kind: 'inspection', object: inspection.id, project: batch.project, content: { decision, defects: said }, detail: { appeal: id, state, overturned, stands: said.length - overturned } })
  return { id, state, ...(await judgeAgain(tx, services, actor, inspection, batch)) }
}
