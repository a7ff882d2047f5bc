import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Nullable, Uuid } from '../../../workspace/access/contract.ts'
import { defectCodes } from '../model.ts'

const Count = Type.Integer({ minimum: 0 })
export const RateView = Type.Object({ count: Count, n: Count, low: Type.Number(), high: Type.Number() }, { description: 'A share with its 95 % Wilson interval' })
const Code = Type.Enum(defectCodes)
const CodeView = Type.Object({ code: Code, defects: Count, bySeverity: Type.Object({ minor: Count, major: Count, critical: Count }), rate: Nullable(RateView) })
const parts = {
  tasks: Count, reviewed: Count, sampled: Count, checked: Count, corrections: Count, overturned: Count, inspectionRounds: Count, clientRounds: Count,
  codes: Type.Array(CodeView), classes: Type.Array(Type.Object({ class: Nullable(Type.String()), code: Code, defects: Count })),
}
/** What stays with a delivery: figures without people. */
export const DefectReport = Type.Object(parts)
export type DefectReport = Static<typeof DefectReport>
export const DefectReportView = Type.Object({
  ...parts,
  people: Type.Optional(Type.Array(Type.Object({ person: Uuid, defects: Count, codes: Type.Array(Type.Object({ code: Code, defects: Count })), rate: Nullable(RateView) }))),
  reviewers: Type.Optional(Type.Array(Type.Object({ person: Uuid, judged: Count, overturned: Count, rate: Nullable(RateView) }))),
  keepComingBack: Type.Array(Type.Object({ task: Uuid, number: Type.Integer(), returns: Count })),
})
export type DefectReportView = Static<typeof DefectReportView>
const Batch = Type.Object({ batch: Uuid })
export const readDefects = defineRoute({ id: 'defect.report', method: 'GET', path: '/api/v1/batches/:batch/defects', summary: 'The five-count defect report of a batch; people only for those who may know', guard: { permission: 'inspection.read' }, params: Batch, ok: DefectReportView })
export const downloadDefects = defineRoute({ id: 'defect.file', method: 'GET', path: '/api/v1/batches/:batch/defects/file', summary: 'The defect report as CSV', guard: { permission: 'inspection.read' }, params: Batch, ok: 'stream' })
export const downloadCorrections = defineRoute({
  id: 'correction.file', method: 'GET', path: '/api/v1/batches/:batch/corrections/file', summary: 'The correction ledger as CSV or JSON lines', guard: { permission: 'inspection.read' }, params: Batch,
  query: Type.Object({ format: Type.Enum(['csv', 'jsonl']), annotator: Type.Optional(Uuid), corrector: Type.Optional(Uuid), code: Type.Optional(Code) }, { additionalProperties: false }), ok: 'stream',
})
