import type { BatchId } from '../../../kernel/ids.ts'
import { can, type Actor } from '../../../workspace/access/model.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import { enterBatch, type StoredBatch } from '../../3-production/service.ts'
import type { DefectReport, DefectReportView } from './contract.ts'
import { countClasses, countCodes, countPeople, rateOf, type CountedDefect } from './model.ts'
import * as rows from './repository.ts'

const figuresOf = async (tx: Tx, batch: StoredBatch, defects: readonly CountedDefect[]): Promise<DefectReport> => {
  const { inspections, ...checks } = await rows.checksOf(tx, batch.id)
  return { ...checks, inspectionRounds: inspections, clientRounds: batch.client_rounds, codes: countCodes(defects, checks.checked), classes: countClasses(defects) }
}

/** The figures of a batch without people: what is frozen with a delivery. */
export const defectReport = async (tx: Tx, batch: StoredBatch): Promise<DefectReport> => figuresOf(tx, batch, await rows.countedDefects(tx, batch.id))

/** The report as the actor may see it. */
export const readReport = async (tx: Tx, actor: Actor, id: BatchId): Promise<{ batch: StoredBatch, report: DefectReportView }> => {
  const batch = await enterBatch(tx, actor, id, 'inspection.read'), defects = await rows.countedDefects(tx, id), keepComingBack = await rows.keepComingBack(tx, id, batch.return_limit)
  const figures = await figuresOf(tx, batch, defects)
  if (!can(actor, 'defect.people', { project: batch.project })) return { batch, report: { ...figures, keepComingBack } }
  const people = countPeople(defects, await rows.checkedByAuthor(tx, id)).map(p => ({ ...p, codes: [...p.codes] }))
  const reviewers = (await rows.reviewersOf(tx, id)).map(r => ({ ...r, rate: rateOf(r.overturned, r.judged) }))
  return { batch, report: { ...figures, keepComingBack, people, reviewers } }
}
