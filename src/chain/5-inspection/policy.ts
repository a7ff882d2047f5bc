import { definePolicy } from '../../workspace/access/model.ts'

export const inspectionPolicy = definePolicy({
  'review.judge': ['reviewer', 'arbiter'],
  'ruling.make': ['arbiter'],
  'inspection.read': ['administrator', 'coordinator', 'requester', 'supervisor', 'auditor'],
  'inspection.judge': ['requester', 'supervisor'],
  'appeal.read': ['administrator', 'coordinator', 'arbiter', 'supervisor', 'auditor'],
  // Against a lot inspection: authors, and whoever answers for the production.
  'appeal.lot': ['administrator', 'coordinator', 'executor'],
  'appeal.decide': ['arbiter', 'supervisor'],
  'gold.manage': ['administrator', 'coordinator', 'trainer'],
  'delivery.read': ['administrator', 'coordinator', 'requester', 'supervisor', 'auditor'],
  'delivery.make': ['administrator', 'coordinator'],
  'delivery.judge': ['requester'],
  // Who made how many mistakes; the report without names is for everybody who reads inspections.
  'defect.people': ['administrator', 'coordinator', 'supervisor', 'auditor'],
  'batch.accept': ['administrator', 'coordinator', 'requester'],
})
