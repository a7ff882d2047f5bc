import type { InspectionId } from '../../../kernel/ids.ts'
import { on, type Endpoint } from '../../../workspace/access/endpoint.ts'
import { displayNumber } from '../../../workspace/project/model.ts'
import * as contract from './contract.ts'
import type { LotDefect } from './repository.ts'
import * as appeals from './service.ts'

const defectView = (d: LotDefect): contract.LotDefectView => ({
  id: d.id, task: d.task, taskNumber: d.number, shape: d.shape, code: d.code, severity: d.severity, note: d.note, slot: d.slot, pin: d.pin, appeal: d.appeal && d.state ? { id: d.appeal, state: d.state, reason: d.reason ?? '', said: d.said } : null,
})
const until = ({ inspection, batch }: appeals.SeenLot): string | null => (inspection.state === 'rejected' && inspection.ended_at ? new Date(inspection.ended_at.getTime() + batch.appeal_hours * 3_600_000).toISOString() : null)

export const lotAppealRoutes: readonly Endpoint[] = [
  on(contract.listLotAppeals)(async ({ tx, actor, input, services }) => {
    const lot = await appeals.listOf(tx, services, actor, input.params.inspection as InspectionId)
    return {
      appealUntil: until(lot), appealable: lot.appealable.map(d => d.id), defects: lot.defects.map(defectView),
      appeals: lot.appeals.map(a => ({
        id: a.id, inspection: a.inspection, batch: a.batch, reason: a.reason, state: a.state, decision: a.decision, createdAt: a.created_at.toISOString(), decidedAt: a.decided_at?.toISOString() ?? null,
        own: a.raised_by === actor.membership, defects: lot.defects.filter(d => d.appeal === a.id).map(d => d.id),
      })),
    }
  }),
  on(contract.raiseLotAppeal)(async ({ tx, actor, input, services }) => appeals.raise(tx, services, actor, input.params.inspection as InspectionId, input.body)),
  on(contract.decideLotAppeal)(async ({ tx, actor, input, services }) => appeals.decide(tx, services, actor, input.params.appeal, input.body)),
  on(contract.listChargedLots)(async ({ tx, actor, services }) => ({
    lots: (await appeals.chargesOf(tx, services, actor)).map(lot => ({
      inspection: lot.inspection.id, project: lot.batch.project, batchDisplay: displayNumber('batch', lot.batch.number), isVoid: lot.batch.state === 'void', at: lot.at.toISOString(),
      appealUntil: new Date(lot.at.getTime() + lot.batch.appeal_hours * 3_600_000).toISOString(), appealable: lot.appealable.map(d => d.id), defects: lot.defects.map(defectView),
    })),
  })),
]
