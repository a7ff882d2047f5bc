import { definePolicy } from '../../workspace/access/model.ts'

export const overviewPolicy = definePolicy({
  'overview.read': ['administrator', 'coordinator', 'requester', 'supervisor', 'auditor', 'trainer'],
  // A verification changes nothing and is written down: whoever audits starts it. An export is given out by those who answer for it.
  'journal.verify': ['administrator', 'supervisor', 'auditor'],
  'journal.export': ['administrator', 'supervisor'],
})
