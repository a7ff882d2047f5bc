import { definePolicy } from '../../workspace/access/model.ts'

export const inspectionPolicy = definePolicy({
  'review.judge': ['reviewer', 'arbiter'],
  'ruling.make': ['arbiter'],
  'inspection.read': ['administrator', 'coordinator', 'requester', 'supervisor', 'auditor'],
  'inspection.judge': ['requester', 'supervisor'],
  'batch.accept': ['administrator', 'coordinator', 'requester'],
})
