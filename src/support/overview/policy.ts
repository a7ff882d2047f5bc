import { definePolicy } from '../../workspace/access/model.ts'

export const overviewPolicy = definePolicy({
  'overview.read': ['administrator', 'coordinator', 'requester', 'supervisor', 'auditor', 'trainer'],
  // Both start a run, which is written down: an auditor reads the results, and verifies what was given out on a machine of their own.
  'journal.verify': ['administrator', 'supervisor'],
  'journal.export': ['administrator', 'supervisor'],
})
