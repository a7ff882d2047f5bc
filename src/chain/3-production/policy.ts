import { definePolicy } from '../../workspace/access/model.ts'

export const productionPolicy = definePolicy({
  'batch.read': ['administrator', 'coordinator', 'requester', 'executor', 'reviewer', 'arbiter', 'supervisor', 'auditor', 'trainer'],
  'batch.manage': ['administrator', 'coordinator'],
  'task.read': ['administrator', 'coordinator', 'requester', 'reviewer', 'arbiter', 'supervisor', 'auditor'],
  // May tell tasks with a known answer from those that are delivered. Whoever works on tasks may not.
  'gold.see': ['administrator', 'coordinator', 'requester', 'supervisor', 'auditor', 'trainer'],
  'task.claim': ['executor'],
  'review.claim': ['reviewer', 'arbiter'],
  'arbitration.claim': ['arbiter'],
  'task.set-aside': ['administrator', 'coordinator'],
  'work.own': ['executor', 'reviewer', 'arbiter'],
})
